"""What a campaign goes through on its days: opened and closed by the clock or sooner by hand,
answered to those who were asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, select

from db import campaigns, events
from db.campaigns import as_campaign
from db.engine import writing
from db.participation import as_of
from db.schema import ActivityRow, CampaignRow
from surveys.campaigns import Campaign, closing_day, due_to_close, due_to_open
from surveys.texts.numbers import day

NOTICE = "AT-24"  # the activity that tells workers the results (surveys.plan.notice)
_OPEN_PROMISES = ("promised", "doing")
_DONE = "done"


class Answered(Exception):
    """Somebody else has noted another day or place: that one stands."""


def turn(engine: Engine, today: date, now: datetime) -> tuple[tuple[str, Campaign], ...]:
    """Open and close what is due, in the order of the days, each once. After a stop of days it
    catches up as if it had been there: a campaign is closed as of the day after its last."""
    steps: list[tuple[date, str, Campaign]] = []
    for campaign in campaigns.everything(engine):
        if due_to_open(campaign, today):
            steps.append((campaign.opens_on, "open", campaign))
        if due_to_close(campaign, today):
            steps.append((closing_day(campaign), "close", campaign))
    steps.sort(key=lambda step: (step[0], step[1] == "close", step[2].id))
    return tuple((what, _step(engine, what, campaign, now)) for _, what, campaign in steps)


def open_now(engine: Engine, campaign_id: int, today: date) -> Campaign:
    """Let answers come in from today, sooner than planned; ValueError when it is open or over."""
    with writing(engine) as session:
        row = session.get_one(CampaignRow, campaign_id, with_for_update=True)
        if row.closed_on is not None or row.opens_on <= today:
            raise ValueError("the campaign cannot open sooner")
        row.opens_on = row.opened_on = today
        return as_campaign(row)


def answer(engine: Engine, campaign_id: int, on: date, where: str) -> Campaign:
    """Note when and where workers were told the results (DR-25); a notice that was promised in
    the plan is done by that. ValueError before the release, Answered when it was noted before."""
    with writing(engine) as session:
        row = session.get_one(CampaignRow, campaign_id, with_for_update=True)
        if row.released_on is None:
            raise ValueError("there is no result to tell")
        if row.answered_on is not None and (row.answered_on, row.answered_where) != (on, where):
            raise Answered(campaign_id)
        row.answered_on, row.answered_where = on, where
        promised = select(ActivityRow).where(
            ActivityRow.campaign_id == campaign_id,
            ActivityRow.type == NOTICE,
            ActivityRow.state.in_(_OPEN_PROMISES),
        )
        for activity in session.scalars(promised):
            activity.state = _DONE
        return as_campaign(row)


def _step(engine: Engine, what: str, campaign: Campaign, now: datetime) -> Campaign:
    if what == "close":
        closed = campaigns.close(engine, campaign.id, closing_day(campaign))
        as_of(engine, campaign.id, now, timedelta(0))
        detail = f"{campaign.title}: {day(closing_day(campaign))}"
    else:
        closed = _opened(engine, campaign)
        detail = f"{campaign.title}: {day(campaign.opens_on)}"
    events.note(engine, now, None, what, detail)
    return closed


def _opened(engine: Engine, campaign: Campaign) -> Campaign:
    with writing(engine) as session:
        row = session.get_one(CampaignRow, campaign.id, with_for_update=True)
        row.opened_on = row.opened_on or campaign.opens_on
        return replace(campaign, opened_on=row.opened_on)
