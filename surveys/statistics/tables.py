"""A question as people of each block by what they answered: what groups and waves are tested on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from surveys.blocks import Release
from surveys.model import Choice, Question, Survey, Words
from surveys.statistics.bases import left_out
from surveys.statistics.cells import Cells, cells, counts
from surveys.statistics.layers import Groups, Layer, one_answer, one_of_several
from surveys.statistics.pairs import first_of
from surveys.statistics.reading import SEVERAL, partition_of
from surveys.statistics.strata import EVERYTHING, Selection

_ANSWERED = "#"  # people who answered, where one person may give several answers
_PICKED, _PASSED = "y", "n"  # a need that was rated: picked before, or asked at random


@dataclass(frozen=True, slots=True)
class Asked:
    """A question (one row of it, for a matrix) of a release, in the units of a selection."""

    release: Release
    survey: Survey
    question: Question
    row: str = ""
    selection: Selection = EVERYTHING

    @property
    def title(self) -> Words:
        """The question's wording, or the row's."""
        return self.question.row(self.row).label if self.row else self.question.label

    @property
    def partition(self) -> str:
        """The partition it is published on."""
        return partition_of(self.release, self.survey, self.question)


@dataclass(frozen=True, slots=True)
class Table:
    """A question in its blocks. One layer holds all answers where a person gives one of them;
    where people give several, each answer has a layer of its own."""

    cells: Cells
    answers: tuple[Choice, ...]
    layers: tuple[Layer, ...]

    def groups(self, axis: str, codes: Sequence[str]) -> Groups:
        """The blocks that have one of these values of a coordinate."""
        return Groups(self.cells.number(axis, codes), len(codes))


def cells_of(asked: Asked) -> Cells:
    """The blocks on which a question is told."""
    return cells(asked.release, asked.partition, asked.selection)


def tabled(asked: Asked) -> Table:
    """The question in the blocks of the selection."""
    question, found = asked.question, cells_of(asked)
    shown = tuple(c for c in question.choices if c.code not in left_out(question))
    if asked.partition == "pairs":
        return Table(found, shown, (_rated(found, asked, [choice.code for choice in shown]),))
    name = f"{question.id}.{asked.row}" if asked.row else question.id
    given = counts(found, name, [choice.code for choice in shown])
    if question.kind not in SEVERAL:
        return Table(found, shown, (one_answer(given),))
    excluded = counts(found, name, sorted(left_out(question))).sum(axis=1)
    base = counts(found, name, [_ANSWERED])[:, 0] - excluded
    return Table(found, shown, tuple(one_of_several(given[:, i], base) for i in range(len(shown))))


def _rated(found: Cells, asked: Asked, codes: list[str]) -> Layer:
    """A need that was rated by those who picked it and by some who did not: the latter weigh for
    all who were not asked (handbook 2.4)."""
    question, first = asked.question, first_of(asked.survey, asked.question)
    if first is None:
        raise KeyError(question.rows_from)
    picks = range(1, (first.most or len(first.choices)) + 1)
    keys = [(m, n, at) for m in (_PICKED, _PASSED) for n in picks for at in range(len(codes))]
    names = [f"{mark}{number}:{codes[at]}" for mark, number, at in keys]
    kinds = counts(found, f"{first.id}*{question.id}.{asked.row}", names)
    others = max(1, question.extra_rows)
    weights = [1.0 if m == _PICKED else (len(question.rows) - n) / others for m, n, _ in keys]
    used = kinds.any(axis=0)
    alike = np.column_stack([weights, [at for _, _, at in keys]])[used]
    kept, kind = np.unique(alike, axis=0, return_inverse=True)
    people = kinds[:, used] @ np.eye(len(kept))[kind.ravel()]
    return Layer(people, np.eye(len(codes))[kept[:, 1].astype(np.intp)], kept[:, 0])
