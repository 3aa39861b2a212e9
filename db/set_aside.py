"""The check of a closed campaign's forms as groups, and the rules that set some aside before the
release. Between the close and the release only: earlier and later nothing is told or changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db import campaigns, events, submissions, surveys
from db.engine import reading, writing
from db.schema import CampaignRow
from db.schema_collecting import SetAsideRow
from surveys.blocks.intake import Aside, Checked, Rule, Traits, checked, shown
from surveys.campaigns import OUTSIDE, Audience, Campaign
from surveys.organisation import Unit
from surveys.texts import LANGUAGES, say

LANG = LANGUAGES[0]  # of the record
EVENT = "set_aside"  # what the record of the office calls it


class NotNow(Exception):
    """The campaign is not closed yet, or released already."""


class ChangedMeanwhile(Exception):
    """Somebody else set or dropped a rule of this kind since it was looked at."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule that will be applied, and why."""

    aside: Aside
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A rule as it was looked at and as it is to be; None where there was or will be none."""

    rule: Rule
    before: Decision | None
    after: Decision | None


def check(engine: Engine, campaign_id: int) -> tuple[Checked, ...]:
    """Every larger unit's forms as a group; NotNow except between close and release."""
    campaign = _between(campaigns.load(engine, campaign_id))
    survey = surveys.load(engine, campaign.survey_version)
    return checked(survey, submissions.arrived(engine, campaign_id))


def preview(engine: Engine, campaign_id: int, aside: Aside) -> int:
    """How many forms of the whole campaign a rule alone would meet, as it may be told: in steps
    of five, -1 for one to four; NotNow except between close and release."""
    campaign = _between(campaigns.load(engine, campaign_id))
    survey = surveys.load(engine, campaign.survey_version)
    units = [link.unit for link in campaigns.links(engine, campaign_id)]
    traits = Traits(survey, [aside])
    for form, day in submissions.arrived(engine, campaign_id):
        traits.see(form, day)
    _, [met] = traits.sift(heads(campaign, units))
    return shown(met.count)


def change(
    engine: Engine, campaign_id: int, change: Change, officer_id: int | None, now: datetime
) -> None:
    """Keep a rule for the release, or none of its kind any more; it goes into the record of the
    office. NotNow except between close and release, ChangedMeanwhile when `before` is no longer
    what is kept."""
    with writing(engine) as session:
        campaign = _locked(session, campaign_id)  # one at a time, also where there is no rule yet
        row = session.get(SetAsideRow, (campaign_id, change.rule.value))
        if (_decision(row) if row else None) != change.before:
            raise ChangedMeanwhile
        if row is not None:
            session.delete(row)
            session.flush()
        told = say(
            "office.noted.no_rule", LANG, rule=say(f"collecting.aside_rule.{change.rule}", LANG)
        )
        if change.after is not None:
            aside, reason = change.after.aside, change.after.reason
            session.add(_row(campaign_id, change.after, officer_id, now))
            rule = say(f"collecting.aside_told.{aside.rule}", LANG, threshold=aside.threshold)
            told = f"{rule}: {reason}"
        events.enter(session, now, officer_id, EVENT, f"{campaign.title}: {told}")


def decisions(engine: Engine, campaign_id: int) -> tuple[Decision, ...]:
    """The rules of a campaign with their reasons."""
    with reading(engine) as session:
        return tuple(_decision(row) for row in _rows(session, campaign_id))


def rules(session: Session, campaign_id: int) -> tuple[Aside, ...]:
    """The rules alone, for its release."""
    return tuple(_aside(row) for row in _rows(session, campaign_id))


def heads(campaign: Campaign, units: Iterable[Unit]) -> dict[str, int]:
    """How many people answer at most, by unit, where somebody knows it: not where an employer
    answers for a unit, nor outside of all units."""
    if campaign.audience == Audience.EMPLOYER:
        return {}
    return {unit.code: unit.workers for unit in units if unit.type != OUTSIDE}


def _rows(session: Session, campaign_id: int) -> Iterable[SetAsideRow]:
    mine = select(SetAsideRow).where(SetAsideRow.campaign_id == campaign_id)
    return session.scalars(mine.order_by(SetAsideRow.rule)).all()


def _row(
    campaign_id: int, decision: Decision, officer_id: int | None, now: datetime
) -> SetAsideRow:
    return SetAsideRow(
        campaign_id=campaign_id,
        rule=decision.aside.rule.value,
        threshold=decision.aside.threshold,
        reason=decision.reason,
        decided_at=now,
        officer_id=officer_id,
    )


def _decision(row: SetAsideRow) -> Decision:
    return Decision(_aside(row), row.reason)


def _aside(row: SetAsideRow) -> Aside:
    return Aside(Rule(row.rule), row.threshold)


def _between(campaign: Campaign) -> Campaign:
    if campaign.closed_on is None or campaign.released_on is not None:
        raise NotNow(campaign.id)
    return campaign


def _locked(session: Session, campaign_id: int) -> CampaignRow:
    row = session.get_one(CampaignRow, campaign_id, with_for_update=True)
    if row.closed_on is None or row.released_on is not None:
        raise NotNow(campaign_id)
    return row
