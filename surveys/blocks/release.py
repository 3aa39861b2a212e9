"""What a campaign publishes: the rule fixed before it opened, the frame, the blocks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from surveys.blocks.columns import Block, Table, joined

FLOOR = 5  # people in the smallest block any campaign may ask for; raised freely, never lowered
OF_PLACES = ("unit_type", "unit")  # the coordinates that say where people work
MAIN, SENSITIVE, PAIRS = "main", "sensitive", "pairs"  # the partitions; each coarser than main
WORDS = "words"  # how the partitions of themes begin: one for each question (surveys.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """How a campaign publishes, fixed before it opens. `coordinates` go from coarse to fine:
    "unit_type", "unit" or the id of a profile question. ValueError when k is below the floor."""

    k: int
    coordinates: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = (("I01", "I02"),)

    def __post_init__(self) -> None:
        if self.k < FLOOR:
            raise ValueError(f"k = {self.k} is below the floor of {FLOOR}")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the campaign as it stood at the release. Persons; `women` may be unknown."""

    code: str
    name: str
    type: str
    workers: int
    women: int | None
    members: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """How many forms of the campaign a rule set aside before the release
    (surveys.blocks.intake)."""

    rule: str
    threshold: int
    count: int


@dataclass(frozen=True, slots=True)
class Release:
    """What a campaign publishes, never changed afterwards: a table of blocks for each partition.
    `pending` people wait for more. `previous` is the checksum of the release before, so that none
    can be exchanged unseen. `themed` questions have themes in the place of own words, which are
    published later and apart, each on a partition of its own."""

    number: int
    made_on: date
    rule: Rule
    frame: tuple[Place, ...]
    tables: tuple[Table, ...]
    pending: int
    previous: str
    checksum: str
    set_aside: tuple[SetAside, ...] = ()
    themed: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash(self.checksum)

    def table(self, partition: str) -> Table | None:
        """The blocks of a partition; None where it has none."""
        return next((table for table in self.tables if table.partition == partition), None)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, to look at one by one; figures read the tables."""
        return tuple(block for table in self.tables for block in table.blocks())

    @property
    def is_empty(self) -> bool:
        """Whether too few answered to make one group."""
        return not self.tables

    @property
    def answered(self) -> int:
        """People who answered, those still waiting included."""
        main = self.table(MAIN)
        return (int(main.n.sum()) if main else 0) + self.pending


def together(releases: tuple[Release, ...]) -> Release:
    """All blocks of a campaign so far, for figures; frame and rule are those of the last."""
    if len(releases) == 1:
        return releases[0]
    parts = dict.fromkeys(table.partition for release in releases for table in release.tables)
    tables = tuple(joined([t for r in releases if (t := r.table(part))]) for part in parts)
    told = "|".join(release.checksum for release in releases)
    return replace(releases[-1], tables=tables, checksum=hashlib.sha256(told.encode()).hexdigest())
