"""A question as people of each block by what they answered: what groups and waves are tested on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from surveys.blocks import Release
from surveys.model import Choice, Question, Survey, Words
from surveys.statistics.bases import left_out
from surveys.statistics.cells import Cells, cells, counts, sample, spread
from surveys.statistics.pairs import first_of
from surveys.statistics.reading import SEVERAL, partition_of
from surveys.statistics.sample import Array, Sample
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
class Layer:
    """Kinds of people of whom one sample is made: `kinds` (blocks, kinds) counts them, `hits`
    (kinds, answers) says which of the layer's answers each kind gave, `base` (kinds) how much
    each counts in the base."""

    kinds: Array
    hits: Array
    base: Array

    def sample(self, found: Cells, *, corrected: bool = True) -> Sample:
        """The people as a sample."""
        return sample(found, self.kinds, corrected=corrected)

    def answers(self) -> Array:
        """By row of the sample: whether each answer was given."""
        outside = np.zeros((len(self.kinds), self.hits.shape[1]))
        return np.concatenate([np.tile(self.hits, (len(self.kinds), 1)), outside])

    def within(self, blocks: Array) -> Array:
        """By row of the sample: how much people of these blocks (0 or 1 each) count."""
        outside = np.zeros(len(self.kinds))
        counted = np.concatenate([np.tile(self.base, len(self.kinds)), outside])
        found: Array = counted * spread(blocks, self.kinds)
        return found

    def people(self, blocks: Array) -> int:
        """How many of these blocks are in the base."""
        return round(float(blocks @ self.kinds @ (self.base > 0)))


@dataclass(frozen=True, slots=True)
class Table:
    """A question in its blocks. One layer holds all answers where a person gives one of them;
    where people give several, each answer has a layer of its own."""

    cells: Cells
    answers: tuple[Choice, ...]
    layers: tuple[Layer, ...]

    @property
    def is_plain(self) -> bool:
        """Whether each person gives one answer and counts as one."""
        return len(self.layers) == 1 and bool(np.all(self.layers[0].base == 1))

    def at(self, place: int) -> tuple[Layer, int]:
        """The layer of an answer, and the answer's column there."""
        several = len(self.layers) > 1
        return (self.layers[place], 0) if several else (self.layers[0], place)

    def members(self, axis: str, code: str) -> Array:
        """1 for each block of a group, 0 for the others."""
        found: Array = (self.cells.where[axis] == code).astype(float)
        return found


def tabled(asked: Asked) -> Table:
    """The question in the blocks of the selection."""
    question = asked.question
    found = cells(asked.release, asked.partition, asked.selection)
    shown = tuple(c for c in question.choices if c.code not in left_out(question))
    if asked.partition == "pairs":
        return Table(found, shown, (_rated(found, asked, [choice.code for choice in shown]),))
    name = f"{question.id}.{asked.row}" if asked.row else question.id
    given = counts(found, name, [choice.code for choice in shown])
    if question.kind not in SEVERAL:
        return Table(found, shown, (Layer(given, np.eye(len(shown)), np.ones(len(shown))),))
    excluded = counts(found, name, sorted(left_out(question))).sum(axis=1)
    base = counts(found, name, [_ANSWERED])[:, 0] - excluded
    return Table(found, shown, tuple(_one_of_several(given[:, i], base) for i in range(len(shown))))


def _one_of_several(hits: Array, base: Array) -> Layer:
    return Layer(np.column_stack([hits, base - hits]), np.array([[1.0], [0.0]]), np.ones(2))


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
    hits = np.eye(len(codes))[[at for _, _, at in keys]]
    used = kinds.any(axis=0)
    return Layer(kinds[:, used], hits[used], np.array(weights)[used])
