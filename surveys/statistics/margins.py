"""Weights of blocks that agree with the register: units, gender and membership (DR-05)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.blocks import GENDER, MEMBER, POOLED, Place
from surveys.campaigns import OUTSIDE
from surveys.statistics.calibration import (
    LEAST_IN_CATEGORY,
    CalibrationError,
    EmptyCategory,
    Margin,
    NotConverged,
    Unexplained,
    rake,
    residuals,
)
from surveys.statistics.sample import Array, Indices
from surveys.statistics.strata import Stratum

_CODES = {GENDER: ("nu", "nam"), MEMBER: ("co", "khong")}  # the first is what the register counts
MARGINS = tuple(_CODES)  # the coordinates that are calibrated
_UNTOLD = 2  # the category of people whose block, or whose unit's register, does not tell


@dataclass(frozen=True, slots=True)
class Calibration:
    """What people of each row weigh. `unexplained` turns mean deviations by row into what the
    margins do not explain, None where only the headcounts weigh. `left_out` are coordinates the
    blocks tell and the register knows, but that cannot be met within the bounds."""

    weight: Array
    unexplained: Unexplained | None
    left_out: tuple[str, ...]


def calibrated(
    strata: Sequence[Stratum],
    stratum: Indices,
    where: Mapping[str, NDArray[np.str_]],
    n: Array,
) -> Calibration:
    """The weights of people in rows of one `stratum` and `where`, `n` of them. A single unit is
    not weighted; otherwise heads by stratum are met, and gender and membership as far as can
    be."""
    heads = np.array([s.heads for s in strata])
    answered = np.bincount(stratum, weights=n, minlength=len(strata))
    base = (heads / np.maximum(answered, 1))[stratum]
    if not strata or (len(strata) == 1 and strata[0].unit != POOLED):
        return Calibration(base, None, ())
    told = {
        name: margin
        for name in _CODES
        if name in where
        and (margin := _margin(name, strata, where[name], _Base(stratum, n * base))) is not None
    }
    left_out = [name for name, margin in told.items() if _is_thin(margin, n)]
    kept = {name: margin for name, margin in told.items() if name not in left_out}
    own = Margin(stratum, heads)
    while kept:
        margins = [own, *kept.values()]
        try:
            weight = rake(n, base, margins)
        except CalibrationError as problem:
            left_out.append(worst := _worst(problem, list(kept)))
            del kept[worst]
        else:
            return Calibration(weight, residuals(n, base, margins), tuple(left_out))
    return Calibration(base, None, tuple(left_out))


@dataclass(frozen=True, slots=True)
class _Base:
    """The stratum of each block, and the people it stands for before raking."""

    stratum: Indices
    mass: Array


def _margin(
    name: str, strata: Sequence[Stratum], value: NDArray[np.str_], base: _Base
) -> Margin | None:
    """The margin of a coordinate; None where no block tells it of people the register knows.
    People who are not told keep their weighted total (statistics.md 2.3)."""
    known = [list(_register(name, s.places)) for s in strata]
    is_known = np.array([len(k) == len(s.places) > 0 for k, s in zip(known, strata, strict=True)])
    category = np.full(len(value), _UNTOLD)
    for number, code in enumerate(_CODES[name]):
        category[(value == code) & is_known[base.stratum]] = number
    mass = np.bincount(category, weights=base.mass, minlength=_UNTOLD + 1)
    counted = [pair for k, yes in zip(known, is_known, strict=True) if yes for pair in k]
    workers = sum(heads for _, heads in counted)
    if not workers or mass[_UNTOLD] == mass.sum():
        return None
    share = sum(some for some, _ in counted) / workers
    inside = mass[:_UNTOLD].sum()
    return Margin(category, np.array([share * inside, (1 - share) * inside, mass[_UNTOLD]]))


def _register(name: str, places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """How many women or members, of how many workers, in the units of which that is known."""
    for place in places:
        some = place.women if name == GENDER else place.members
        if some is not None and 0 <= some <= place.workers and place.type != OUTSIDE:
            yield some, place.workers


def _is_thin(margin: Margin, n: Array) -> bool:
    """Whether too few answered in a category that has heads, or too many in one that has none."""
    people = np.bincount(margin.category, weights=n, minlength=_UNTOLD + 1)[:_UNTOLD]
    empty = margin.heads[:_UNTOLD] <= 0
    return bool(((people < LEAST_IN_CATEGORY) & ~empty).any() or (people[empty] > 0).any())


def _worst(problem: CalibrationError, names: Sequence[str]) -> str:
    """The coordinate that cannot be met; the finest where it is the units' own heads."""
    if isinstance(problem, EmptyCategory | NotConverged) and problem.margin:
        return names[problem.margin - 1]
    return names[-1]
