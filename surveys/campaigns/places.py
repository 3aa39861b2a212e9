"""Where a campaign asks: units by what they are, small units together, people outside of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

OUTSIDE = "ngoai"  # the type of the place of an open code: no unit, counted apart
MIXED = "nhieu_loai"  # the type of a place that gathers units of several types
SIZES = ((0, 9), (10, 24), (25, 99), (100, 299), (300, None))  # workers; 25 is the plan's bound


class Workplace(Protocol):
    """What a filter asks of a unit (surveys.organisation.Unit)."""

    @property
    def code(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def sector(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def cluster(self) -> str: ...
    @property
    def workers(self) -> int: ...
    @property
    def has_union(self) -> bool: ...


W = TypeVar("W", bound=Workplace)


@dataclass(frozen=True, slots=True)
class Filter:
    """What units must be; an empty field lets everything through. `union` is "co", "khong" or
    nothing; sizes are positions in SIZES."""

    types: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    union: str = ""


@dataclass(frozen=True, slots=True)
class Gathering(Generic[W]):
    """Small units that share one code; `name` is the cluster's, "" for those of several."""

    name: str
    units: tuple[W, ...]

    @property
    def workers(self) -> int:
        """All heads together."""
        return sum(unit.workers for unit in self.units)


VALUE: Mapping[str, Callable[[Workplace], str]] = {  # what each field of a filter looks at
    "types": lambda unit: unit.type,
    "sectors": lambda unit: unit.sector,
    "clusters": lambda unit: unit.cluster,
    "places": lambda unit: unit.place,
    "sizes": lambda unit: str(size_of(unit.workers)),
}


def size_of(workers: int) -> int:
    """The position of a headcount in SIZES."""
    return max(place for place, (least, _) in enumerate(SIZES) if workers >= least)


def passing(units: Iterable[W], wanted: Filter) -> tuple[W, ...]:
    """The units that the filter lets through."""
    return tuple(unit for unit in units if _passes(unit, wanted))


def offered(units: Sequence[Workplace], field: str) -> dict[str, int]:
    """The values of a field that units have, with how many have each."""
    found: dict[str, int] = {}
    for value in filter(None, map(VALUE[field], units)):
        found[value] = found.get(value, 0) + 1
    return found


def gathered(units: Iterable[W], k: int) -> tuple[tuple[W, ...], tuple[Gathering[W], ...]]:
    """Units that keep a code of their own, and those with fewer than k workers put together by
    cluster: their answers are never stored by unit (DR-05, DR-12). Clusters still below k join
    each other; a unit with nobody to join keeps its code, and waits for others at the release."""
    own = [unit for unit in units if unit.workers >= k]
    small = [unit for unit in units if unit.workers < k]
    clusters: dict[str, list[W]] = {}
    for unit in small:
        clusters.setdefault(unit.cluster or unit.place, []).append(unit)
    rest = [units for units in clusters.values() if _heads(units) < k]
    groups = [
        Gathering(name, tuple(units)) for name, units in clusters.items() if _heads(units) >= k
    ]
    left = [unit for units in rest for unit in units]
    if left and _heads(left) < k and groups:
        smallest = min(groups, key=lambda group: group.workers)
        groups.remove(smallest)
        left = [*smallest.units, *left]
    if len(left) == 1:
        return (*own, *left), tuple(groups)
    return tuple(own), (*groups, *([Gathering(_name(left), tuple(left))] if left else []))


def type_of(units: Iterable[Workplace]) -> str:
    """The type that all of them have, or that they have several."""
    types = {unit.type for unit in units}
    return types.pop() if len(types) == 1 else MIXED


def _heads(units: Iterable[Workplace]) -> int:
    return sum(unit.workers for unit in units)


def _name(units: Iterable[Workplace]) -> str:
    names = {unit.cluster or unit.place for unit in units}
    return names.pop() if len(names) == 1 else ""


def _passes(unit: Workplace, wanted: Filter) -> bool:
    if wanted.union and unit.has_union is not (wanted.union == "co"):
        return False
    asked = ((field, getattr(wanted, field)) for field in VALUE)
    return all(not values or VALUE[field](unit) in values for field, values in asked)
