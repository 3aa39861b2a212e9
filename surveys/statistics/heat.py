"""Needs by unit or by another trait: one figure a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.model import Choice, Words
from surveys.statistics.estimates import Estimate
from surveys.statistics.sides import Side


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its cells by need, none when it is withheld."""

    code: str
    label: Words
    n: int
    rate: float | None
    cells: Mapping[str, Estimate]
    withheld: str
    needed: int


@dataclass(frozen=True, slots=True)
class Heat:
    """Needs from left to right, groups from top to bottom."""

    needs: tuple[Choice, ...]
    rows: tuple[Row, ...]


def heat(needs: Sequence[Choice], whole: Mapping[str, Estimate], rows: Sequence[Row]) -> Heat:
    """Needs with the highest share of the whole first; groups with the highest share of that need
    first, what is withheld last."""
    heights = {code: share.value for code, share in whole.items()}
    ordered = tuple(sorted(needs, key=lambda need: (-heights.get(need.code, 0.0), need.code)))
    first = ordered[0].code

    def place(row: Row) -> tuple[bool, float, str]:
        cell = row.cells.get(first)
        return cell is None, -cell.value if cell else 0.0, row.code

    return Heat(ordered, tuple(sorted(rows, key=place)))


def row_of(side: Side) -> Row:
    """A group of the question in which people pick needs."""
    cells = {bar.code: bar.estimate for bar in side.bars}
    return Row(side.code, side.label, side.n, side.rate, cells, side.withheld, side.needed)
