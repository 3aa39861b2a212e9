"""Which ranks a thing may have, given how sure its figure is."""

from __future__ import annotations

from itertools import combinations

from surveys.statistics.comparisons import LEVEL, difference, holm
from surveys.statistics.estimates import Ratios


def rank_sets(found: Ratios) -> tuple[tuple[int, int], ...]:
    """First and last rank of each ratio, all true together with 95 %: one more than those
    significantly above, and as many as are not significantly below. Two-sided tests of all pairs
    with the full covariance, Holm over them (Mogstad, Romano, Shaikh & Wilhelm 2024). The ratios
    come from a sample without correction for a finite workforce."""
    size = len(found.values)
    above, below = [0] * size, [0] * size
    for high, low in surely_above(found):
        above[low] += 1
        below[high] += 1
    return tuple((1 + up, size - down) for up, down in zip(above, below, strict=True))


def surely_above(found: Ratios) -> frozenset[tuple[int, int]]:
    """The pairs of which the first is significantly higher than the second."""
    size = len(found.values)
    pairs = [difference(found, a, b) for a, b in combinations(range(size), 2)]
    surely = set()
    for pair, p in zip(pairs, holm([pair.p for pair in pairs]), strict=True):
        if p < LEVEL and pair.value:
            surely.add((pair.a, pair.b) if pair.value > 0 else (pair.b, pair.a))
    return frozenset(surely)
