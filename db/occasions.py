"""Campaigns of union officers and of those who came to an activity (surveys.occasions)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine, select

from db import campaigns, clusters, events, releases
from db.campaign_places import Places
from db.engine import reading, writing
from db.schema import ActivityRow, CampaignRow, UnitRow
from surveys.campaigns import Audience, Campaign
from surveys.model import Survey
from surveys.occasions import Group

RETURNED = "feedback"  # what the record of the office calls it


class Asked(Exception):
    """The activity has its code already."""


def publish_to(
    engine: Engine, draft: Campaign, survey: Survey, groups: Sequence[Group], now: datetime
) -> Campaign:
    """Publish with one code for each group of people, who are no units of the register."""
    with writing(engine) as session:
        rows = [_row(group) for group in groups]
        session.add_all(rows)
        session.flush()
        clusters.follow(session, rows)
        places = Places(tuple(row.code for row in rows), {})
        return campaigns.enter(session, draft, survey, places, now)


def publish_feedback(
    engine: Engine, activity_id: int, draft: Campaign, survey: Survey, now: datetime
) -> Campaign:
    """Publish the feedback on an activity, once. Asked when it has its code already."""
    with writing(engine) as session:
        row = session.get_one(ActivityRow, activity_id, with_for_update=True)
        if row.feedback_id is not None:
            raise Asked(activity_id)
        made = campaigns.enter(session, draft, survey, Places((), {}, row.title), now)
        row.feedback_id = made.id
        return made


def settle(engine: Engine, today: date, now: datetime) -> int:
    """Close and publish the feedback whose last day is over; how many that were."""
    over = select(CampaignRow.id).where(
        CampaignRow.audience == Audience.ACTIVITY.value,
        CampaignRow.closes_on < today,
        CampaignRow.released_on.is_(None),
    )
    with reading(engine) as session:
        due = list(session.scalars(over))
    for campaign_id in due:
        closed = campaigns.close(engine, campaign_id, today)
        releases.make(engine, campaign_id, today)
        events.note(engine, now, None, RETURNED, closed.title)
    return len(due)


def _row(group: Group) -> UnitRow:
    return UnitRow(
        code=f"~{secrets.token_hex(6)}",  # no code of the register begins like that
        name=group.name,
        type=group.type,
        sector="khac",
        place="",
        cluster=group.name,
        workers=group.heads,
        members=0,
        has_union=False,
        agreement=False,
        gathers=True,
    )
