"""The notice of results to workers: part of every campaign (handbook 3.3-6, DR-25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from surveys.campaigns import Campaign, answer_due
from surveys.plan.activity import Activity, State
from surveys.plan.draft import Draft, usual_draft

NOTICE = "AT-24"
_ROW, _NEED = "n13", "NC-28"  # to be heard; channels of contact and feedback


def notice_due(campaign: Campaign) -> date | None:
    """The last day for the notice; None while the campaign is not closed."""
    return answer_due(campaign)


def without_notice(
    campaigns: Iterable[Campaign], activities: Iterable[Activity]
) -> tuple[Campaign, ...]:
    """The closed campaigns after which workers were not told and no notice was planned."""
    promised = {
        a.campaign_id for a in activities if a.type == NOTICE and a.state is not State.IMPOSSIBLE
    }
    silent = (c for c in campaigns if c.closed_on is not None and c.answered_on is None)
    return tuple(c for c in silent if c.id not in promised)


def notice_draft(due: date, scope: str, today: date) -> Draft:
    """The notice as it is proposed: from today until it is due; today when that is past."""
    usual = usual_draft(_ROW, NOTICE, scope, today)
    return replace(usual, need=_NEED, starts_on=today, ends_on=max(due, today))
