"""Changes of the organisation as rows: written, found again, kept as a document for undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.schema import LinkRow, UnitRow
from db.schema_organisation import OrgEventRow, OrgEventUnitRow, OrgLinkRow, OrgNameRow
from db.units import CodeTaken, as_unit, new_row
from surveys.organisation import Changes, Event, Link, Name, Pair, Unit

_OF_EVENTS = ("name", "abbreviation", "level", "began_on", "ended_on")  # headcounts may differ
_DAYS = ("valid_from", "valid_to", "began_on", "ended_on", "agreement_until", "parent_from")


class ChangedMeanwhile(Exception):
    """Somebody else changed the units since they were looked at: nothing was written."""


class InUse(Exception):
    """A unit that the event brought took part in a campaign: the event cannot be taken back."""


def write(session: Session, changes: Changes, *, sample: bool = False) -> int:
    """Write the rows of these changes; the id of their event, 0 when they have none. CodeTaken
    when a new unit's code is used, ChangedMeanwhile when a row is no longer as it was."""
    for unit in changes.units:
        _unit(session, unit, sample=sample)
    session.flush()
    ids = dict(session.execute(select(UnitRow.code, UnitRow.id)).all())
    for link in sorted(changes.links, key=lambda pair: pair.before is None):
        _link(session, link, ids)  # old ones first: none stands in the way of a new one
    for name in changes.names:
        _name(session, name, ids)
    session.flush()
    for unit in changes.units:
        if unit.after is None and unit.before is not None:
            _delete(session, unit.before.code)
    return _event(session, changes, ids, sample=sample) if changes.event else 0


def to_document(changes: Changes) -> dict[str, Any]:
    """The changes as plain JSON values, without their event."""
    return {
        kind: [[_plain(pair.before), _plain(pair.after)] for pair in getattr(changes, kind)]
        for kind in _NOUNS
    }


def from_document(document: Mapping[str, Any]) -> Changes:
    """The changes as they were kept."""
    found = {
        kind: tuple(Pair(*(_whole(noun, side) for side in pair)) for pair in document[kind])
        for kind, noun in _NOUNS.items()
    }
    return Changes(None, **found)


_NOUNS: Mapping[str, type] = {"units": Unit, "links": Link, "names": Name}


def _plain(noun: Any) -> dict[str, Any] | None:
    if noun is None:
        return None
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(noun).items()}


def _whole(noun: type, document: Mapping[str, Any] | None) -> Any:
    if document is None:
        return None
    days = {k: date.fromisoformat(v) for k, v in document.items() if k in _DAYS and v}
    return noun(**{**document, **days})


def _unit(session: Session, pair: Pair[Unit], *, sample: bool) -> None:
    """A unit entered or given other values; units to be deleted wait until nothing needs them."""
    unit = pair.after or pair.before
    if unit is None:
        return
    same = select(UnitRow).where(UnitRow.code == unit.code).with_for_update()
    row = session.scalars(same).one_or_none()
    if pair.before is None:
        if row is not None:
            raise CodeTaken(unit.code)
        session.add(new_row(unit, sample=sample))
        return
    if row is None or any(getattr(row, f) != getattr(pair.before, f) for f in _OF_EVENTS):
        raise ChangedMeanwhile
    if pair.after is not None:
        now = as_unit(row)
        for field in _OF_EVENTS:
            setattr(row, field, getattr(pair.after, field, getattr(now, field)))


def _delete(session: Session, code: str) -> None:
    row = session.scalars(select(UnitRow).where(UnitRow.code == code)).one()
    asked = select(LinkRow.code).where(LinkRow.unit_id == row.id)
    below = select(OrgLinkRow.id).where(OrgLinkRow.parent_id == row.id)
    if any(session.execute(used.limit(1)).first() is not None for used in (asked, below)):
        raise InUse(code)
    session.delete(row)
    session.flush()


def _link(session: Session, pair: Pair[Link], ids: Mapping[str, int]) -> None:
    if pair.before is None:
        if pair.after is not None:
            session.add(_link_row(pair.after, ids))
        return
    row = session.scalars(_this_link(pair.before, ids).with_for_update()).one_or_none()
    if row is None:
        raise ChangedMeanwhile
    if pair.after is None:
        session.delete(row)
    else:
        row.valid_to = pair.after.valid_to
    session.flush()


def _link_row(link: Link, ids: Mapping[str, int]) -> OrgLinkRow:
    return OrgLinkRow(
        child_id=ids[link.child],
        parent_id=ids[link.parent],
        kind=link.kind,
        valid_from=link.valid_from,
        valid_to=link.valid_to,
    )


def _this_link(link: Link, ids: Mapping[str, int]) -> Select[OrgLinkRow]:
    return select(OrgLinkRow).where(
        OrgLinkRow.child_id == ids.get(link.child),
        OrgLinkRow.parent_id == ids.get(link.parent),
        OrgLinkRow.kind == link.kind,
        _is(OrgLinkRow.valid_from, link.valid_from),
        _is(OrgLinkRow.valid_to, link.valid_to),
    )


def _is(column: Any, day: date | None) -> Any:
    return column.is_(None) if day is None else column == day


def _name(session: Session, pair: Pair[Name], ids: Mapping[str, int]) -> None:
    if (new := pair.after) is not None:
        values = {k: v for k, v in asdict(new).items() if k != "unit"}
        session.add(OrgNameRow(unit_id=ids[new.unit], **values))
    elif (old := pair.before) is not None:
        found = select(OrgNameRow).where(
            OrgNameRow.unit_id == ids.get(old.unit), OrgNameRow.valid_to == old.valid_to
        )
        row = session.scalars(found).one_or_none()
        if row is None:
            raise ChangedMeanwhile
        session.delete(row)


def _event(session: Session, changes: Changes, ids: Mapping[str, int], *, sample: bool) -> int:
    event = changes.event or Event(date.min, "", (), ())
    row = OrgEventRow(day=event.day, kind=event.kind, document=event.document, sample=sample)
    row.changes = (
        to_document(changes) if any((changes.units, changes.links, changes.names)) else None
    )
    session.add(row)
    session.flush()
    for side, codes in (("from", event.sources), ("to", event.targets)):
        session.add_all(
            OrgEventUnitRow(event_id=row.id, side=side, unit_id=ids[code]) for code in codes
        )
    session.flush()
    return row.id
