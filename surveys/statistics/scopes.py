"""What a reader may narrow a board to: unit types, and units that stand on their own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from surveys.blocks import POOLED, Place, Release
from surveys.organisation import UNIT_TYPES
from surveys.statistics.bodies import Reach
from surveys.statistics.strata import EVERYTHING, Selection, answered, strata, workers


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader asked for, and what can be answered. `unit` is the unit asked for; when it
    is `pooled`, the selection is its whole type instead. `body` is the body of the organisation
    asked for, and how far the campaign's units can be attributed to it."""

    selection: Selection
    unit: Place | None = None
    pooled: bool = False
    body: Reach | None = None


def unit_types(release: Release) -> tuple[str, ...]:
    """The types of the campaign's units, in the usual order."""
    found = {place.type for place in release.frame}
    return tuple(t for t in UNIT_TYPES if t in found) + tuple(sorted(found - set(UNIT_TYPES)))


def types_of_their_own(release: Release) -> tuple[str, ...]:
    """The types that are published on their own, not pooled with others, in the usual order."""
    told = {stratum.unit_type for stratum in strata(release, "main")}
    return tuple(one for one in unit_types(release) if one in told)


def units_of_their_own(release: Release) -> frozenset[str]:
    """The units that are published on their own, not pooled with others."""
    return frozenset(s.unit for s in strata(release, "main") if s.unit != POOLED)


def scope(release: Release, types: Collection[str], unit: str) -> Scope:
    """The scope for these types (none or all: everything) or for this unit ("": any)."""
    place = next((p for p in release.frame if p.code == unit), None)
    if place is None:
        known = frozenset(types) & set(unit_types(release))
        whole = not known or len(known) == len(unit_types(release))
        return Scope(EVERYTHING if whole else Selection(unit_types=known))
    if place.code in units_of_their_own(release):
        return Scope(Selection(units=frozenset({place.code})), place)
    return Scope(Selection(unit_types=frozenset({place.type})), place, pooled=True)


def under_body(scope: Scope, found: Reach) -> Scope | None:
    """The scope narrowed to a body; None when nothing of it can be told. A unit asked for by name
    stays what it is."""
    if scope.unit is not None or found.selection is None:
        return scope if scope.unit is not None else None
    types, whole = scope.selection.unit_types, found.selection.unit_types
    both = types & whole if types and whole else types | whole
    if types and not both:
        return None
    return Scope(replace(found.selection, unit_types=both), body=found)


def response(release: Release, selection: Selection) -> tuple[int, float] | None:
    """How many answered in a selection, and their share of its workers; None where all of them
    were pooled with others, so that nothing is known of the selection alone."""
    heads = workers(release, selection)
    if not strata(release, "main", selection) or not heads:
        return None
    people = answered(release, selection)
    return people, people / heads
