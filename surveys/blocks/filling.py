"""The blocks of a release: each question on one partition, the coarse ones unions of the main."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveys.answers import Submission
from surveys.blocks.heads import GENDER, UNIT_TYPE, guard
from surveys.blocks.partition import Crowd, Guard, crowds, parted
from surveys.blocks.release import MAIN, PAIRS, SENSITIVE, Block, Place, Rule
from surveys.blocks.tallies import Tally, Values, pair_tallies, tallies
from surveys.model import Question, Sensitivity, Survey

COARSE_K = 20  # people in a block of sensitive questions or of pairs of questions (DR-05)
GUARDED = (Sensitivity.HIGH, Sensitivity.CONTACT)  # never in the main partition; contact in none


@dataclass(frozen=True, slots=True)
class Intake:
    """What a release is made from; the frame is sorted."""

    survey: Survey
    rule: Rule
    frame: tuple[Place, ...]
    forms: Sequence[Submission]

    def answers(self, group: Crowd) -> list[Values]:
        return [self.forms[person].answers.values for person in group.people]

    def guard(self, coordinates: tuple[str, ...], k: int) -> Guard:
        return guard(self.frame, coordinates, k, [form.unit for form in self.forms])


def blocks_of(intake: Intake, groups: list[Crowd]) -> Iterator[Block]:
    """Every block: the main groups, then their unions for sensitive questions and for pairs."""
    paired = _pairs(intake.survey, intake.rule)
    rated = {second.id for _, second in paired}
    asked = [q for q in intake.survey.questions if q.kind.asked]
    plain = [q for q in asked if q.sensitivity not in GUARDED and q.id not in rated]
    guarded = [q for q in asked if q.sensitivity is Sensitivity.HIGH]
    for group in groups:
        found = _each(plain, intake.answers(group))
        yield _block(MAIN, intake.rule.coordinates, group, found)
    if guarded:
        for group, kept in _coarser(intake, groups, (UNIT_TYPE, GENDER)):
            yield _block(SENSITIVE, kept, group, _each(guarded, intake.answers(group)))
    if paired:
        for group, kept in _coarser(intake, groups, (UNIT_TYPE,)):
            yield _block(PAIRS, kept, group, _paired(paired, intake.answers(group)))


def _coarser(
    intake: Intake, groups: list[Crowd], names: tuple[str, ...]
) -> Iterator[tuple[Crowd, tuple[str, ...]]]:
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
    return ((group, kept) for group in found)


def _pairs(survey: Survey, rule: Rule) -> list[tuple[Question, Question]]:
    """The declared pairs that this survey asks: options picked, then rated as rows."""
    by_id = {question.id: question for question in survey.questions}
    return [
        (by_id[first], by_id[second])
        for first, second in rule.pairs
        if first in by_id and second in by_id and by_id[second].rows_from == first
    ]


def _each(questions: Iterable[Question], people: Sequence[Values]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for question in questions:
        found |= tallies(question, people)
    return found


def _paired(pairs: list[tuple[Question, Question]], people: Sequence[Values]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for first, second in pairs:
        found |= pair_tallies(first, second, people)
    return found


def _block(
    partition: str, coordinates: tuple[str, ...], group: Crowd, found: dict[str, Tally]
) -> Block:
    where = dict(zip(coordinates, group.where, strict=True))
    return Block(partition, where, len(group.people), found)
