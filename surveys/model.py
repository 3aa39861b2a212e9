"""The vocabulary of a survey: what may be asked, in words of every language it speaks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Words = Mapping[str, str]  # language code -> wording


class Kind(StrEnum):
    """How a question is answered."""

    CONSENT = "consent"
    NOTE = "note"
    SINGLE = "single"
    MULTIPLE = "multiple"
    RATING = "rating"
    MATRIX = "matrix"
    RANKING = "ranking"
    TEXT = "text"
    NUMBER = "number"


class Sensitivity(StrEnum):
    """How carefully an answer must be published (handbook 2.1)."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question or a row of a matrix; `writes` asks for a short text of one's own."""

    code: str
    label: Words
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `rows_from` names the question whose chosen options become the rows,
    `extra_rows` how many of the others are added at random."""

    id: str
    kind: Kind
    label: Words
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    rows_from: str = ""
    extra_rows: int = 0
    most: int | None = None
    exclusive: frozenset[str] = frozenset()
    show_if: str = ""
    longest: int = 300
    help: Words = field(default_factory=dict)
    block: str = ""
    sensitivity: Sensitivity = Sensitivity.NONE
    plan_tasks: tuple[str, ...] = ()
    indicator: str = ""
    seconds: int = 0

    def choice(self, code: str) -> Choice:
        """The option with this code; KeyError when there is none."""
        return _by_code(self.choices, code)

    def row(self, code: str) -> Choice:
        """The matrix row with this code; KeyError when there is none."""
        return _by_code(self.rows, code)


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire. Questions that share a number in `slots` take one place in the count:
    a respondent meets at most one of them (`U06|U01`)."""

    id: str
    title: Words
    questions: tuple[Question, ...]
    slots: tuple[tuple[str, ...], ...]
    languages: tuple[str, ...] = ("vi", "en")

    def question(self, id: str) -> Question:
        """The question with this id; KeyError when there is none."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)

    @property
    def consent(self) -> Question | None:
        """The question that asks for agreement, if the survey has one."""
        return next((q for q in self.questions if q.kind is Kind.CONSENT), None)

    @property
    def length(self) -> int:
        """Places in the count: slots without consent and notes."""
        uncounted = {q.id for q in self.questions if q.kind in (Kind.CONSENT, Kind.NOTE)}
        return sum(1 for slot in self.slots if not set(slot) <= uncounted)

    @property
    def seconds(self) -> int:
        """Expected time to answer, the first alternative of each slot counted."""
        return sum(self.question(slot[0]).seconds for slot in self.slots)


def to_document(survey: Survey) -> dict[str, Any]:
    """The survey as plain JSON values, for keeping a published version."""
    return {
        "id": survey.id,
        "title": dict(survey.title),
        "languages": list(survey.languages),
        "slots": [list(slot) for slot in survey.slots],
        "questions": [_question_document(q) for q in survey.questions],
    }


def from_document(document: Mapping[str, Any]) -> Survey:
    """The survey that `to_document` wrote; KeyError or ValueError when it is not one."""
    return Survey(
        id=document["id"],
        title=document["title"],
        questions=tuple(_question(q) for q in document["questions"]),
        slots=tuple(tuple(slot) for slot in document["slots"]),
        languages=tuple(document["languages"]),
    )


def fingerprint(survey: Survey) -> str:
    """A short checksum of everything a respondent reads; equal surveys have equal ones."""
    text = json.dumps(to_document(survey), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _question_document(q: Question) -> dict[str, Any]:
    return {
        "id": q.id,
        "kind": q.kind.value,
        "label": dict(q.label),
        "choices": [_choice_document(c) for c in q.choices],
        "rows": [_choice_document(c) for c in q.rows],
        "rows_from": q.rows_from,
        "extra_rows": q.extra_rows,
        "most": q.most,
        "exclusive": sorted(q.exclusive),
        "show_if": q.show_if,
        "longest": q.longest,
        "help": dict(q.help),
        "block": q.block,
        "sensitivity": q.sensitivity.value,
        "plan_tasks": list(q.plan_tasks),
        "indicator": q.indicator,
        "seconds": q.seconds,
    }


def _question(document: Mapping[str, Any]) -> Question:
    return Question(
        **{
            **document,
            "kind": Kind(document["kind"]),
            "choices": tuple(Choice(**c) for c in document["choices"]),
            "rows": tuple(Choice(**c) for c in document["rows"]),
            "exclusive": frozenset(document["exclusive"]),
            "sensitivity": Sensitivity(document["sensitivity"]),
            "plan_tasks": tuple(document["plan_tasks"]),
        }
    )


def _choice_document(c: Choice) -> dict[str, Any]:
    return {"code": c.code, "label": dict(c.label), "writes": c.writes}


def _by_code(choices: tuple[Choice, ...], code: str) -> Choice:
    for choice in choices:
        if choice.code == code:
            return choice
    raise KeyError(code)
