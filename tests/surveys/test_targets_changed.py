"""Targets an office adds: what is refused, what is said beside them, how they travel as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from surveys.targets import (
    blank,
    fresh_id,
    from_document,
    pace_in_words,
    problems,
    progress,
    result_in_words,
    targets,
    to_document,
)
from tests.surveys.district import BEFORE_THE_CHANGE, units

TODAY = date(2026, 12, 1)
MEMBERS = replace(blank("members", TODAY), label={"vi": "Đoàn viên", "en": "Members"}, value=3500.0)
RATE = replace(
    blank("cba_rate", TODAY),
    label={"vi": "Thỏa ước", "en": "Agreements"},
    value=0.8,
    unit_types=frozenset({"dn_fdi", "dn_nn"}),
)


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        (MEMBERS, set()),
        (RATE, set()),
        (replace(MEMBERS, value=None), {"goal"}),
        (replace(MEMBERS, value=0.0), {"goal"}),
        (replace(RATE, value=1.0), set()),
        (replace(RATE, value=1.01), {"goal"}),
        (replace(RATE, unit_types=frozenset()), {"types"}),
        (replace(RATE, label={"vi": " "}), {"label"}),
        (replace(RATE, begins_on=RATE.deadline), set()),
        (replace(RATE, begins_on=date(2027, 1, 1)), {"begins_on"}),
        (replace(RATE, begins_on=None), set()),
    ],
)
def test_a_new_target_needs_a_name_a_number_and_something_to_count(
    wanted: object, wrong: set[str]
) -> None:
    assert set(problems(blank("members", TODAY), wanted)) == wrong  # type: ignore[arg-type]


def test_a_target_of_the_plan_without_a_number_may_stay_without_one() -> None:
    most = next(t for t in targets() if t.value is None)
    assert problems(most, most) == {}
    assert set(problems(most, replace(most, threshold=2.0))) == {"goal"}


def test_ids_say_the_year_and_what_is_counted_and_none_is_given_twice() -> None:
    assert fresh_id(MEMBERS, ()) == "CT-2026-DV"
    assert fresh_id(RATE, {"CT-2026-TU", "CT-2026-TU-2"}) == "CT-2026-TU-3"


@pytest.mark.parametrize("target", [*targets(), MEMBERS, replace(RATE, retired_on=TODAY)])
def test_a_target_comes_back_from_json_as_it_went(target: object) -> None:
    document = json.loads(json.dumps(to_document(target)))  # type: ignore[arg-type]
    assert from_document(document) == target


@pytest.mark.parametrize(
    ("begins", "ends", "told"),
    [
        (date(2025, 5, 31), date(2030, 12, 31), True),
        (date(2025, 6, 1), date(2030, 12, 31), False),
        (date(2024, 1, 1), date(2025, 5, 31), False),
        (None, date(2030, 12, 31), False),
    ],
)
def test_a_goal_for_members_across_june_2025_says_that_the_series_breaks(
    begins: date | None, ends: date, told: bool
) -> None:
    [row] = progress(units(), TODAY, [replace(MEMBERS, begins_on=begins, deadline=ends)])
    assert bool(row.remark) is told
    of_units = replace(RATE, begins_on=begins, deadline=ends)
    assert progress(units(), TODAY, [of_units])[0].remark == ""


def test_an_added_target_prints_numerator_denominator_and_the_pace_it_needs() -> None:
    wanted = replace(MEMBERS, deadline=date(2028, 6, 30))
    [row] = progress(units(), BEFORE_THE_CHANGE, [wanted])
    assert result_in_words(row, "vi") == "3.100 đoàn viên"
    assert pace_in_words(row, BEFORE_THE_CHANGE, "vi") == "cần thêm khoảng 140 đoàn viên mỗi năm"
    [rate] = progress(units(), BEFORE_THE_CHANGE, [replace(RATE, unit_types=frozenset({"dn_fdi"}))])
    assert rate.denominator is not None
    assert f"{rate.numerator}/{rate.denominator} doanh nghiệp" in result_in_words(rate, "vi")
