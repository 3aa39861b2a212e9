"""Bytes of a file as tables of cells; what cannot be read is refused with what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.register.cells import Cell
from surveys.texts.letters import in_old_letters

MOST_ROWS = 10_000  # units in one file
MOST_COLUMNS = 60

Rows = Sequence[tuple[int, tuple[Cell, ...]]]  # number of the row in the file, its cells


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name and its rows that are not empty."""

    name: str
    rows: Rows


class NotReadable(Exception):
    """A file that cannot be taken at all: a sentence of units.file and what it needs."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values: Mapping[str, object] = values


def tidy(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The first columns of a row, white space at the ends gone, empty cells as None."""
    return tuple(
        (cell.strip() or None) if isinstance(cell, str) else cell for cell in cells[:MOST_COLUMNS]
    )


def in_unicode(rows: Rows) -> None:
    """NotReadable when the words are written for fonts from before Unicode."""
    if in_old_letters(" ".join(c for c in cells if isinstance(c, str)) for _, cells in rows):
        raise NotReadable("old_letters")


def not_too_long(rows: Rows) -> None:
    """NotReadable when there are more rows than a register has."""
    if len(rows) > MOST_ROWS:
        raise NotReadable("too_long")
