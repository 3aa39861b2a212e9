"""Shares and intervals agree with published tables and keep what they promise."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest

from surveys.statistics.estimates import mean, share
from surveys.statistics.intervals import EXACT, MID, hypergeometric, t_quantile, wilson
from surveys.statistics.sample import Array, Sample, laid_out, of_tallies

_NORMAL = math.inf  # degrees of freedom of the published tables
OneUnit = tuple[Sample, Array, Array]


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_that_of_newcombe_1998(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits / n, n, _NORMAL) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("n", "heads"), [(5, 12), (10, 10), (10, 31), (25, 40)])
def test_the_exact_interval_holds_for_every_truth(n: int, heads: int) -> None:
    assert min(_held(n, heads, trait, EXACT) for trait in range(heads + 1)) >= 0.95 - 1e-9


@pytest.mark.parametrize(("n", "heads"), [(12, 36), (20, 60), (60, 180)])
def test_the_printed_interval_of_a_unit_holds_in_95_of_100_cases(n: int, heads: int) -> None:
    printed, exact = (
        statistics.mean(_held(n, heads, trait, own) for trait in range(heads + 1))
        for own in (MID, EXACT)
    )
    assert 0.94 <= printed <= 0.97
    assert exact > printed + 0.005


def test_the_exact_interval_is_no_wider_than_it_must_be() -> None:
    heads, n, hits = 31, 10, 3
    low, high = (round(x * heads) for x in hypergeometric(hits, n, heads, EXACT))
    at_least = sum(_chance(x, n, low - 1, heads) for x in range(hits, n + 1))
    at_most = sum(_chance(x, n, high + 1, heads) for x in range(hits + 1))
    assert at_least <= 0.025
    assert at_most <= 0.025


def _held(n: int, heads: int, trait: int, own: float) -> float:
    """How often the interval holds the truth, when so many of the heads have the trait."""
    possible = range(max(0, n - heads + trait), min(n, trait) + 1)
    return sum(
        _chance(hits, n, trait, heads)
        for hits in possible
        if _lies_in(trait / heads, hypergeometric(hits, n, heads, own))
    )


def _lies_in(truth: float, interval: tuple[float, float]) -> bool:
    return interval[0] <= truth <= interval[1]


def _chance(hits: int, n: int, trait: int, heads: int) -> float:
    return math.comb(trait, hits) * math.comb(heads - trait, n - hits) / math.comb(heads, n)


def test_a_unit_where_everybody_answered_is_known_exactly() -> None:
    found = share(*_one_unit(hits=9, n=30, heads=30), exact=True)
    assert found is not None
    assert (found.low, found.value, found.high, found.se) == (0.3, 0.3, 0.3, 0.0)


@pytest.mark.parametrize("hits", [0, 40])
def test_unanimous_answers_keep_an_interval(hits: int) -> None:
    found = share(*_one_unit(hits=hits, n=40, heads=400))
    assert found is not None
    assert found.value == hits / 40
    assert 0.04 < found.high - found.low < 0.15
    assert found.n_eff == pytest.approx(40 * 399 / 360)


def test_the_correction_for_a_finite_workforce_narrows_the_interval() -> None:
    corrected = share(*_one_unit(hits=40, n=100, heads=200))
    plain = share(*_one_unit(hits=40, n=100, heads=200, corrected=False))
    assert corrected is not None
    assert plain is not None
    assert corrected.se == pytest.approx(plain.se * math.sqrt(0.5))
    assert plain.low < corrected.low < 0.4 < corrected.high < plain.high


@pytest.mark.parametrize(("n", "reliable"), [(29, False), (46, False), (48, True)])
def test_a_share_on_few_answers_is_only_a_trend(n: int, reliable: bool) -> None:
    found = share(*_one_unit(hits=n // 2, n=n, heads=100_000))
    assert found is not None
    assert found.reliable is reliable


def test_a_rare_share_is_reliable_only_when_its_interval_is_narrow() -> None:
    rare, many = (share(*_one_unit(hits=n // 50, n=n, heads=10**6)) for n in (100, 10_000))
    assert rare is not None
    assert many is not None
    assert (rare.reliable, many.reliable) == (False, True)


def test_a_base_without_answers_has_no_estimate() -> None:
    assert share(*_one_unit(hits=0, n=0, heads=50)) is None
    assert mean(*_one_unit(hits=0, n=0, heads=50)) is None


def test_t_and_normal_quantiles_are_the_known_ones() -> None:
    assert t_quantile(10) == pytest.approx(2.228139, abs=1e-6)
    assert t_quantile(_NORMAL) == pytest.approx(1.959964, abs=1e-6)


def _one_unit(hits: int, n: int, heads: int, *, corrected: bool = True) -> OneUnit:
    people = of_tallies(
        np.array([float(heads)]),
        np.array([float(max(n, 1))]),
        np.array([[hits, n - hits]], float),
        corrected=corrected,
    )
    return people, laid_out(np.array([1.0, 0.0]), 1), laid_out(np.ones(2), 1)
