"""What people wrote, gathered at the level of unit types and cut loose from everything else they
answered (statistics.md 1.9, DR-10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.answers import Submission
from surveys.blocks.building import Grouped
from surveys.blocks.filling import GUARDED, coarser
from surveys.blocks.heads import UNIT_TYPE
from surveys.blocks.partition import POOLED, Crowd
from surveys.blocks.release import Rule
from surveys.model import Kind, Question, Survey

LEAST_WRITERS = 20  # people who wrote, behind any text that somebody reads (DR-10)
_PROFILE = "P"  # how the ids of the bank's questions on the person begin: their words stay shut

_Said = Mapping[int, str]  # by the place of the form
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


class Heard:
    """Listens for own words while forms pass by; the forms themselves are not kept."""

    def __init__(self, survey: Survey, rule: Rule) -> None:
        self.said: dict[str, dict[int, str]] = {name: {} for name in _names(survey, rule)}

    def through(self, forms: Iterable[Submission]) -> Iterator[Submission]:
        """Passes forms on and keeps what was written in each, by its place."""
        for place, form in enumerate(forms):
            values = form.answers.values
            for name in self.said.keys() & values.keys():
                text = values[name]
                if isinstance(text, str) and text:
                    self.said[name][place] = text
            yield form

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Forget the forms that were set aside; the others move up."""
        places = (np.cumsum(kept) - 1).tolist()
        self.said = {
            name: {places[place]: text for place, text in said.items() if kept[place]}
            for name, said in self.said.items()
        }


def own_words(forms: Grouped, heard: Heard) -> tuple[Pile, ...]:
    """The piles of a release's forms, each of `LEAST_WRITERS` or more. Their people are whole
    groups of the main partition put together; those who wait with their answers wait here too."""
    if not any(heard.said.values()):
        return ()
    intake, rule = forms.intake, forms.intake.rule
    types, _ = coarser(intake, forms.groups, (UNIT_TYPE,))
    count = intake.guard(rule.coordinates, rule.k).count
    return tuple(
        pile for name, said in heard.said.items() for pile in _piles(name, said, types, count)
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


def _piles(name: str, said: _Said, types: Sequence[Crowd], count: _Count) -> list[Pile]:
    """One question's piles. Types with too few writers are put together, and when that is too
    few with the type that has the fewest besides; below twenty in all nothing is kept."""
    told: list[Crowd] = []
    few: list[Crowd] = []
    for crowd in types:
        enough = _writers(said, [crowd], count) >= LEAST_WRITERS
        (told if enough and crowd.where != (POOLED,) else few).append(crowd)
    told.sort(key=lambda crowd: _writers(said, [crowd], count), reverse=True)
    while few and told and _writers(said, few, count) < LEAST_WRITERS:
        few.append(told.pop())
    piles = [_pile(name, said, [crowd], crowd.where) for crowd in told]
    if _writers(said, few, count) >= LEAST_WRITERS:
        piles.append(_pile(name, said, few, (POOLED,)))
    return sorted(piles, key=lambda pile: pile.unit_type)


def _writers(said: _Said, crowds: Sequence[Crowd], count: _Count) -> int:
    """People who wrote, counted like all people: a padded unit counts no more than its heads."""
    return count([Crowd(c.where, tuple(p for p in c.people if p in said)) for c in crowds])


def _pile(name: str, said: _Said, crowds: Sequence[Crowd], where: tuple[str, ...]) -> Pile:
    people = [person for crowd in crowds for person in crowd.people]
    texts = sorted(said[person] for person in people if person in said)
    return Pile(name, where[0] if where else POOLED, len(people), tuple(texts))
