"""How many people a group can have at most, as the register knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.blocks.partition import POOLED, Crowd, Guard, Where
from surveys.blocks.release import Place

UNIT_TYPE, UNIT = "unit_type", "unit"
GENDER, MEMBER = "P02", "P06"


@dataclass(frozen=True, slots=True)
class _Heads:
    """Workers, members and, where all are counted, women of some units."""

    workers: int
    members: int
    women: int | None


def guard(
    frame: tuple[Place, ...], coordinates: tuple[str, ...], k: int, units: Sequence[str]
) -> Guard:
    """The guard of a partition. `units` names the unit each form came from."""
    places = sum(coordinate in (UNIT_TYPE, UNIT) for coordinate in coordinates)
    return Guard(k, places, _small(frame, coordinates, k), _counter(frame, units))


def _small(
    frame: tuple[Place, ...], coordinates: tuple[str, ...], k: int
) -> Callable[[Where], bool]:
    heads = {key: _sum(places) for key, places in _by_place(frame).items()}
    nobody = _sum(())

    def is_small(where: Where) -> bool:
        known = {c: v for c, v in zip(coordinates, where, strict=False) if v != POOLED}
        key = known.get(UNIT_TYPE, POOLED), known.get(UNIT, POOLED)
        return any(bound < k for bound in _bounds(heads.get(key, nobody), known))

    return is_small


def _by_place(frame: tuple[Place, ...]) -> Mapping[tuple[str, str], list[Place]]:
    """The units that each type and unit stands for, either of which may not be told."""
    found: dict[tuple[str, str], list[Place]] = {}
    for place in frame:
        for unit_type in (place.type, POOLED):
            for unit in (place.code, POOLED):
                found.setdefault((unit_type, unit), []).append(place)
    return found


def _sum(places: Sequence[Place]) -> _Heads:
    women = [place.women for place in places if place.women is not None]
    return _Heads(
        sum(place.workers for place in places),
        sum(place.members for place in places),
        sum(women) if len(women) == len(places) else None,
    )


def _bounds(heads: _Heads, known: Mapping[str, str]) -> Iterable[int]:
    """Headcounts the group lies within, as far as the register has them."""
    workers, members, women = heads.workers, heads.members, heads.women
    yield workers
    yield from _of(known.get(MEMBER), {"co": members, "khong": workers - members})
    if women is not None:
        yield from _of(known.get(GENDER), {"nu": women, "nam": workers - women})


def _of(value: str | None, heads: Mapping[str, int]) -> Iterable[int]:
    return () if value is None or value not in heads else (heads[value],)


def _counter(frame: tuple[Place, ...], units: Sequence[str]) -> Callable[[Sequence[Crowd]], int]:
    """Forms, but from a unit no more than its heads: a padded unit makes no group look larger."""
    heads = {place.code: place.workers for place in frame}
    padded = {unit for unit, forms in Counter(units).items() if forms > heads[unit]}
    told = [unit if unit in padded else "" for unit in units] if padded else []
    known: dict[int, tuple[Crowd, Mapping[str, int]]] = {}  # by identity: crowds are long

    def inside(crowd: Crowd) -> Mapping[str, int]:
        found = known.get(id(crowd))
        if found is None:
            some = [unit for p in crowd.people if (unit := told[p])]
            found = known[id(crowd)] = crowd, Counter(some) if some else {}
        return found[1]

    def count(crowds: Sequence[Crowd]) -> int:
        forms = sum(len(crowd.people) for crowd in crowds)
        if not padded:
            return forms
        here: dict[str, int] = {}  # plain ones, for there are hundreds of thousands
        for crowd in crowds:
            for unit, people in inside(crowd).items():
                here[unit] = here.get(unit, 0) + people
        return forms - sum(max(0, forms - heads[unit]) for unit, forms in here.items())

    return count
