"""Weights that agree with the register: raking with bounds, and what it leaves unexplained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from surveys.statistics.sample import Array, Indices, grouped

CLOSE = 1e-10  # the largest relative error of a margin that is accepted
MOST_SWEEPS = 500
BOUNDS = (1 / 3, 3.0)  # of a weight beside its base weight (statistics.md 2.3)
# Answers below which a category is merged or its margin left out: with fewer, what the margins
# leave unexplained is too small, and intervals hold the truth too rarely (tests/bench/coverage.py).
LEAST_IN_CATEGORY = 5
_SAME_TOTAL = 1e-9  # relative
# The categories of a margin add up to one column too many: what is left of it after rounding,
# beside the largest, is nothing, and must not be divided by.
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Margin:
    """One way of counting everybody: the category of each row, and how many persons each
    category has by the register."""

    category: Indices
    heads: Array


class CalibrationError(ValueError):
    """The margins cannot be met; the figures then go without them, and say so."""


class EmptyCategory(CalibrationError):
    """Nobody answered in a category that has heads; it must be merged with another."""

    def __init__(self, margin: int, category: int) -> None:
        super().__init__(f"category {category} of margin {margin} has heads but no answer")
        self.margin, self.category = margin, category


class UnequalTotals(CalibrationError):
    """Two margins do not count the same number of persons."""

    def __init__(self, totals: Sequence[float]) -> None:
        super().__init__(f"the margins count different numbers of persons: {totals}")
        self.totals = tuple(totals)


class NotConverged(CalibrationError):
    """The margins cannot be met within the bounds; the category that is missed most."""

    def __init__(self, margin: int, category: int, error: float) -> None:
        super().__init__(f"category {category} of margin {margin} is missed by {error:.2g}")
        self.margin, self.category, self.error = margin, category, error


def rake(
    people: Array,
    base: Array,
    margins: Sequence[Margin],
    bounds: tuple[float, float] | None = BOUNDS,
) -> Array:
    """Weights of one person of each row, near the `base` weights and agreeing with every margin:
    iterative proportional fitting (Deming & Stephan 1940), held inside `bounds` times the base
    weight in every sweep. EmptyCategory, UnequalTotals or NotConverged when that cannot be."""
    _check(people, margins)
    weight = base.astype(float)
    for _ in range(MOST_SWEEPS):
        for margin in margins:
            reached = _reached(people, weight, margin)
            weight = weight * _factors(margin, reached)[margin.category]
            if bounds is not None:
                weight = np.clip(weight, bounds[0] * base, bounds[1] * base)
        worst = max(
            (_error(people, weight, m, i) for i, m in enumerate(margins)), default=(0, 0, 0)
        )
        if worst[0] <= CLOSE:
            return weight
    raise NotConverged(worst[1], worst[2], worst[0])


@dataclass(frozen=True, slots=True, eq=False)
class Unexplained:
    """What margins do not explain of deviations (rows, columns), when called with them: the
    residual from their regression on the margins' categories, weighted by the base weights
    (Deville, Särndal & Sautory 1993). The first margin may have thousands of categories: its means
    are taken out before (Frisch & Waugh 1933), so that only the others are solved for.

    `mass` is what each row stands for, `kind` numbers its categories in the other margins together,
    which `dummies` (kinds, categories) spells out; `means` (first's categories, categories) are
    theirs by the first margin. `inverse` turns sums of products with the categories, beside those
    means, into slopes."""

    first: Margin
    mass: Array
    kind: Indices
    dummies: Array
    means: Array
    inverse: Array

    @property
    def columns(self) -> Array:
        """The categories of the other margins beside their mean: (rows, categories)."""
        found: Array = self.dummies[self.kind] - self.means[self.first.category]
        return found

    def __call__(self, values: Array) -> Array:
        """The residuals."""
        columns = self.columns
        inside = values - _means(self.first, self.mass, values)[self.first.category]
        slopes = self.inverse @ (columns.T @ (self.mass[:, None] * inside))
        left: Array = inside - columns @ slopes
        return left


def residuals(people: Array, base: Array, margins: Sequence[Margin]) -> Unexplained:
    """What these margins leave of the deviations of rows of so many people."""
    mass, first = people * base, margins[0]
    dummies, kind = np.zeros((1, 0)), np.zeros(len(mass), dtype=np.intp)
    for margin in margins[1:]:
        own = np.eye(len(margin.heads))
        each = np.repeat(np.arange(len(dummies)), len(own))
        dummies = np.column_stack([dummies[each], np.tile(own, (len(dummies), 1))])
        kind = kind * len(own) + margin.category
    means = _means(first, mass, dummies[kind])
    columns = dummies[kind] - means[first.category]
    crossed = columns.T @ (mass[:, None] * columns)
    inverse = np.linalg.pinv(crossed, rcond=_NOTHING, hermitian=True).astype(np.float64)
    return Unexplained(first, mass, kind, dummies, means, inverse)


def _means(first: Margin, mass: Array, values: Array) -> Array:
    """The mean of the values (rows, columns) in each category: (categories, columns)."""
    groups = len(first.heads)
    total = np.bincount(first.category, weights=mass, minlength=groups)
    means: Array = grouped(first.category, values, groups, mass)
    return means / np.where(total > 0, total, 1)[:, None]


def _check(people: Array, margins: Sequence[Margin]) -> None:
    totals = [float(margin.heads.sum()) for margin in margins]
    if totals and max(totals) - min(totals) > _SAME_TOTAL * max(totals):
        raise UnequalTotals(totals)
    for number, margin in enumerate(margins):
        found = np.bincount(margin.category, weights=people, minlength=len(margin.heads))
        empty = np.flatnonzero((found <= 0) & (margin.heads > 0))
        if len(empty):
            raise EmptyCategory(number, int(empty[0]))


def _reached(people: Array, weight: Array, margin: Margin) -> Array:
    reached = np.bincount(margin.category, weights=people * weight, minlength=len(margin.heads))
    return reached.astype(np.float64)


def _factors(margin: Margin, reached: Array) -> Array:
    return np.divide(margin.heads, reached, out=np.ones_like(reached), where=reached > 0)


def _error(people: Array, weight: Array, margin: Margin, number: int) -> tuple[float, int, int]:
    """The largest relative error of a margin, with its number and the category."""
    missed = np.abs(_reached(people, weight, margin) - margin.heads)
    error = missed / np.where(margin.heads > 0, margin.heads, 1)
    worst = int(np.argmax(error))
    return float(error[worst]), number, worst
