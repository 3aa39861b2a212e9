"""Shares and means of a workforce from tallies, with design-based uncertainty.

One entry point per estimate: `share` and `mean`. Both are ratios r = sum(w a y) / sum(w a) over
strata with w = heads / n (statistics.md 2.2, 2.4); tested against R's `survey` package.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.statistics.intervals import hypergeometric, korn_graubard, t_quantile, wilson

Array = NDArray[np.float64]

# When a share is only a trend (NCHS Series 2 no. 175): too few answers of equal worth, or an
# interval that is wide, or wide beside the share itself.
LEAST_N_EFF = 30
WIDE = 0.30
NARROW = 0.05
WIDE_BESIDE_SHARE = 1.30


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share (0..1) or mean with its 95 % interval. `n` answers in the base, `se` standard
    error, `n_eff` answers of equal worth; not `reliable` means "chỉ nêu xu hướng"."""

    value: float
    low: float
    high: float
    n: int
    se: float
    df: float
    deff: float
    n_eff: float
    reliable: bool


@dataclass(frozen=True, slots=True)
class Design:
    """Strata: `heads` people each stands for, `people` who answered the survey."""

    heads: Array
    people: Array


@dataclass(frozen=True, slots=True)
class Variable:
    """Answers in the base: `counts` people by stratum and kind of answer, the `values` of each
    kind and the `factors` by which its people count beside their stratum's weight."""

    values: Array
    counts: Array
    factors: Array


@dataclass(frozen=True, slots=True)
class _Ratio:
    value: float
    variance: float
    n: int
    df: float
    deff: float
    spread: float  # weighted variance of the values among people
    kish: float
    heads: float  # people the base stands for


def share(
    design: Design, variable: Variable, *, corrected: bool = True, exact: bool = False
) -> Estimate | None:
    """The share with value 1 among people of value 0 or 1; None without answers.

    `corrected` for a finite workforce: yes for statements about it, no for comparisons and
    ranks. `exact` for one whole unit without weights: its interval is hypergeometric.
    """
    ratio = _ratio(design, variable, corrected=corrected)
    if ratio is None:
        return None
    p = min(1.0, max(0.0, ratio.value))
    n_eff = _worth(ratio, p, corrected=corrected)
    if exact:
        hits = round(float((variable.counts @ variable.values).sum()))
        low, high = hypergeometric(hits, ratio.n, round(ratio.heads))
    else:
        low, high = wilson(p, n_eff, ratio.df)
    reliable = _is_reliable(p, n_eff, korn_graubard(p, n_eff, ratio.n, ratio.df))
    se = math.sqrt(ratio.variance)
    return Estimate(p, low, high, ratio.n, se, ratio.df, ratio.deff, n_eff, reliable)


def mean(design: Design, variable: Variable, *, corrected: bool = True) -> Estimate | None:
    """The mean value with its t interval; None without answers."""
    ratio = _ratio(design, variable, corrected=corrected)
    if ratio is None:
        return None
    se = math.sqrt(ratio.variance)
    half = t_quantile(ratio.df) * se
    n_eff = ratio.spread / ratio.variance if ratio.variance > 0 else math.inf
    reliable = n_eff >= LEAST_N_EFF
    low, high = ratio.value - half, ratio.value + half
    return Estimate(ratio.value, low, high, ratio.n, se, ratio.df, ratio.deff, n_eff, reliable)


def _ratio(design: Design, variable: Variable, *, corrected: bool) -> _Ratio | None:
    """The ratio, its linearised variance (Binder 1983) and the design effect."""
    weights = design.heads / design.people
    masses = variable.factors * variable.counts * weights[:, None]
    total, n = float(masses.sum()), int(variable.counts.sum())
    if total <= 0:
        return None
    value = float((masses @ variable.values).sum()) / total
    residuals = variable.factors * (variable.values - value)
    z = (weights / total)[:, None] * residuals
    variance = float(_scatter(design, variable.counts, z, corrected=corrected).sum())
    squares = float((masses * (variable.values - value) ** 2).sum()) / total
    spread = squares * n / (n - 1) if n > 1 else 0.0
    simple = spread * (total - n) / (total * n)
    return _Ratio(
        value=value,
        variance=variance,
        n=n,
        df=max(1.0, float(design.people.sum()) - len(design.people)),
        deff=variance / simple if simple > 0 else 1.0,
        spread=spread,
        kish=n * float((masses * variable.factors * weights[:, None]).sum()) / total**2,
        heads=total,
    )


def _scatter(design: Design, counts: Array, z: Array, *, corrected: bool) -> Array:
    """Each stratum's part of the variance; people outside the base count with z = 0."""
    n = design.people
    drawn = np.clip(1 - n / np.maximum(design.heads, 1), 0, 1) if corrected else np.ones_like(n)
    middle = (counts * z).sum(axis=1) / n
    inside = (counts * (z - middle[:, None]) ** 2).sum(axis=1)
    outside = np.maximum(n - counts.sum(axis=1), 0) * middle**2
    parts: Array = drawn * n / np.maximum(n - 1, 1) * (inside + outside)
    return parts


def _worth(ratio: _Ratio, p: float, *, corrected: bool) -> float:
    """Answers of equal worth; where all agree, the sample corrected for its weights."""
    if 0 < p < 1:
        return p * (1 - p) / ratio.variance if ratio.variance > 0 else math.inf
    if not corrected:
        return ratio.n / ratio.kish
    unseen = ratio.heads - ratio.n
    return ratio.n * (ratio.heads - 1) / unseen / ratio.kish if unseen > 0 else math.inf


def _is_reliable(p: float, n_eff: float, interval: tuple[float, float]) -> bool:
    width = interval[1] - interval[0]
    if n_eff < LEAST_N_EFF or width >= WIDE:
        return False
    return width <= NARROW or width <= WIDE_BESIDE_SHARE * p
