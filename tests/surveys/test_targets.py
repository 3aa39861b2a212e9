"""The plan's targets beside the register of the made-up district (handbook 1.3, 6.3)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from surveys.charts import staircase
from surveys.targets import (
    Point,
    Progress,
    gap_in_words,
    progress,
    result_in_words,
    target_in_words,
    targets,
    yearly_pace,
)
from tests.surveys.district import BEFORE_THE_CHANGE, units

AFTER_THE_CHANGE = date(2025, 7, 1)


def _row(id: str, on: date = BEFORE_THE_CHANGE) -> Progress:
    return next(row for row in progress(units(), on) if row.id == id)


def test_members_of_2025_reach_their_target_exactly() -> None:
    row = _row("MT-2025-DV")
    assert (row.numerator, row.denominator, row.met, row.gap) == (3100, None, True, 0)
    assert result_in_words(row, "vi") == "3.100 đoàn viên"
    assert target_in_words(row, "vi") == "khoảng 3.100"


def test_one_member_less_misses_it() -> None:
    fewer = (replace(units()[0], members=units()[0].members - 1), *units()[1:])
    row = next(r for r in progress(fewer, BEFORE_THE_CHANGE) if r.id == "MT-2025-DV")
    assert (row.result, row.met, row.gap) == (3099, False, 1)


def test_the_gap_to_2030_is_said() -> None:
    row = _row("MT-2030-DV")
    assert (row.value, row.gap) == (4500, 1400)
    assert gap_in_words(row, "vi") == "còn thiếu 1.400"
    assert gap_in_words(row, "en") == "1,400 missing"


def test_agreements_print_numerator_and_denominator() -> None:
    row = _row("MT-2030-TU85")
    assert (row.numerator, row.denominator) == (17, 24)
    assert result_in_words(row, "vi") == "17/24 doanh nghiệp (70,8%)"
    assert gap_in_words(row, "vi") == "còn thiếu 14,2 điểm phần trăm"


@pytest.mark.parametrize("id", ["MT-2025-TU80", "MT-2025-TU75"])
def test_both_wordings_of_2025_are_shown_with_all_unionised_units_below(id: str) -> None:
    row = _row(id)
    assert (row.numerator, row.denominator, row.met) == (18, 48, False)
    assert result_in_words(row, "vi") == "18/48 doanh nghiệp, đơn vị (37,5%)"


def test_enterprises_from_25_workers_are_counted_and_not_judged() -> None:
    row = _row("MT-2025-DN25")
    assert (row.numerator, row.denominator) == (24, 36)
    assert result_in_words(row, "vi") == "24/36 doanh nghiệp (66,7%)"
    assert row.met is None
    assert row.gap is None
    assert "hầu hết" in target_in_words(row, "vi")
    assert "không đánh giá" in gap_in_words(row, "vi")


def test_an_enterprise_of_24_workers_does_not_count() -> None:
    smallest = replace(next(u for u in units() if u.code == "DV60"), workers=24)
    changed = tuple(smallest if u.code == "DV60" else u for u in units())
    row = next(r for r in progress(changed, BEFORE_THE_CHANGE) if r.id == "MT-2025-DN25")
    assert row.denominator == 35


def test_units_that_ended_in_june_2025_leave_the_count() -> None:
    assert _row("MT-2030-DV", AFTER_THE_CHANGE).numerator == 2398


def test_an_agreement_counts_on_its_last_day_and_not_on_the_next() -> None:
    assert _row("MT-2030-TU85", date(2026, 3, 31)).numerator == 17
    assert _row("MT-2030-TU85", date(2026, 4, 1)).numerator == 9


def test_above_75_is_not_met_by_75() -> None:
    enterprises = [u for u in units() if u.type.startswith("dn") and u.has_union][:4]
    signed = [replace(u, agreement=i < 3, agreement_until=None) for i, u in enumerate(enterprises)]
    row = next(r for r in progress(signed, BEFORE_THE_CHANGE) if r.id == "MT-2025-TU75")
    assert (row.result, row.met) == (0.75, False)


def test_a_register_without_units_is_not_judged() -> None:
    row = next(r for r in progress((), BEFORE_THE_CHANGE) if r.id == "MT-2030-TU85")
    assert (row.denominator, row.met, row.gap) == (0, None, None)


def test_the_pace_spreads_the_gap_over_the_years_left() -> None:
    row = _row("MT-2030-DV", BEFORE_THE_CHANGE)
    assert yearly_pace(row, BEFORE_THE_CHANGE) == pytest.approx(1400 / 5.5, rel=0.01)
    assert yearly_pace(row, date(2031, 1, 1)) is None
    assert yearly_pace(_row("MT-2025-DV"), date(2025, 1, 1)) is None


def test_every_target_has_a_name_in_both_languages() -> None:
    for target in targets():
        assert target.label["vi"]
        assert target.label["en"]


def test_the_break_of_2025_and_the_doubtful_year_are_remarked() -> None:
    assert _row("MT-2025-DV").remark == "reports.target.break"
    assert _row("MT-2025-TU75").remark == "reports.target.milestone"


@pytest.mark.parametrize(("narrow", "last"), [(True, 2030), (False, 2045)])
def test_on_a_phone_the_years_of_the_staircase_end_with_the_last_number(
    narrow: bool, last: int
) -> None:
    """ "Most workers (2045)" has no place beside numbers on a phone: its years would be empty."""
    far = [t for t in targets() if t.metric in ("members", "membership_rate")]
    rows = progress(units(), AFTER_THE_CHANGE, sorted(far, key=lambda t: t.deadline))
    points = [Point(day, 3100, None, 3100) for day in (BEFORE_THE_CHANGE, AFTER_THE_CHANGE)]
    drawn = staircase(rows, points, AFTER_THE_CHANGE, "vi", narrow=narrow).spec.to_dict()
    domains = re.findall(
        r"'domain': \[(\d+)[.\d]*, (\d+)[.\d]*\], 'nice': False, 'zero'", f"{drawn}"
    )
    assert domains
    assert {int(end) - int(end) % 5 for _, end in domains} == {last}
