"""How many people a group can have at most, as the register knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from surveys.blocks.partition import POOLED, Crowd, Guard, Where
from surveys.blocks.release import Place

UNIT_TYPE, UNIT = "unit_type", "unit"
GENDER, MEMBER = "P02", "P06"


def guard(
    frame: tuple[Place, ...], coordinates: tuple[str, ...], k: int, units: Sequence[str]
) -> Guard:
    """The guard of a partition. `units` names the unit each form came from."""
    places = sum(coordinate in (UNIT_TYPE, UNIT) for coordinate in coordinates)
    return Guard(k, places, _small(frame, coordinates, k), _counter(frame, units))


def _small(
    frame: tuple[Place, ...], coordinates: tuple[str, ...], k: int
) -> Callable[[Where], bool]:
    def is_small(where: Where) -> bool:
        known = {c: v for c, v in zip(coordinates, where, strict=False) if v != POOLED}
        return any(heads < k for heads in _bounds(frame, known))

    return is_small


def _bounds(frame: tuple[Place, ...], known: Mapping[str, str]) -> Iterable[int]:
    """Headcounts the group lies within, as far as the register has them."""
    places = [place for place in frame if _lies_in(place, known)]
    workers = sum(place.workers for place in places)
    members = sum(place.members for place in places)
    yield workers
    yield from _of(known.get(MEMBER), {"co": members, "khong": workers - members})
    women = [place.women for place in places if place.women is not None]
    if len(women) == len(places):
        yield from _of(known.get(GENDER), {"nu": sum(women), "nam": workers - sum(women)})


def _lies_in(place: Place, known: Mapping[str, str]) -> bool:
    unit_type, unit = known.get(UNIT_TYPE, place.type), known.get(UNIT, place.code)
    return (place.type, place.code) == (unit_type, unit)


def _of(value: str | None, heads: Mapping[str, int]) -> Iterable[int]:
    return () if value is None or value not in heads else (heads[value],)


def _counter(frame: tuple[Place, ...], units: Sequence[str]) -> Callable[[Sequence[Crowd]], int]:
    """Forms, but from a unit no more than its heads: a padded unit makes no group look larger."""
    heads = {place.code: place.workers for place in frame}
    padded = {unit for unit, forms in Counter(units).items() if forms > heads[unit]}

    def count(crowds: Sequence[Crowd]) -> int:
        forms = sum(len(crowd.people) for crowd in crowds)
        if not padded:
            return forms
        here = Counter(units[p] for crowd in crowds for p in crowd.people if units[p] in padded)
        return forms - sum(max(0, forms - heads[unit]) for unit, forms in here.items())

    return count
