"""The plan: what was promised for which need, how far it has come, what it costs."""

from surveys.plan.activity import (
    Activity,
    Road,
    State,
    answering,
    is_late,
    needs_for,
    of_campaign,
    proposals,
    usual_road,
)
from surveys.plan.amounts import NotANumber, whole
from surveys.plan.draft import (
    SOURCES,
    Draft,
    as_activity,
    draft_of,
    problems,
    usual_draft,
)
from surveys.plan.moving import Outcome, moved, outcome_problems
from surveys.plan.notice import NOTICE, notice_draft, notice_due, without_notice
from surveys.plan.sums import Sum, sums_by_need

__all__ = [
    "NOTICE",
    "SOURCES",
    "Activity",
    "Draft",
    "NotANumber",
    "Outcome",
    "Road",
    "State",
    "Sum",
    "answering",
    "as_activity",
    "draft_of",
    "is_late",
    "moved",
    "needs_for",
    "notice_draft",
    "notice_due",
    "of_campaign",
    "outcome_problems",
    "problems",
    "proposals",
    "sums_by_need",
    "usual_draft",
    "usual_road",
    "whole",
    "without_notice",
]
