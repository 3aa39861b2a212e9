"""The calendar of reports, the codes by which units send them, and what they sent."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import Engine, Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.ledgers import save_in
from db.schema import UnitRow
from db.schema_registers import ReportCalendarRow, ReportLinkRow, UnitReportRow
from surveys.access import EVERYTHING, Scope
from surveys.campaigns import CODE_LETTERS
from surveys.periodic import Calendar, Change, Every, Report

CODE_LENGTH = 16  # 23 letters ** 16 is 72 bits: it is sent as a link, never typed
_ONLY = 1
_FIELDS = tuple(field.name for field in fields(Report) if field.name not in ("unit", "id"))


class ChangedMeanwhile(Exception):
    """Somebody else changed the calendar, or the unit its report, since it was looked at."""


class Confirmed(Exception):
    """The report was confirmed: it can no longer be replaced."""


@dataclass(frozen=True, slots=True)
class Link:
    """A unit's code for a period."""

    code: str
    unit: str
    name: str
    period: str
    revoked: bool


def calendar(engine: Engine) -> Calendar | None:
    """When units report; None before somebody said so."""
    with reading(engine) as session:
        row = session.get(ReportCalendarRow, _ONLY)
        if row is None:
            return None
        days = (row.due_days, row.grace_days, row.first_on, row.version)
        return Calendar(Every(row.every), *days)


def set_calendar(engine: Engine, wanted: Calendar) -> None:
    """Say when units report; ChangedMeanwhile when somebody else did since."""
    try:
        _set_calendar(engine, wanted)
    except IntegrityError as error:  # both were the first to say so
        raise ChangedMeanwhile from error


def _set_calendar(engine: Engine, wanted: Calendar) -> None:
    with writing(engine) as session:
        row = session.get(ReportCalendarRow, _ONLY, with_for_update=True)
        if (row.version if row else 0) != wanted.version:
            raise ChangedMeanwhile
        row = row or ReportCalendarRow(id=_ONLY)
        row.every, row.first_on = wanted.every.value, wanted.first_on
        row.due_days, row.grace_days = wanted.due_days, wanted.grace_days
        row.version = wanted.version + 1
        session.add(row)


def make_links(engine: Engine, period: str, units: Iterable[str], today: date) -> int:
    """A code for each of these units that has none for the period; returns how many are new."""
    with writing(engine) as session:
        has = {link.unit for link in _links(session, period) if not link.revoked}
        missing = [code for code in units if code not in has]
        found = session.execute(select(UnitRow.id).where(UnitRow.code.in_(missing)))
        rows = [
            ReportLinkRow(code=_new_code(), unit_id=row.id, period=period, made_on=today)
            for row in found
        ]
        session.add_all(rows)
        return len(rows)


def links(engine: Engine, period: str, scope: Scope = EVERYTHING) -> tuple[Link, ...]:
    """The codes of a period that still open its report."""
    with reading(engine) as session:
        every = _links(session, period)
    return tuple(link for link in every if not link.revoked and scope.sees(link.unit))


def revoke(engine: Engine, code: str, today: date, scope: Scope = EVERYTHING) -> bool:
    """Let the code open nothing any more; whether there was one within the scope."""
    with writing(engine) as session:
        row = session.get(ReportLinkRow, code)
        if row is None or not scope.sees(session.get_one(UnitRow, row.unit_id).code):
            return False
        row.revoked_on = row.revoked_on or today
        return True


def link(engine: Engine, code: str) -> Link | None:
    """What a code opens; None when nobody made it, or it was revoked."""
    found = select(ReportLinkRow, UnitRow.code, UnitRow.name).join(
        UnitRow, UnitRow.id == ReportLinkRow.unit_id
    )
    with reading(engine) as session:
        hit = session.execute(found.where(ReportLinkRow.code == code)).first()
        if hit is None or hit[0].revoked_on is not None:
            return None
        return Link(code, hit[1], hit[2], hit[0].period, revoked=False)


def receive(engine: Engine, report: Report) -> Report:
    """Keep what a unit sent; what it sent before for the period is replaced (the day of the first
    time stays), unless it was confirmed."""
    try:
        return _receive(engine, report)
    except IntegrityError:  # the same report at the same moment: now there is one to replace
        return _receive(engine, report)


def _receive(engine: Engine, report: Report) -> Report:
    with writing(engine) as session:
        unit_id = session.scalars(select(UnitRow.id).where(UnitRow.code == report.unit)).one()
        row = session.scalars(_of(unit_id, report.period).with_for_update()).first()
        if row is not None and row.state == "confirmed":
            raise Confirmed
        first = row.received_on if row is not None else None
        version = row.version if row is not None else 0
        row = row or UnitReportRow(unit_id=unit_id)
        kept = replace(report, received_on=first or report.received_on, version=version + 1)
        for name in _FIELDS:
            setattr(row, name, getattr(kept, name))
        session.add(row)
        session.flush()
        return replace(kept, id=row.id)


def report_of(engine: Engine, unit: str, period: str) -> Report | None:
    """What a unit reported for a period."""
    return next((r for r in reports(engine, period) if r.unit == unit), None)


def reports(engine: Engine, period: str = "", scope: Scope = EVERYTHING) -> tuple[Report, ...]:
    """What units reported, of one period or of all."""
    found = select(UnitReportRow, UnitRow.code).join(UnitRow, UnitRow.id == UnitReportRow.unit_id)
    if period:
        found = found.where(UnitReportRow.period == period)
    with reading(engine) as session:
        rows = session.execute(found.order_by(UnitRow.code))
        return tuple(_report(row, code) for row, code in rows if scope.sees(code))


def confirm(engine: Engine, report: Report, changes: Sequence[Change]) -> None:
    """Write what the report says into the registers, all of it or nothing. ChangedMeanwhile (of
    this file or of the registers) when report or register are not any more what was shown."""
    with writing(engine) as session:
        row = _as_shown(session, report)
        for change in changes:
            save_in(session, change.book, change.after)
        row.state, row.answer, row.version = "confirmed", "", row.version + 1


def give_back(engine: Engine, report: Report, answer: str) -> None:
    """Ask the unit to send it again, with the reason; ChangedMeanwhile as above."""
    with writing(engine) as session:
        row = _as_shown(session, report)
        row.state, row.answer, row.version = "returned", answer, row.version + 1


def _as_shown(session: Session, report: Report) -> UnitReportRow:
    row = session.get(UnitReportRow, report.id, with_for_update=True)
    if row is None or row.version != report.version or row.state != "received":
        raise ChangedMeanwhile
    return row


def _links(session: Session, period: str) -> list[Link]:
    found = (
        select(ReportLinkRow, UnitRow.code, UnitRow.name)
        .join(UnitRow, UnitRow.id == ReportLinkRow.unit_id)
        .where(ReportLinkRow.period == period)
        .order_by(UnitRow.code)
    )
    return [
        Link(row.code, code, name, period, revoked=row.revoked_on is not None)
        for row, code, name in session.execute(found)
    ]


def _of(unit_id: int, period: str) -> Select[UnitReportRow]:
    return select(UnitReportRow).where(
        UnitReportRow.unit_id == unit_id, UnitReportRow.period == period
    )


def _report(row: UnitReportRow, code: str) -> Report:
    return Report(unit=code, id=row.id, **{name: getattr(row, name) for name in _FIELDS})


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
