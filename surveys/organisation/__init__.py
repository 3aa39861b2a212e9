"""The organisation: units of every level, where they belong, and what befalls them in time."""

from surveys.organisation.changes import Changes, Pair, Refusal, circles, entered, reversed_
from surveys.organisation.events import Wish, after, planned
from surveys.organisation.letterhead import Letterhead
from surveys.organisation.lineage import became, carried
from surveys.organisation.records import EVENT_KINDS, Event, Level, Link, Name, Organisation
from surveys.organisation.tree import Sum, Tree, ancestors, in_order, sums, tree_on, under
from surveys.organisation.unit import (
    CLUSTER,
    ENTERPRISES,
    LINK_KINDS,
    SECTORS,
    UNIT_TYPES,
    USUAL_LEVEL,
    Unit,
    alive,
    has_valid_agreement,
    is_alive,
    is_valid,
)

__all__ = [
    "CLUSTER",
    "ENTERPRISES",
    "EVENT_KINDS",
    "LINK_KINDS",
    "SECTORS",
    "UNIT_TYPES",
    "USUAL_LEVEL",
    "Changes",
    "Event",
    "Letterhead",
    "Level",
    "Link",
    "Name",
    "Organisation",
    "Pair",
    "Refusal",
    "Sum",
    "Tree",
    "Unit",
    "Wish",
    "after",
    "alive",
    "ancestors",
    "became",
    "carried",
    "circles",
    "entered",
    "has_valid_agreement",
    "in_order",
    "is_alive",
    "is_valid",
    "planned",
    "reversed_",
    "sums",
    "tree_on",
    "under",
]
