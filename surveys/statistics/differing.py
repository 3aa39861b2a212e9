"""Which groups of a table surely differ: in pairs, or each from all others where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.statistics.cells import Cells
from surveys.statistics.comparisons import (
    LETTERS,
    LEVEL,
    Difference,
    differences,
    enough,
    tested,
    with_holm,
    worth,
)
from surveys.statistics.crosstabs import Association, of_shares
from surveys.statistics.estimates import Ratios
from surveys.statistics.layers import Crossed, Groups
from surveys.statistics.sample import Array
from surveys.statistics.tables import Table

REST = "*"  # all other groups together
# Answers of equal worth that a group must be expected to give, and not to give, if both groups
# were alike. With fewer a share of 0 would look certain, since it does not vary.
LEAST_EXPECTED = 5
_A_PAIR = 2


@dataclass(frozen=True, slots=True)
class Differing:
    """Tests of a table, Holm inside the question (statistics.md 2.8). `worth` says which groups
    have 30 answers of equal worth; only those are tested. By answer and group `higher` and
    `lower` name the groups (letters, or `REST`) whose share is surely lower, or higher. `tests`
    are those of each answer."""

    worth: tuple[bool, ...]
    tests: tuple[tuple[Difference, ...], ...]
    higher: tuple[tuple[str, ...], ...]
    lower: tuple[tuple[str, ...], ...]

    @property
    def p(self) -> float:
        """The smallest chance of a test, with all of them allowed for."""
        return min((one.p_holm for row in self.tests for one in row), default=1.0)

    def of_worth(self, made: Sequence[Crossed]) -> list[Crossed]:
        """The people by group, of the groups that are tested."""
        return [layer.only(np.flatnonzero(self.worth).tolist()) for layer in made]


def pairwise(table: Table, groups: Groups, made: Sequence[Crossed]) -> Differing:
    """Every group with every other one; `made` are the table's layers by these groups, without
    correction for a finite workforce."""
    is_worth = enough(n_eff(made[0]))
    strata = len(np.unique(table.cells.stratum[groups.number >= 0]))
    raw: list[list[Difference]] = []
    for layer in made:
        df = max(1.0, float((layer.people @ layer.layer.base).sum()) - strata)
        for shares, covariance in zip(layer.shares, layer.covariances(), strict=True):
            fitting = _fitting(shares[:, None], shares, n_eff(layer)[:, None], n_eff(layer))
            fitting &= is_worth[:, None] & is_worth
            pairs = [(a, b) for a, b in np.argwhere(fitting).tolist() if a < b]
            raw.append(differences(Ratios(shares, covariance, df), pairs, df))
    tests = with_holm(raw)
    names = LETTERS[: groups.size]
    marks = [[_names(row, g, names) for g in range(groups.size)] for row in tests]
    return Differing(
        tuple(is_worth.tolist()),
        tests,
        tuple(tuple(high for high, _ in row) for row in marks),
        tuple(tuple(low for _, low in row) for row in marks),
    )


def against_rest(table: Table, groups: Groups, made: Sequence[Crossed]) -> Differing:
    """Every group with all others together."""
    is_worth = enough(n_eff(made[0]))
    df = max(1.0, float(table.cells.n.sum()) - len(table.cells.strata))
    raw: list[list[Difference]] = []
    for layer in made:
        rest, variances = layer.of_the_rest()
        others = worth(*(each.sum() - each for each in (layer.base, layer.base_squares)))
        for shares, other, variance in zip(layer.shares, rest, variances, strict=True):
            fitting = _fitting(shares, other, n_eff(layer), others) & is_worth
            told = np.flatnonzero(fitting)
            pairs = [(place, -1) for place in told.tolist()]
            errors = np.sqrt(np.maximum(variance[told], 0.0))
            raw.append(tested(pairs, (shares - other)[told], errors, df))
    tests = with_holm(raw)
    sure = [{one.a: one.value for one in row if one.p_holm < LEVEL} for row in tests]
    places = range(groups.size)
    return Differing(
        tuple(is_worth.tolist()),
        tests,
        tuple(tuple(REST if row.get(g, 0) > 0 else "" for g in places) for row in sure),
        tuple(tuple(REST if row.get(g, 0) < 0 else "" for g in places) for row in sure),
    )


def whole_table(cells: Cells, made: Sequence[Crossed]) -> Association | None:
    """The Rao-Scott test of answers by groups; None where people give several answers or some
    weigh for others, or there are not two groups."""
    return _association(cells, made[0]) if len(made) == 1 else None


def chance(cells: Cells, made: Sequence[Crossed]) -> float | None:
    """Of a table at least as uneven, were all groups alike: the Rao-Scott test; where people give
    several answers the smallest of one test an answer, as many times as there are tests. None
    where nothing can be tested."""
    found = [_association(cells, layer) for layer in made]
    known = [one.p for one in found if one is not None]
    return min(1.0, min(known) * len(known)) if known else None


def _association(cells: Cells, made: Crossed) -> Association | None:
    """The Rao-Scott test of one layer in which everybody counts as one."""
    given = np.flatnonzero(made.people.any(axis=0))
    groups = np.flatnonzero(made.people.any(axis=1))
    if np.any(made.layer.base != 1) or min(len(given), len(groups)) < _A_PAIR:
        return None
    mass = made.mass[np.ix_(groups, given)].ravel()
    size = len(mass)
    covariance = made.covariance[np.ix_(groups, given, groups, given)].reshape(size, size)
    shares = mass / mass.sum()
    pulls = (np.eye(size) - shares[:, None]) / mass.sum()
    people = float(cells.n.sum())
    found = Ratios(shares, pulls @ covariance @ pulls.T, max(1.0, people - len(cells.strata)))
    shape = len(groups), len(given)
    return of_shares(found, shape, round(people), round(float(made.people.sum())))


def n_eff(made: Crossed) -> Array:
    """By group, answers of equal worth."""
    return worth(made.base, made.base_squares)


def _fitting(one: Array, other: Array, worth_one: Array, worth_other: Array) -> NDArray[np.bool_]:
    """Whether both groups have answers enough for a test of these shares."""
    both = worth_one + worth_other
    common = (one * worth_one + other * worth_other) / np.where(both > 0, both, 1.0)
    expected = np.minimum(common, 1 - common) * np.minimum(worth_one, worth_other)
    found: NDArray[np.bool_] = expected >= LEAST_EXPECTED  # nan, where nobody answered, is not
    return found


def _names(row: Sequence[Difference], group: int, names: str) -> tuple[str, str]:
    """The letters of the groups surely lower, and surely higher, than this one."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for one in row:
        if one.p_holm < LEVEL and one.value and group in (one.a, one.b):
            other = one.b if group == one.a else one.a
            is_higher = (one.value > 0) == (group == one.a)
            found[is_higher].add(names[other])
    return "".join(sorted(found[True])), "".join(sorted(found[False]))
