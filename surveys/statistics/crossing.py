"""The covariance of people by group and answer, from sums by stratum instead of rows.

`sample.covariance` takes a row for each kind of people in each block. Its sums of products need
no rows: with M, W and Y the people of a stratum, the persons they stand for and the sums of their
squared weights, by group and kind, they are sums of M, W and Y and of their products.
After calibration u = m - a - x b is what the margins leave of the mean m of alike people: a is the
mean of the stratum, x the categories of the other margins beside their mean there, b the slopes of
the regression on them (Deville 1999). Multiplied out, u needs x only in products with M and Y.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from surveys.statistics.cells import Cells
from surveys.statistics.layers import Crossed, Groups, Layer
from surveys.statistics.sample import Array, Indices, grouped

_KEPT = 8  # selections, about 4 MB each at 5,000 units


@dataclass(frozen=True, slots=True)
class _Margins:
    """What the margins beside the strata (x: their columns) do to the variances. `slope` and
    `lean` (alikes, columns) turn people into the slopes and into their products with x;
    `lean_of` and `drift` (strata, columns) are sums of x over people, times their squared weight
    and times their weight; `twice` (columns, columns) is the variance of x itself."""

    slope: Array
    lean: Array
    lean_of: Array
    drift: Array
    twice: Array


@dataclass(frozen=True, slots=True)
class _Strata:
    """By stratum the people `n`, the persons they stand for (`mass`), the sum of their squared
    weights (`squares`), and what a square counts in the variance (`scale`)."""

    n: Array
    mass: Array
    squares: Array
    scale: Array
    margins: _Margins | None


@dataclass(frozen=True, slots=True)
class _Sums:
    """People, persons they stand for and squared weights, each (layers, strata, groups x kinds),
    in the strata `inside`; `slopes` and `leans` (layers, columns, groups x kinds)."""

    inside: Indices
    people: Array
    mass: Array
    squares: Array
    slopes: Array
    leans: Array


def crossed(
    found: Cells, layers: Sequence[Layer], groups: Groups, *, corrected: bool
) -> tuple[Crossed, ...]:
    """The people of each layer by group; all layers have as many kinds. Blocks of no group and
    people of no kind are outside the domain, never dropped from the design (statistics.md 2.4)."""
    strata = _strata(found, corrected)
    sums = _summed(found, layers, groups, strata)
    shape = groups.size, layers[0].kinds.shape[1]
    covariances = _covariance(strata, sums).reshape(len(layers), *shape, *shape)
    totals = (
        each.sum(axis=1).reshape(-1, *shape) for each in (sums.people, sums.mass, sums.squares)
    )
    return tuple(map(Crossed, layers, *totals, covariances))


@lru_cache(maxsize=_KEPT)
def _strata(found: Cells, corrected: bool) -> _Strata:
    size = len(found.strata)
    powers = np.column_stack([found.n * found.weight**power for power in range(3)])
    n, mass, squares = grouped(found.stratum, powers, size).T
    scale = (1 - found.drawn(corrected=corrected)) * n / np.maximum(n - 1, 1)
    return _Strata(n, mass, squares, scale, _margins(found, n, scale))


def _margins(found: Cells, n: Array, scale: Array) -> _Margins | None:
    if found.unexplained is None:
        return None
    x, solver = found.unexplained.columns, found.unexplained.solver
    size = len(x)
    weight, stratum = np.zeros(size), np.zeros(size, dtype=np.intp)
    weight[found.alike], stratum[found.alike] = found.weight, found.stratum
    people = np.bincount(found.alike, weights=found.n, minlength=size)[:, None]
    lean = x * (scale[stratum] * weight**2)[:, None]
    drift = grouped(stratum, x * people * weight[:, None], len(n))
    twice = x.T @ (lean * people) - drift.T @ (drift * (scale / np.maximum(n, 1))[:, None])
    slope = solver.T / np.maximum(people, 1)
    return _Margins(slope, lean, grouped(stratum, lean * people, len(n)), drift, twice)


def _summed(found: Cells, layers: Sequence[Layer], groups: Groups, strata: _Strata) -> _Sums:
    rows = np.flatnonzero(groups.number >= 0)
    kinds = np.concatenate([layer.kinds for layer in layers], axis=1)[rows]
    number, stratum, weight = groups.number[rows], found.stratum[rows], found.weight[rows]
    has_any = np.bincount(stratum, minlength=len(strata.n)) > 0
    inside = np.flatnonzero(has_any)
    key = (np.cumsum(has_any) - 1)[stratum] * groups.size + number
    shape = len(inside), groups.size, len(layers), -1

    def summed(times: Array | None) -> Array:
        sums = grouped(key, kinds, len(inside) * groups.size, times).reshape(shape)
        return sums.transpose(2, 0, 1, 3).reshape(len(layers), len(inside), -1)

    sums = summed(None), summed(weight), summed(weight**2)
    if strata.margins is None:
        nothing = np.zeros((len(layers), 0, sums[0].shape[2]))
        return _Sums(inside, *sums, nothing, nothing)
    margins = np.concatenate([strata.margins.slope, strata.margins.lean], axis=1)
    alike, by_group = found.alike[rows], [number == group for group in range(groups.size)]
    products = np.array([margins[alike[own]].T @ kinds[own] for own in by_group])
    both = products.reshape(groups.size, margins.shape[1], len(layers), -1).transpose(2, 1, 0, 3)
    slopes, leans = np.split(both.reshape(len(layers), margins.shape[1], -1), 2, axis=1)
    return _Sums(inside, *sums, slopes, leans)


def _covariance(strata: _Strata, sums: _Sums) -> Array:
    """(layers, groups x kinds, groups x kinds)."""
    inside, margins = sums.inside, strata.margins
    n, scale = strata.n[inside, None], strata.scale[inside, None]
    squares = scale * sums.squares
    size = squares.shape[2]
    found = np.zeros((len(squares), size, size))
    found[:, range(size), range(size)] = squares.sum(axis=1)
    if margins is None:
        return found - _product(sums.mass, sums.mass * (scale / n))
    mean = sums.people / n
    left = sums.mass - strata.mass[inside, None] * mean
    found -= _both(_product(squares, mean)) + _product(left, left * (scale / n))
    found += _product(mean, mean * (scale * strata.squares[inside, None]))
    leans = sums.leans - margins.lean_of[inside].T @ mean
    bent = margins.drift[inside].T @ (left * (scale / n)) - leans
    found += _both(_product(bent, sums.slopes))
    return found + _product(sums.slopes, margins.twice @ sums.slopes)


def _product(one: Array, other: Array) -> Array:
    found: Array = one.swapaxes(1, 2) @ other
    return found


def _both(found: Array) -> Array:
    """A matrix and its mirror image, by layer."""
    both: Array = found + found.swapaxes(1, 2)
    return both
