"""Periodic reports: periods and due days, what a report may say, what it would change."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from surveys.ledgers import BOOKS, Entry
from surveys.organisation import Unit
from surveys.periodic import (
    Calendar,
    Every,
    Report,
    Standing,
    changes,
    due_on,
    named,
    owing,
    period_of,
    periods,
    read_report,
    standing,
    to_report,
)
from surveys.texts import LANGUAGES, say

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
QUARTERS = Calendar(Every.QUARTER, 5, 3, date(2026, 1, 1))
THIRD = period_of(Every.QUARTER, date(2026, 9, 30))
GOOD = {"workers": "1.350", "members": "218", "dialogues": "1", "dialogue_on": "15/9/2026"}


def _report(**changes: object) -> Report:
    return Report("A", THIRD.key, TODAY, 350, 218, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("every", Every)
def test_periods_follow_each_other_without_gap_and_are_found_by_their_key(every: Every) -> None:
    calendar = Calendar(every, 5, 3, date(2024, 2, 29))
    found = periods(calendar, TODAY)
    assert all(later.first == earlier.last + DAY for later, earlier in pairwise(found))
    assert found[0].first <= TODAY <= found[0].last
    assert found[-1].first <= date(2024, 2, 29) <= found[-1].last
    assert [named(period.key) for period in found] == list(found)


@pytest.mark.parametrize(
    "key", ["", "2026-Q5", "2026-Q0", "2026-T13", "2026-4", "26-Q1", "2026-H3", "2026-Q"]
)
def test_what_is_no_period_is_none(key: str) -> None:
    assert named(key) is None


def test_the_last_period_that_ended_is_waited_for() -> None:
    assert to_report(QUARTERS, TODAY) == THIRD
    assert to_report(replace(QUARTERS, first_on=TODAY), TODAY) == period_of(Every.QUARTER, TODAY)
    assert due_on(QUARTERS, THIRD) == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("days", "there", "not_there"),
    [
        (5, Standing.RECEIVED, Standing.AWAITED),
        (8, Standing.RECEIVED, Standing.AWAITED),  # the last day of grace
        (9, Standing.LATE, Standing.MISSING),
    ],
)
def test_a_report_is_late_after_the_days_of_grace(
    days: int, there: Standing, not_there: Standing
) -> None:
    on = THIRD.last + days * DAY
    assert standing(QUARTERS, THIRD, replace(_report(), received_on=on), on) is there
    assert standing(QUARTERS, THIRD, None, on) is not_there
    assert standing(QUARTERS, THIRD, _report(state="returned"), on) is Standing.RETURNED


def test_only_units_with_a_union_that_exist_at_the_end_report() -> None:
    one = Unit("A", "A", "dn_nn", "go", "", "", 50, 30, has_union=True)
    others = (
        replace(one, code="B", has_union=False),
        replace(one, code="C", ended_on=THIRD.last - DAY),
        replace(one, code="D", ended_on=THIRD.last),
        replace(one, code="E", began_on=THIRD.last + DAY),
    )
    assert [unit.code for unit in owing([one, *others], THIRD)] == ["A", "D"]


def test_a_report_is_read_as_people_type() -> None:
    report = read_report({**GOOD, "note": "  thiếu   phòng họp "}, "A", THIRD, TODAY)
    assert report == Report(
        "A", "2026-Q3", TODAY, 1350, 218, dialogues=1, dialogue_on=date(2026, 9, 15),
        note="thiếu phòng họp",
    )  # fmt: skip


def test_a_figure_of_many_accents_is_refused_at_once() -> None:
    """Sorting the accents of one letter takes time that grows with their square."""
    began = time.monotonic()
    hostile = "a" + "\u0315" * 64_000 + "\u0323" * 64_000
    found = read_report({**GOOD, "workers": hostile, "dialogue_on": hostile}, "A", THIRD, TODAY)
    assert found == {"workers": "count", "dialogue_on": "day"}
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("sent", "problems"),
    [
        ({"workers": ""}, {"workers": "missing"}),
        ({"workers": "nhiều"}, {"workers": "count"}),
        ({"workers": "72%"}, {"workers": "count"}),
        ({"members": "1351"}, {"members": "more_workers"}),
        ({"workers": "-5"}, {"workers": "count"}),
        ({"workers": "9999999"}, {"workers": "count"}),
        ({"workers": "9" * 5_000}, {"workers": "count"}),
        ({"signed_on": "9" * 5_000}, {"signed_on": "day"}),
        ({"women": "1400"}, {"women": "more_workers"}),
        ({"women": "100", "women_members": "101"}, {"women_members": "more_women"}),
        ({"plan_on": "31/2/2026"}, {"plan_on": "day"}),
        ({"signed_on": "23/11/2026"}, {"signed_on": "ahead"}),
        ({"valid_to": "1/1/2028"}, {"signed_on": "no_signing"}),
        ({"signed_on": "1/9/2026", "valid_to": "1/8/2026"}, {"valid_to": "before_signing"}),
        ({"dialogues": "0"}, {"dialogues": "no_dialogue"}),
        ({"note": "a" * 1001}, {"note": "long"}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    sent: dict[str, str], problems: dict[str, str]
) -> None:
    assert read_report({**GOOD, **sent}, "A", THIRD, TODAY) == problems
    for lang in LANGUAGES:
        assert all(say(f"periodic.problem.{why}", lang) for why in problems.values())


def test_a_report_would_write_only_what_it_says() -> None:
    (heads,) = changes(_report(), {})
    assert (heads.book.name, heads.before) == ("headcount", None)
    assert heads.after.values["source"] == "bao_cao"
    signed = _report(signed_on=date(2026, 9, 1), dialogue_on=date(2026, 9, 15), dialogues=1)
    assert [c.book.name for c in changes(signed, {})] == ["headcount", "agreement", "dialogue"]


def test_a_line_that_is_there_keeps_what_the_report_does_not_say() -> None:
    on = date(2026, 9, 1)
    there = Entry(
        {"unit": "A", "signed_on": on, "valid_from": on, "valid_to": None, "note": "bản gốc"}, 4, 2
    )
    heads = Entry({"unit": "A", "day": TODAY, "women": 360, "women_members": 90}, 9, 1)
    report = _report(signed_on=on, valid_to=date(2029, 8, 31))
    first, second = changes(report, {"agreement": [there], "headcount": [heads]})
    assert (second.after.id, second.after.version) == (4, 2)
    assert second.after.values["note"] == "bản gốc"
    assert second.after.values["valid_to"] == date(2029, 8, 31)
    assert first.after.values["women"] is None  # 360 of 350 cannot be
    assert first.after.values["women_members"] == 90
    assert first.book is BOOKS["headcount"]


@pytest.mark.parametrize("field", ["workers", "dialogues", "signed_on"])
@pytest.mark.parametrize("many", [20, 99, 5_000, 1_000_000])
def test_a_number_no_database_holds_is_refused(field: str, many: int) -> None:
    found = read_report({**GOOD, field: "9" * many}, "A", THIRD, TODAY)
    assert isinstance(found, dict)
    assert set(found) == {field}
