"""How often the printed 95 % intervals hold the truth, in made-up workforces where people answer
as the note under every report assumes: whether somebody answers depends on unit and gender."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from surveys.statistics.calibration import (
    LEAST_IN_CATEGORY,
    CalibrationError,
    Margin,
    rake,
    residuals,
)
from surveys.statistics.estimates import Estimate, mean, share
from surveys.statistics.sample import Array, Sample
from tests.bench.figures import Figure

SIZES = (12, 30, 100, 600, 6_000)  # answers
WAVES = 4_000  # made up for each size
WAVES_OF_ONE = 20_000  # of one unit they cost little, and its coverage lies close to the bound
SEED = 20261122
_HEADS_AN_ANSWER = 3
_ANSWERS_A_UNIT = 20  # on average; fewer than two of a unit cannot tell how they differ
_STEPS = np.arange(1.0, 6.0)
_DISSATISFIED = 2
_ROUNDING = 1e-12
_LIKELY = (0.15, 0.85)


def figures() -> Iterator[Figure]:
    """Coverage of each interval at each size, in percent, against both bounds."""
    for n in SIZES:
        waves = WAVES_OF_ONE if n < 2 * _ANSWERS_A_UNIT else WAVES
        how = f"{waves:,} made-up waves; answering depends on unit and gender"
        chance = np.random.default_rng(SEED + n)
        held = np.mean([_wave(n, chance) for _ in range(waves)], axis=0)
        for what, coverage in zip(("shares", "means"), held, strict=True):
            name = f"Intervals of {what} that hold the truth, {n:,} answers"
            yield Figure(name, round(100 * float(coverage), 2), "%", ">= 93", how)
            yield Figure(
                f"{name} (not too wide)", round(100 * float(coverage), 2), "%", "<= 97", how
            )


def _wave(n: int, chance: np.random.Generator) -> tuple[bool, bool]:
    """Whether the interval of a share and of a mean hold what everybody would have said."""
    units = max(1, min(60, n // _ANSWERS_A_UNIT))
    alone = units == 1  # not weighted, as it is printed
    heads = _workforce(n * _HEADS_AN_ANSWER, units, chance)
    willing = chance.uniform(0.7, 1.3, (units, 1)) * np.array([0.8, 1.2]) / _HEADS_AN_ANSWER
    people = chance.binomial(heads, willing[:, :, None]).astype(float)
    answers = people.sum(axis=(1, 2))
    if (answers < 2).any() or (alone and answers[0] != n):
        return _wave(n, chance)  # such a unit would have been pooled; of one, n is meant exactly
    truth = heads.sum(axis=(0, 1)) / heads.sum()
    sample = _calibrated(heads.sum(axis=2).astype(float), people, alone=alone)
    ones = np.ones(people.size)
    steps = np.tile(_STEPS, 2 * units)
    some = share(sample, (steps <= _DISSATISFIED) * 1.0, ones, exact=alone)
    return (
        _holds(some, truth[:_DISSATISFIED].sum()),
        _holds(mean(sample, steps, ones), truth @ _STEPS),
    )


def _workforce(people: int, units: int, chance: np.random.Generator) -> Array:
    """Heads by unit, gender and what they would answer; units and genders differ."""
    women = chance.uniform(0.3, 0.7, units)
    size = chance.multinomial(people, chance.dirichlet(np.full(units, 8.0)))
    likely = chance.uniform(*_LIKELY) + chance.normal(0, 0.06, (units, 1)) + np.array([-0.05, 0.05])
    likely = np.clip(likely, 0.05, 0.95)
    female = chance.binomial(size, women)
    heads = np.zeros((units, 2, len(_STEPS)))
    for unit in range(units):
        for gender, some in enumerate((size[unit] - female[unit], female[unit])):
            steps = chance.binomial(len(_STEPS) - 1, likely[unit, gender], some)
            heads[unit, gender] = np.bincount(steps, minlength=len(_STEPS))
    return heads.astype(np.int64)


def _calibrated(heads: Array, people: Array, *, alone: bool) -> Sample:
    """The sample as the product weights it: by unit, then raked to the heads by gender."""
    units = len(heads)
    answered = people.sum(axis=(1, 2))
    stratum = np.repeat(np.arange(units), 2 * len(_STEPS))
    gender = np.tile(np.repeat([0, 1], len(_STEPS)), units)
    base = (heads.sum(axis=1) / answered)[stratum]
    count = people.ravel()
    margins = [Margin(stratum, heads.sum(axis=1))]
    if not alone and people.sum(axis=(0, 2)).min() >= LEAST_IN_CATEGORY:
        margins.append(Margin(gender, heads.sum(axis=0)))
    drawn = answered / heads.sum(axis=1)
    try:
        weight = rake(count, base, margins)
    except CalibrationError:
        return Sample(count, stratum, base, drawn)
    return Sample(count, stratum, weight, drawn, None, residuals(count, base, margins))


def _holds(found: Estimate | None, truth: float) -> bool:
    assert found is not None
    return bool(found.low - _ROUNDING <= truth <= found.high + _ROUNDING)
