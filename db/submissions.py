"""Workers' forms. One writer thread commits together whatever waits; nothing is acknowledged
before its commit. Only the release reads what is stored."""

from __future__ import annotations

import hashlib
import json
import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Engine, Executable, TextClause, bindparam, func, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from db import cards
from db.engine import reading, writing
from db.schema import CampaignRow, SubmissionRow, UnitRow
from surveys.answers import Answers, Submission

MOST_AT_ONCE = 1_000  # rows in one commit: bounds how long the first of them waits
# Seconds a commit waits for company: one costs as much as ten forms, and nobody feels so short a
# wait. Without it a fast disk makes the commits small and many.
GATHER = 0.005
KEY_BYTES = 16
FORMS = (SubmissionRow.__tablename__,)  # where forms lie
WROTE = "#"  # stands where somebody wrote, once the words are kept apart or forgotten

_INTO = "INSERT INTO submission (key, campaign_id, unit_id, day, lang, mode, answers) "
_UNKNOWN = " ON CONFLICT (key) DO NOTHING"
_ONE = _INTO + "VALUES (:key, :campaign_id, :unit_id, :day, :lang, :mode, :answers)" + _UNKNOWN
_MANY = text(
    _INTO + "SELECT decode(key, 'hex'), campaign_id, unit_id, day, lang, mode, answers "
    "FROM json_to_recordset(CAST(:batch AS json)) AS sent(key text, campaign_id int, unit_id int,"
    " day date, lang text, mode text, answers text)" + _UNKNOWN
)  # one statement and one value for the whole batch: twice as fast as a row at a time

_CAMPAIGNS = CampaignRow.__table__.c
_STILL_OPEN = (  # of the table, not of the class: no objects are made on the busiest road
    select(_CAMPAIGNS.id)
    .where(_CAMPAIGNS.id.in_(bindparam("asked", expanding=True)), _CAMPAIGNS.closed_on.is_(None))
    .with_for_update(read=True)
)
# Of PostgreSQL's owner, so that the running product needs no right to read answers (0012).
_ANEW = text("SELECT forget_order(:id)")
_ARRIVED = text("SELECT unit, answers, day FROM closed_answers(:id)")

_WORDLESS = text("SELECT forget_words(:id, CAST(:names AS text[]))")

_IN_PARTS = {"yield_per": 2_000}  # rows fetched at once
_READ_AT_ONCE = 200  # forms: together they are read three times as fast as one by one
# Made once: the function of this name would make an encoder for every form.
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Mode(StrEnum):
    """How a form was filled in, for looking at differences between the ways."""

    PHONE = "phone"
    PAPER = "paper"
    HELPED = "helped"


@dataclass(slots=True)  # not frozen: one is made for every form, in a quarter of the time
class Incoming:
    """A form that was read and may be stored."""

    key: bytes
    campaign_id: int
    unit_id: int
    day: date
    lang: str
    answers: Answers
    mode: Mode = Mode.PHONE
    card: bytes = b""  # digest of the one-time card it came with


def key_of(secret: bytes, form_id: str) -> bytes:
    """The key of a stored form: the same for the same form, and nobody's once the secret of
    the campaign is erased."""
    return hashlib.blake2b(form_id.encode(), key=secret, digest_size=KEY_BYTES).digest()


Tell = Callable[[bool | Exception], None]  # hears what became of a form, in the writer's thread


class Writer:
    """The only way in. What became of a form: True once committed (or stored before), False when
    the campaign has closed or the card was used meanwhile, an exception when nothing was
    stored."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: queue.SimpleQueue[tuple[Incoming, Tell] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="submissions", daemon=True)
        self._thread.start()

    def take(self, incoming: Incoming, tell: Tell) -> None:
        """Put a form into the next commit; `tell` must not fail."""
        self._waiting.put((incoming, tell))

    def keep(self, incoming: Incoming) -> Future[bool]:
        """The same for who would rather wait than be told."""
        promise: Future[bool] = Future()
        promise.set_running_or_notify_cancel()  # who hangs up cannot take a form back
        self.take(incoming, partial(_fulfil, promise))
        return promise

    def stop(self) -> None:
        """Commit what waits, then end."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, ended = [first], False
            time.sleep(GATHER)
            while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
                item = self._waiting.get()
                if item is None:
                    ended = True
                    break
                batch.append(item)
            _settle(self._engine, batch)
            if ended:
                return


def count_by_unit(session: Session, campaign_id: int) -> dict[int, int]:
    """How many forms each unit sent; for participation only, which shows steps of five."""
    counted = (
        select(SubmissionRow.unit_id, func.count())
        .where(SubmissionRow.campaign_id == campaign_id)
        .group_by(SubmissionRow.unit_id)
    )
    return dict(session.execute(counted).all())


def forget_order(session: Session, campaign_id: int) -> None:
    """Store a campaign's forms anew, all at once and by their random keys: PostgreSQL would tell
    from the place and the transaction of a row when it came (DR-03)."""
    if session.connection().dialect.name == "postgresql":
        session.execute(_ANEW, {"id": campaign_id})


def arrived(engine: Engine, campaign_id: int) -> Iterator[tuple[Submission, date]]:
    """Every stored form of a campaign with its day, for its check and its release, and so none
    before the close and none after the release; one by one, for all at once fill the memory."""
    with reading(engine) as session:
        door = _on_postgres if session.connection().dialect.name == "postgresql" else _between
        rows = session.execute(door(campaign_id), execution_options=_IN_PARTS)
        for part in rows.partitions(_READ_AT_ONCE):
            units, documents, days = zip(*part, strict=True)
            sheets = json.loads(f"[{','.join(documents)}]")
            for unit, values, day in zip(units, sheets, days, strict=True):
                yield Submission(unit, Answers(values)), day


def _on_postgres(campaign_id: int) -> Executable:
    return _ARRIVED.bindparams(id=campaign_id)


def _between(campaign_id: int) -> Executable:
    """In the order of the keys, as the forms lie: by the index of units each would be another page
    of the file, and a million forms of a campaign take twice as long."""
    in_key_order = SubmissionRow.campaign_id + 0  # no index knows this
    return (
        select(UnitRow.code, SubmissionRow.answers, SubmissionRow.day)
        .join(UnitRow, UnitRow.id == SubmissionRow.unit_id)
        .join(CampaignRow, CampaignRow.id == in_key_order)
        .where(
            CampaignRow.id == campaign_id,
            CampaignRow.closed_on.is_not(None),
            CampaignRow.released_on.is_(None),
        )
        .order_by(SubmissionRow.key)
    )


def forget_words(session: Session, campaign_id: int, names: Collection[str]) -> None:
    """Leave of one's own words in the forms of a campaign only that there were some: who reads
    every table finds no text beside other answers (DR-10)."""
    if session.connection().dialect.name == "postgresql":
        session.execute(_WORDLESS, {"id": campaign_id, "names": sorted(names)})
    elif names:
        session.execute(*_without_words(campaign_id, sorted(names)))


def _without_words(campaign_id: int, names: Sequence[str]) -> tuple[TextClause, dict[str, Any]]:
    """The same on SQLite, which has no function of its own for it."""
    fields = ", ".join(f":path{n}, :wrote" for n in range(len(names)))
    holds = " OR ".join(f"instr(answers, :name{n})" for n in range(len(names)))
    statement = text(
        f"UPDATE submission SET answers = json_replace(answers, {fields}) "
        f"WHERE +campaign_id = :id AND ({holds})"  # in the order of the keys
    )
    paths = {f"path{n}": f'$."{name}"' for n, name in enumerate(names)}
    keys = {f"name{n}": f'"{name}":' for n, name in enumerate(names)}
    return statement, {**paths, **keys, "wrote": WROTE, "id": campaign_id}


def write(engine: Engine, batch: Sequence[Incoming]) -> list[bool]:
    """Store a batch in one transaction; False for forms whose campaign is closed, or
    whose card was used."""
    with writing(engine) as session:
        asked = sorted({incoming.campaign_id for incoming in batch})
        found = session.connection().execute(_STILL_OPEN, {"asked": asked})
        still_open = set(found.scalars())
        taken = _taken(session, batch, still_open)
        rows = [_row(incoming) for incoming, is_taken in zip(batch, taken, strict=True) if is_taken]
        if any(incoming.card for incoming in batch):
            rows.sort(key=itemgetter("key"))  # not in the order in which cards went
        if rows:
            _insert(session, rows)
    return taken


def _taken(session: Session, batch: Sequence[Incoming], still_open: set[int]) -> list[bool]:
    """Which forms are stored: of open campaigns, and those that came with a card if it burnt."""
    wanted = {i.key: i.card for i in batch if i.card and i.campaign_id in still_open}
    spent = cards.spend(session, wanted) if wanted else set()
    return [i.campaign_id in still_open and (not i.card or i.key in spent) for i in batch]


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    if session.connection().dialect.name == "postgresql":
        sent = [{**row, "key": row["key"].hex()} for row in rows]
        session.connection().execute(_MANY, {"batch": _written(sent)})
    else:
        session.connection().exec_driver_sql(_ONE, rows)


def _row(incoming: Incoming) -> dict[str, Any]:
    return {
        "key": incoming.key,
        "campaign_id": incoming.campaign_id,
        "unit_id": incoming.unit_id,
        "day": incoming.day.isoformat(),
        "lang": incoming.lang,
        "mode": incoming.mode.value,
        "answers": _written(incoming.answers.values),
    }


def _fulfil(promise: Future[bool], outcome: bool | Exception) -> None:
    if isinstance(outcome, Exception):
        promise.set_exception(outcome)
    else:
        promise.set_result(outcome)


def _settle(engine: Engine, batch: list[tuple[Incoming, Tell]]) -> None:
    """Write the batch and tell everybody. One row the database refuses spoils only itself."""
    try:
        kept = write(engine, [incoming for incoming, _ in batch])
    except (IntegrityError, DataError) as error:
        if len(batch) > 1:
            for item in batch:
                _settle(engine, [item])
        else:
            batch[0][1](error)
    except Exception as error:  # the database is gone: every sender is told, nobody is lost
        for _, tell in batch:
            tell(error)
    else:
        for (_, tell), stored in zip(batch, kept, strict=True):
            tell(stored)
        if any(incoming.card for incoming, _ in batch):
            cards.settle(engine)
