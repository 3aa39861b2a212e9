"""What changed from one wave to the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.statistics.comparisons import LEVEL, ROUNDING, holm, two_sided
from surveys.statistics.estimates import Estimate
from surveys.statistics.intervals import t_quantile


@dataclass(frozen=True, slots=True)
class Change:
    """The later figure less the earlier one, with its 95 % interval; `p_holm` allows for the
    other changes shown beside it, and `certain` says that it is one of those."""

    value: float
    low: float
    high: float
    se: float
    p: float
    p_holm: float
    certain: bool


def changes(pairs: Sequence[tuple[Estimate, Estimate]]) -> tuple[Change, ...]:
    """The change of each (earlier, later) pair: difference / sqrt(V1 + V2), Holm over all that
    are shown together (statistics.md 2.11). Both estimates come without correction for a finite
    workforce and from the units present in both waves."""
    found = [_difference(*pair) for pair in pairs]
    adjusted = holm([p for _, _, _, p in found])
    return tuple(
        Change(value, value - half, value + half, se, p, p_holm, p_holm < LEVEL)
        for (value, half, se, p), p_holm in zip(found, adjusted, strict=True)
    )


def _difference(earlier: Estimate, later: Estimate) -> tuple[float, float, float, float]:
    """Value, half of the interval, standard error, two-sided p; degrees of freedom as Welch and
    Satterthwaite combine them."""
    value = later.value - earlier.value
    parts = earlier.se**2, later.se**2
    variance = sum(parts)
    if math.sqrt(variance) <= ROUNDING:
        return value, 0.0, 0.0, 0.0 if abs(value) > ROUNDING else 1.0
    df = variance**2 / (parts[0] ** 2 / earlier.df + parts[1] ** 2 / later.df)
    se = math.sqrt(variance)
    return value, t_quantile(df) * se, se, two_sided(value / se, df)
