"""Shares, means, ratios and totals of a workforce, with design-based uncertainty.

One entry point per estimate: `share`, `mean`, `ratio`, `total`; many at once with their
covariance: `ratios`. All take a Sample, from rows or from tallies (statistics.md 2.4 to 2.7);
tested against R's `survey` package.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from surveys.statistics.intervals import hypergeometric, korn_graubard, t_quantile, wilson
from surveys.statistics.sample import Array, Sample, covariance, weighed

# When a share is only a trend (NCHS Series 2 no. 175): too few answers of equal worth, or an
# interval that is wide, or wide beside the share itself.
LEAST_N_EFF = 30
WIDE = 0.30
NARROW = 0.05
WIDE_BESIDE_SHARE = 1.30
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share (0..1), mean, ratio or total with its 95 % interval. `n` answers in the base, `se`
    standard error, `df` degrees of freedom of the interval, `deff` design effect, `n_eff` answers
    of equal worth; not `reliable` means "chỉ nêu xu hướng"."""

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
class Ratios:
    """Several ratios and their covariance (columns x columns); `df` is that of the sample."""

    values: Array
    covariance: Array
    df: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How the values of the base differ among people: its answers `n`, the people it stands for,
    their weighted variance, and Kish's 1 + cv^2 of the weights."""

    n: int
    heads: float
    variance: float
    kish: float

    @classmethod
    def of_share(cls, n: int, heads: float, p: float, kish: float) -> Spread:
        """That of values 1 and 0, of which p are 1."""
        return cls(n, heads, p * (1 - p) * n / (n - 1) if n > 1 else 0.0, kish)


def share(sample: Sample, hits: Array, base: Array, *, exact: bool = False) -> Estimate | None:
    """The share of the base with hits 1 (0 without); both by row, and `base` may hold factors by
    which people count beside their weight. None when nobody is in the base.

    The interval is Wilson's with the answers of equal worth; `exact` for one whole unit without
    weights: hypergeometric.
    """
    base, hits = base.astype(float), hits.astype(float)
    found = _one(sample, hits * base, base)
    if found is None:
        return None
    p, variance = min(1.0, max(0.0, found[0])), found[1]
    spread = _spread(sample, hits, base, p)
    few = round(float((sample.people * hits * (base > 0)).sum())) if exact else None
    drawn = bool(sample.drawn.any())
    return estimated((p, variance), spread, sample.df, corrected=drawn, few=few)


def estimated(
    found: tuple[float, float],
    spread: Spread,
    df: float,
    *,
    corrected: bool,
    few: int | None = None,
) -> Estimate:
    """A share and its variance as an Estimate. `corrected` for a finite workforce; `few` are the
    people behind the share of one whole unit, whose interval is exact."""
    p, variance = found
    n_eff = _worth(spread, p, variance, corrected=corrected)
    if few is None:
        low, high = wilson(p, n_eff, df)
    else:
        low, high = hypergeometric(few, spread.n, round(spread.heads))
    reliable = _is_reliable(p, n_eff, korn_graubard(p, n_eff, spread.n, df))
    deff = _deff(variance, spread)
    return Estimate(p, low, high, spread.n, math.sqrt(variance), df, deff, n_eff, reliable)


def mean(sample: Sample, values: Array, base: Array) -> Estimate | None:
    """The mean of the values in the base, with its t interval; None when nobody is in it."""
    base = base.astype(float)
    values = np.where(base > 0, values, 0.0)
    found = _one(sample, values * base, base)
    if found is None:
        return None
    return _with_t(found, _spread(sample, values, base, found[0]), sample.df)


def ratio(sample: Sample, top: Array, bottom: Array) -> Estimate | None:
    """Sum of `top` over sum of `bottom`, with its t interval; None when the latter is nothing."""
    found = _one(sample, top.astype(float), bottom.astype(float))
    if found is None:
        return None
    ones = np.ones_like(sample.weight)
    return _with_t(found, _spread(sample, ones, ones, 1.0), sample.df)


def total(sample: Sample, values: Array) -> Estimate:
    """The sum over the whole workforce, with its t interval."""
    values = values.astype(float)
    found = float((sample.mass * values).sum())
    variance = float(covariance(sample, values[:, None])[0, 0])
    heads = float(sample.mass.sum())
    spread = _spread(sample, values, np.ones_like(values), found / heads)
    as_mean = _with_t((found / heads, variance / heads**2), spread, sample.df)
    return replace(
        as_mean,
        value=found,
        low=as_mean.low * heads,
        high=as_mean.high * heads,
        se=as_mean.se * heads,
    )


def ratios(sample: Sample, tops: Array, bottoms: Array) -> Ratios:
    """Ratios of the columns of `tops` over those of `bottoms` (rows, columns) with their full
    covariance; a column over nothing is nan, with covariance 0."""
    mass = sample.mass
    below = weighed(mass, bottoms)
    full = np.where(below > 0, below, 1.0)
    values = np.where(below > 0, weighed(mass, tops) / full, np.nan)
    deviations = (tops - np.nan_to_num(values) * bottoms) / full
    return Ratios(values, covariance(sample, np.where(below > 0, deviations, 0.0)), sample.df)


def _one(sample: Sample, top: Array, bottom: Array) -> tuple[float, float] | None:
    """A ratio and its variance."""
    found = ratios(sample, top[:, None], bottom[:, None])
    value = float(found.values[0])
    return None if math.isnan(value) else (value, float(found.covariance[0, 0]))


def _spread(sample: Sample, values: Array, base: Array, middle: float) -> Spread:
    mass = sample.mass * base
    heads, n = float(mass.sum()), round(float(sample.people[base > 0].sum()))
    squares = float((mass * (values - middle) ** 2).sum()) / heads
    kish = n * float((mass * base * sample.weight).sum()) / heads**2
    return Spread(n, heads, squares * n / (n - 1) if n > 1 else 0.0, kish)


def _deff(variance: float, spread: Spread) -> float:
    """V beside that of as many people drawn at random from those the base stands for."""
    simple = spread.variance * (spread.heads - spread.n) / (spread.heads * spread.n)
    return variance / simple if simple > 0 else 1.0


def _with_t(found: tuple[float, float], spread: Spread, df: float) -> Estimate:
    """A value and its variance with the t interval. Where the values do not differ, as in a
    ratio, only the weights tell how many answers of equal worth there are."""
    value, variance = found[0], max(found[1], 0.0)
    se = math.sqrt(variance)
    half = t_quantile(df) * se
    n_eff = spread.n / spread.kish
    if spread.variance > 0:
        n_eff = spread.variance / variance if variance > 0 else math.inf
    deff = _deff(variance, spread)
    reliable = n_eff >= LEAST_N_EFF
    return Estimate(value, value - half, value + half, spread.n, se, df, deff, n_eff, reliable)


def _worth(spread: Spread, p: float, variance: float, *, corrected: bool) -> float:
    """Answers of equal worth; where all agree, the sample corrected for its weights."""
    if 0 < p < 1:
        return p * (1 - p) / variance if variance > 0 else math.inf
    if not corrected:
        return spread.n / spread.kish
    unseen = spread.heads - spread.n
    if unseen < -_ROUNDING * spread.n:  # more answers than heads: of how many is not known
        return spread.n / spread.kish
    return spread.n * (spread.heads - 1) / unseen / spread.kish if unseen > 0 else math.inf


def _is_reliable(p: float, n_eff: float, interval: tuple[float, float]) -> bool:
    width = interval[1] - interval[0]
    if n_eff < LEAST_N_EFF or width >= WIDE:
        return False
    return width <= NARROW or width <= WIDE_BESIDE_SHARE * p
