"""How one figure came about: its answers, weights, interval, and what is certain whatever the
others would have said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from surveys.blocks import GENDER, MEMBER, POOLED, Release
from surveys.model import Words
from surveys.statistics.cells import Cells, cells, sample
from surveys.statistics.estimates import Estimate
from surveys.statistics.honesty import Bounds, bounds
from surveys.statistics.strata import Selection, workers


class Formula(StrEnum):
    """What is divided by what."""

    ONE = "one"
    SEVERAL = "several"
    UNMET = "unmet"
    PICKED = "picked"
    SCORE = "score"
    FORMS = "forms"


class Interval(StrEnum):
    """How the interval was made (statistics.md 2.6)."""

    EXACT = "exact"
    WILSON = "wilson"
    STUDENT = "student"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Some:
    """People with a trait, wherever they work: the figure speaks of them and not of the whole
    selection. `heads` of them are in the register, None where it does not count them."""

    heads: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that is explained: what it says, its estimate (None for a plain count), where it
    comes from. `partition` is the one it is published on, `people` are those who said so (None
    where nothing is counted), `of` those it speaks of when they are not all of the selection."""

    label: Words
    estimate: Estimate | None
    formula: Formula
    release: Release
    selection: Selection
    partition: str = "main"
    people: int | None = None
    of: Some | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure opened up. `n` valid answers, `heads` of the workforce, `rate` of them answered
    the question; both None where the register does not count the people it speaks of. All `forms`
    of the selection, unequal in weight, are worth `worth` of one weight (Kish). One answer stands
    for `lightest` to `heaviest` workers. `own` units have weights of their own, `pools` are groups
    of small units that share one, or whole types where the figure is published no finer. Besides
    headcounts the weights agree with the register on `calibrated` coordinates, and could not be
    made to on those `left_out`."""

    told: Told
    n: int
    heads: int | None
    rate: float | None
    own: int
    pools: int
    forms: int
    worth: float
    lightest: float
    heaviest: float
    calibrated: tuple[str, ...]
    left_out: tuple[str, ...]
    interval: Interval
    bounds: Bounds | None


def explained(told: Told) -> Explanation:
    """The explanation of a figure that is shown."""
    found = cells(told.release, told.partition, told.selection)
    people = sample(found, found.n[:, None])
    weights = people.weight[people.people > 0]
    forms, squares = int(found.n.sum()), float(found.n @ found.weight**2)
    n = told.estimate.n if told.estimate else int(found.n.sum())
    heads = told.of.heads if told.of else workers(told.release, told.selection)
    own = sum(stratum.unit != POOLED for stratum in found.strata)
    rate = None if heads is None else min(1.0, n / heads) if heads else 0.0
    return Explanation(
        told=told,
        n=n,
        heads=heads,
        rate=rate,
        own=own,
        pools=len(found.strata) - own,
        forms=forms,
        worth=float(found.n @ found.weight) ** 2 / squares if squares else 0.0,
        lightest=float(np.min(weights, initial=np.inf)) if len(weights) else 0.0,
        heaviest=float(np.max(weights, initial=0.0)),
        calibrated=_calibrated(found) if people.residual is not None else (),
        left_out=found.left_out,
        interval=_interval(told, whole=len(found.strata) == 1 and own == 1),
        bounds=None if told.people is None or rate is None else bounds(told.people / n, rate),
    )


def _calibrated(found: Cells) -> tuple[str, ...]:
    """The coordinates the blocks tell and the register counts."""
    return tuple(c for c in (GENDER, MEMBER) if c in found.coordinates and c not in found.left_out)


def _interval(told: Told, *, whole: bool) -> Interval:
    if told.estimate is None:
        return Interval.NONE
    if told.formula is Formula.SCORE:
        return Interval.STUDENT
    exact = whole and told.of is None and told.formula is not Formula.UNMET
    return Interval.EXACT if exact else Interval.WILSON
