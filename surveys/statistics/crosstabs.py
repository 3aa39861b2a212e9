"""Whether two questions have to do with each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, fdtrc  # type: ignore[import-untyped]

from surveys.statistics.estimates import Ratios, ratios
from surveys.statistics.sample import Array, Indices, Sample

_NOTHING = 1e-9  # beside the largest: what of the interaction is only rounding


@dataclass(frozen=True, slots=True)
class Association:
    """The second-order Rao-Scott test of independence (Rao & Scott 1984, as R's `svychisq`):
    `f` with `df1` and `df2` degrees of freedom and its chance `p`; Pearson's `chi2` of the
    weighted table with its first moment allowed for, `p_chi2`; `n` answers to both. A missing
    answer is outside the domain, never dropped from the design."""

    f: float
    df1: float
    df2: float
    p: float
    chi2: float
    p_chi2: float
    n: int


def association(sample: Sample, rows: Indices, columns: Indices) -> Association | None:
    """Whether `rows` (0.. by row of the sample, -1 where nothing was answered) and `columns`
    are independent; None when one of them does not vary or nobody answered both."""
    both = (rows >= 0) & (columns >= 0) & (sample.people > 0)
    kinds = np.unique(rows[both]), np.unique(columns[both])
    if min(len(kinds[0]), len(kinds[1])) < 2:
        return None
    table = [(r, c) for c in kinds[1] for r in kinds[0]]
    cells = np.column_stack([both & (rows == r) & (columns == c) for r, c in table]).astype(float)
    base = np.repeat(both[:, None], len(table), axis=1).astype(float)
    found = ratios(sample, cells, base)
    n = round(float(sample.people[both].sum()))
    return of_shares(found, (len(kinds[1]), len(kinds[0])), sample.n, n)


def of_shares(found: Ratios, shape: tuple[int, int], everybody: int, n: int) -> Association | None:
    """The same for the shares of the cells of a table of this shape among those `n` of
    `everybody` who answered both; no row and no column of it is empty. Where the strata leave
    nothing to vary, a table that is not even is certain, and of an even one there is no test."""
    chi2 = everybody * _pearson(found.values.reshape(shape))
    delta = _design_effects(found.values, found.covariance * everybody, shape)
    trace = float(np.trace(delta))
    freedom = len(delta)
    if trace <= _NOTHING:
        df2 = freedom * found.df
        sure = Association(math.inf, freedom, df2, 0.0, chi2, 0.0, n)
        return sure if chi2 > _NOTHING * everybody else None
    df1 = trace**2 / float(np.trace(delta @ delta))
    df2 = df1 * found.df
    f = chi2 / trace
    return Association(
        f=f,
        df1=df1,
        df2=df2,
        p=float(fdtrc(df1, df2, f)),
        chi2=chi2,
        p_chi2=float(chdtrc(freedom, chi2 / (trace / freedom))),
        n=n,
    )


def _pearson(shares: Array) -> float:
    expected = shares.sum(axis=1, keepdims=True) * shares.sum(axis=0, keepdims=True)
    return float(((shares - expected) ** 2 / expected).sum())


def _design_effects(shares: Array, covariance: Array, shape: tuple[int, int]) -> Array:
    """The generalised design effects of the interaction: (C'D C)^-1 C'D V D C with D the inverse
    of the shares, V the covariance of one answer, C what rows and columns do not explain. Where
    cells are empty, some of the interaction cannot be told, and is left out."""
    ones = [np.ones((size, 1)) for size in shape]
    steps = [np.eye(size)[:, 1:] for size in shape]
    alone = np.hstack(
        [np.ones((len(shares), 1)), np.kron(steps[0], ones[1]), np.kron(ones[0], steps[1])]
    )
    together = np.kron(steps[0], steps[1])
    contrast = together - alone @ np.linalg.lstsq(alone, together, rcond=None)[0]
    inverse = np.diag(np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0))
    below = contrast.T @ inverse @ contrast
    above = contrast.T @ inverse @ covariance @ inverse @ contrast
    found: Array = np.linalg.lstsq(below, above, rcond=_NOTHING)[0]
    return found
