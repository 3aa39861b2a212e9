"""An answer, a form, and what may be wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from surveys.model import Words, in_language
from surveys.texts.added import NONE, Added

Value: TypeAlias = str | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Answers:
    """One worker's answers by question id: a code, codes, or row -> code; texts of one's own
    stand under `question.option`. Only intake, storage and blocks may look at this type."""

    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Submission:
    """One stored form: the unit whose link was used, nothing of the person."""

    unit: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a question's answer cannot be taken; `key` names the sentence, `values` fill it.
    `words` are the survey's own sentence, where it has one."""

    question: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The form is refused; one problem for each question concerned, in the survey's order."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Declined:
    """The person does not take part: nothing may be kept."""


def sentence(problem: Problem, lang: str, added: Added = NONE) -> str:
    """What is said beside the question."""
    return in_language(problem.words, lang) or added.say(problem.key, lang, **problem.values)
