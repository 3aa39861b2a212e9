"""Takes the demo away again, with what hangs on it and nothing else (DR-21)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Engine, delete, func, select
from sqlalchemy.orm import Session

from db.demo_register import letterhead
from db.demo_tree import body_codes
from db.engine import writing
from db.installation import letterhead_of
from db.ledger_rows import TABLES
from db.schema import (
    ActivityRow,
    CampaignRow,
    InstallationRow,
    LinkRow,
    OfficerRow,
    SubmissionRow,
    SurveyVersionRow,
    UnitRow,
)
from db.schema_campaigns import GatheredRow
from db.schema_drafts import DraftRow
from db.schema_organisation import OrgEventRow
from surveys.access import Role

_MARKED = (ActivityRow, CampaignRow, OfficerRow, UnitRow)


@dataclass(frozen=True, slots=True)
class Removed:
    """How much went. `kept_units` are demo units that somebody's own campaign asks;
    `installation` says that nothing was left and set-up is offered again."""

    campaigns: int
    submissions: int
    units: int
    activities: int
    officers: int
    kept_units: int
    installation: bool


class NoAdminLeft(Exception):
    """The demo's administrator is the only one: nobody could sign in afterwards."""


def remove(engine: Engine) -> Removed:
    """Delete the demo in one transaction; what people entered themselves stays. NoAdminLeft, and
    nothing is deleted, when that would lock everybody out."""
    with writing(engine) as session:
        removed = clear(session)
        if session.scalar(select(InstallationRow)) is not None and not _admins(session):
            raise NoAdminLeft
        return removed


def clear(session: Session) -> Removed:
    """Delete what is marked as sample and what hangs on it."""
    samples = select(CampaignRow.id).where(CampaignRow.sample.is_(True))
    submissions = select(func.count()).where(SubmissionRow.campaign_id.in_(samples))
    sent = session.scalar(submissions) or 0
    used = select(CampaignRow.survey_version)
    activities = _delete(session, ActivityRow, ActivityRow.sample.is_(True))
    campaigns = _delete(session, CampaignRow, CampaignRow.sample.is_(True))
    officers = _delete(session, OfficerRow, OfficerRow.sample.is_(True))
    for table in TABLES.values():
        _delete(session, table, table.sample.is_(True))
    _delete(session, OrgEventRow, OrgEventRow.sample.is_(True))
    _delete(session, UnitRow, UnitRow.sample.is_(True) & UnitRow.code.in_(body_codes()))
    asked = UnitRow.id.in_(select(LinkRow.unit_id).union(select(GatheredRow.unit_id)))
    _delete(session, UnitRow, UnitRow.gathers.is_(True) & UnitRow.sample.is_(True))
    units = _delete(session, UnitRow, UnitRow.sample.is_(True) & ~asked)
    own = SurveyVersionRow.survey_id.in_(select(DraftRow.survey_id))
    _delete(session, SurveyVersionRow, SurveyVersionRow.id.not_in(used) & ~own)
    return Removed(
        campaigns=campaigns,
        submissions=sent,
        units=units,
        activities=activities,
        officers=officers,
        kept_units=_count(session, UnitRow.sample.is_(True)),
        installation=_forget_installation(session),
    )


def _forget_installation(session: Session) -> bool:
    """Back to before set-up, when the organisation is the demo's and nobody entered anything."""
    row = session.scalar(select(InstallationRow))
    own = any(_count(session, table.sample.is_(False)) for table in _MARKED)
    if row is None or own or letterhead_of(row) != letterhead():
        return False
    session.delete(row)
    return True


def _admins(session: Session) -> int:
    return _count(session, (OfficerRow.role == Role.ADMIN.value) & OfficerRow.active.is_(True))


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0


def _delete(session: Session, table: type, condition: ColumnElement[bool]) -> int:
    how = {"synchronize_session": False}
    gone = session.execute(delete(table).where(condition), execution_options=how)
    return cast("CursorResult[Any]", gone).rowcount
