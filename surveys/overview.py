"""Where the work stands: which step comes next, and which workers still wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.campaigns import Campaign, Stage, Step, next_step, stage
from surveys.plan import NOTICE, Activity, State, notice_due, of_campaign
from surveys.targets import Progress

_TO_RELEASE = {
    Step.HANG_POSTERS: "waiting",
    Step.WATCH: "watching",
    Step.CLOSE: "close",
    Step.RELEASE: "release",
}


class Milestone(StrEnum):
    """The way from an empty register to a report, in its order."""

    UNITS = "units"
    CAMPAIGN = "campaign"
    POSTERS = "posters"
    RELEASE = "release"
    ACTIVITIES = "activities"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Standing:
    """What was done so far: how many units there are, the campaign the work is about (None
    before the first), whether its posters were made or answers came, the promises that followed
    from it, whether its report was made."""

    units: int
    campaign: Campaign | None
    posters: bool
    activities: Sequence[Activity]
    report: bool


def current(campaigns: Sequence[Campaign]) -> Campaign | None:
    """The campaign the work is about: the newest, one's own before a sample; None without any."""
    ordered = sorted(campaigns, key=lambda c: (not c.sample, c.opens_on, c.id))
    return ordered[-1] if ordered else None


def reached(standing: Standing) -> dict[Milestone, bool]:
    """Every milestone and whether it lies behind; a later one does not count before an earlier."""
    campaign = standing.campaign
    done = (
        standing.units > 0,
        campaign is not None,
        standing.posters,
        campaign is not None and campaign.released_on is not None,
        campaign is not None and bool(of_campaign(standing.activities, campaign.id)),
        standing.report,
    )
    return {m: all(done[: place + 1]) for place, m in enumerate(Milestone)}


def next_milestone(standing: Standing) -> Milestone | None:
    """What is to be done next; None when the way is gone."""
    return next((m for m, is_done in reached(standing).items() if not is_done), None)


def advice(standing: Standing, today: date) -> str:
    """What is to be done next as the name of a sentence: a milestone; instead of the release what
    leads to it ("waiting", "watching", "close", "release"); "done" when the way is gone."""
    milestone = next_milestone(standing)
    if milestone is None or standing.campaign is None:
        return milestone or "done"
    return _TO_RELEASE[next_step(standing.campaign, today)] if milestone == "release" else milestone


def still_open(campaigns: Iterable[Campaign], today: date) -> tuple[Campaign, ...]:
    """The campaigns that take answers today, the first to end before the others."""
    found = (c for c in campaigns if stage(c, today) is Stage.OPEN)
    return tuple(sorted(found, key=lambda c: c.closes_on))


def newest_released(campaigns: Iterable[Campaign]) -> Campaign | None:
    """The campaign published last; None before the first."""
    published = (c for c in campaigns if c.released_on is not None)
    return max(published, key=lambda c: (c.released_on or date.min, c.id), default=None)


def unanswered(
    campaigns: Iterable[Campaign], activities: Sequence[Activity], today: date
) -> tuple[Campaign, ...]:
    """The campaigns after which workers should have been told the results and were not
    (handbook 3.3-6)."""
    told = {a.campaign_id for a in activities if a.type == NOTICE and a.state is State.DONE}
    return tuple(
        c
        for c in campaigns
        if (due := notice_due(c)) is not None
        and due < today
        and c.id not in told
        and c.answered_on is None
    )


def running(rows: Iterable[Progress], today: date) -> tuple[Progress, ...]:
    """The targets of the next year in which any is due; one with nothing to count is left out."""
    ahead = [row for row in rows if row.deadline >= today and row.denominator != 0]
    first = min((row.year for row in ahead), default=None)
    return tuple(row for row in ahead if row.year == first)
