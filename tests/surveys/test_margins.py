"""Weights of a release: heads by unit, gender and membership are met, or it is said that not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

import numpy as np
import pytest

from surveys.answers import Submission
from surveys.blocks import Place, Release, Rule, build
from surveys.model import Kind
from surveys.statistics import EVERYTHING, Estimate, Selection, average, figure
from surveys.statistics.calibration import BOUNDS, Margin, rake, residuals
from surveys.statistics.cells import cells, counts, sample, spread
from surveys.statistics.estimates import share
from surveys.statistics.intervals import hypergeometric
from surveys.statistics.layers import one_answer
from surveys.statistics.sample import Sample
from surveys.statistics.shares import shares
from surveys.texts import LANGUAGES, say
from tests.surveys import crowd
from tests.surveys.crowd import COLOUR, DAY, GENDER, place, sent

MEMBER = crowd.single("P06", ("co", "khong"))
SURVEY = crowd.survey(GENDER, MEMBER, COLOUR)
RULE = Rule(10, ("unit_type", "unit", "P02", "P06"))
PLACES = (
    place("A1", workers=400, women=300, members=250),
    place("B1", "dn_nn", workers=150, women=50, members=140),
)
# (unit, gender, member) -> (red, blue); every group is large enough to stand alone
PEOPLE = {
    ("A1", "nu", "co"): (20, 10),
    ("A1", "nu", "khong"): (12, 11),
    ("A1", "nam", "co"): (31, 14),
    ("A1", "nam", "khong"): (9, 17),
    ("B1", "nu", "co"): (6, 14),
    ("B1", "nu", "khong"): (7, 5),
    ("B1", "nam", "co"): (16, 8),
    ("B1", "nam", "khong"): (5, 9),
}


def forms() -> list[Submission]:
    found = []
    for (unit, gender, member), (red, blue) in PEOPLE.items():
        found += sent(unit, red, P02=gender, P06=member, X1="red")
        found += sent(unit, blue, P02=gender, P06=member, X1="blue")
    return found


def made(places: Sequence[Place] = PLACES, more: Sequence[Submission] = ()) -> Release:
    return build(SURVEY, RULE, places, [*forms(), *more], made_on=DAY)


def _of_forms() -> tuple[Sample, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Straight from the forms: three margins raked, residuals of the base-weighted regression."""
    rows = [
        (*who, red) for who, both in PEOPLE.items() for red in (1, 0) for _ in range(both[1 - red])
    ]
    unit = np.array([row[0] == "B1" for row in rows], dtype=np.intp)
    man = np.array([row[1] == "nam" for row in rows], dtype=np.intp)
    other = np.array([row[2] == "khong" for row in rows], dtype=np.intp)
    heads, people = np.array([400.0, 150.0]), np.ones(len(rows))
    base = (heads / np.bincount(unit))[unit]
    margins = [
        Margin(unit, heads),
        Margin(man, np.array([350.0, 200.0])),
        Margin(other, np.array([390.0, 160.0])),
    ]
    weight = rake(people, base, margins)
    drawn = np.bincount(unit) / heads
    left = residuals(people, base, margins)
    return Sample(people, unit, weight, drawn, residual=left), np.array(
        [row[3] for row in rows], float
    )


def test_a_figure_is_raked_over_units_gender_and_membership() -> None:
    people, red = _of_forms()
    direct = share(people, red, np.ones_like(red))
    found = next(b.estimate for b in figure(made(), SURVEY, "X1").bars if b.code == "red")
    assert direct is not None
    assert astuple(found) == pytest.approx(astuple(direct), rel=1e-9)
    by_units_alone = build(SURVEY, Rule(10, ("unit_type", "unit")), PLACES, forms(), made_on=DAY)
    plain = figure(by_units_alone, SURVEY, "X1").bars[0].estimate
    assert abs(plain.value - found.value) > 0.001


def test_the_weights_meet_the_register_within_the_bounds() -> None:
    found = cells(made(), "main")
    mass = found.n * found.weight
    told = {
        (name, code): mass[found.told(name) == code].sum()
        for name, code in (("unit", "A1"), ("P02", "nu"), ("P06", "co"))
    }
    assert list(told.values()) == pytest.approx([400, 350, 390])
    base = np.where(found.told("unit") == "A1", 400 / 124, 150 / 70)
    ratio = found.weight / base
    assert BOUNDS[0] <= ratio.min() < 1 < ratio.max() <= BOUNDS[1]


def test_people_who_did_not_tell_keep_their_weight() -> None:
    found = cells(made(more=sent("A1", 16, P02="pns", P06="co", X1="red")), "main")
    silent = found.told("P02") == "*"
    assert (found.n * found.weight)[silent].sum() == pytest.approx(16 * 400 / 140)
    women = (found.n * found.weight)[found.told("P02") == "nu"].sum()
    assert women == pytest.approx(350 - 300 / 400 * 16 * 400 / 140)  # those are like their unit


def test_a_unit_whose_women_nobody_counted_leaves_the_others_calibrated() -> None:
    found = cells(made((PLACES[0], place("B1", "dn_nn", workers=150, members=140))), "main")
    inside = (found.told("unit") == "A1") & (found.told("P02") == "nu")
    assert (found.n * found.weight)[inside].sum() == pytest.approx(300)
    assert found.left_out == ()


def test_one_unit_is_not_weighted_and_its_interval_stays_exact() -> None:
    found = figure(made(), SURVEY, "X1", crowd.A1)
    red = next(bar for bar in found.bars if bar.code == "red")
    assert (red.estimate.value, red.count) == (pytest.approx(72 / 124), 72)
    assert (red.estimate.low, red.estimate.high) == hypergeometric(72, 124, 400)


@pytest.mark.parametrize(
    ("women", "members", "left_out"),
    [(300, 250, ()), (1, 250, ("P02",)), (300, 399, ("P06",))],
)
def test_a_margin_that_cannot_be_met_is_left_out_and_that_is_said(
    women: int, members: int, left_out: tuple[str, ...]
) -> None:
    places = [
        place("A1", workers=400, women=women, members=members),
        place("B1", "dn_nn", workers=150, women=min(women, 150), members=min(members, 150)),
    ]
    release = made(places)
    assert cells(release, "main").left_out == left_out
    notes = [n for n in figure(release, SURVEY, "X1").notes if "not_calibrated" in n]
    assert notes == [f"results.note.not_calibrated_{name}" for name in left_out]
    assert all(say(note, lang) for note in notes for lang in LANGUAGES)
    assert (cells(release, "main").n @ cells(release, "main").weight) == pytest.approx(550)


@pytest.mark.parametrize("corrected", [True, False])
@pytest.mark.parametrize(
    "selection",
    [
        EVERYTHING,
        Selection(unit_types=frozenset({"dn_nn"})),
        Selection(units=frozenset({"A1", "B1"})),
    ],
)
def test_many_shares_at_once_are_those_of_the_sample(selection: Selection, corrected: bool) -> None:
    survey, found = crowd.yearly(), cells(crowd.release(), "main", selection)
    compared = 0
    single = [q for q in survey.questions if q.kind is Kind.SINGLE]
    for question in single:
        codes = [choice.code for choice in question.choices]
        given = counts(found, question.id, codes)
        many = shares(found, [one_answer(given)], corrected=corrected)
        for column, ours in enumerate(many):
            kinds = np.column_stack([given[:, column], given.sum(axis=1) - given[:, column]])
            rows = len(found.n)
            hit = np.concatenate([np.tile([1.0, 0.0], rows), np.zeros(rows)])
            base = np.concatenate([np.ones(2 * rows), np.zeros(rows)])
            theirs = share(sample(found, kinds, corrected=corrected), hit, base)
            assert isinstance(ours, Estimate)
            assert theirs is not None
            assert astuple(ours) == pytest.approx(astuple(theirs), rel=1e-9)
            compared += 1
    assert compared >= 12


def test_a_mean_is_raked_as_well() -> None:
    scale = crowd.single("X1", ("1", "5"))
    survey = crowd.survey(GENDER, MEMBER, scale)
    answers = [
        form
        for (unit, gender, member), (red, blue) in PEOPLE.items()
        for value, count in (("1", red), ("5", blue))
        for form in sent(unit, count, P02=gender, P06=member, X1=value)
    ]
    found = average(build(survey, RULE, PLACES, answers, made_on=DAY), survey, "X1")
    people, red = _of_forms()
    direct = share(people, red, np.ones_like(red))
    assert found is not None
    assert direct is not None
    assert found.value == pytest.approx(5 - 4 * direct.value)
    assert found.se == pytest.approx(4 * direct.se)


def test_spread_gives_each_row_of_the_sample_its_block() -> None:
    found = cells(made(), "main")
    red = counts(found, "X1", ["red"])
    member = spread(found.told("P06") == "co", red)
    people = sample(found, red).people
    assert people[member].sum() == sum(sum(n) for who, n in PEOPLE.items() if who[2] == "co")


def _half(unit: str, women: tuple[int, int], men: tuple[int, int]) -> list[Submission]:
    """What women and men of a unit answered: so many red and blue."""
    given = {("nu", "red"): women[0], ("nu", "blue"): women[1]}
    given |= {("nam", "red"): men[0], ("nam", "blue"): men[1]}
    return [
        form
        for (gender, colour), some in given.items()
        for form in sent(unit, some, P02=gender, X1=colour)
    ]


def test_units_too_small_to_tell_gender_do_not_bend_the_weights_of_those_that_tell() -> None:
    survey, rule = crowd.survey(GENDER, COLOUR), Rule(10, ("unit_type", "unit", "P02"))
    large = [place(f"B{i}", workers=200, women=30) for i in range(10)]
    small = [place(f"S{i}", workers=30, women=20) for i in range(30)]
    answers = [form for unit in large for form in _half(unit.code, (12, 3), (17, 68))]
    answers += [form for unit in small for form in _half(unit.code, (8, 2), (1, 4))]
    release = build(survey, rule, [*large, *small], answers, made_on=DAY)
    found = cells(release, "main")
    mass, told = found.n * found.weight, found.told("P02")
    assert [mass[told == code].sum() for code in ("nu", "nam", "*")] == pytest.approx(
        [300, 1700, 900]
    )
    assert figure(release, survey, "X1").bars[0].estimate.value == pytest.approx(1120 / 2900)
    assert found.left_out == ()


def test_women_who_moved_up_into_a_pool_are_counted_once() -> None:
    survey, rule = crowd.survey(GENDER, COLOUR), Rule(10, ("unit_type", "unit", "P02"))
    even = [place(f"U{i}", workers=100, women=50) for i in range(5)]
    uneven = [place(f"V{i}", workers=100, women=10) for i in range(5)]
    answers = [form for unit in even for form in _half(unit.code, (25, 0), (0, 25))]
    answers += [form for unit in uneven for form in _half(unit.code, (5, 0), (0, 45))]
    release = build(survey, rule, [*even, *uneven], answers, made_on=DAY)
    assert {s.unit for s in cells(release, "main").strata} > {"*"}
    assert figure(release, survey, "X1").bars[0].estimate.value == pytest.approx(0.30)
    units = Selection(units=frozenset(unit.code for unit in [*even, *uneven]))
    found = cells(release, "main", units)  # without the pool: men alone do not tell a unit
    women = (found.n * found.weight)[found.told("P02") == "nu"].sum()
    assert women == pytest.approx(sum(s.heads for s in found.strata if s.unit[0] == "U") / 2)
