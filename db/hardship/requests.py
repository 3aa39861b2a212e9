"""Requests for help: written by people, opened and moved on by the officers who care."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.hardship.schema import OpeningRow, RequestRow
from db.hardship.store import Store
from db.sealing import Seal
from surveys.access import Officer
from surveys.campaigns import CODE_LETTERS
from surveys.hardship import ENDED, Case, Change, Request, State, Urgency, urgency_of

_NUMBER_LENGTH = 6  # 148 million numbers: said on the telephone, never guessed at random
_SAID, _NOTES, _REASON = "said", "notes", "reason"


class NoKey(Exception):
    """Without a key nothing is written and nothing is read."""


class Gone(Exception):
    """The request was deleted meanwhile."""


class Stale(Exception):
    """Somebody else changed the request meanwhile."""


@dataclass(frozen=True, slots=True)
class By:
    """The officer who opens or changes something, and when."""

    officer: Officer
    now: datetime


def add(store: Store, form_id: str, said: Mapping[str, Any], on: date) -> str:
    """Keep a request; its number, also when this form was sent before."""
    sealed = _seal(store).close(_packed(said), on)
    digest = digest_of(form_id)
    try:
        with writing(store.engine) as session:
            row = RequestRow(
                number=_new_number(),
                digest=digest,
                came_on=on,
                urgency=urgency_of(said).value,
                state=State.NEW.value,
                version=1,
                sealed=sealed,
            )
            session.add(row)
            session.flush()
            return row.number
    except IntegrityError:
        number = number_of(store.engine, form_id)
        if number is None:  # not sent twice: one number in millions was drawn twice
            return add(store, form_id, said, on)
        return number


def cases(engine: Engine) -> tuple[Case, ...]:
    """What lists and counts may know of all requests, the oldest first."""
    ordered = select(RequestRow).order_by(RequestRow.came_on, RequestRow.number)
    with reading(engine) as session:
        return tuple(map(_case, session.scalars(ordered)))


def number_of(engine: Engine, form_id: str) -> str | None:
    """The request of a person's code; None when there is none (any more)."""
    found = select(RequestRow.number).where(RequestRow.digest == digest_of(form_id))
    with reading(engine) as session:
        return session.scalar(found)


def opened(store: Store, number: str, by: By) -> Request:
    """The whole request; that it was opened is written down first. Gone when it is deleted."""
    seal = _seal(store)
    with writing(store.engine) as session:
        row = session.get(RequestRow, number)
        if row is None:
            raise Gone(number)
        _note(session, number, by, "opened")
        return _request(row, seal)


def read_again(store: Store, number: str) -> Request:
    """The request an officer has open already; Gone when it is deleted."""
    with reading(store.engine) as session:
        row = session.get(RequestRow, number)
        if row is None:
            raise Gone(number)
        return _request(row, _seal(store))


def change(store: Store, before: Case, change: Change, by: By, today: date) -> None:
    """Enter what came of a request; Stale when it was changed since `before` was read."""
    seal = _seal(store)
    with writing(store.engine) as session:
        row = session.get(RequestRow, before.number, with_for_update=True)
        if row is None:
            raise Gone(before.number)
        if row.version != before.version:
            raise Stale(before.number)
        said = _request(row, seal).said
        row.state, row.contacted_on = change.state.value, change.contacted_on
        row.closed_on = (row.closed_on or today) if change.state in ENDED else None
        row.sealed = seal.close(_packed(said, change.notes, change.reason), today)
        row.version += 1
        _note(session, before.number, by, "changed")


def note(store: Store, number: str, by: By, what: str) -> None:
    """Write into the access log what else was done with a request."""
    with writing(store.engine) as session:
        _note(session, number, by, what)


def digest_of(form_id: str) -> bytes:
    """How a person's code is kept: it has eighty random bits, so nobody finds it from this."""
    return hashlib.sha256(b"ho-tro " + form_id.encode()).digest()


def _new_number() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(_NUMBER_LENGTH))


def _packed(said: Mapping[str, Any], notes: str = "", reason: str = "") -> str:
    return json.dumps({_SAID: dict(said), _NOTES: notes, _REASON: reason}, ensure_ascii=False)


def _seal(store: Store) -> Seal:
    if store.seal is None:
        raise NoKey
    return store.seal


def _case(row: RequestRow) -> Case:
    return Case(
        number=row.number,
        came_on=row.came_on,
        urgency=Urgency(row.urgency),
        state=State(row.state),
        contacted_on=row.contacted_on,
        closed_on=row.closed_on,
        version=row.version,
    )


def _request(row: RequestRow, seal: Seal) -> Request:
    known = json.loads(seal.open(row.sealed))
    return Request(_case(row), known[_SAID], known[_NOTES], known[_REASON])


def _note(session: Session, number: str, by: By, what: str) -> None:
    row = OpeningRow(
        at=by.now, officer_id=by.officer.id, officer=by.officer.name, number=number, what=what
    )
    session.add(row)
    session.flush()
