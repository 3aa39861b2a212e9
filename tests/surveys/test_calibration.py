"""Weights that agree with the register, or a reason why they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from surveys.statistics.calibration import (
    BOUNDS,
    EmptyCategory,
    Margin,
    NotConverged,
    UnequalTotals,
    rake,
    residuals,
)
from surveys.statistics.sample import Array, Indices

PEOPLE = np.array([30.0, 10.0, 20.0, 40.0])  # women and men of two units
UNIT = np.array([0, 0, 1, 1])
GENDER = np.array([0, 1, 0, 1])
BASE = np.array([2.0, 2.0, 3.0, 3.0])


def _margin(category: Indices, *heads: float) -> Margin:
    return Margin(category, np.array(heads))


def _reached(weight: Array, category: Indices) -> list[float]:
    return list(np.bincount(category, weights=PEOPLE * weight).round(6))


def test_raked_weights_meet_every_margin() -> None:
    margins = [_margin(UNIT, 80, 180), _margin(GENDER, 140, 120)]
    weight = rake(PEOPLE, BASE, margins)
    assert _reached(weight, UNIT) == [80, 180]
    assert _reached(weight, GENDER) == [140, 120]


def test_nobody_weighs_more_than_three_times_the_base_weight_or_less_than_a_third() -> None:
    margins = [_margin(UNIT, 80, 180), _margin(GENDER, 190, 70)]
    held = rake(PEOPLE, BASE, margins) / BASE
    assert held.min() >= BOUNDS[0]
    assert held.max() <= BOUNDS[1]
    tighter = (0.99 * held.min() + 0.01, 0.99 * held.max() + 0.01)
    with pytest.raises(NotConverged):
        rake(PEOPLE, BASE, margins, tighter)


def test_margins_out_of_reach_are_named_not_met_by_force() -> None:
    with pytest.raises(NotConverged) as missed:
        rake(PEOPLE, BASE, [_margin(UNIT, 80, 180), _margin(GENDER, 255, 5)])
    assert "is missed by" in str(missed.value)


def test_a_category_with_heads_and_no_answer_is_refused_by_its_number() -> None:
    with pytest.raises(EmptyCategory) as refused:
        rake(PEOPLE, BASE, [_margin(UNIT, 80, 180), _margin(GENDER, 100, 100, 60)])
    assert (refused.value.margin, refused.value.category) == (1, 2)


def test_margins_that_count_different_numbers_of_people_are_refused() -> None:
    with pytest.raises(UnequalTotals) as refused:
        rake(PEOPLE, BASE, [_margin(UNIT, 80, 180), _margin(GENDER, 100, 100)])
    assert refused.value.totals == (260.0, 200.0)


def test_what_the_margins_explain_leaves_no_residual() -> None:
    margins = [_margin(UNIT, 80, 180), _margin(GENDER, 140, 120)]
    left = residuals(PEOPLE, BASE, margins)
    explained = np.column_stack([UNIT == 1, GENDER == 1, UNIT + 5 * GENDER]) * 1.0
    assert np.abs(left(explained)).max() < 1e-12
    apart = ((UNIT == 1) & (GENDER == 1))[:, None] * 1.0
    assert np.abs(left(apart)).max() > 0.1
    assert left(left(apart)) == pytest.approx(left(apart))


def test_five_thousand_units_are_calibrated_without_a_matrix_of_units() -> None:
    chance = np.random.default_rng(1)
    unit = np.repeat(np.arange(5_000), 4)
    gender = np.tile([0, 0, 1, 1], 5_000)
    people = chance.integers(1, 30, len(unit)).astype(float)
    base = np.full(len(unit), 3.0)
    heads = np.bincount(unit, weights=people * base)
    women = 0.52 * heads.sum()
    margins = [Margin(unit, heads), Margin(gender, np.array([women, heads.sum() - women]))]
    weight = rake(people, base, margins)
    assert np.bincount(gender, weights=people * weight)[0] == pytest.approx(women, rel=1e-9)
    assert np.abs(residuals(people, base, margins)(gender[:, None] * 1.0)).max() < 1e-9
