"""The only door from answers to figures: groups of at least k people with tallies (DR-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Required, TypedDict, Unpack

from surveys.answers import Submission
from surveys.model import Survey

FLOOR = 5  # people in the smallest block any campaign may ask for; raised freely, never lowered
POOLED = "*"  # the value of a coordinate that a block does not tell


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
class Block:
    """A group of n people: what they share (`where`) and how many gave each answer.

    `partition` is "main", "sensitive" or "pairs". Tallies by question:
    one answer "P06" -> {"co": 12, "": asked but unanswered}; several answers
    "S01" -> {code: persons, "#": persons who answered, "": …}; matrix "S05.dat" -> {"1": …};
    text "Z01" -> {"#": persons who wrote, "": …}; pair "I01*I02.n05" -> {"y3:2": picked three
    needs with n05 among them and rated it 2, "n3:4": did not pick it but rated it 4, "y3:": …}.
    """

    partition: str
    where: Mapping[str, str]
    n: int
    tallies: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Release:
    """What a campaign publishes, never changed afterwards; `pending` people wait for more."""

    number: int
    made_on: date
    rule: Rule
    frame: tuple[Place, ...]
    blocks: tuple[Block, ...]
    pending: int
    previous: str
    checksum: str

    @property
    def answered(self) -> int:
        """People who answered, those still waiting included."""
        return sum(b.n for b in self.blocks if b.partition == "main") + self.pending


class Edition(TypedDict, total=False):
    """When a release is made and what came before: build(…, number=2, made_on=…, earlier=(r1,))."""

    number: int
    made_on: Required[date]
    earlier: tuple[Release, ...]


def build(
    survey: Survey,
    rule: Rule,
    frame: Iterable[Place],
    submissions: Iterable[Submission],
    **edition: Unpack[Edition],
) -> Release:
    """The release of these submissions, of which none is in a block of an earlier release."""
    raise NotImplementedError


def to_document(release: Release) -> dict[str, Any]:
    """The release as plain JSON values."""
    raise NotImplementedError


def from_document(document: Mapping[str, Any]) -> Release:
    """The release that `to_document` wrote; ValueError when the checksum does not fit."""
    raise NotImplementedError
