"""Estimates agree with R's survey package and with published tables."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from surveys.statistics.estimates import Design, Estimate, Variable, mean, share
from surveys.statistics.intervals import hypergeometric, korn_graubard, t_quantile, wilson
from tests.surveys.r_reference import Case, cases, weight_total
from tests.surveys.r_reference import korn_graubard as r_korn_graubard

CLOSE = 1e-6  # relative difference to the authority that is accepted
DESIGNS = {"strat": 480, "stratnofpc": 480, "unw": 480, "dstrat": 63, "dstratn": 63}
_NORMAL = math.inf  # degrees of freedom of the published tables


@pytest.mark.parametrize("name", DESIGNS)
def test_estimates_are_those_of_r(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    compared = [pair for case in cases(name) for pair in _compared(case)]
    wrong = [
        (what, ours, theirs)
        for what, ours, theirs in compared
        if not math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=1e-12)
    ]
    assert not wrong
    assert len(compared) == DESIGNS[name]
    worst = max(abs(ours - theirs) / max(abs(theirs), 1e-12) for _, ours, theirs in compared)
    with capsys.disabled():
        print(f"\n{name}: {len(compared)} numbers as in R, largest difference {worst:.0e}")


def _compared(case: Case) -> Iterator[tuple[str, float, float]]:
    """What is compared, ours, and R's."""
    found = mean(case.design, case.variable, corrected=case.corrected)
    assert found is not None
    expected = case.expected
    yield f"{expected.name} estimate", found.value, expected.value
    yield f"{expected.name} se", found.se, expected.se
    if set(case.variable.values) <= {0.0, 1.0}:
        as_share = share(case.design, case.variable, corrected=case.corrected)
        assert as_share is not None
        assert (as_share.value, as_share.se) == (found.value, found.se)
    if expected.low is not None and expected.high is not None:
        yield f"{expected.name} low", found.low, expected.low
        yield f"{expected.name} high", found.high, expected.high
    if expected.df is not None:
        yield f"{expected.name} df", found.df, expected.df
    if expected.deff is not None:
        yield f"{expected.name} deff", _deff(case, found), expected.deff


def _deff(case: Case, found: Estimate) -> float:
    """Against a sample drawn with replacement R leaves out the correction."""
    if case.expected.without_replacement:
        return found.deff
    return found.deff * (1 - found.n / weight_total(case.design, case.variable))


def test_the_width_behind_reliability_is_that_of_r() -> None:
    compared = 0
    for p, se, low, high, df, n in r_korn_graubard():
        ours = korn_graubard(p, p * (1 - p) / se**2, n, df)
        assert ours == pytest.approx((low, high), rel=CLOSE)
        compared += 2
    assert compared == 32


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
    for trait in range(heads + 1):
        covered = sum(
            _chance(hits, n, trait, heads)
            for hits in range(n + 1)
            if hypergeometric(hits, n, heads)[0]
            <= trait / heads
            <= hypergeometric(hits, n, heads)[1]
        )
        assert covered >= 0.95 - 1e-9


def test_the_exact_interval_is_no_wider_than_it_must_be() -> None:
    heads, n, hits = 31, 10, 3
    low, high = (round(x * heads) for x in hypergeometric(hits, n, heads))
    at_least = sum(_chance(x, n, low - 1, heads) for x in range(hits, n + 1))
    at_most = sum(_chance(x, n, high + 1, heads) for x in range(hits + 1))
    assert at_least <= 0.025
    assert at_most <= 0.025


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
    design, variable = _one_unit(hits=40, n=100, heads=200)
    corrected, plain = share(design, variable), share(design, variable, corrected=False)
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


def _one_unit(hits: int, n: int, heads: int) -> tuple[Design, Variable]:
    design = Design(np.array([float(heads)]), np.array([float(max(n, 1))]))
    return design, Variable(np.array([1.0, 0.0]), np.array([[hits, n - hits]], float), np.ones(2))
