"""Shares in small groups do not tell that all agree."""

from __future__ import annotations

import pytest

from surveys.texts.numbers import share_text


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
