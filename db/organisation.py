"""The organisation through time: loaded whole, changed by events, and back again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.organisation_rows import ChangedMeanwhile, InUse, from_document, write
from db.schema import UnitRow
from db.schema_organisation import (
    OrgEventRow,
    OrgEventUnitRow,
    OrgLevelRow,
    OrgLinkRow,
    OrgNameRow,
)
from db.units import CodeTaken, of_every_level
from surveys.organisation import (
    Changes,
    Event,
    Level,
    Link,
    Name,
    Organisation,
    Unit,
    Wish,
    entered,
    planned,
    reversed_,
)

__all__ = [
    "ChangedMeanwhile",
    "InUse",
    "enter",
    "happen",
    "has_bodies",
    "levels",
    "load",
    "take_back",
    "that_can_be_taken_back",
]


def load(engine: Engine) -> Organisation:
    """Everything known."""
    units = of_every_level(engine)
    with reading(engine) as session:
        codes = dict(session.execute(select(UnitRow.id, UnitRow.code)).all())
        return Organisation(
            _levels(session),
            units,
            tuple(_link(row, codes) for row in session.execute(_LINKS)),
            tuple(_name(row, codes) for row in session.execute(_NAMES)),
            _events(session, codes),
        )


def levels(engine: Engine) -> tuple[Level, ...]:
    """The levels from the top down."""
    with reading(engine) as session:
        return _levels(session)


def has_bodies(engine: Engine) -> bool:
    """Whether there is anything above workplaces."""
    bodies = select(OrgLevelRow.key).where(OrgLevelRow.workplace.is_(False))
    found = select(UnitRow.id).where(UnitRow.level.in_(bodies), UnitRow.gathers.is_(False))
    with reading(engine) as session:
        return session.scalar(found.limit(1)) is not None


def enter(engine: Engine, unit: Unit) -> None:
    """Enter a new unit of any level under its parent; Refusal when that cannot be, CodeTaken when
    somebody was faster."""
    changes = entered(load(engine), unit)
    try:
        with writing(engine) as session:
            write(session, changes)
    except IntegrityError as error:
        raise CodeTaken(unit.code) from error


def happen(engine: Engine, wish: Wish, seen: Changes) -> int:
    """Make an event so; its id. ChangedMeanwhile, and nothing is written, when it would no longer
    change what was `seen`; Refusal when it can no longer be."""
    if planned(load(engine), wish) != seen:
        raise ChangedMeanwhile
    try:
        with writing(engine) as session:
            return write(session, seen)
    except IntegrityError as error:  # somebody wrote one of its rows at the same moment
        raise ChangedMeanwhile from error


def take_back(engine: Engine, event_id: int) -> None:
    """Undo an event. ChangedMeanwhile when something of it was changed since, InUse when a unit it
    brought took part in a campaign."""
    with writing(engine) as session:
        row = session.get(OrgEventRow, event_id)
        if row is None or row.changes is None:
            raise ChangedMeanwhile
        undone = reversed_(from_document(row.changes))
        session.delete(row)
        session.flush()
        write(session, Changes(None, undone.units, undone.links, undone.names))


def that_can_be_taken_back(engine: Engine) -> frozenset[int]:
    """The events that keep what they changed."""
    found = select(OrgEventRow.id).where(OrgEventRow.changes.is_not(None))
    with reading(engine) as session:
        return frozenset(session.scalars(found))


_LINKS = select(
    OrgLinkRow.child_id,
    OrgLinkRow.parent_id,
    OrgLinkRow.kind,
    OrgLinkRow.valid_from,
    OrgLinkRow.valid_to,
).order_by(OrgLinkRow.id)
_NAMES = select(
    OrgNameRow.unit_id,
    OrgNameRow.name,
    OrgNameRow.abbreviation,
    OrgNameRow.valid_from,
    OrgNameRow.valid_to,
).order_by(OrgNameRow.id)
_PARTS = select(OrgEventUnitRow.event_id, OrgEventUnitRow.side, OrgEventUnitRow.unit_id)
_EVENTS = select(OrgEventRow.id, OrgEventRow.day, OrgEventRow.kind, OrgEventRow.document).order_by(
    OrgEventRow.id
)


def _levels(session: Session) -> tuple[Level, ...]:
    rows = session.scalars(select(OrgLevelRow).order_by(OrgLevelRow.rank, OrgLevelRow.key))
    return tuple(
        Level(row.key, row.names, row.rank, row.workplace, row.valid_from, row.valid_to)
        for row in rows
    )


def _link(row: Sequence[Any], codes: Mapping[int, str]) -> Link:
    child, parent, kind, first, last = row
    return Link(codes[child], codes[parent], kind, first, last)


def _name(row: Sequence[Any], codes: Mapping[int, str]) -> Name:
    unit, name, abbreviation, first, last = row
    return Name(codes[unit], name, abbreviation, first, last)


def _events(session: Session, codes: Mapping[int, str]) -> tuple[Event, ...]:
    sides: dict[tuple[int, str], list[str]] = {}
    for event, place, unit in session.execute(_PARTS):
        sides.setdefault((event, place), []).append(codes[unit])

    def side(event: int, name: str) -> tuple[str, ...]:
        return tuple(sorted(sides.get((event, name), ())))

    return tuple(
        Event(day, kind, side(number, "from"), side(number, "to"), document, number)
        for number, day, kind, document in session.execute(_EVENTS)
    )
