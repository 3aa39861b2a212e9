"""Weights of blocks that agree with the register: units, gender and membership (DR-05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.blocks import GENDER, MEMBER, POOLED
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
from surveys.statistics.known import shares_known
from surveys.statistics.sample import Array, Indices, grouped
from surveys.statistics.strata import Stratum

CODES = {GENDER: ("nu", "nam"), MEMBER: ("co", "khong")}  # the first is what the register counts
MARGINS = tuple(CODES)  # the coordinates that are calibrated
_UNTOLD = 2  # the category of people whose block, or whose unit's register, does not tell
_ROUNDING = 1e-9  # beside all heads


@dataclass(frozen=True, slots=True)
class Calibration:
    """What people of each row weigh. `unexplained` turns mean deviations by row into what the
    margins do not explain, None where only the headcounts weigh. `left_out` are coordinates the
    blocks tell and the register knows, but that cannot be met within the bounds."""

    weight: Array
    unexplained: Unexplained | None
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Rows of people alike in all that is calibrated: their place in the strata, how many they
    are, by coordinate the value they share (`where`, "*" where pooled) and how many of them gave
    each of its two answers (`said`: rows, CODES; zeros where the question is not tallied)."""

    stratum: Indices
    n: Array
    where: Mapping[str, NDArray[np.str_]]
    said: Mapping[str, Array]


def calibrated(strata: Sequence[Stratum], people: People) -> Calibration:
    """The weights of people of these strata. A single unit is not weighted; otherwise heads by
    stratum are met, and gender and membership as far as can be."""
    stratum, n = people.stratum, people.n
    heads = np.array([s.heads for s in strata])
    answered = np.bincount(stratum, weights=n, minlength=len(strata))
    base = (heads / np.maximum(answered, 1))[stratum]
    if not strata or (len(strata) == 1 and strata[0].unit != POOLED):
        return Calibration(base, None, ())
    told = {
        name: margin
        for name in CODES
        if name in people.where and (margin := _margin(name, strata, people, base)) is not None
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


def _margin(name: str, strata: Sequence[Stratum], people: People, base: Array) -> Margin | None:
    """The margin of a coordinate; None where no block tells it of people the register knows.
    People who are not told keep their weighted total (statistics.md 2.3). Those who are told make
    up what the register counts beside the people of the same strata who are not told: of them
    the tallies of their blocks say who is what, and who did not say is like the stratum."""
    stratum, mass = people.stratum, people.n * base
    told = np.column_stack([people.where[name] == code for code in CODES[name]])
    is_told = np.isin(people.where[name], CODES[name])
    said = np.where(is_told[:, None], told * people.n[:, None], people.said[name])
    share = shares_known(name, strata, grouped(stratum, said, len(strata)) > 0)
    is_known: NDArray[np.bool_] = ~np.isnan(share)
    category = np.where(is_told & is_known[stratum], told.argmax(axis=1), _UNTOLD)
    total = np.bincount(category, weights=mass, minlength=_UNTOLD + 1)
    inside = total[:_UNTOLD].sum()
    if not inside:
        return None
    silent = np.maximum(people.n - said.sum(axis=1), 0) * np.nan_to_num(share)[stratum]
    untold = float(base @ ((said[:, 0] + silent) * (~is_told & is_known[stratum])))
    some = sum(one * s.heads for one, s in zip(share, strata, strict=True) if one >= 0) - untold
    heads = np.array([some, inside - some, total[_UNTOLD]])
    return Margin(category, np.where(np.abs(heads) <= _ROUNDING * total.sum(), 0.0, heads))


def _is_thin(margin: Margin, n: Array) -> bool:
    """Whether too few answered in a category that has heads, too many in one that has none, or
    the people who are not told outnumber the register."""
    people = np.bincount(margin.category, weights=n, minlength=_UNTOLD + 1)[:_UNTOLD]
    heads = margin.heads[:_UNTOLD]
    few = (people < LEAST_IN_CATEGORY) | (heads < 0)
    return bool(np.where(heads == 0, people > 0, few).any())


def _worst(problem: CalibrationError, names: Sequence[str]) -> str:
    """The coordinate that cannot be met; the finest where it is the units' own heads."""
    if isinstance(problem, EmptyCategory | NotConverged) and problem.margin:
        return names[problem.margin - 1]
    return names[-1]
