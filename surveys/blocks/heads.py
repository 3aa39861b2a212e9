"""How many people a group can have at most, as the register knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveys.blocks.partition import POOLED, IsSmall, Where
from surveys.blocks.release import Place

UNIT_TYPE, UNIT = "unit_type", "unit"
GENDER, MEMBER = "P02", "P06"


def small(frame: tuple[Place, ...], coordinates: tuple[str, ...], k: int) -> IsSmall:
    """The question whether a group has fewer than k heads, so that no block may be made of it."""

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
    return place.type == known.get(UNIT_TYPE, place.type) and place.code == known.get(
        UNIT, place.code
    )


def _of(value: str | None, heads: Mapping[str, int]) -> Iterable[int]:
    return () if value is None or value not in heads else (heads[value],)
