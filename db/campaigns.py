"""Campaigns and the links of their units."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import Session

from db import campaign_places, cards, surveys
from db.campaign_places import Places
from db.engine import reading, repack, sweep, writing
from db.schema import CampaignRow, LinkRow, UnitRow
from db.submissions import forget_order
from db.units import as_unit
from surveys.campaigns import MOST_MONTHS, Campaign, delete_on
from surveys.model import Survey
from surveys.organisation import Unit

_SECRET_BYTES = 32
_DAY = timedelta(days=1)
_COLUMNS = tuple(field.name for field in fields(Campaign))
_DOOR = (  # made once: every code in use is looked up again every few seconds
    select(CampaignRow, UnitRow.id, UnitRow.name)
    .join(LinkRow, LinkRow.campaign_id == CampaignRow.id)
    .join(UnitRow, UnitRow.id == LinkRow.unit_id)
    .where(LinkRow.code == bindparam("code"))
)


class ChangedMeanwhile(Exception):
    """Somebody else set another last day since the campaign was looked at."""


@dataclass(frozen=True, slots=True)
class Link:
    """A unit's code in a campaign."""

    code: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Door:
    """What a code on a poster leads to; `secret` keys the digests of sent forms."""

    campaign: Campaign
    unit_id: int
    unit_name: str
    secret: bytes | None


def everything(engine: Engine) -> tuple[Campaign, ...]:
    """All campaigns, the newest first."""
    newest = select(CampaignRow).order_by(CampaignRow.opens_on.desc(), CampaignRow.id.desc())
    with reading(engine) as session:
        return tuple(map(as_campaign, session.scalars(newest)))


def load(engine: Engine, campaign_id: int) -> Campaign:
    """One campaign; NoResultFound when there is none."""
    with reading(engine) as session:
        return as_campaign(session.get_one(CampaignRow, campaign_id))


def publish(
    engine: Engine, draft: Campaign, survey: Survey, unit_codes: Sequence[str], now: datetime
) -> Campaign:
    """Fix the questionnaire, make the campaign and a link for each unit, all at once.
    The ids in `draft` are ignored."""
    with writing(engine) as session:
        return enter(session, draft, survey, Places(tuple(unit_codes), {}), now)


def enter(
    session: Session, draft: Campaign, survey: Survey, places: Places, now: datetime
) -> Campaign:
    """The same as a part of something larger, for units and other places."""
    row = _new_row(draft, surveys.publish(session, survey, now))
    session.add(row)
    session.flush()
    campaign_places.enter(session, row, places)
    return as_campaign(row)


def links(engine: Engine, campaign_id: int) -> tuple[Link, ...]:
    """The units of a campaign with their codes, by unit code."""
    found = (
        select(LinkRow.code, UnitRow)
        .join(UnitRow, UnitRow.id == LinkRow.unit_id)
        .where(LinkRow.campaign_id == campaign_id)
        .order_by(UnitRow.code)
    )
    with reading(engine) as session:
        return tuple(Link(code, as_unit(row)) for code, row in session.execute(found))


def door(engine: Engine, code: str) -> Door | None:
    """What a code leads to; None when nobody printed it."""
    with reading(engine) as session:
        hit = session.execute(_DOOR, {"code": code}).first()
        return Door(as_campaign(hit[0]), hit[1], hit[2], hit[0].secret) if hit else None


def close(engine: Engine, campaign_id: int, today: date) -> Campaign:
    """End the campaign: no answer is taken any more. What could tie a phone's form to a stored
    answer is erased: the secret, and the order in which forms came. Who closes early deletes
    early: never later than a year after the close (DR-22). Closing again changes nothing."""
    with writing(engine) as session:
        row = _locked(session, campaign_id)
        row.closed_on = row.closed_on or today
        row.delete_on = max(
            min(row.delete_on, delete_on(row.closed_on, MOST_MONTHS)), row.closes_on + _DAY
        )
        was_open, row.secret = row.secret is not None, None
        if was_open:
            cards.forget(session, campaign_id)
            forget_order(session, campaign_id)
        closed = as_campaign(row)
    if was_open:
        repack(engine)
    sweep(engine)
    return closed


def prolong(engine: Engine, campaign_id: int, closes_on: date, seen: date) -> Campaign:
    """Set another last day while the campaign is not closed; ValueError when it is,
    ChangedMeanwhile when its last day is neither the one that was `seen` nor the wanted one."""
    with writing(engine) as session:
        row = _locked(session, campaign_id)
        if row.closed_on is not None:
            raise ValueError("the campaign is closed")
        if row.closes_on not in (seen, closes_on):
            raise ChangedMeanwhile
        row.closes_on = closes_on
        return as_campaign(row)


def as_campaign(row: CampaignRow) -> Campaign:
    """The campaign a row stands for."""
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Campaign(
        **{**values, "coordinates": tuple(row.coordinates), "languages": tuple(row.languages)}
    )


def _locked(session: Session, campaign_id: int) -> CampaignRow:
    return session.get_one(CampaignRow, campaign_id, with_for_update=True)


def _new_row(draft: Campaign, survey_version: int) -> CampaignRow:
    values = {name: getattr(draft, name) for name in _COLUMNS if name != "id"}
    return CampaignRow(
        **{
            **values,
            "survey_version": survey_version,
            "coordinates": list(draft.coordinates),
            "languages": list(draft.languages),
            "secret": secrets.token_bytes(_SECRET_BYTES),
        }
    )
