"""Tallies of a need that was picked or not, and rated: the light mode of handbook 2.4."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from surveys.model import Question, Survey
from surveys.statistics.cells import Cells, codes_of, counts
from surveys.statistics.sample import Array


@dataclass(frozen=True, slots=True)
class Cell:
    """People who picked `number` needs, this one among them or not, and gave this rating
    ("" for none)."""

    picked: bool
    number: int
    rating: str


@dataclass(frozen=True, slots=True)
class Table:
    """People by block (rows) and cell (columns); `weights` is what a rating in each cell
    weighs: 1 from those who picked, the inverse chance of being asked from the others."""

    cells: tuple[Cell, ...]
    counts: Array
    weights: Array


def first_of(survey: Survey, question: Question) -> Question | None:
    """The question whose chosen options are rated in this one, if there is one."""
    return next((q for q in survey.questions if q.id and q.id == question.rows_from), None)


def table(found: Cells, first: Question, second: Question, row: str) -> Table:
    """Everything the pair's blocks tell about one row."""
    name = f"{first.id}*{second.id}.{row}"
    keys = codes_of(found, name)
    cells = tuple(map(_cell, keys))
    weights = np.array([_weight(second, cell) for cell in cells])
    return Table(cells, counts(found, name, keys), weights)


def _cell(key: str) -> Cell:
    mark, _, rating = key.partition(":")
    return Cell(mark[0] == "y", int(mark[1:]), rating)


def _weight(second: Question, cell: Cell) -> float:
    """Of the needs not picked, `extra_rows` were asked at random: (16 - k) / 2 each."""
    if cell.picked:
        return 1.0
    return (len(second.rows) - cell.number) / max(1, second.extra_rows)
