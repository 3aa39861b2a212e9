"""Whether groups differ: pairs of shares beside each other, with as many tests allowed for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr  # type: ignore[import-untyped]

from surveys.statistics.estimates import LEAST_N_EFF, Ratios, ratios
from surveys.statistics.sample import Array, Sample, weighed

LEVEL = 0.05  # of the tests of one question together
FALSE_DISCOVERIES = 0.05  # share among what a screen over many questions points out
ROUNDING = 1e-9  # what of a share or its standard error is nothing
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
    n_eff = worth(mass, weighed(sample.people * sample.weight**2, groups**2))
    df = max(1.0, float(people.sum()) - len(np.unique(sample.stratum[groups.any(axis=1)])))
    found = [ratios(free, hits[:, [i]] * groups, groups) for i in range(hits.shape[1])]
    pairs = list(combinations(np.flatnonzero(enough(n_eff)).tolist(), 2))
    tests = with_holm([differences(one, pairs, df) for one in found])
    shares = np.array([one.values for one in found]).reshape(hits.shape[1], groups.shape[1])
    letters = tuple(_letters(row, groups.shape[1]) for row in tests)
    return Comparison(shares, n_eff, tests, letters)


def worth(base: Array, squares: Array) -> Array:
    """Answers of equal worth: the persons of a base squared, over the sum of the squares of what
    each answer stands for (statistics.md 2.7); 0 where nobody is in the base."""
    found: Array = np.divide(base**2, squares, out=np.zeros_like(base), where=squares > 0)
    return found


def enough(n_eff: Array) -> NDArray[np.bool_]:
    """Whether groups are worth a test."""
    found: NDArray[np.bool_] = n_eff > LEAST_N_EFF - ROUNDING
    return found


def difference(found: Ratios, a: int, b: int, df: float | None = None) -> Difference:
    """Ratio `a` less ratio `b`, tested by t with their covariance."""
    return differences(found, [(a, b)], found.df if df is None else df)[0]


def differences(found: Ratios, pairs: Sequence[tuple[int, int]], df: float) -> list[Difference]:
    """The same for many pairs."""
    a, b = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    values, c = found.values[a] - found.values[b], found.covariance
    errors = np.sqrt(np.maximum(c[a, a] + c[b, b] - 2 * c[a, b], 0.0))
    return tested(pairs, values, errors, df)


def tested(
    pairs: Sequence[tuple[int, int]], values: Array, errors: Array, df: float
) -> list[Difference]:
    """Differences of these pairs with their standard errors, each tested by t. Where nothing
    varies inside the groups, any difference is certain (t is infinite), and none is chance."""
    certain = np.where(np.abs(values) > ROUNDING, np.copysign(np.inf, values), 0.0)
    t = np.divide(values, errors, out=certain, where=errors > ROUNDING)
    p = 2 * stdtr(df, -np.abs(t))
    columns = zip(pairs, values.tolist(), errors.tolist(), t.tolist(), p.tolist(), strict=True)
    return [
        Difference(*pair, value, se, one, df, chance) for pair, value, se, one, chance in columns
    ]


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


def with_holm(tests: Sequence[Sequence[Difference]]) -> tuple[tuple[Difference, ...], ...]:
    """The tests of a question, each with all of them allowed for."""
    adjusted = iter(holm([one.p for row in tests for one in row]))
    return tuple(tuple(replace(one, p_holm=next(adjusted)) for one in row) for row in tests)


def _letters(tests: Sequence[Difference], groups: int) -> tuple[str, ...]:
    lower: list[set[int]] = [set() for _ in range(groups)]
    for one in tests:
        if one.p_holm < LEVEL and one.value:
            high, low = (one.a, one.b) if one.value > 0 else (one.b, one.a)
            lower[high].add(low)
    return tuple("".join(LETTERS[g % len(LETTERS)] for g in sorted(one)) for one in lower)
