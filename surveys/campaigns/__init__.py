"""Campaigns: from the draft over codes and participation to the close."""

from surveys.campaigns.campaign import (
    COORDINATES,
    Campaign,
    Stage,
    Step,
    days_left,
    next_step,
    stage,
)
from surveys.campaigns.codes import (
    CODE_LENGTH,
    CODE_LETTERS,
    leads_nowhere,
    link,
    new_code,
    spaced,
    typed,
)
from surveys.campaigns.draft import (
    OFFERED,
    SMALLEST_K,
    Draft,
    Problem,
    as_campaign,
    closing_problem,
    delete_on,
    problems,
    usual_closing,
)
from surveys.campaigns.progress import in_steps, missing, recount_after

__all__ = [
    "CODE_LENGTH",
    "CODE_LETTERS",
    "COORDINATES",
    "OFFERED",
    "SMALLEST_K",
    "Campaign",
    "Draft",
    "Problem",
    "Stage",
    "Step",
    "as_campaign",
    "closing_problem",
    "days_left",
    "delete_on",
    "in_steps",
    "leads_nowhere",
    "link",
    "missing",
    "new_code",
    "next_step",
    "problems",
    "recount_after",
    "spaced",
    "stage",
    "typed",
    "usual_closing",
]
