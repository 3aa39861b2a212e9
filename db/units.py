"""The register of units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema import LinkRow, UnitRow
from db.schema_campaigns import GatheredRow
from surveys.organisation import Unit

_COLUMNS = tuple(field.name for field in fields(Unit))


class CodeTaken(Exception):
    """Another unit has this code."""


class UnitInUse(Exception):
    """The unit took part in a campaign: it can end, but not vanish."""


def everyone(engine: Engine) -> tuple[Unit, ...]:
    """All units by code, without the places of campaigns that are no units."""
    found = select(UnitRow).where(UnitRow.gathers.is_(False)).order_by(UnitRow.code)
    with reading(engine) as session:
        return tuple(map(as_unit, session.scalars(found)))


def add(engine: Engine, unit: Unit) -> None:
    """Enter a new unit; CodeTaken when its code is used."""
    try:
        with writing(engine) as session:
            session.add(UnitRow(**asdict(unit)))
    except IntegrityError as error:
        raise CodeTaken(unit.code) from error


def change(engine: Engine, unit: Unit) -> None:
    """Replace what is known of the unit with this code."""
    with writing(engine) as session:
        _overwrite(session.scalars(select(UnitRow).where(UnitRow.code == unit.code)).one(), unit)


def take_in(engine: Engine, units: Iterable[Unit], *, sample: bool = False) -> tuple[int, int]:
    """Enter or update many units in one transaction; returns how many are new and changed."""
    with writing(engine) as session:
        known = {row.code: row for row in session.scalars(select(UnitRow))}
        return _take_in(session, known, units, sample=sample)


def remove(engine: Engine, code: str) -> None:
    """Delete a unit that no campaign knows; UnitInUse otherwise."""
    with writing(engine) as session:
        row = session.scalars(select(UnitRow).where(UnitRow.code == code)).one()
        asked = select(LinkRow.unit_id).where(LinkRow.unit_id == row.id)
        gathered = select(GatheredRow.unit_id).where(GatheredRow.unit_id == row.id)
        if session.scalar(asked.union(gathered).limit(1)):
            raise UnitInUse(code)
        session.delete(row)


def as_unit(row: UnitRow) -> Unit:
    """The unit a row stands for."""
    return Unit(**{name: getattr(row, name) for name in _COLUMNS})


def _take_in(
    session: Session, known: dict[str, UnitRow], units: Iterable[Unit], *, sample: bool
) -> tuple[int, int]:
    new = changed = 0
    for unit in units:
        row = known.get(unit.code)
        if row is None:
            session.add(UnitRow(**asdict(unit), sample=sample))
            new += 1
        elif as_unit(row) != unit:
            _overwrite(row, unit)
            changed += 1
    return new, changed


def _overwrite(row: UnitRow, unit: Unit) -> None:
    for name in _COLUMNS:
        setattr(row, name, getattr(unit, name))
