"""A question read from the blocks of a selection: who is in the base, who gave which answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from surveys.blocks import Release
from surveys.blocks.release import WORDS
from surveys.model import Kind, Question, Sensitivity, Survey
from surveys.statistics import pairs
from surveys.statistics.bases import left_out
from surveys.statistics.cells import Cells, cells, counts, sample
from surveys.statistics.estimates import Estimate, mean, share
from surveys.statistics.layers import Layer, one_answer, one_of_several
from surveys.statistics.sample import Array, across, downwards, laid_out
from surveys.statistics.shares import shares
from surveys.statistics.strata import EVERYTHING, Selection

SEVERAL = (Kind.MULTIPLE, Kind.RANKING)
_ANSWERED = "#"


@dataclass(frozen=True, slots=True)
class Reading:
    """People by block (rows) and answer (columns). `codes` names the answers in the base, a
    code may come in several columns with different `factors`; where people give several
    answers `base` holds how many people did. `excluded` people said "pns" and the like."""

    cells: Cells
    codes: tuple[str, ...]
    counts: Array
    factors: Array
    base: Array
    excluded: int
    several: bool

    @property
    def n(self) -> int:
        """Valid answers."""
        return int(self.base.sum())

    def people(self) -> dict[str, int]:
        """How many gave each answer."""
        found = dict.fromkeys(self.codes, 0)
        for code, some in zip(self.codes, downwards(self.counts).tolist(), strict=True):
            found[code] += round(some)
        return found

    def share(self, codes: Iterable[str], *, corrected: bool = True) -> Estimate | None:
        """The share who gave one of these answers (of one answer, where several are given)."""
        wanted = set(codes)
        if self.several and len(wanted) > 1:
            raise ValueError("people who gave one of several answers cannot be counted twice")
        chosen = np.array([code in wanted for code in self.codes], dtype=float)
        if np.all(self.factors == 1):
            layer = one_of_several(self.counts @ chosen, self.base)
            return shares(self.cells, [layer], corrected=corrected)[0]
        people = sample(self.cells, self.counts, corrected=corrected)
        return share(people, self._laid_out(chosen), self._laid_out(self.factors))

    def each(self) -> dict[str, Estimate | None]:
        """The share of every answer."""
        if np.all(self.factors == 1):
            return dict(zip(self.codes, shares(self.cells, self._layers()), strict=True))
        return {code: self.share({code}) for code in self.codes}

    def mean(self) -> Estimate | None:
        """The mean of a scale whose codes are numbers."""
        values = np.array([float(code) for code in self.codes])
        people = sample(self.cells, self.counts)
        return mean(people, self._laid_out(values), self._laid_out(self.factors))

    def _layers(self) -> list[Layer]:
        if not self.several:
            return [one_answer(self.counts)]
        return [one_of_several(hits, self.base) for hits in self.counts.T]

    def _laid_out(self, by_answer: Array) -> Array:
        return laid_out(by_answer, len(self.cells.n))


def partition_of(release: Release, survey: Survey, question: Question) -> str:
    """The partition a question is published on."""
    if question.id in release.themed:
        return f"{WORDS}.{question.id}"
    if question.sensitivity in (Sensitivity.HIGH, Sensitivity.CONTACT):
        return "sensitive"
    first = pairs.first_of(survey, question)
    return "pairs" if first and (first.id, question.id) in release.rule.pairs else "main"


def kind_of(partition: str) -> str:
    """Which kind of partition it is: each question with themes has one of its own."""
    return partition.partition(".")[0]


def read(
    release: Release,
    survey: Survey,
    question: Question,
    selection: Selection = EVERYTHING,
    row: str = "",
) -> Reading:
    """The question (one row of it, for a matrix) in the blocks of a selection."""
    partition = partition_of(release, survey, question)
    taken = cells(release, partition, selection)
    if partition == "pairs":
        return _paired(taken, survey, question, row)
    return _plain(taken, question, row)


def _plain(taken: Cells, question: Question, row: str) -> Reading:
    without = left_out(question)
    codes = tuple(c.code for c in question.choices if c.code not in without)
    name = f"{question.id}.{row}" if row else question.id
    several = question.kind in SEVERAL
    given = counts(taken, name, codes)
    excluded = across(counts(taken, name, tuple(without)))
    base = counts(taken, name, (_ANSWERED,))[:, 0] - excluded if several else across(given)
    return Reading(taken, codes, given, np.ones(len(codes)), base, int(excluded.sum()), several)


def _paired(taken: Cells, survey: Survey, question: Question, row: str) -> Reading:
    first = pairs.first_of(survey, question)
    if first is None:
        raise KeyError(question.rows_from)
    table = pairs.table(taken, first, question, row)
    without = left_out(question)
    valid = [i for i, c in enumerate(table.cells) if c.rating and c.rating not in without]
    excluded = [i for i, c in enumerate(table.cells) if c.rating in without]
    return Reading(
        cells=taken,
        codes=tuple(table.cells[i].rating for i in valid),
        counts=table.counts[:, valid],
        factors=table.weights[valid],
        base=table.counts[:, valid].sum(axis=1),
        excluded=int(table.counts[:, excluded].sum()),
        several=False,
    )
