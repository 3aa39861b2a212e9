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

from surveys.statistics.calibration import Unexplained
from surveys.statistics.cells import Cells
from surveys.statistics.layers import Crossed, Groups, Layer
from surveys.statistics.sample import Array, Indices, grouped

_KEPT = 16  # selections, less than 1 MB each at 5,000 units


@dataclass(frozen=True, slots=True)
class _Margins:
    """What the margins beside the strata do to the variances. `of` says what they leave, `base` is
    the weight of a stratum's people before raking. With x the margins' categories beside their
    mean, `lean` and `drift` (strata, categories) are sums of x over people, times their squared
    weight and times their weight; `twice` (categories, categories) is the variance of x itself."""

    of: Unexplained
    base: Array
    lean: Array
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
    left = found.unexplained
    if left is None:
        return None
    x, stratum = left.columns, left.first.category
    weight = np.zeros(len(x))
    weight[found.alike] = found.weight
    people = np.bincount(found.alike, weights=found.n, minlength=len(x))
    lean = x * (scale[stratum] * weight**2 * people)[:, None]
    drift = grouped(stratum, x, len(n), people * weight)
    twice = x.T @ lean - drift.T @ (drift * (scale / np.maximum(n, 1))[:, None])
    base = np.bincount(stratum, weights=left.mass, minlength=len(n)) / np.maximum(n, 1)
    return _Margins(left, base, grouped(stratum, lean, len(n)), drift, twice)


def _summed(found: Cells, layers: Sequence[Layer], groups: Groups, strata: _Strata) -> _Sums:
    is_in = groups.number >= 0
    rows: slice | Indices = slice(None) if is_in.all() else np.flatnonzero(is_in)
    kinds = _side_by_side([layer.kinds for layer in layers])[rows]
    number, stratum, weight = groups.number[rows], found.stratum[rows], found.weight[rows]

    def summed(by: Indices, size: int, times: Array | None = None) -> Array:
        """(layers, size, groups x kinds)"""
        sums = grouped(by * groups.size + number, kinds, size * groups.size, times)
        found = sums.reshape(size, groups.size, len(layers), -1).transpose(2, 0, 1, 3)
        return found.reshape(len(layers), size, -1)

    has_any = np.bincount(stratum, minlength=len(strata.n)) > 0
    inside, place = np.flatnonzero(has_any), (np.cumsum(has_any) - 1)[stratum]
    size, squared = len(inside), weight**2
    people, mass, squares = (summed(place, size, times) for times in (None, weight, squared))
    margins = strata.margins
    if margins is None:
        nothing = np.zeros((len(layers), 0, people.shape[2]))
        return _Sums(inside, people, mass, squares, nothing, nothing)
    kind, dummies = margins.of.kind[found.alike[rows]], margins.of.dummies
    means, base, scale = margins.of.means[inside], margins.base, strata.scale
    first = dummies.T @ summed(kind, len(dummies), base[stratum])
    first -= means.T @ (base[inside, None] * people)
    second = dummies.T @ summed(kind, len(dummies), scale[stratum] * squared)
    second -= means.T @ (scale[inside, None] * squares)
    return _Sums(inside, people, mass, squares, margins.of.inverse @ first, second)


def _side_by_side(kinds: Sequence[Array]) -> Array:
    return kinds[0] if len(kinds) == 1 else np.column_stack(kinds)


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
    leans = sums.leans - margins.lean[inside].T @ mean
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
