"""The only door from answers to figures: groups of at least k people with tallies (DR-05)."""

from surveys.blocks.building import Edition, build, in_groups, published, waiting
from surveys.blocks.coding import Coded
from surveys.blocks.columns import Block, Table, tables_of
from surveys.blocks.document import from_document, to_document
from surveys.blocks.filling import coded
from surveys.blocks.heads import GENDER, MEMBER
from surveys.blocks.partition import POOLED
from surveys.blocks.release import FLOOR, Place, Release, Rule, SetAside, together
from surveys.blocks.tallies import UNMET

__all__ = [
    "FLOOR",
    "GENDER",
    "MEMBER",
    "POOLED",
    "UNMET",
    "Block",
    "Coded",
    "Edition",
    "Place",
    "Release",
    "Rule",
    "SetAside",
    "Table",
    "build",
    "coded",
    "from_document",
    "in_groups",
    "published",
    "tables_of",
    "to_document",
    "together",
    "waiting",
]
