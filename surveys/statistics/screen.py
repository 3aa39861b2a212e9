"""What differs anywhere: every question by every trait, with as many tests allowed for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from surveys.blocks import POOLED, Release
from surveys.model import Kind, Question, Survey, Words
from surveys.statistics.bases import needed
from surveys.statistics.comparisons import (
    FALSE_DISCOVERIES,
    LEVEL,
    benjamini_hochberg,
)
from surveys.statistics.contrast import withheld
from surveys.statistics.crossing import crossed
from surveys.statistics.differing import chance, pairwise
from surveys.statistics.sides import UNIT, Group, groups_of
from surveys.statistics.strata import EVERYTHING, Selection
from surveys.statistics.tables import Asked, Table, tabled

_A_PAIR = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A question whose answers differ between the groups of a trait. The answer with the widest
    gap: `high` says it more often than `low`, by `gap` (0..1); `sure` when that pair is told apart
    by itself. `p` is the chance of the question's test, `q` with all others allowed for."""

    question: str
    row: str
    title: Words
    axis: str
    answer: Words
    high: Words
    low: Words
    share: float
    low_share: float
    p: float
    q: float
    sure: bool

    @property
    def gap(self) -> float:
        """How far the two groups lie apart."""
        return self.share - self.low_share


@dataclass(frozen=True, slots=True)
class Screen:
    """What was found, the widest gap first, among `looked` comparisons."""

    found: tuple[Found, ...]
    looked: int


def screen(release: Release, survey: Survey, selection: Selection = EVERYTHING) -> Screen:
    """Every question by type of unit and by each profile trait the campaign published: those
    that pass Benjamini and Hochberg's rule at q = 0.05 (statistics.md 2.8)."""
    every = questions(release, survey, selection)
    traits = release.rule.coordinates  # who they are stands on the board of who answered
    tested = [one for a in every if a.question.id not in traits for one in _tested(a)]
    adjusted = benjamini_hochberg([one.p for one in tested])
    found = [replace(one, q=q) for one, q in zip(tested, adjusted, strict=True)]
    passed = [one for one in found if one.q < FALSE_DISCOVERIES]
    return Screen(tuple(sorted(passed, key=lambda one: (-one.gap, one.p))), len(tested))


def questions(
    release: Release, survey: Survey, selection: Selection = EVERYTHING
) -> Iterator[Asked]:
    """Every question that is counted, row by row where it has rows."""
    for question in survey.questions:
        if question.kind.asked and question.kind.tallied:
            for row in _rows(question):
                yield Asked(release, survey, question, row, selection)


def _rows(question: Question) -> tuple[str, ...]:
    return tuple(row.code for row in question.rows) if question.kind is Kind.MATRIX else ("",)


def _tested(asked: Asked) -> Iterator[Found]:
    table = tabled(asked)
    for axis in table.cells.coordinates:
        if axis != UNIT and not withheld(asked, axis):
            found = _widest(asked, axis, table)
            if found is not None:
                yield found


def _able(asked: Asked, table: Table, axis: str) -> list[Group]:
    """The groups with enough answers to be told."""
    least, layer = needed(asked.question), table.layers[0]
    groups = [group for group in groups_of(asked, table, axis) if group[0] != POOLED]
    people = layer.people(table.groups(axis, [code for code, _ in groups])) @ (layer.base > 0)
    return [group for group, n in zip(groups, people.tolist(), strict=True) if n >= least]


def _widest(asked: Asked, axis: str, table: Table) -> Found | None:
    """The answer with the widest gap between two groups that were tested; sure ones first."""
    groups = _able(asked, table, axis)
    if len(groups) < _A_PAIR:
        return None
    inside = table.groups(axis, [code for code, _ in groups])
    made = crossed(table.cells, table.layers, inside, corrected=False)
    tests = pairwise(table, inside, made)
    p = chance(table.cells, tests.of_worth(made))
    pairs = [(place, one) for place, row in enumerate(tests.tests) for one in row]
    if p is None or not pairs:
        return None
    place, one = max(pairs, key=lambda pair: (pair[1].p_holm < LEVEL, abs(pair[1].value)))
    high, low = (one.a, one.b) if one.value > 0 else (one.b, one.a)
    share = float(np.concatenate([layer.shares for layer in made])[place, high])
    return Found(
        question=asked.question.id,
        row=asked.row,
        title=asked.title,
        axis=axis,
        answer=table.answers[place].label,
        high=groups[high][1],
        low=groups[low][1],
        share=share,
        low_share=share - abs(one.value),
        p=p,
        q=1.0,
        sure=one.p_holm < LEVEL,
    )
