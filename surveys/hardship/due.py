"""Until when something must have happened: first contact, answers to wishes, deletion."""

from __future__ import annotations

from datetime import date, timedelta

from surveys import campaigns
from surveys.hardship.request import Case, State, Urgency, Wish

# Working days from the request to the first call; the person reads the day on the last page.
_FIRST_CONTACT = {Urgency.DAYS: 1, Urgency.MONTH: 3, Urgency.LATER: 5, Urgency.UNSAID: 3}
_ANSWER = 2  # working days to answer a wish (handbook 5.2)
_CARRY_OUT = timedelta(days=15)  # to do what was asked (handbook 5.2)
_SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """The day that many working days later. Public holidays count as working days: a promise is
    then kept rather early than late."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def first_contact_due(case: Case) -> date:
    """Until when somebody calls."""
    return working_days_after(case.came_on, _FIRST_CONTACT[case.urgency])


def is_late(case: Case, today: date) -> bool:
    """Whether nobody has called although the day is over."""
    waits = case.state is State.NEW and case.contacted_on is None
    return waits and first_contact_due(case) < today


def answer_due(wish: Wish) -> date:
    """Until when the person is answered."""
    return working_days_after(wish.came_on, _ANSWER)


def carry_out_due(wish: Wish) -> date:
    """Until when the wish is carried out."""
    return wish.came_on + _CARRY_OUT


def is_wish_late(wish: Wish, today: date) -> bool:
    """Whether the answer or the deed is overdue."""
    if wish.done_on is not None:
        return False
    return carry_out_due(wish) < today or (wish.answered_on is None and answer_due(wish) < today)


def delete_on(closed_on: date, months: int) -> date:
    """The day on which a request that ended is deleted."""
    return campaigns.delete_on(closed_on, months)
