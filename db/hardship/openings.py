"""The access log of requests, for the inspection committee (DR-15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from db.engine import reading
from db.hardship.schema import OpeningRow


@dataclass(frozen=True, slots=True)
class Opening:
    """One line: who did what with which request."""

    at: datetime
    officer: str
    number: str
    what: str


def everything(engine: Engine) -> tuple[Opening, ...]:
    """All lines, the newest first."""
    newest = select(OpeningRow).order_by(OpeningRow.id.desc())
    with reading(engine) as session:
        rows = session.scalars(newest)
        return tuple(Opening(row.at, row.officer, row.number, row.what) for row in rows)
