"""What is known of the organisation through time: levels, links, former names, events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.organisation.unit import CLUSTER, Unit

RENAMED, MOVED, MERGED, SPLIT, ENDED = EVENT_KINDS = (
    "doi_ten",
    "chuyen",
    "nhap",
    "tach",
    "ket_thuc",
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the organisation: its name by language, its `rank` (small is high up), whether
    its units are workplaces, and the days between which there is such a level."""

    key: str
    names: Mapping[str, str]
    rank: int
    workplace: bool
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A unit (by code) under another one between two days, both included."""

    child: str
    parent: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def slot(self) -> str:
        """Links of one slot exclude each other: one body manages a unit or is in charge of it;
        a cluster is a second belonging."""
        return CLUSTER if self.kind == CLUSTER else ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and abbreviation a unit bore until `valid_to`; its present one stands in the unit."""

    unit: str
    name: str
    abbreviation: str
    valid_from: date | None
    valid_to: date


@dataclass(frozen=True, slots=True)
class Event:
    """Something that befell units (by code): from `day` on, `sources` are what `targets` say."""

    day: date
    kind: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    document: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything known, on every day."""

    levels: tuple[Level, ...] = ()
    units: tuple[Unit, ...] = ()
    links: tuple[Link, ...] = ()
    names: tuple[Name, ...] = ()
    events: tuple[Event, ...] = ()

    def unit(self, code: str) -> Unit | None:
        """The unit with this code."""
        return next((unit for unit in self.units if unit.code == code), None)

    def level(self, key: str) -> Level | None:
        """The level with this key."""
        return next((level for level in self.levels if level.key == key), None)

    @property
    def bodies(self) -> tuple[Unit, ...]:
        """The units that are no workplaces."""
        workplaces = {level.key for level in self.levels if level.workplace}
        return tuple(unit for unit in self.units if unit.level not in workplaces)
