"""How this office takes requests for help; kept in the main database."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from db.engine import reading, writing
from db.hardship.requests import Stale
from db.schema_hardship import HardshipRow
from surveys.hardship import USUAL, Office

_ONLY = 1


def load(engine: Engine) -> Office:
    """The settings; the usual ones, with the form closed, before anybody saved any."""
    with reading(engine) as session:
        row = session.get(HardshipRow, _ONLY)
        if row is None:
            return USUAL
        return Office(row.open, row.carer, row.phone, row.months, row.version)


def save(engine: Engine, office: Office) -> None:
    """Replace them; Stale when somebody else did since `office` was read."""
    try:
        _save(engine, office)
    except IntegrityError as error:  # both were the first
        raise Stale from error


def _save(engine: Engine, office: Office) -> None:
    with writing(engine) as session:
        row = session.get(HardshipRow, _ONLY, with_for_update=True)
        if (row.version if row else 0) != office.version:
            raise Stale
        if row is None:
            row = HardshipRow(id=_ONLY)
            session.add(row)
        row.open, row.carer, row.phone = office.open, office.carer.strip(), office.phone.strip()
        row.months, row.version = office.months, office.version + 1
