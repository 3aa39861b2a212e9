"""Requests for help (DR-15): the form, a request and its states, due days, and what is counted."""

from surveys.hardship.counts import Counts, count
from surveys.hardship.due import (
    answer_due,
    carry_out_due,
    delete_on,
    first_contact_due,
    is_late,
    is_wish_late,
    working_days_after,
)
from surveys.hardship.form import survey
from surveys.hardship.office import USUAL, Office, problems
from surveys.hardship.request import (
    ENDED,
    Case,
    Change,
    Request,
    State,
    Urgency,
    Wish,
    WishKind,
    change_problems,
    urgency_of,
)

__all__ = [
    "ENDED",
    "USUAL",
    "Case",
    "Change",
    "Counts",
    "Office",
    "Request",
    "State",
    "Urgency",
    "Wish",
    "WishKind",
    "answer_due",
    "carry_out_due",
    "change_problems",
    "count",
    "delete_on",
    "first_contact_due",
    "is_late",
    "is_wish_late",
    "problems",
    "survey",
    "urgency_of",
    "working_days_after",
]
