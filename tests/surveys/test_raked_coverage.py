"""Raked intervals hold the truth as often as they say where many units are too small to tell
gender: made-up workforces answer, blocks are made, and the figure is read from them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from surveys.answers import Submission
from surveys.blocks import Place, Rule, build
from surveys.statistics import figure
from tests.surveys import crowd
from tests.surveys.crowd import COLOUR, DAY, GENDER, place, sent

SURVEY = crowd.survey(GENDER, COLOUR)
RULE = Rule(10, ("unit_type", "unit", "P02"))
WAVES = 120
UNITS = 30
SIZES = (30, 60, 120, 200)
ANSWERING = {"nu": 0.5, "nam": 0.3}
RED = {"nu": 0.8, "nam": 0.2}
LEAST_HELD = 0.9  # 0.82 were held when people in small units were counted twice
MOST_BIAS = 0.003  # in shares; it was 0.007


def test_intervals_hold_the_truth_where_small_units_do_not_tell_gender() -> None:
    chance = np.random.default_rng(5)
    held, missed = zip(*(_wave(chance) for _ in range(WAVES)), strict=True)
    assert np.mean(held) >= LEAST_HELD
    assert abs(np.mean(missed)) <= MOST_BIAS


def _wave(chance: np.random.Generator) -> tuple[bool, float]:
    """Whether the interval held the share of everybody, and by how much the figure missed it."""
    places, forms, red = [], [], 0
    for number in range(UNITS):
        size = int(chance.choice(SIZES))
        unit = place(f"U{number}", workers=size, women=int(size * chance.uniform(0.15, 0.75)))
        places.append(unit)
        for some, answers in _answers(unit, chance):
            red += some
            forms += answers
    release = build(SURVEY, RULE, places, forms, made_on=DAY)
    found, truth = figure(release, SURVEY, "X1"), red / sum(p.workers for p in places)
    assert found.notes == ()
    told = found.bars[0].estimate
    return told.low <= truth <= told.high, told.value - truth


def _answers(unit: Place, chance: np.random.Generator) -> Iterator[tuple[int, list[Submission]]]:
    """How many of each gender would say red, and the forms of those who answered."""
    assert unit.women is not None
    for gender, heads in (("nu", unit.women), ("nam", unit.workers - unit.women)):
        red = int(chance.binomial(heads, RED[gender]))
        sides = {"red": red, "blue": heads - red}
        yield (
            red,
            [
                form
                for colour, some in sides.items()
                for form in sent(
                    unit.code, int(chance.binomial(some, ANSWERING[gender])), P02=gender, X1=colour
                )
            ],
        )
