"""A question read from the blocks of a selection: who is in the base, who gave which answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from surveys.blocks import POOLED, Release
from surveys.blocks.release import WORDS
from surveys.model import Kind, Question, Sensitivity, Survey
from surveys.statistics import pairs
from surveys.statistics.bases import left_out
from surveys.statistics.estimates import Estimate, mean, share
from surveys.statistics.sample import Array, Sample, laid_out, of_tallies
from surveys.statistics.strata import EVERYTHING, Selection, Stratum, strata

SEVERAL = (Kind.MULTIPLE, Kind.RANKING)
_ANSWERED = "#"


@dataclass(frozen=True, slots=True)
class Reading:
    """People by stratum (rows) and answer (columns). `codes` names the answers in the base, a
    code may come in several columns with different `factors`; where people give several
    answers `base` holds how many people did. `excluded` people said "pns" and the like."""

    strata: tuple[Stratum, ...]
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

    @property
    def is_one_unit(self) -> bool:
        """Whether all of it is one whole unit, so that nothing is weighted."""
        return len(self.strata) == 1 and self.strata[0].unit != POOLED

    def people(self, code: str) -> int:
        """How many gave this answer."""
        return int(sum(self.counts[:, i].sum() for i, c in enumerate(self.codes) if c == code))

    def share(self, codes: Iterable[str], *, corrected: bool = True) -> Estimate | None:
        """The share who gave one of these answers (of one answer, where several are given)."""
        exact = self.is_one_unit and corrected and bool(np.all(self.factors == 1))
        chosen = np.array([code in set(codes) for code in self.codes], dtype=float)
        if not self.several:
            return self._share(self.counts, chosen, self.factors, (corrected, exact))
        if len(set(codes)) > 1:
            raise ValueError("people who gave one of several answers cannot be counted twice")
        hits = self.counts @ chosen
        counts = np.column_stack([hits, self.base - hits])
        return self._share(counts, np.array([1.0, 0.0]), np.ones(2), (corrected, exact))

    def mean(self) -> Estimate | None:
        """The mean of a scale whose codes are numbers."""
        values = np.array([float(code) for code in self.codes])
        strata = len(self.strata)
        sample = sample_of(self.strata, self.counts)
        return mean(sample, laid_out(values, strata), laid_out(self.factors, strata))

    def _share(
        self, counts: Array, hits: Array, factors: Array, how: tuple[bool, bool]
    ) -> Estimate | None:
        corrected, exact = how
        sample = sample_of(self.strata, counts, corrected=corrected)
        strata = len(self.strata)
        return share(sample, laid_out(hits, strata), laid_out(factors, strata), exact=exact)


def sample_of(strata: Sequence[Stratum], counts: Array, *, corrected: bool = True) -> Sample:
    """The people of some strata, `counts` of them by stratum and kind of answer."""
    heads = np.array([s.heads for s in strata])
    answered = np.array([float(s.n) for s in strata])
    return of_tallies(heads, answered, counts, corrected=corrected)


def partition_of(release: Release, survey: Survey, question: Question) -> str:
    """The partition a question is published on."""
    if question.id in release.themed:
        return WORDS
    if question.sensitivity in (Sensitivity.HIGH, Sensitivity.CONTACT):
        return "sensitive"
    first = pairs.first_of(survey, question)
    return "pairs" if first and (first.id, question.id) in release.rule.pairs else "main"


def read(
    release: Release,
    survey: Survey,
    question: Question,
    selection: Selection = EVERYTHING,
    row: str = "",
) -> Reading:
    """The question (one row of it, for a matrix) in the blocks of a selection."""
    partition = partition_of(release, survey, question)
    taken = strata(release, partition, selection)
    if partition == "pairs":
        return _paired(taken, survey, question, row)
    return _plain(taken, question, row)


def _plain(taken: tuple[Stratum, ...], question: Question, row: str) -> Reading:
    without = left_out(question)
    codes = tuple(c.code for c in question.choices if c.code not in without)
    name = f"{question.id}.{row}" if row else question.id
    several = question.kind in SEVERAL
    counts = _columns(taken, name, codes)
    excluded = _columns(taken, name, tuple(without)).sum(axis=1)
    base = _columns(taken, name, (_ANSWERED,))[:, 0] - excluded if several else counts.sum(axis=1)
    ones = np.ones(len(codes))
    return Reading(taken, codes, counts, ones, base, int(excluded.sum()), several)


def _paired(taken: tuple[Stratum, ...], survey: Survey, question: Question, row: str) -> Reading:
    first = pairs.first_of(survey, question)
    if first is None:
        raise KeyError(question.rows_from)
    table = pairs.table(taken, first, question, row)
    without = left_out(question)
    valid = [i for i, c in enumerate(table.cells) if c.rating and c.rating not in without]
    excluded = [i for i, c in enumerate(table.cells) if c.rating in without]
    return Reading(
        strata=taken,
        codes=tuple(table.cells[i].rating for i in valid),
        counts=table.counts[:, valid],
        factors=table.weights[valid],
        base=table.counts[:, valid].sum(axis=1),
        excluded=int(table.counts[:, excluded].sum()),
        several=False,
    )


def _columns(taken: Sequence[Stratum], name: str, codes: Sequence[str]) -> Array:
    found = np.zeros((len(taken), len(codes)))
    for place, stratum in enumerate(taken):
        for block in stratum.blocks:
            tally = block.tallies.get(name, {})
            found[place] += [tally.get(code, 0) for code in codes]
    return found
