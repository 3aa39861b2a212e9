"""Who did what in the office: exports, closings, releases (DR-20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.schema import EventRow, OfficerRow


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the record."""

    at: datetime
    officer: str
    what: str
    detail: str


def note(
    engine: Engine, now: datetime, officer_id: int | None, what: str, detail: str = ""
) -> None:
    """Write one line."""
    with writing(engine) as session:
        session.add(EventRow(at=now, officer_id=officer_id, what=what, detail=detail))


def happened(engine: Engine, what: str, beginning: str) -> bool:
    """Whether a line with this beginning of its detail was ever written."""
    found = select(EventRow.id).where(
        EventRow.what == what, EventRow.detail.startswith(beginning, autoescape=True)
    )
    with reading(engine) as session:
        return session.scalar(found.limit(1)) is not None


def latest(engine: Engine, most: int = 200) -> tuple[Event, ...]:
    """The newest lines first."""
    found = (
        select(EventRow.at, OfficerRow.name, EventRow.what, EventRow.detail)
        .outerjoin(OfficerRow, OfficerRow.id == EventRow.officer_id)
        .order_by(EventRow.id.desc())
        .limit(most)
    )
    with reading(engine) as session:
        return tuple(
            Event(at, name or "–", what, detail)
            for at, name, what, detail in session.execute(found)
        )
