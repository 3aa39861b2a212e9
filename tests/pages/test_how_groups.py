"""The panel beside a comparison explains a group with its own heads."""

from __future__ import annotations

import pytest

from pages.how import paragraphs
from pages.results_how import of_side
from surveys.blocks import Rule, build
from surveys.statistics.explanation import Explanation, Interval, explained
from surveys.statistics.sides import sides
from surveys.statistics.tables import Asked
from tests.surveys import crowd
from tests.surveys.crowd import COLOUR, DAY, GENDER, place, sent

SURVEY = crowd.survey(GENDER, COLOUR)
FORMS = [
    *sent("A1", 80, P02="nu", X1="red"),
    *sent("A1", 40, P02="nam", X1="blue"),
    *sent("B1", 200, P02="nu", X1="red"),
    *sent("B1", 800, P02="nam", X1="blue"),
]


def _panel(axis: str, women: int | None) -> Explanation:
    """What the panel says of the first group's first answer."""
    women_of_b = None if women is None else 2000
    frame = (
        place("A1", workers=300, women=women),
        place("B1", "dn_nn", workers=5000, women=women_of_b),
    )
    rule = Rule(10, ("unit_type", "unit", "P02"))
    asked = Asked(build(SURVEY, rule, frame, FORMS, made_on=DAY), SURVEY, COLOUR)
    codes = {"unit_type": "dn_fdi", "unit": "A1", "P02": "nu"}
    side = next(side for side in sides(asked, axis) if side.code == codes[axis])
    return explained(of_side(asked, axis, side, side.bars[0]))


def test_a_unit_and_a_type_are_explained_with_their_own_heads() -> None:
    for axis in ("unit", "unit_type"):
        found = _panel(axis, None)
        assert (found.n, found.heads, found.rate) == (120, 300, 0.4)
        assert found.interval is Interval.EXACT
        assert found.bounds is not None
        assert (found.bounds.low, found.bounds.high) == pytest.approx((80 / 300, 80 / 300 + 0.6))


def test_people_with_a_trait_are_explained_with_the_heads_of_the_register() -> None:
    found = _panel("P02", 200)
    assert (found.n, found.heads) == (280, 2200)
    assert found.interval is Interval.WILSON


def test_without_heads_the_panel_says_so_and_nothing_is_certain() -> None:
    found = _panel("P02", None)
    assert (found.n, found.heads, found.rate, found.bounds) == (280, None, None, None)
    told = " ".join(paragraphs(found, "en"))
    assert "no response rate" in told
    assert "How certain" not in told
    assert "10 points" not in told
