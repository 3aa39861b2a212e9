"""What people wrote, gathered at the level of unit types and cut loose from everything else they
answered (statistics.md 1.9, DR-10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from surveys.answers import Submission
from surveys.blocks.building import grouped
from surveys.blocks.filling import COARSE_K, GUARDED, Intake
from surveys.blocks.heads import UNIT_TYPE
from surveys.blocks.partition import POOLED, Crowd, crowds, parted
from surveys.blocks.release import Place, Rule
from surveys.model import Kind, Question, Survey

LEAST_WRITERS = 20  # people who wrote, behind any text that somebody reads (DR-10)
_PROFILE = "P"  # how the ids of the bank's questions on the person begin: their words stay shut

_Count = Callable[[Sequence[Crowd]], int]


@dataclass(frozen=True, slots=True)
class Pile:
    """The texts of one question from the units of one type ("*": several types), sorted by
    nothing but their letters, so that their order tells nothing. `people` answered the campaign
    there, written or not."""

    question: str
    unit_type: str
    people: int
    texts: tuple[str, ...]


def own_words(
    survey: Survey, rule: Rule, frame: Iterable[Place], submissions: Iterable[Submission]
) -> tuple[Pile, ...]:
    """The piles of a release's forms, each of `LEAST_WRITERS` or more. Their people are whole
    groups of the main partition put together; those who wait with their answers wait here too."""
    frame = tuple(sorted(frame, key=lambda place: place.code))
    intake = Intake(survey, rule, frame, list(submissions))
    types = _types(intake)
    count = intake.guard(rule.coordinates, rule.k).count
    return tuple(
        pile for name in _names(survey, rule) for pile in _piles(name, types, intake.forms, count)
    )


def fields(survey: Survey) -> frozenset[str]:
    """All fields of a form that hold own words, whether they may be read or not."""
    texts = (q.id for q in survey.questions if q.kind is Kind.TEXT)
    others = (f"{q.id}.{c.code}" for q in survey.questions for c in q.choices if c.writes)
    return frozenset((*texts, *others))


def _names(survey: Survey, rule: Rule) -> list[str]:
    """The fields that hold own words and may be read: "Z01", "S01.oth"."""
    found = []
    for question in survey.questions:
        if not _is_open(question, rule):
            continue
        if question.kind is Kind.TEXT:
            found.append(question.id)
        found += [f"{question.id}.{c.code}" for c in question.choices if c.writes]
    return found


def _is_open(question: Question, rule: Rule) -> bool:
    """Sensitive questions and the profile stay shut: an unusual trade is as good as a name."""
    is_profile = question.coordinate or question.id in rule.coordinates
    is_profile = is_profile or question.id.startswith(_PROFILE)
    return question.kind.asked and question.sensitivity not in GUARDED and not is_profile


def _types(intake: Intake) -> list[Crowd]:
    """The people of each unit type, small types pooled."""
    coordinates = intake.rule.coordinates
    kept = tuple(name for name in coordinates if name == UNIT_TYPE)
    groups, _ = grouped(intake)
    wheres = [
        tuple(v for c, v in zip(coordinates, group.where, strict=True) if c in kept)
        for group in groups
    ]
    merged = [
        Crowd(crowd.where, tuple(p for g in crowd.people for p in groups[g].people))
        for crowd in crowds(wheres)
    ]
    found, _ = parted(merged, intake.guard(kept, max(COARSE_K, intake.rule.k)))
    return found


def _piles(
    name: str, types: Sequence[Crowd], forms: Sequence[Submission], count: _Count
) -> list[Pile]:
    """One question's piles. Types with too few writers are put together, and when that is too
    few with the type that has the fewest besides; below twenty in all nothing is kept."""
    told: list[Crowd] = []
    few: list[Crowd] = []
    for crowd in types:
        enough = _writers(name, [crowd], forms, count) >= LEAST_WRITERS
        (told if enough and crowd.where != (POOLED,) else few).append(crowd)
    told.sort(key=lambda crowd: _writers(name, [crowd], forms, count), reverse=True)
    while few and told and _writers(name, few, forms, count) < LEAST_WRITERS:
        few.append(told.pop())
    piles = [_pile(name, [crowd], forms, crowd.where) for crowd in told]
    if _writers(name, few, forms, count) >= LEAST_WRITERS:
        piles.append(_pile(name, few, forms, (POOLED,)))
    return sorted(piles, key=lambda pile: pile.unit_type)


def _writers(name: str, crowds: Sequence[Crowd], forms: Sequence[Submission], count: _Count) -> int:
    """People who wrote, counted like all people: a padded unit counts no more than its heads."""
    wrote = [Crowd(c.where, tuple(p for p in c.people if _text(name, forms[p]))) for c in crowds]
    return count(wrote)


def _pile(
    name: str, crowds: Sequence[Crowd], forms: Sequence[Submission], where: tuple[str, ...]
) -> Pile:
    people = [person for crowd in crowds for person in crowd.people]
    texts = sorted(text for person in people if (text := _text(name, forms[person])))
    return Pile(name, where[0] if where else POOLED, len(people), tuple(texts))


def _text(name: str, form: Submission) -> str:
    value = form.answers.values.get(name, "")
    return value if isinstance(value, str) else ""
