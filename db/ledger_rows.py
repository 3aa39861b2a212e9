"""Where each register is kept, and what its latest entries mean for a unit's row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.schema import UnitRow
from db.schema_registers import (
    AgreementRow,
    CoordinationRow,
    DialogueRow,
    MembershipRow,
    OrganisingRow,
    TrainingRow,
)
from surveys.access import EVERYTHING, Scope
from surveys.ledgers import TRADE_UNION, Agreement, Book, Headcount, History, ends_on, still_known
from surveys.organisation import Unit

TABLES: Mapping[str, Any] = {
    "headcount": MembershipRow,
    "agreement": AgreementRow,
    "dialogue": DialogueRow,
    "coordination": CoordinationRow,
    "organising": OrganisingRow,
    "training": TrainingRow,
}
_HEADS = ("workers", "members", "women", "women_members")
_SNAPSHOT = "so_don_vi"  # what somebody wrote into the register of units itself


def settle(session: Session, book: Book, unit_ids: Collection[int]) -> None:
    """Write what the register says last into the rows of these units."""
    rows = session.scalars(select(UnitRow).where(UnitRow.id.in_(tuple(unit_ids))))
    for unit in rows:
        if book.name == "headcount":
            _latest_heads(session, unit)
        elif book.name == "agreement":
            _last_agreement(session, unit)
        elif book.name == "organising":
            _founded(session, unit)
    session.flush()


def history(engine: Engine, units: Collection[Unit], scope: Scope = EVERYTHING) -> History:
    """These units with their headcounts, agreements and founding days."""
    codes = {unit.code for unit in units}
    with reading(engine) as session:
        code = {row.id: row.code for row in session.execute(select(UnitRow.id, UnitRow.code))}
        found = select(MembershipRow.unit_id, MembershipRow.day, *map(_column, _HEADS))
        heads = [
            Headcount(code[id], day, *counts)
            for id, day, *counts in session.execute(found)
            if code[id] in codes
        ]
        agreements = [
            _agreement(row, code[row.unit_id])
            for row in session.scalars(select(AgreementRow))
            if code[row.unit_id] in codes
        ]
        launched = select(OrganisingRow).where(OrganisingRow.stage == TRADE_UNION)
        founded = {code[row.unit_id]: row.since for row in session.scalars(launched)}
    return History([unit for unit in units if scope.sees(unit.code)], heads, agreements, founded)


def catch_up(engine: Engine, today: date) -> int:
    """Keep as of today every headcount that was written into the register of units itself, so
    that the series has it; returns how many. Units whose only agreement has not begun have none."""
    with reading(engine) as session:
        if not _unwritten(session) and not _too_early(session, today):
            return 0
    try:
        return _caught_up(engine, today)
    except IntegrityError:  # another page wrote the same lines at the same moment
        return 0


def _caught_up(engine: Engine, today: date) -> int:
    with writing(engine) as session:
        for unit in _too_early(session, today):
            unit.agreement, unit.agreement_until = False, None
        found = _unwritten(session)
        for unit, row in found:
            if row is None or row.day != today:
                row = MembershipRow(unit_id=unit.id, day=today, version=0, sample=unit.sample)
                session.add(row)
            for name in _HEADS:
                setattr(row, name, getattr(unit, name))
            row.source, row.version = _SNAPSHOT, row.version + 1
        return len(found)


def _unwritten(session: Session) -> list[tuple[UnitRow, MembershipRow | None]]:
    """Units with people whose row differs from their latest headcount, each with that one."""
    last = (
        select(MembershipRow.unit_id, func.max(MembershipRow.day).label("day"))
        .group_by(MembershipRow.unit_id)
        .subquery()
    )
    same_day = (MembershipRow.unit_id == last.c.unit_id) & (MembershipRow.day == last.c.day)
    differs = [
        _column(name).is_not(None) & _column(name).is_distinct_from(getattr(UnitRow, name))
        for name in _HEADS
    ]
    found = (
        select(UnitRow, MembershipRow)
        .outerjoin(last, last.c.unit_id == UnitRow.id)
        .outerjoin(MembershipRow, same_day)
        .where(UnitRow.workers > 0, or_(MembershipRow.id.is_(None), *differs))
    )
    return [(unit, row) for unit, row in session.execute(found)]


def _column(name: str) -> Any:
    return getattr(MembershipRow, name)


def _too_early(session: Session, today: date) -> list[UnitRow]:
    """Units said to have an agreement, all of which lie ahead."""
    ahead = select(AgreementRow.unit_id).where(AgreementRow.valid_from > today)
    begun = select(AgreementRow.unit_id).where(AgreementRow.valid_from <= today)
    found = select(UnitRow).where(
        UnitRow.agreement.is_(True), UnitRow.id.in_(ahead), UnitRow.id.not_in(begun)
    )
    return list(session.scalars(found))


def _latest_heads(session: Session, unit: UnitRow) -> None:
    found = select(MembershipRow).where(MembershipRow.unit_id == unit.id)
    row = session.scalars(found.order_by(MembershipRow.day.desc()).limit(1)).first()
    if row is not None:
        heads = Headcount(unit.code, row.day, *(getattr(row, name) for name in _HEADS))
        heads = still_known(heads, (unit.women, unit.women_members))
        for name in _HEADS:
            setattr(unit, name, getattr(heads, name))
        unit.has_union = unit.has_union or row.members > 0


def _last_agreement(session: Session, unit: UnitRow) -> None:
    """The one that lasts longest; the day decides later whether it is still valid."""
    rows = session.scalars(select(AgreementRow).where(AgreementRow.unit_id == unit.id))
    ends = [ends_on(_agreement(row, unit.code)) or date.max for row in rows]
    last = max(ends, default=None)
    unit.agreement = last is not None
    unit.agreement_until = None if last == date.max else last


def _founded(session: Session, unit: UnitRow) -> None:
    found = select(OrganisingRow.stage).where(OrganisingRow.unit_id == unit.id)
    if session.scalar(found) == TRADE_UNION:
        unit.has_union = True


def _agreement(row: AgreementRow, code: str) -> Agreement:
    return Agreement(code, row.signed_on, row.valid_from, row.valid_to, row.extended_to)
