"""What share of the workers of each stratum are women, or members, by the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from surveys.blocks import GENDER, POOLED, Place
from surveys.campaigns import OUTSIDE
from surveys.statistics.sample import Array
from surveys.statistics.strata import Stratum

_ROUNDING = 1e-9


def shares_known(name: str, strata: Sequence[Stratum], answered: NDArray[np.bool_]) -> Array:
    """By stratum; nan where the register does not know, where answers contradict it, or where
    blocks do not hold all kinds of people it counts. Which kinds answered is `answered` (strata,
    2). A kind with heads of which a unit has no answer may have moved up into a pool: then its
    share is known only where that pool is there too, and the register knows every unit behind."""
    counted = [list(_register(name, s.places)) for s in strata]
    share = np.array([_share(own) for own in counted])
    is_wrong = answered & _nobody(share)
    complete = [len(own) == len(s.places) for own, s in zip(counted, strata, strict=True)]
    is_known = np.array(complete, dtype=np.bool_) & ~(is_wrong[:, 0] | is_wrong[:, 1])
    share[~is_known] = np.nan
    whole: set[str] = set()  # types all of whose people are told or tallied
    for place, pool in enumerate(strata):
        if pool.unit == POOLED:
            group = [i for i, s in enumerate(strata) if pool.unit_type in (POOLED, s.unit_type)]
            if not is_known[group].all():
                share[place] = np.nan
                continue
            whole.add(pool.unit_type)
            if pool.heads > sum(p.workers for p in pool.places) + _ROUNDING:  # some moved up
                share[place] = _share([pair for i in group for pair in counted[i]])
    is_whole = np.array([not {s.unit_type, POOLED}.isdisjoint(whole) for s in strata])
    share[(~answered & ~_nobody(share)).any(axis=1) & ~is_whole] = np.nan
    return share


def _nobody(share: Array) -> NDArray[np.bool_]:
    """By stratum, whether the register has nobody of either kind."""
    found: NDArray[np.bool_] = np.column_stack([share, 1 - share]) <= 0
    return found


def _share(counted: Sequence[tuple[int, int]]) -> float:
    workers = sum(heads for _, heads in counted)
    return sum(some for some, _ in counted) / workers if workers else np.nan


def _register(name: str, places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """How many women or members, of how many workers, in the units of which that is known."""
    for place in places:
        some = place.women if name == GENDER else place.members
        if some is not None and 0 <= some <= place.workers and place.type != OUTSIDE:
            yield some, place.workers
