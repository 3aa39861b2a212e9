"""Where a short label stands beside its point, so that it covers no other point or label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.charts.look import LETTERS

_DOT = 9.0  # pixels across
_NEAR = 5.0  # pixels between a dot and its label
_TALL = LETTERS * 0.8  # pixels of a line of digits


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the plot in pixels and how wide its label is."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Box:
    """A label or a dot by its middle and its size, in pixels."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: Box) -> float:
        """The area that both take."""
        across = (self.width + other.width) / 2 - abs(self.x - other.x)
        down = (self.height + other.height) / 2 - abs(self.y - other.y)
        return max(across, 0.0) * max(down, 0.0)


def beside(points: Sequence[Point], taken: Sequence[Box] = ()) -> list[Box]:
    """A label for every point in order: the first of sixteen spots around it that is free, else
    the one that covers least."""
    occupied = [*taken, *(Box(point.x, point.y, _DOT, _DOT) for point in points)]
    labels = []
    for point in points:
        # min keeps the first of equals: the spots come in the order of preference
        label = min(_spots(point), key=lambda spot: sum(spot.covers(o) for o in occupied))
        labels.append(label)
        occupied.append(label)
    return labels


def _spots(point: Point) -> list[Box]:
    spots = []
    for far in (0.0, 9.0):
        aside = _DOT / 2 + _NEAR + far + point.width / 2
        above = _DOT / 2 + _NEAR + far + _TALL / 2
        near = aside * 0.8
        sides = [(aside, 0.0), (-aside, 0.0), (0.0, -above), (0.0, above)]
        sides += [(near, -above), (-near, -above), (near, above), (-near, above)]
        spots += [Box(point.x + dx, point.y + dy, point.width + 4, _TALL + 4) for dx, dy in sides]
    return spots
