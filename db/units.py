"""The register of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from db import clusters
from db.engine import reading, writing
from db.schema import LinkRow, UnitRow
from db.schema_campaigns import GatheredRow
from db.schema_organisation import OrgEventRow, OrgEventUnitRow, OrgLevelRow, OrgLinkRow
from surveys.organisation import LINK_KINDS, Unit

_BELONGING = ("parent", "parent_kind", "parent_from")  # kept as links, not in the unit's row
COLUMNS = tuple(field.name for field in fields(Unit) if field.name not in _BELONGING)
_MAIN = LINK_KINDS[:2]
_MOVED = "chuyen"
_DAY = timedelta(days=1)


class CodeTaken(Exception):
    """Another unit has this code."""


class UnitInUse(Exception):
    """The unit took part in a campaign, or others belong to it: it can end, but not vanish."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the unit since it was looked at; carries the unit as it is now."""

    def __init__(self, now: Unit) -> None:
        super().__init__(now.code)
        self.now = now


def everyone(engine: Engine) -> tuple[Unit, ...]:
    """All workplaces by code, without the places of campaigns that are no units; each with the
    body it belonged to when last heard of."""
    bodies = select(OrgLevelRow.key).where(OrgLevelRow.workplace.is_(False))
    with reading(engine) as session:
        return _units(session, _found().where(UnitRow.level.not_in(bodies)))


def of_every_level(engine: Engine) -> tuple[Unit, ...]:
    """Workplaces and the bodies above them, by code."""
    with reading(engine) as session:
        return _units(session, _found())


def add(engine: Engine, unit: Unit) -> None:
    """Enter a new unit; CodeTaken when its code is used."""
    try:
        with writing(engine) as session:
            _take_in(session, {}, [unit], sample=False)
    except IntegrityError as error:
        raise CodeTaken(unit.code) from error


def change(engine: Engine, unit: Unit, seen: Unit | None = None) -> None:
    """Replace what is known of the unit with this code; where it belongs stays as it is.
    ChangedMeanwhile, and nothing is written, when it is no longer as it was `seen`."""
    with writing(engine) as session:
        row = session.scalars(
            select(UnitRow).where(UnitRow.code == unit.code).with_for_update()
        ).one()
        if seen is not None and as_unit(row) != _alone(seen):
            raise ChangedMeanwhile(as_unit(row))
        elsewhere = row.cluster != unit.cluster
        overwrite(row, unit)
        if elsewhere:
            clusters.follow(session, [row])


def take_in(
    engine: Engine,
    units: Sequence[Unit],
    seen: Mapping[str, Unit] | None = None,
    *,
    sample: bool = False,
) -> tuple[int, int]:
    """Enter or update many units in one transaction; returns how many are new and changed. A unit
    that belongs elsewhere since a day is moved, which is kept as an event. ChangedMeanwhile, and
    nothing is written, when one is no longer as it was `seen` (by code; new ones are not there)."""
    with writing(engine) as session:
        rows = select(UnitRow).order_by(UnitRow.id)
        found = session.scalars(rows if seen is None else rows.with_for_update())
        known = {row.code: row for row in found}
        if seen is not None:
            _check_seen(known, units, seen)
        return _take_in(session, known, units, sample=sample)


def remove(engine: Engine, code: str, seen: Unit | None = None) -> None:
    """Delete a unit that no campaign, no other unit and no event knows; UnitInUse otherwise,
    ChangedMeanwhile when it is no longer as it was `seen`."""
    with writing(engine) as session:
        row = session.scalars(select(UnitRow).where(UnitRow.code == code).with_for_update()).one()
        if seen is not None and as_unit(row) != _alone(seen):
            raise ChangedMeanwhile(as_unit(row))
        asked = select(LinkRow.code).where(LinkRow.unit_id == row.id)
        gathered = select(GatheredRow.place_id).where(GatheredRow.unit_id == row.id)
        below = select(OrgLinkRow.id).where(OrgLinkRow.parent_id == row.id)
        befell = select(OrgEventUnitRow.event_id).where(OrgEventUnitRow.unit_id == row.id)
        if any(
            session.execute(used.limit(1)).first() is not None
            for used in (asked, gathered, below, befell)
        ):
            raise UnitInUse(code)
        session.delete(row)


def as_unit(row: UnitRow) -> Unit:
    """The unit a row stands for, without where it belongs."""
    return Unit(**{name: getattr(row, name) for name in COLUMNS})


def overwrite(row: UnitRow, unit: Unit) -> None:
    """Give the row the unit's values."""
    for name in COLUMNS:
        setattr(row, name, getattr(unit, name))


def new_row(unit: Unit, *, sample: bool = False) -> UnitRow:
    """A row for a new unit."""
    return UnitRow(**{name: getattr(unit, name) for name in COLUMNS}, sample=sample)


def _check_seen(
    known: Mapping[str, UnitRow], units: Iterable[Unit], seen: Mapping[str, Unit]
) -> None:
    for unit in units:
        row, before = known.get(unit.code), seen.get(unit.code)
        if row is not None and (before is None or as_unit(row) != _alone(before)):
            raise ChangedMeanwhile(as_unit(row))


def _found() -> Any:
    """The columns of a unit, not whole rows: thousands are read at once."""
    columns = (getattr(UnitRow, name) for name in COLUMNS)
    return select(UnitRow.id, *columns).where(UnitRow.gathers.is_(False)).order_by(UnitRow.code)


def _units(session: Session, found: Any) -> tuple[Unit, ...]:
    links = _links(session)
    nowhere: dict[str, Any] = {}
    return tuple(
        Unit(*values, **links.get(number, nowhere)) for number, *values in session.execute(found)
    )


def _links(session: Session) -> Mapping[int, dict[str, Any]]:
    """Where each unit (by id) belongs when last heard of; managing wins."""
    above = aliased(UnitRow)
    found = (
        select(OrgLinkRow.child_id, above.code, OrgLinkRow.kind, OrgLinkRow.valid_from)
        .join(above, above.id == OrgLinkRow.parent_id)
        .where(OrgLinkRow.valid_to.is_(None), OrgLinkRow.kind.in_(_MAIN))
        .order_by(OrgLinkRow.kind)  # phu_trach before quan_ly, which overwrites it
    )
    return {
        child: dict(zip(_BELONGING, rest, strict=True)) for child, *rest in session.execute(found)
    }


def _take_in(
    session: Session, known: dict[str, UnitRow], units: Iterable[Unit], *, sample: bool
) -> tuple[int, int]:
    new, changed, labelled = [], [], []
    links = _links(session) if known else {}
    for unit in units:
        row = known.get(unit.code)
        if row is None:
            known[unit.code] = row = new_row(unit, sample=sample)
            new.append(unit)
            labelled += [row] if unit.cluster else []
        elif as_unit(row) != _alone(unit) or _moves(unit, links.get(row.id, {})):
            labelled += [row] if row.cluster != unit.cluster else []
            overwrite(row, unit)
            changed.append(unit)
    session.add_all(known[unit.code] for unit in new)
    session.flush()
    _belong(session, known, [*new, *changed], sample=sample)
    clusters.follow(session, labelled)
    return len(new), len(changed)


def _moves(unit: Unit, now: Mapping[str, Any]) -> bool:
    return bool(unit.parent) and any(getattr(unit, name) != now.get(name) for name in _BELONGING)


def _belong(
    session: Session, known: Mapping[str, UnitRow], units: Sequence[Unit], *, sample: bool
) -> None:
    """Links of units that are new somewhere; where they were until then ends the day before."""
    ids, now = _ids(session, known, units), _links(session)
    standing = _standing(session) if now else {}
    moved: dict[tuple[str, date], list[int]] = {}
    for unit in units:
        child = ids[unit.code]
        before = now.get(child, {})
        if not _moves(unit, before):
            continue
        _end(session, standing.get(child, ()), unit.parent_from)
        if before and before["parent"] != unit.parent and unit.parent_from:
            moved.setdefault((unit.parent, unit.parent_from), []).append(child)
        parent, kind, first = (getattr(unit, name) for name in _BELONGING)
        session.add(OrgLinkRow(child_id=child, parent_id=ids[parent], kind=kind, valid_from=first))
    session.flush()
    for (parent, day), children in moved.items():
        _note_move(session, day, children, ids[parent], sample=sample)


def _ids(
    session: Session, known: Mapping[str, UnitRow], units: Sequence[Unit]
) -> Mapping[str, int]:
    """The ids of these units and of their parents, by code."""
    ids = {code: row.id for code, row in known.items()}
    missing = {unit.parent for unit in units if unit.parent} - ids.keys()
    if missing:
        found = select(UnitRow.code, UnitRow.id).where(UnitRow.code.in_(missing))
        ids |= dict(session.execute(found).all())
    return ids


def _standing(session: Session) -> Mapping[int, list[OrgLinkRow]]:
    """All links to bodies in charge, by child."""
    found: dict[int, list[OrgLinkRow]] = {}
    for link in session.scalars(select(OrgLinkRow).where(OrgLinkRow.kind.in_(_MAIN))):
        found.setdefault(link.child_id, []).append(link)
    return found


def _end(session: Session, links: Iterable[OrgLinkRow], first: date | None) -> None:
    """Links end the day before the new one begins; one that would begin on the same day or later
    was a slip and goes."""
    for link in links:
        if first is None or (link.valid_from is not None and link.valid_from >= first):
            session.delete(link)
        elif link.valid_to is None or link.valid_to >= first:
            link.valid_to = first - _DAY


def _note_move(
    session: Session, day: date, children: Sequence[int], parent: int, *, sample: bool
) -> None:
    event = OrgEventRow(day=day, kind=_MOVED, document="", changes=None, sample=sample)
    session.add(event)
    session.flush()
    session.add(OrgEventUnitRow(event_id=event.id, side="to", unit_id=parent))
    session.add_all(
        OrgEventUnitRow(event_id=event.id, side="from", unit_id=child) for child in children
    )


def _alone(unit: Unit) -> Unit:
    """The unit without where it belongs."""
    return Unit(**{name: getattr(unit, name) for name in COLUMNS})
