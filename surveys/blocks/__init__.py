"""The only door from answers to figures: groups of at least k people with tallies (DR-05)."""

from surveys.blocks.building import Edition, build, waiting
from surveys.blocks.document import from_document, to_document
from surveys.blocks.heads import GENDER, MEMBER
from surveys.blocks.partition import POOLED
from surveys.blocks.release import FLOOR, Block, Place, Release, Rule, SetAside, together
from surveys.blocks.tallies import UNMET

__all__ = [
    "FLOOR",
    "GENDER",
    "MEMBER",
    "POOLED",
    "UNMET",
    "Block",
    "Edition",
    "Place",
    "Release",
    "Rule",
    "SetAside",
    "build",
    "from_document",
    "to_document",
    "together",
    "waiting",
]
