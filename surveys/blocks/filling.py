"""The tables of a release: each question on one partition, the coarse ones unions of the main."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from surveys.answers import Submission
from surveys.blocks.coding import Coded, Reader
from surveys.blocks.columns import Column, Table, coordinates_of, placed, small
from surveys.blocks.heads import GENDER, UNIT_TYPE, guard
from surveys.blocks.partition import Crowd, Guard, crowds, parted
from surveys.blocks.release import MAIN, OF_PLACES, PAIRS, SENSITIVE, Place, Rule
from surveys.blocks.tallies import Groups, column, pair_columns, rows
from surveys.model import Kind, Question, Sensitivity, Survey

COARSE_K = 20  # people in a block of sensitive questions or of pairs of questions (DR-05)
_HANDFUL = 200  # forms held at once while they are read
GUARDED = (Sensitivity.HIGH, Sensitivity.CONTACT)  # never in the main partition; contact in none


@dataclass(frozen=True, slots=True)
class Intake:
    """What a release is made from; the frame is sorted."""

    survey: Survey
    rule: Rule
    frame: tuple[Place, ...]
    forms: Coded

    def guard(self, coordinates: tuple[str, ...], k: int) -> Guard:
        units = [self.forms.units[unit] for unit in self.forms.unit.tolist()]
        return guard(self.frame, coordinates, k, units)


def coded(survey: Survey, rule: Rule, forms: Iterable[Submission]) -> Coded:
    """The forms as integers, read by the handful."""
    reader = Reader(survey, (name for name in rule.coordinates if name not in OF_PLACES))
    left = iter(forms)
    while handful := list(islice(left, _HANDFUL)):
        reader.read(handful)
    return reader.coded()


def tables(intake: Intake, groups: Sequence[Crowd]) -> Iterator[Table]:
    """Every table that has blocks: the main groups, then their unions for sensitive questions
    and for pairs."""
    pairs = _pairs(intake.survey, intake.rule)
    rated = {second.id for _, second in pairs}
    asked = [q for q in intake.survey.questions if q.kind.asked]
    plain = [q for q in asked if q.sensitivity not in GUARDED and q.id not in rated]
    guarded = [q for q in asked if q.sensitivity is Sensitivity.HIGH]
    if groups:
        filled = _each(plain, intake.forms, _groups(intake, groups))
        yield _table(MAIN, intake.rule.coordinates, groups, dict(filled))
    for partition, wanted in ((SENSITIVE, guarded), (PAIRS, pairs)):
        names = (UNIT_TYPE, GENDER) if partition == SENSITIVE else (UNIT_TYPE,)
        if not wanted or not groups:
            continue
        coarse, kept = coarser(intake, groups, names)
        if coarse:
            inside = _groups(intake, coarse)
            filled = (
                _each(guarded, intake.forms, inside)
                if partition == SENSITIVE
                else _paired(pairs, intake.forms, inside)
            )
            yield _table(partition, kept, coarse, dict(filled))


def coarser(
    intake: Intake, groups: Sequence[Crowd], names: tuple[str, ...]
) -> tuple[list[Crowd], tuple[str, ...]]:
    """Whole groups of the main partition put together, so that no subtraction opens one, with
    the coordinates they keep."""
    coordinates = intake.rule.coordinates
    kept = tuple(name for name in coordinates if name in names)
    places = [coordinates.index(name) for name in kept]
    merged = [
        Crowd(c.where, tuple(p for g in c.people for p in groups[g].people))
        for c in crowds(tuple(group.where[place] for place in places) for group in groups)
    ]
    found, _ = parted(merged, intake.guard(kept, max(COARSE_K, intake.rule.k)))
    return found, kept


def _pairs(survey: Survey, rule: Rule) -> list[tuple[Question, Question]]:
    """The declared pairs that this survey asks: options picked, then rated as rows."""
    by_id = {question.id: question for question in survey.questions}
    return [
        (by_id[first], by_id[second])
        for first, second in rule.pairs
        if first in by_id and second in by_id and by_id[second].rows_from == first
    ]


def _groups(intake: Intake, groups: Sequence[Crowd]) -> Groups:
    block = np.full(intake.forms.people, -1, dtype=np.int32)
    for number, group in enumerate(groups):
        block[list(group.people)] = number
    return Groups(block, len(groups))


def _each(
    questions: Iterable[Question], forms: Coded, groups: Groups
) -> Iterator[tuple[str, Column]]:
    for question in questions:
        if question.kind is Kind.MATRIX:
            yield from rows(question, forms.rated[question.id], groups)
        else:
            yield question.id, column(question, forms.given[question.id], groups)


def _paired(
    pairs: Iterable[tuple[Question, Question]], forms: Coded, groups: Groups
) -> Iterator[tuple[str, Column]]:
    for first, second in pairs:
        picked, rated = forms.given[first.id], forms.rated[second.id]
        yield from pair_columns((first, picked), (second, rated), groups)


def _table(
    partition: str,
    coordinates: tuple[str, ...],
    groups: Sequence[Crowd],
    columns: dict[str, Column],
) -> Table:
    wheres = [group.where for group in groups]
    values = coordinates_of(wheres, len(coordinates))
    n = small(np.array([len(group.people) for group in groups]))
    return Table(partition, coordinates, values, placed(wheres, values), n, columns)
