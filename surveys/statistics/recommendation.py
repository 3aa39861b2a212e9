"""The recommendation score (eNPS): who would advise a newcomer to join, less who would not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from surveys.statistics.estimates import Estimate, mean
from surveys.statistics.intervals import t_quantile
from surveys.statistics.sample import Array, Sample

PROMOTER = 9  # from here to 10
DETRACTOR = 6  # from 0 to here
_FEW = 100  # answers of equal worth below which the interval is adjusted
_ADDED = 3  # made-up answers, one of each kind


def recommendation(sample: Sample, steps: Array) -> Estimate | None:
    """The mean of +100 (9, 10), 0 (7, 8) and -100 (0 to 6) over those who answered (`steps` is
    nan for the others), with its design variance (statistics.md 2.10). Worth fewer than 100
    answers, the interval is an adjusted Wald: one made-up answer of each kind pulls it to the
    middle (Agresti & Min 2005, for three kinds)."""
    answered = ~np.isnan(steps)
    values = 100.0 * (steps >= PROMOTER) - 100.0 * (steps <= DETRACTOR)
    found = mean(sample, np.where(answered, values, 0.0), answered.astype(float))
    if found is None or found.n_eff >= _FEW:
        return found
    worth = max(found.n_eff, 1.0)
    spread = found.se**2 * worth  # variance of one answer
    middle = found.value * worth / (worth + _ADDED)
    inside = spread + found.value**2
    variance = (worth * inside + 2 * 100.0**2) / (worth + _ADDED) - middle**2
    half = t_quantile(found.df) * (variance / (worth + _ADDED)) ** 0.5
    return replace(found, low=max(-100.0, middle - half), high=min(100.0, middle + half))
