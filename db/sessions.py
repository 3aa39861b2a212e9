"""Signed-in browsers: the cookie holds a random token, the database only its digest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Engine, delete, select, update

from db.engine import reading, writing
from db.officers import as_officer
from db.schema import OfficerRow, SessionRow
from surveys.access import Officer

LONGEST = timedelta(hours=12)  # a working day: then sign in again, whatever happened
IDLE = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=5)  # how exactly the last visit is known; spares writes


@dataclass(frozen=True, slots=True)
class Open:
    """A session that holds. Nothing is known of the machine: no address and no browser is kept."""

    id: str
    officer: Officer
    began_at: datetime
    seen_at: datetime


def begin(engine: Engine, officer_id: int, now: datetime) -> str:
    """Sign a browser in; returns the token for its cookie. Old sessions are swept out."""
    token = secrets.token_urlsafe(32)
    with writing(engine) as session:
        session.execute(delete(SessionRow).where(SessionRow.began_at < now - LONGEST))
        session.add(
            SessionRow(digest=_digest(token), officer_id=officer_id, began_at=now, seen_at=now)
        )
    return token


def officer_of(engine: Engine, token: str, now: datetime) -> Officer | None:
    """Who is signed in with this token; None when nobody (any more)."""
    with reading(engine) as session:
        row = session.get(SessionRow, _digest(token))
        if row is None or now - row.began_at > LONGEST or now - row.seen_at > IDLE:
            return None
        person = session.get_one(OfficerRow, row.officer_id)
        if not person.active:
            return None
        officer, unnoted = as_officer(person), now - row.seen_at > NOTED_EVERY
    if unnoted:
        _note(engine, token, now)
    return officer


def everyone(engine: Engine, now: datetime, officer_id: int | None = None) -> tuple[Open, ...]:
    """The sessions that still hold, the last seen first: of all, or of one officer."""
    young = (SessionRow.began_at >= now - LONGEST) & (SessionRow.seen_at >= now - IDLE)
    found = select(SessionRow, OfficerRow).join(OfficerRow).where(young, OfficerRow.active)
    if officer_id is not None:
        found = found.where(SessionRow.officer_id == officer_id)
    with reading(engine) as session:
        rows = session.execute(found.order_by(SessionRow.seen_at.desc()))
        return tuple(
            Open(row.digest.hex(), as_officer(person), row.began_at, row.seen_at)
            for row, person in rows
        )


def id_of(token: str) -> str:
    """What names a session without opening it."""
    return _digest(token).hex()


def end_some(engine: Engine, ids: Iterable[str], officer_id: int | None = None) -> int:
    """End these sessions, only those of this officer when one is given; returns how many."""
    gone_by = delete(SessionRow).where(SessionRow.digest.in_([bytes.fromhex(id) for id in ids]))
    if officer_id is not None:
        gone_by = gone_by.where(SessionRow.officer_id == officer_id)
    with writing(engine) as session:
        gone = session.execute(gone_by)
        return cast("CursorResult[Any]", gone).rowcount


def end(engine: Engine, token: str) -> None:
    """Sign a browser out."""
    with writing(engine) as session:
        session.execute(delete(SessionRow).where(SessionRow.digest == _digest(token)))


def _note(engine: Engine, token: str, now: datetime) -> None:
    with writing(engine) as session:
        session.execute(
            update(SessionRow).where(SessionRow.digest == _digest(token)).values(seen_at=now)
        )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
