"""Whether groups differ: pairs of shares beside each other, with as many tests allowed for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import stdtr  # type: ignore[import-untyped]

from surveys.statistics.estimates import LEAST_N_EFF, Ratios, ratios
from surveys.statistics.sample import Array, Sample, weighed

LEVEL = 0.05  # of the tests of one question together
FALSE_DISCOVERIES = 0.05  # share among what a screen over many questions points out
_ROUNDING = 1e-9
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Difference:
    """Column `a` less column `b`: `value` with its standard error, t with `df` degrees of
    freedom, the two-sided `p`, and `p_holm` with the other tests of the question allowed for."""

    a: int
    b: int
    value: float
    se: float
    t: float
    df: float
    p: float
    p_holm: float = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question by groups: `shares` (options x groups, nan where nobody is in the base),
    `n_eff` answers of equal worth by group, the tests of each option's pairs of groups, and by
    option and group the `letters` of the groups whose share is lower."""

    shares: Array
    n_eff: Array
    tests: tuple[tuple[Difference, ...], ...]
    letters: tuple[tuple[str, ...], ...]


def compare(sample: Sample, hits: Array, groups: Array) -> Comparison:
    """Options (columns of `hits`, rows x options) in groups (columns of `groups`, rows x groups,
    1 for who is in the base and the group). Pairwise t tests on the shares with their full
    covariance and without correction for a finite workforce, Holm (1979) inside the question
    (statistics.md 2.8). A group worth fewer than 30 answers is not tested."""
    free = sample.uncorrected()
    mass, people = weighed(sample.mass, groups), weighed(sample.people, groups)
    squares = weighed(sample.people * sample.weight**2, groups**2)
    n_eff = np.divide(mass**2, squares, out=np.zeros_like(mass), where=squares > 0)
    df = max(1.0, float(people.sum()) - len(np.unique(sample.stratum[groups.any(axis=1)])))
    found = [ratios(free, hits[:, [i]] * groups, groups) for i in range(hits.shape[1])]
    tested = [g for g in range(groups.shape[1]) if n_eff[g] > LEAST_N_EFF - _ROUNDING]
    tests = [[difference(one, a, b, df) for a, b in combinations(tested, 2)] for one in found]
    tests = _with_holm(tests)
    shares = np.array([one.values for one in found]).reshape(hits.shape[1], groups.shape[1])
    letters = tuple(_letters(row, groups.shape[1]) for row in tests)
    return Comparison(shares, n_eff, tuple(map(tuple, tests)), letters)


def difference(found: Ratios, a: int, b: int, df: float | None = None) -> Difference:
    """Ratio `a` less ratio `b`, tested by t with their covariance."""
    value = float(found.values[a] - found.values[b])
    c = found.covariance
    se = float(np.sqrt(max(c[a, a] + c[b, b] - 2 * c[a, b], 0.0)))
    free = found.df if df is None else df
    t = value / se if se > 0 else 0.0
    return Difference(a, b, value, se, t, free, two_sided(t, free))


def two_sided(t: float, df: float) -> float:
    """The chance of a t at least as far from 0."""
    return float(2 * stdtr(df, -abs(t)))


def holm(p: Sequence[float]) -> list[float]:
    """p values with all tests of their family allowed for (Holm 1979), in their order."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    adjusted, highest = [1.0] * len(p), 0.0
    for place, i in enumerate(order):
        highest = max(highest, min(1.0, p[i] * (len(p) - place)))
        adjusted[i] = highest
    return adjusted


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """p values by the share of false discoveries among what is at least as far out
    (Benjamini & Hochberg 1995), in their order; for a screen over many questions only."""
    order = sorted(range(len(p)), key=lambda i: -p[i])
    adjusted, lowest = [1.0] * len(p), 1.0
    for place, i in enumerate(order):
        lowest = min(lowest, p[i] * len(p) / (len(p) - place))
        adjusted[i] = lowest
    return adjusted


def _with_holm(tests: list[list[Difference]]) -> list[list[Difference]]:
    adjusted = iter(holm([one.p for row in tests for one in row]))
    return [[_adjusted(one, next(adjusted)) for one in row] for row in tests]


def _adjusted(one: Difference, p: float) -> Difference:
    return Difference(one.a, one.b, one.value, one.se, one.t, one.df, one.p, p)


def _letters(tests: Sequence[Difference], groups: int) -> tuple[str, ...]:
    lower: list[set[int]] = [set() for _ in range(groups)]
    for one in tests:
        if one.p_holm < LEVEL and one.value:
            high, low = (one.a, one.b) if one.value > 0 else (one.b, one.a)
            lower[high].add(low)
    return tuple("".join(LETTERS[g % len(LETTERS)] for g in sorted(one)) for one in lower)
