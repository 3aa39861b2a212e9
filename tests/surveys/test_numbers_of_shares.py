"""Shares in small groups do not tell that all agree."""

from __future__ import annotations

import pytest

from surveys.charts.headline import in_a_hundred
from surveys.reports.phrases import out_of_hundred
from surveys.statistics import Estimate
from surveys.texts.numbers import hundredths, percent, share_text


@pytest.mark.parametrize(
    ("share", "n", "vi", "en"),
    [
        (0.0, 29, "< 5%", "< 5%"),
        (0.049, 29, "< 5%", "< 5%"),
        (0.05, 29, "5%", "5%"),
        (0.95, 29, "95%", "95%"),
        (0.951, 29, "> 95%", "> 95%"),
        (1.0, 29, "> 95%", "> 95%"),
        (0.0, 30, "0%", "0%"),
        (1.0, 30, "100%", "100%"),
        (0.708, 120, "70,8%", "70.8%"),
    ],
)
def test_a_small_group_that_agrees_is_told_in_bounds(
    share: float, n: int, vi: str, en: str
) -> None:
    assert (share_text(share, n, "vi"), share_text(share, n, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("part", "n", "bar", "table", "aloud"),
    [(10, 80, "13%", 12.5, 13), (10, 160, "6.3%", 6.3, 6), (1, 8, "13%", 12.5, 13)],
)
def test_a_share_is_rounded_alike_everywhere(
    part: int, n: int, bar: str, table: float, aloud: int
) -> None:
    share = Estimate(part / n, 0, 1, n, 0.0, 1.0, 1.0, 100.0, reliable=True)
    assert percent(share.value, "en", n) == bar
    assert hundredths(share.value, 1) == table
    assert in_a_hundred(share) == out_of_hundred(share.value) == aloud
