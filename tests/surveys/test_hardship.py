"""Requests for help: due days, what may be changed, what everybody may know of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from surveys.hardship import (
    Case,
    Change,
    Office,
    State,
    Urgency,
    Wish,
    WishKind,
    answer_due,
    carry_out_due,
    change_problems,
    count,
    delete_on,
    first_contact_due,
    is_late,
    is_wish_late,
    problems,
    survey,
    working_days_after,
)
from surveys.model import Kind

FRIDAY = date(2026, 11, 20)


def _case(urgency: Urgency = Urgency.MONTH, **changes: object) -> Case:
    return Case("ACD7KM", FRIDAY, urgency, **({"state": State.NEW} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, FRIDAY), (1, date(2026, 11, 23)), (5, date(2026, 11, 27)), (6, date(2026, 11, 30))],
)
def test_working_days_leave_out_saturday_and_sunday(days: int, expected: date) -> None:
    assert working_days_after(FRIDAY, days) == expected


def test_who_is_in_a_hurry_is_called_first() -> None:
    due = [first_contact_due(_case(u)) for u in (Urgency.DAYS, Urgency.MONTH, Urgency.LATER)]
    assert due == sorted(due)
    assert due[0] == date(2026, 11, 23)


@pytest.mark.parametrize(("after", "late"), [(0, False), (1, True)])
def test_a_request_is_late_the_day_after(after: int, late: bool) -> None:
    case = _case()
    on = first_contact_due(case) + timedelta(days=after)
    assert is_late(case, on) is late
    assert not is_late(_case(state=State.CONTACTED, contacted_on=FRIDAY), on)


def test_a_wish_is_answered_in_two_working_days_and_done_in_fifteen_days() -> None:
    wish = Wish(1, "ACD7KM", WishKind.VIEW, FRIDAY)
    assert answer_due(wish) == date(2026, 11, 24)
    assert carry_out_due(wish) == date(2026, 12, 5)
    assert not is_wish_late(wish, date(2026, 11, 24))
    assert is_wish_late(wish, date(2026, 11, 25))
    answered = Wish(1, "ACD7KM", WishKind.VIEW, FRIDAY, answered_on=FRIDAY)
    assert not is_wish_late(answered, date(2026, 12, 5))
    assert is_wish_late(answered, date(2026, 12, 6))


def test_a_request_goes_twenty_four_months_after_its_end() -> None:
    assert delete_on(date(2026, 11, 30), 24) == date(2028, 11, 30)
    assert delete_on(date(2024, 2, 29), 12) == date(2025, 2, 28)


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, -1), (4, -1), (5, 5), (9, 5), (10, 10)])
def test_counts_are_told_in_steps_of_five(number: int, told: int) -> None:
    counts = count([_case()] * number)
    assert (counts.requests, counts.open, counts.urgency[Urgency.MONTH]) == (told, told, told)


@pytest.mark.parametrize(("number", "days"), [(4, None), (5, 2)])
def test_waiting_is_told_from_five_contacted_people(number: int, days: int | None) -> None:
    called = _case(state=State.CONTACTED, contacted_on=FRIDAY + timedelta(days=2))
    assert count([called] * number + [_case()] * 9).days == days


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (Change(State.CONTACTED, FRIDAY), set()),
        (Change(State.DONE, None), {"contacted_on"}),
        (Change(State.HELPING, FRIDAY - timedelta(days=1)), {"contacted_on"}),
        (Change(State.HELPING, FRIDAY + timedelta(days=3)), {"contacted_on"}),
        (Change(State.REFUSED, None, reason=" "), {"reason"}),
        (Change(State.REFUSED, None, reason="ngoài phạm vi"), set()),
        (Change(State.NEW, None, notes="a" * 2001), {"notes"}),
    ],
)
def test_a_change_says_when_and_why(change: Change, wrong: set[str]) -> None:
    assert set(change_problems(change, _case(), FRIDAY + timedelta(days=2))) == wrong


def test_the_form_asks_x00_to_x11_and_only_the_telephone_is_needed() -> None:
    asked = survey().questions
    assert [q.id for q in asked] == [f"X{number:02}" for number in range(12)]
    assert [q.id for q in asked if q.required] == ["X07"]
    assert survey().question("X09").kind is Kind.TEXT  # no list of units on a phone


@pytest.mark.parametrize(("months", "taken"), [(0, False), (1, True), (60, True), (61, False)])
def test_an_office_says_who_reads_and_how_long(months: int, taken: bool) -> None:
    office = Office(open=True, carer="cán bộ chăm lo", phone="0271 000 000", months=months)
    assert (not problems(office)) is taken
    assert set(problems(Office(True, " ", "gọi", 24))) == {"carer", "phone"}
