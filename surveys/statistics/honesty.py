"""What is certain although not everybody answered."""

from __future__ import annotations

from dataclasses import dataclass

POINTS = 0.10  # by how much those who did not answer may differ, in the sentence that says so


@dataclass(frozen=True, slots=True)
class Bounds:
    """The share among everybody lies between `low` and `high` whatever the others would have
    said (Manski 1990); if they differ by ten points, the figure moves by `moves`."""

    low: float
    high: float
    moves: float


def bounds(share: float, rate: float) -> Bounds:
    """Certain bounds where `rate` (0..1) of the people answered and this share of them, not
    weighted, said so (statistics.md 2.12): weights would speak for people who did not answer."""
    rate = min(1.0, max(0.0, rate))
    return Bounds(rate * share, rate * share + 1 - rate, (1 - rate) * POINTS)
