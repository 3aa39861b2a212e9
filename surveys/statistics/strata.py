"""Which blocks a selection takes, with the headcounts they stand for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter that takes whole blocks; empty means all."""

    unit_types: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
