"""People who answered, by kind, and the covariance of what is summed over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array  # type: ignore[import-untyped]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Sample:
    """Row i stands for `people[i]` persons of the stratum `stratum[i]` (0, 1, …) who are alike in
    all that is looked at and stand for `weight[i]` persons each: one row a form, or one row a
    tally; both give the same figures. Everybody who answered the survey has a row, also those
    outside the base of a question.

    `drawn` is the share of each stratum that answered, by which variances are corrected for a
    finite workforce; zeros where they are not. `cluster` numbers groups that were drawn as a
    whole. After calibration `residual` turns deviations (rows, columns) into what the margins
    do not explain (surveys.statistics.calibration).
    """

    people: Array
    stratum: Indices
    weight: Array
    drawn: Array
    cluster: Indices | None = None
    residual: Callable[[Array], Array] | None = None

    @property
    def n(self) -> int:
        """Persons who answered."""
        return round(float(self.people.sum()))

    @property
    def df(self) -> float:
        """Degrees of freedom: what was drawn, less one a stratum (at least 1)."""
        units = self.people.sum() if self.cluster is None else len(np.unique(self.cluster))
        return max(1.0, float(units - len(np.unique(self.stratum))))

    @property
    def mass(self) -> Array:
        """Persons each row stands for."""
        return self.people * self.weight

    def uncorrected(self) -> Sample:
        """The same for comparisons and ranks, which say nothing about this workforce alone."""
        return replace(self, drawn=np.zeros_like(self.drawn))


def rates(answered: Array, heads: Array) -> Array:
    """The share of each stratum that answered; 0 where more answered than work there, since
    nobody knows of how many they are a part: never clipped (statistics.md 1.10)."""
    is_crowded = answered > heads * (1 + _ROUNDING)
    found: Array = np.where(is_crowded, 0.0, np.minimum(answered / np.maximum(heads, 1), 1.0))
    return found


def of_rows(
    stratum: Indices, heads: Array, weight: Array | None = None, *, corrected: bool = True
) -> Sample:
    """A sample of single forms. `heads` are the persons of each stratum; without `weight` each
    form stands for heads / forms of its stratum."""
    people = np.ones(len(stratum))
    counted = np.bincount(stratum, minlength=len(heads)).astype(float)
    drawn = rates(counted, heads) if corrected else np.zeros(len(heads))
    own = heads[stratum] / counted[stratum] if weight is None else weight
    return Sample(people, stratum, own, drawn)


def of_tallies(heads: Array, answered: Array, counts: Array, *, corrected: bool = True) -> Sample:
    """A sample of tallies: `counts` people by stratum and kind of answer become the first rows,
    stratum by stratum; those of each stratum's `answered` who gave none follow, a row each."""
    outside = np.maximum(answered - counts.sum(axis=1), 0)
    places: Indices = np.arange(len(heads))
    stratum = np.concatenate([np.repeat(places, counts.shape[1]), places])
    drawn = rates(answered, heads) if corrected else np.zeros(len(heads))
    weight = heads / np.maximum(answered, 1)
    return Sample(np.concatenate([counts.ravel(), outside]), stratum, weight[stratum], drawn)


def laid_out(by_kind: Array, strata: int) -> Array:
    """What each kind of answer is worth, for the rows of `of_tallies`; 0 for who gave none."""
    return np.concatenate([np.tile(by_kind, strata), np.zeros(strata)])


def covariance(sample: Sample, deviations: Array) -> Array:
    """Covariance (columns x columns) of the sums over people of weight times deviation:
    V = sum_h (1 - f_h) n_h / (n_h - 1) sum_i (z_hi - mean z_h)(z_hi - mean z_h)' with z = w e
    (statistics.md 2.4; Binder 1983; after calibration Deville 1999; R's `svyrecvar`).
    `deviations` are those of one person of each row. A stratum of one counts for nothing."""
    left = deviations if sample.residual is None else sample.residual(deviations)
    z = sample.weight[:, None] * left
    times, stratum = sample.people, sample.stratum
    if sample.cluster is not None:
        z, times, stratum = _by_cluster(sample, z)
    n = np.bincount(stratum, weights=times, minlength=len(sample.drawn))
    middle = grouped(stratum, times[:, None] * z, len(n)) / np.maximum(n, 1)[:, None]
    apart = z - middle[stratum]
    scale = (1 - sample.drawn) * n / np.maximum(n - 1, 1)
    found: Array = apart.T @ (apart * (times * scale[stratum])[:, None])
    return found


def grouped(group: Indices, values: Array, groups: int, weight: Array | None = None) -> Array:
    """Sums of the columns by group, each row times its weight: (groups, columns). As a product
    with a matrix of weights where a row lies in a group, which is four times as fast as counting
    column by column."""
    rows = len(group)
    times = np.ones(rows) if weight is None else weight
    inside = csc_array((times, group, np.arange(rows + 1)), shape=(groups, rows))
    found: Array = inside @ values
    return found


def _by_cluster(sample: Sample, z: Array) -> tuple[Array, Array, Indices]:
    """What was drawn as a whole counts as one: its sum."""
    assert sample.cluster is not None
    _, first, cluster = np.unique(sample.cluster, return_index=True, return_inverse=True)
    sums = grouped(cluster.ravel(), sample.people[:, None] * z, len(first))
    return sums, np.ones(len(first)), sample.stratum[first]


def downwards(values: Array) -> Array:
    """Sums of the columns."""
    found: Array = np.einsum("ij->j", values)
    return found


def across(values: Array) -> Array:
    """Sums of the rows, three times as fast as numpy adds up short rows."""
    found: Array = np.einsum("ij->i", values)
    return found


def weighed(weight: Array, values: Array) -> Array:
    """Sums of the columns, each row times its weight. Without the many threads that a product of
    matrices starts, which on a small server take longer to wait for each other than to work."""
    found: Array = np.einsum("i,ij->j", weight, values)
    return found
