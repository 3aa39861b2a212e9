"""The blocks of a release: each question on one partition, the coarse ones unions of the main."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from surveys.blocks.heads import GENDER, UNIT_TYPE, small
from surveys.blocks.partition import Crowd, crowds, parted
from surveys.blocks.release import MAIN, PAIRS, SENSITIVE, Block, Place, Rule
from surveys.blocks.tallies import Tally, Values, pair_tallies, tallies
from surveys.model import Kind, Question, Sensitivity, Survey

COARSE_K = 20  # people in a block of sensitive questions or of pairs of questions (DR-05)
GUARDED = (Sensitivity.HIGH, Sensitivity.CONTACT)  # never in the main partition; contact in none

_SILENT = (Kind.CONSENT, Kind.NOTE)


def blocks_of(
    survey: Survey,
    rule: Rule,
    frame: tuple[Place, ...],
    groups: list[Crowd],
    people: Sequence[Values],
) -> Iterable[Block]:
    """Every block: the main groups, then their unions for sensitive questions and for pairs."""
    paired = _pairs(survey, rule)
    rated = {second.id for _, second in paired}
    asked = [q for q in survey.questions if q.kind not in _SILENT]
    plain = [q for q in asked if q.sensitivity not in GUARDED and q.id not in rated]
    for group in groups:
        yield _block(MAIN, rule.coordinates, group, _each(plain, _answers_of(group, people)))
    guarded = [q for q in asked if q.sensitivity is Sensitivity.HIGH]
    coarse = _coarser(rule, frame, groups, (UNIT_TYPE, GENDER)) if guarded else []
    for group in coarse:
        kept = _kept(rule, (UNIT_TYPE, GENDER))
        yield _block(SENSITIVE, kept, group, _each(guarded, _answers_of(group, people)))
    for group in _coarser(rule, frame, groups, (UNIT_TYPE,)) if paired else []:
        found: dict[str, Tally] = {}
        for first, second in paired:
            found |= pair_tallies(first, second, _answers_of(group, people))
        yield _block(PAIRS, _kept(rule, (UNIT_TYPE,)), group, found)


def _coarser(
    rule: Rule, frame: tuple[Place, ...], groups: list[Crowd], names: tuple[str, ...]
) -> list[Crowd]:
    """Whole groups of the main partition put together, so that no subtraction opens one."""
    kept = _kept(rule, names)
    places = [rule.coordinates.index(name) for name in kept]
    k = max(COARSE_K, rule.k)
    by_where = crowds(tuple(group.where[place] for place in places) for group in groups)
    merged = [
        Crowd(c.where, tuple(p for g in c.people for p in groups[g].people)) for c in by_where
    ]
    return parted(merged, k, small(frame, kept, k))[0]


def _kept(rule: Rule, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in rule.coordinates if name in names)


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


def _answers_of(group: Crowd, people: Sequence[Values]) -> list[Values]:
    return [people[person] for person in group.people]


def _block(
    partition: str, coordinates: tuple[str, ...], group: Crowd, found: dict[str, Tally]
) -> Block:
    where = dict(zip(coordinates, group.where, strict=True))
    return Block(partition, where, len(group.people), found)
