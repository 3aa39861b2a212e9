"""Which blocks a selection takes, with the headcounts they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from surveys.blocks import POOLED, Place, Release, Table


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter that takes whole blocks; empty means all. `pools` are unit types whose pooled rest
    is taken with the units, because every unit of the type is among them."""

    unit_types: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    pools: frozenset[str] = frozenset()


EVERYTHING = Selection()
_KEPT = 256  # selections of which is kept what they take
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Stratum:
    """Blocks that share a weight: a unit, the pooled rest of a type, or the pooled rest of all.
    `heads` are the workers they stand for, in the units `places`; `n` people answered; `rows` are
    the places of the blocks in the table of the partition."""

    unit_type: str
    unit: str
    heads: float
    n: int
    rows: tuple[int, ...]
    places: tuple[Place, ...]

    @property
    def is_crowded(self) -> bool:
        """Whether more answered than work there."""
        return self.n > self.heads * (1 + _ROUNDING)


@lru_cache(maxsize=_KEPT)
def strata(
    release: Release, partition: str, selection: Selection = EVERYTHING
) -> tuple[Stratum, ...]:
    """The strata of a selection in one partition.

    A pool stands for the heads of its type (or of all) that are not published on their own.
    """
    return tuple(s for s in _all_strata(release, partition) if takes(selection, s))


def takes(selection: Selection, item: Stratum | Place) -> bool:
    """Whether the selection takes a stratum or a unit of the frame."""
    unit, unit_type = (
        (item.unit, item.unit_type) if isinstance(item, Stratum) else (item.code, item.type)
    )
    is_whole_pool = unit == POOLED and unit_type in selection.pools
    return (not selection.units or unit in selection.units or is_whole_pool) and (
        not selection.unit_types or unit_type in selection.unit_types
    )


def standing(found: Iterable[Stratum]) -> frozenset[str]:
    """The units that these strata stand for."""
    return frozenset(place.code for stratum in found for place in stratum.places)


@lru_cache(maxsize=_KEPT)
def workers(release: Release, selection: Selection = EVERYTHING) -> int:
    """Heads of the selected units, answered or not."""
    return sum(place.workers for place in release.frame if takes(selection, place))


def answered(release: Release, selection: Selection = EVERYTHING) -> int:
    """People of the selection who answered; those who wait belong to no selection but all."""
    if selection == EVERYTHING:
        return release.answered
    return sum(stratum.n for stratum in strata(release, "main", selection))


@lru_cache(maxsize=_KEPT)
def crowded(release: Release, selection: Selection = EVERYTHING) -> tuple[Place, ...]:
    """Selected units with more answers than heads: an error to look into, never clipped."""
    found = {s.unit: s.n for s in strata(release, "main", selection)}
    return tuple(place for place in release.frame if found.get(place.code, 0) > place.workers)


def all_crowded(release: Release, partition: str, selection: Selection = EVERYTHING) -> bool:
    """Whether all that is taken has more answers than heads, so that nothing can be told of it."""
    taken = strata(release, partition, selection)
    return bool(taken) and all(stratum.is_crowded for stratum in taken)


@lru_cache(maxsize=_KEPT)
def uncovered(
    release: Release, partition: str, selection: Selection = EVERYTHING
) -> tuple[Place, ...]:
    """Selected units that no block stands for."""
    covered = _all_strata(release, partition)
    pools = {s.unit_type for s in covered if s.unit == POOLED}
    units = {s.unit for s in covered}
    return tuple(
        place
        for place in release.frame
        if takes(selection, place) and place.code not in units and not {place.type, POOLED} & pools
    )


@lru_cache(maxsize=_KEPT)
def _all_strata(release: Release, partition: str) -> tuple[Stratum, ...]:
    places = {place.code: place for place in release.frame}
    table = release.table(partition)
    if table is None:
        return ()
    found = _by_stratum(table, places)
    rest = _the_rest(release, {unit for _, unit in found})
    n = table.n.tolist()
    counted = []
    for (unit_type, unit), rows in sorted(found.items(), key=lambda item: item[0]):
        behind = [places[unit]] if unit in places else rest.get(unit_type)
        if behind is None:
            behind = [p for t, own in rest.items() if (t, POOLED) not in found for p in own]
        heads = float(sum(place.workers for place in behind))
        people = sum(n[row] for row in rows)
        counted.append(Stratum(unit_type, unit, heads, people, rows, tuple(behind)))
    return tuple(_with_heads_of_pools(counted))


def _by_stratum(
    table: Table, places: Mapping[str, Place]
) -> dict[tuple[str, str], tuple[int, ...]]:
    """The places of the blocks by type and unit."""
    number = np.zeros(len(table.n), dtype=np.int64)
    for name in ("unit", "unit_type"):
        if name in table.coordinates:
            known, own = table.numbers(name)
            number = number * len(known) + own
    order = np.argsort(number, kind="stable")
    starts = np.flatnonzero(np.diff(number[order], prepend=-1))
    units, types = (table.told(name, "")[order[starts]].tolist() for name in ("unit", "unit_type"))
    rows, ends = order.tolist(), [*starts[1:].tolist(), len(order)]
    found = {}
    for unit, unit_type, start, end in zip(units, types, starts.tolist(), ends, strict=True):
        own_type = places[unit].type if unit in places else POOLED
        found[unit_type or own_type, unit or POOLED] = tuple(rows[start:end])
    return found


def _the_rest(release: Release, published: set[str]) -> dict[str, list[Place]]:
    """By type, the units that are not published on their own."""
    rest: dict[str, list[Place]] = {place.type: [] for place in release.frame}
    for place in release.frame:
        if place.code not in published:
            rest[place.type].append(place)
    return rest


def _with_heads_of_pools(strata: list[Stratum]) -> list[Stratum]:
    """A pool with fewer heads than answers holds people who moved up from units published on
    their own: it takes the heads they bring along from its type (or from all)."""
    for pool in [s for s in strata if s.unit == POOLED and s.heads < s.n]:
        strata = _shared(pool, strata)
    return strata


def _shared(pool: Stratum, strata: list[Stratum]) -> list[Stratum]:
    group = [s for s in strata if pool.unit_type in (POOLED, s.unit_type)]
    others = sum(s.heads for s in group if s is not pool)
    if not others:
        return strata
    total = others + pool.heads
    own = total * pool.n / sum(s.n for s in group)
    kept = (total - own) / others
    inside = {id(s) for s in group}
    return [
        replace(s, heads=own)
        if s is pool
        else replace(s, heads=s.heads * kept)
        if id(s) in inside
        else s
        for s in strata
    ]
