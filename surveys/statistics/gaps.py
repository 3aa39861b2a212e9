"""Gaps of coverage: units without figures of their own, and forms whose group is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.blocks import POOLED, Place, Release
from surveys.statistics.cells import cells
from surveys.statistics.strata import EVERYTHING, Selection, takes, uncovered


@dataclass(frozen=True, slots=True)
class Gaps:
    """Units of a selection: `pooled` are counted with others only, or sent nothing; no figure
    stands for those `uncovered`. `classified` is by coordinate the share of the forms whose group
    is known."""

    pooled: tuple[Place, ...]
    uncovered: tuple[Place, ...]
    classified: Mapping[str, float]


def gaps(release: Release, selection: Selection = EVERYTHING) -> Gaps:
    """The gaps of the main partition."""
    found = cells(release, "main", selection)
    own = {stratum.unit for stratum in found.strata}
    missing = uncovered(release, "main", selection)
    rest = (place for place in release.frame if takes(selection, place))
    pooled = tuple(p for p in rest if p.code not in own and p not in missing)
    people = float(found.n.sum())
    classified = {
        name: float(found.n[found.told(name) != POOLED].sum()) / people
        for name in found.coordinates
        if people
    }
    return Gaps(pooled, missing, classified)
