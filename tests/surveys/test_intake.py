"""The check of forms as groups: what is told, of whom, and what a rule sets aside."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.answers import Answers, Submission
from surveys.blocks import Rule as Publishing
from surveys.blocks import build, from_document, to_document
from surveys.blocks.intake import FEW, LEAST, Arrived, Aside, Rule, checked, is_straight, sifted
from surveys.campaigns import COORDINATES
from tests.surveys.crowd import DAY, forms, frame, yearly

FULL = {f"Q{n}": "a" for n in range(8)}
ROWS = ("n01", "n02", "n03", "n04", "n05")
WORKERS = {"A": 30, "B": 30}


def sheet(unit: str, **answers: object) -> Submission:
    return Submission(unit, Answers({**FULL, **answers}))  # type: ignore[arg-type]


def different(unit: str, count: int) -> list[Submission]:
    return [sheet(unit, Z01=f"{unit}{number}") for number in range(count)]


def on(day: date, sent: list[Submission]) -> Arrived:
    return [(form, day) for form in sent]


@pytest.mark.parametrize(("count", "told"), [(19, 0), (20, 1), (21, 1)])
def test_dr_07_nothing_is_told_of_fewer_than_twenty_forms(count: int, told: int) -> None:
    assert len(checked(yearly(), on(DAY, different("A", count)))) == told


@pytest.mark.parametrize(
    ("same", "told"), [(0, 0), (1, 0), (2, FEW), (4, FEW), (5, 5), (9, 5), (10, 10)]
)
def test_dr_07_identical_sheets_are_told_in_steps_of_five(same: int, told: int) -> None:
    [unit] = checked(yearly(), on(DAY, different("A", 20) + [sheet("A")] * same))
    assert unit.identical == told
    assert unit.answers % 5 == 0


def test_short_sheets_are_alike_by_nature_and_are_not_called_identical() -> None:
    short = [Submission("A", Answers({"Q01": "5"}))] * 30
    [unit] = checked(yearly(), on(DAY, short))
    assert unit.identical == 0


@pytest.mark.parametrize(
    ("marks", "rows", "straight"),
    [
        (dict.fromkeys(ROWS, "3"), 5, True),
        (dict.fromkeys(ROWS, "3"), 6, False),
        (dict.fromkeys(ROWS, "3") | {"n05": "4"}, 5, False),
        (dict.fromkeys(ROWS[:2], "3"), 1, False),  # two rows are no line
        ({}, 1, False),
    ],
)
def test_a_sheet_is_straight_when_every_table_has_one_mark(
    marks: dict[str, str], rows: int, straight: bool
) -> None:
    assert is_straight(yearly(), Answers({"I02": marks}), rows) is straight


def test_the_busiest_day_of_a_unit_is_told_without_its_date() -> None:
    sent = different("A", 25)
    days = [DAY] * 17 + [DAY + timedelta(days=1)] * 8
    [unit] = checked(yearly(), zip(sent, days, strict=True))
    assert (unit.answers, unit.busiest) == (25, 15)


@pytest.mark.parametrize(("same", "left"), [(4, 4), (5, 1), (6, 1)])
def test_of_identical_sheets_from_the_threshold_on_one_is_kept(same: int, left: int) -> None:
    sent = different("A", 3) + [sheet("A")] * same
    kept, [aside] = sifted(yearly(), WORKERS, [Aside(Rule.IDENTICAL, 5)], on(DAY, sent))
    assert len(kept) == 3 + left
    assert aside.count == same - left


def test_the_rule_is_the_same_for_every_unit_and_never_looks_across_units() -> None:
    sent = [sheet("A")] * 4 + [sheet("B")] * 4
    kept, _ = sifted(yearly(), WORKERS, [Aside(Rule.IDENTICAL, 5)], on(DAY, sent))
    assert len(kept) == 8


@pytest.mark.parametrize(("came", "aside"), [(29, 0), (30, 30), (31, 31)])
def test_a_day_with_more_forms_than_workers_is_set_aside(came: int, aside: int) -> None:
    sent = different("A", came) + different("B", 5)
    kept, [told] = sifted(yearly(), WORKERS, [Aside(Rule.BURST, 100)], on(DAY, sent))
    assert told.count == aside
    assert Counter(form.unit for form in kept)["B"] == 5


def test_where_nobody_knows_the_heads_there_is_no_burst() -> None:
    _, [told] = sifted(yearly(), {}, [Aside(Rule.BURST, 100)], on(DAY, different("A", 500)))
    assert told.count == 0


@pytest.mark.parametrize("rule", list(Rule))
def test_no_threshold_may_meet_honest_forms(rule: Rule) -> None:
    Aside(rule, LEAST[rule])
    with pytest.raises(ValueError, match="honest"):
        Aside(rule, LEAST[rule] - 1)


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(24)), rules=st.permutations(list(Rule)))
def test_what_is_set_aside_does_not_depend_on_any_order(
    order: list[int], rules: list[Rule]
) -> None:
    sent = [sheet("A")] * 8 + [sheet("A", I02=dict.fromkeys(ROWS, "2"))] * 6 + different("B", 10)
    asked = [Aside(rule, LEAST[rule]) for rule in rules]
    usual = sifted(yearly(), WORKERS, [Aside(r, LEAST[r]) for r in Rule], on(DAY, sent))
    mixed = sifted(yearly(), WORKERS, asked, on(DAY, [sent[place] for place in order]))
    assert mixed[1] == usual[1]
    assert sorted(map(repr, mixed[0])) == sorted(map(repr, usual[0]))


def test_a_release_says_how_many_were_set_aside_and_an_earlier_one_keeps_its_seal() -> None:
    rule = Publishing(10, COORDINATES)
    before = build(yearly(), rule, frame(), forms(), made_on=DAY)
    assert "set_aside" not in to_document(before)
    padded = [*forms(), *[sheet("A1", P06="co")] * 40]
    heads = {place.code: place.workers for place in frame()}
    kept, aside = sifted(yearly(), heads, [Aside(Rule.IDENTICAL, 5)], on(DAY, padded))
    after = build(yearly(), rule, frame(), kept, made_on=DAY, set_aside=aside)
    assert [each.count for each in after.set_aside] == [39]
    assert after.answered == len(padded) - 39
    assert from_document(to_document(after)) == after
    assert from_document(to_document(before)) == before
