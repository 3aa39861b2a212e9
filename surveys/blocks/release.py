"""What a campaign publishes: the rule fixed before it opened, the frame, the blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

FLOOR = 5  # people in the smallest block any campaign may ask for; raised freely, never lowered
MAIN, SENSITIVE, PAIRS = "main", "sensitive", "pairs"  # the partitions; each coarser than main
WORDS = "words"  # themes of own words, by type of unit (surveys.words)


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
class Block:
    """A group of n people: what they share (`where`) and how many gave each answer.

    `partition` is "main", "sensitive" or "pairs". Tallies by question, zeros left out:
    one answer "P06" -> {"co": 12, "": asked but unanswered}; several answers
    "S01" -> {code: persons, "#": persons who answered, "": …}; ranking "D03" the same with
    "luong:1" for first places; matrix "S05.dat" -> {"1": …}; text "Z01" -> {"#": persons who
    wrote, "": …}; pair "I01*I02.n05" -> {"y3:2": picked three needs with n05 among them and
    rated it 2, "n3:4": did not pick it but rated it 4, "y3:": picked it, did not rate it, …}; two
    rows at once "I01*I02.n05+n07" -> {"uu": picked both and finds both unmet, "um": … and did
    not rate the second, "mu", "mm"}.
    """

    partition: str
    where: Mapping[str, str]
    n: int
    tallies: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Release:
    """What a campaign publishes, never changed afterwards; `pending` people wait for more.
    `previous` is the checksum of the release before, so that none can be exchanged unseen. `themed`
    questions have blocks of themes instead of own words; they are published apart and later."""

    number: int
    made_on: date
    rule: Rule
    frame: tuple[Place, ...]
    blocks: tuple[Block, ...]
    pending: int
    previous: str
    checksum: str
    set_aside: tuple[SetAside, ...] = ()
    themed: frozenset[str] = frozenset()

    @property
    def answered(self) -> int:
        """People who answered, those still waiting included."""
        return sum(b.n for b in self.blocks if b.partition == MAIN) + self.pending


def together(releases: tuple[Release, ...]) -> Release:
    """All blocks of a campaign so far, for figures; frame and rule are those of the last."""
    blocks = tuple(block for release in releases for block in release.blocks)
    return replace(releases[-1], blocks=blocks)
