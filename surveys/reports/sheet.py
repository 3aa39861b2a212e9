"""A sheet of a workbook as values: title, heads, rows, total, notes, without any look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from surveys.statistics import Estimate
from surveys.texts import say


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction 0..1 that rests on n answers."""

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Millions:
    """Money in dong, shown in millions."""

    dong: int


Cell: TypeAlias = str | int | float | Share | Millions | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns` are key and width in characters; the key names the head in the texts. `total`
    stands under the rows; `unit` names what is counted."""

    name: str
    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    unit: str = ""
    notes: tuple[str, ...] = ()

    def heads(self, lang: str) -> tuple[str, ...]:
        """The words over the columns."""
        return tuple(say(f"reports.workbook.column.{key}", lang) for key, _ in self.columns)


def sums(rows: Sequence[tuple[Cell, ...]], place: int) -> int:
    """The sum of a column of whole numbers; gaps count as nothing."""
    return sum(row[place] for row in rows if isinstance(row[place], int))  # type: ignore[misc]


def ends(estimate: Estimate) -> tuple[Share, Share]:
    """Both ends of an interval."""
    return Share(estimate.low, estimate.n), Share(estimate.high, estimate.n)
