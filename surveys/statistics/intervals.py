"""Confidence intervals at 95 % for shares and means (statistics.md 2.6)."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaln, stdtrit  # type: ignore[import-untyped]

TAIL = 0.025  # probability outside on each side
MID, EXACT = 0.5, 1.0  # how much of the chance of the draw itself counts as outside
_MANY = 1e9  # degrees of freedom from which t is the normal


def t_quantile(df: float) -> float:
    """The upper quantile of Student's t."""
    return float(stdtrit(min(df, _MANY), 1 - TAIL))


def wilson(p: float, n_eff: float, df: float) -> tuple[float, float]:
    """Wilson's interval for a share that is worth n_eff answers (Wilson 1927, t for z)."""
    if math.isinf(n_eff):
        return p, p
    t2 = t_quantile(df) ** 2
    centre = p + t2 / (2 * n_eff)
    half = math.sqrt(t2 * (p * (1 - p) / n_eff + t2 / (4 * n_eff**2)))
    scale = 1 + t2 / n_eff
    low, high = (centre - half) / scale, (centre + half) / scale
    return max(0.0, min(p, low)), min(1.0, max(p, high))


def korn_graubard(p: float, n_eff: float, n: int, df: float) -> tuple[float, float]:
    """Korn and Graubard's interval (1998), the one the reliability rule is written for."""
    if math.isinf(n_eff):
        return p, p
    worth = n_eff * (t_quantile(n - 1) / t_quantile(df)) ** 2
    hits, misses = worth * p, worth * (1 - p)
    low = float(betaincinv(hits, misses + 1, TAIL)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, misses, 1 - TAIL)) if misses > 0 else 1.0
    return low, high


@lru_cache(maxsize=10_000)
def hypergeometric(hits: int, n: int, heads: int, own: float = MID) -> tuple[float, float]:
    """The interval for the share among `heads` when `hits` of n drawn have the trait: every share
    that would not make a stranger draw, with `own` of the chance of this one, rarer than the
    tail. 1/2 is the mid-p interval (Lancaster 1961; Berry & Armitage 1995), which holds the truth
    in 95 of 100 cases; 1 the exact one, which never holds it less often, but in 98 of 100 cases
    when few answered."""
    heads = max(heads, n)
    here = np.arange(hits, hits + 1)

    def below(trait: int) -> float:
        return _at_most(hits, n, trait, heads) - (1 - own) * _mass(here, n, trait, heads)

    def above(trait: int) -> float:
        return _at_least(hits, n, trait, heads) - (1 - own) * _mass(here, n, trait, heads)

    low = _first(lambda trait: above(trait) > TAIL, hits, heads - n + hits)
    high = _first(lambda trait: below(trait) <= TAIL, hits, heads - n + hits + 1) - 1
    return low / heads, high / heads


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The smallest number in low..high from which on it holds (high when only there)."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _at_least(hits: int, n: int, trait: int, heads: int) -> float:
    return _mass(np.arange(hits, min(n, trait) + 1), n, trait, heads)


def _at_most(hits: int, n: int, trait: int, heads: int) -> float:
    return _mass(np.arange(max(0, n - (heads - trait)), hits + 1), n, trait, heads)


def _mass(drawn: NDArray[np.int64], n: int, trait: int, heads: int) -> float:
    """Probability that the number drawn with the trait is one of these."""
    logs = _choose(trait, drawn) + _choose(heads - trait, n - drawn)
    return float(np.exp(logs - _choose(heads, np.array(n))).sum())


def _choose(of: int, some: NDArray[np.int64]) -> NDArray[np.float64]:
    logs: NDArray[np.float64] = gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1)
    return logs
