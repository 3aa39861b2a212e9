"""Who did what in the office: exports, closings, releases (DR-20). Lines are added and never
changed: the database refuses it, each line's digest seals all lines before it, and how many there
are is remembered beside them (docs/decisions/0017)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema import EventRow, OfficerRow
from db.schema_access import EventHeadRow

_LOCK = 5_264_255  # any number that nobody else takes in this database
_ONLY = 1
_SEAL_LETTERS = 16
_BETWEEN = "\x1f"  # a sign nobody types: keeps "ab" + "c" from being "a" + "bc"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the record."""

    at: datetime
    officer: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class End:
    """How many lines there are and how many were `kept` in mind, and the `seal` of the last one:
    the same lines have the same seal anywhere, so that it can be written down elsewhere."""

    lines: int
    kept: int
    seal: str
    whole: bool

    @property
    def short_seal(self) -> str:
        """Enough of the seal to be written down by hand: 64 bits, in groups of four."""
        letters = self.seal[:_SEAL_LETTERS]
        return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def note(
    engine: Engine, now: datetime, officer_id: int | None, what: str, detail: str = ""
) -> None:
    """Write one line."""
    with writing(engine) as session:
        enter(session, now, officer_id, what, detail)


def enter(
    session: Session, now: datetime, officer_id: int | None, what: str, detail: str = ""
) -> None:
    """Write one line as a part of something larger."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    session.flush()
    last = session.scalar(select(EventRow.digest).order_by(EventRow.id.desc()).limit(1))
    who = None if officer_id is None else session.get(OfficerRow, officer_id)
    name = _one_line(who.name) if who else ""
    row = EventRow(at=now, officer_id=officer_id, what=what, detail=_one_line(detail), who=name)
    row.digest = _digest(last or "", row)
    session.add(row)
    session.flush()
    head = session.get(EventHeadRow, _ONLY) or EventHeadRow(id=_ONLY, lines=0)
    head.lines, head.digest = head.lines + 1, row.digest
    session.add(head)
    session.flush()


def happened(engine: Engine, what: str, beginning: str) -> bool:
    """Whether a line with this beginning of its detail was ever written."""
    found = select(EventRow.id).where(
        EventRow.what == what, EventRow.detail.startswith(beginning, autoescape=True)
    )
    with reading(engine) as session:
        return session.scalar(found.limit(1)) is not None


def latest(engine: Engine, most: int | None = 200) -> tuple[Event, ...]:
    """The newest lines first; all of them when `most` is None."""
    found = select(EventRow.at, EventRow.who, EventRow.what, EventRow.detail)
    with reading(engine) as session:
        rows = session.execute(found.order_by(EventRow.id.desc()).limit(most))
        return tuple(Event(at, name or "–", what, detail) for at, name, what, detail in rows)


def first_broken(engine: Engine) -> datetime | None:
    """The time of the first line that does not fit those before it; None when nothing was
    altered, put in between or taken out before the end."""
    with reading(engine) as session:
        return _first_broken(session.scalars(select(EventRow).order_by(EventRow.id)))


def end(engine: Engine) -> End:
    """How the record ends, beside what was remembered of its end; read at one moment."""
    last = select(EventRow.digest).order_by(EventRow.id.desc()).limit(1)
    asked = select(
        select(func.count()).select_from(EventRow).scalar_subquery(),
        last.scalar_subquery(),
        select(EventHeadRow.lines).scalar_subquery(),
        select(EventHeadRow.digest).scalar_subquery(),
    )
    with reading(engine) as session:
        lines, seal, kept, kept_seal = session.execute(asked).one()
    whole = (lines, seal or "") == (kept or 0, kept_seal or "")
    return End(lines, kept or 0, seal or "", whole=whole)


def _one_line(text: str) -> str:
    """Without signs that nobody sees: a name writes no second line and turns no words round."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _first_broken(rows: Iterable[EventRow]) -> datetime | None:
    last = ""
    for row in rows:
        if row.digest != _digest(last, row):
            return row.at
        last = row.digest
    return None


def _digest(last: str, row: EventRow) -> str:
    at = row.at.astimezone(UTC).isoformat()
    told = (last, at, str(row.officer_id), row.who, row.what, row.detail)
    return hashlib.sha256(_BETWEEN.join(told).encode()).hexdigest()
