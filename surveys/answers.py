"""What counts as an answer: a form is read against its survey, or refused question by question."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from surveys.expressions import holds
from surveys.model import Kind, Question, Survey

Value: TypeAlias = str | list[str] | dict[str, str]
Form: TypeAlias = Mapping[str, Sequence[str]]  # field name -> what was sent, in order

LONGEST_OTHER = 100  # characters of "other, please say": enough for a trade, too short for a story


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
    """Why a question's answer cannot be taken; `key` names the sentence, `values` fill it."""

    question: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The form is refused; one problem for each question concerned, in the survey's order."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Declined:
    """The person does not take part: nothing may be kept."""


class _Refused(Exception):
    """An answer that breaks a rule of its question."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values


def read(survey: Survey, form: Form) -> Answers | NotAnswered | Declined:
    """The answers in a form. What belongs to a hidden question is dropped; fields the survey
    does not know are ignored."""
    consent = survey.consent
    if consent is not None:
        said = _last(form, consent.id)
        if said == "no":
            return Declined()
        if said != "yes":
            return NotAnswered((Problem(consent.id, "phone.problem.consent"),))
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for question in survey.questions:
        if question.kind is Kind.NOTE or question is consent or not shown(question, values):
            continue
        try:
            values |= _READ[question.kind](question, form, values)
        except _Refused as refusal:
            problems.append(Problem(question.id, refusal.key, refusal.values))
    if not values and not problems:
        asked = (q.id for q in survey.questions if q.kind not in (Kind.CONSENT, Kind.NOTE))
        problems.append(Problem(next(asked), "phone.problem.empty"))
    return NotAnswered(tuple(problems)) if problems else Answers(values)


def shown(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether a question is asked, given the answers before it."""
    return not question.show_if or holds(question.show_if, values)


def rows_of(question: Question, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The codes of the matrix rows that were chosen earlier; all rows of a plain matrix."""
    if not question.rows_from:
        return tuple(row.code for row in question.rows)
    chosen = values.get(question.rows_from, ())
    return tuple(row.code for row in question.rows if row.code in chosen)


def _one(question: Question, form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    code = _last(form, question.id)
    if not code:
        return {}
    return {question.id: _known(question, code), **_own_words(question, form, (code,))}


def _many(question: Question, form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    codes = list(dict.fromkeys(code for code in form.get(question.id, ()) if code))
    for code in codes:
        _known(question, code)
    if question.exclusive.intersection(codes) and len(codes) > 1:
        raise _Refused("phone.problem.exclusive")
    if question.most is not None and len(codes) > question.most:
        raise _Refused("phone.problem.most", most=question.most, chosen=len(codes))
    return {question.id: codes, **_own_words(question, form, codes)} if codes else {}


def _matrix(question: Question, form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    asked = rows_of(question, values)
    rated: dict[str, str] = {}
    for row in question.rows:
        code = _last(form, f"{question.id}.{row.code}")
        if code:
            rated[row.code] = _known(question, code)
    if question.rows_from and len(rated.keys() - set(asked)) > question.extra_rows:
        raise _Refused("phone.problem.rows")
    return {question.id: rated} if rated else {}


def _text(question: Question, form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    text = _plain(_last(form, question.id))
    if len(text) > question.longest:
        raise _Refused("phone.problem.long", longest=question.longest, length=len(text))
    return {question.id: text} if text else {}


def _number(question: Question, form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    text = _last(form, question.id).strip().replace(",", ".")
    if text and not text.removeprefix("-").replace(".", "", 1).isdecimal():
        raise _Refused("phone.problem.number")
    return {question.id: text} if text else {}


_READ = {
    Kind.CONSENT: _one,  # a second consent, such as the one for sensitive questions
    Kind.SINGLE: _one,
    Kind.RATING: _one,
    Kind.MULTIPLE: _many,
    Kind.RANKING: _many,
    Kind.MATRIX: _matrix,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
}


def _known(question: Question, code: str) -> str:
    for choice in question.choices:
        if choice.code == code:
            return code
    raise _Refused("phone.problem.unknown")


def _own_words(question: Question, form: Form, codes: Sequence[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for choice in question.choices:
        if choice.writes and choice.code in codes:
            name = f"{question.id}.{choice.code}"
            text = _plain(_last(form, name))
            if len(text) > LONGEST_OTHER:
                raise _Refused("phone.problem.long", longest=LONGEST_OTHER, length=len(text))
            if text:
                found[name] = text
    return found


def _last(form: Form, name: str) -> str:
    sent = form.get(name, ())
    return sent[-1] if sent else ""


def _plain(text: str) -> str:
    """Composed letters, single line breaks, no control characters."""
    kept = (c for c in text.replace("\r\n", "\n") if c == "\n" or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", "".join(kept)).strip()
