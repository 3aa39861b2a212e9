"""The ranked needs: important to people, satisfied or not (handbook 2.4)."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.blocks import Release
from surveys.model import Survey, Words
from surveys.statistics import Estimate, Selection


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need. `unmet` is the share of all who picked it and are dissatisfied (1 or 2),
    `workers` the estimated people behind it, `satisfaction` a mean 1..5. Its rank lies in
    `first`..`last`; `tie` when it overlaps with the next. `field` of the quadrant is "now",
    "keep", "watch", "enough", or "" when nobody rated the need."""

    code: str
    label: Words
    importance: Estimate
    satisfaction: float | None
    unmet: Estimate
    workers: int
    first: int
    last: int
    tie: bool
    field: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The needs, the most unmet first. `few` when 30..99 answered; `middle` is the median
    importance. When `withheld` names a sentence there are no rows; `needed` is the smallest n."""

    rows: tuple[NeedRow, ...]
    n: int
    workers: int
    rate: float
    few: bool
    withheld: str
    needed: int
    middle: float
    notes: tuple[str, ...] = ()


def rank_needs(
    release: Release,
    survey: Survey,
    selection: Selection = Selection(),  # noqa: B008
) -> Ranking:
    """The needs of the selected unit types by unmet share; never for a single unit."""
    raise NotImplementedError
