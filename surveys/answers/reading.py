"""Walks through a form as its survey leads: what is shown, what was answered, what is wrong.

A question looks only at those before it, so one walk in order is enough; the phone walks in the
same way (pages/phone/static/logic.js), and a test compares the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from surveys.answers import fields
from surveys.answers.fields import Form, Refused, last
from surveys.answers.values import Answers, Declined, NotAnswered, Problem, Value
from surveys.expressions import Look, computed, flat, holds, names
from surveys.model import Choice, Kind, Question, Survey, in_language


@dataclass(frozen=True, slots=True)
class Reading:
    """A form as far as it goes: the values by name, the ids shown, and the problems."""

    values: dict[str, Value] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(survey: Survey, form: Form, today: date) -> Answers | NotAnswered | Declined:
    """The answers in a form. `survey` has its turns laid out (`unfolded`). What belongs to a
    hidden question is dropped; fields the survey does not know are ignored."""
    consent = survey.consent
    if consent is not None:
        said = last(form, consent.id)
        if said == "no":
            return Declined()
        if said != "yes":
            return NotAnswered((Problem(consent.id, "phone.problem.consent"),))
    reading = walked(survey, form, today)
    if not reading.problems and reading.values.keys() <= survey.unseen:
        first = next((q.id for q in survey.questions if q.kind.asked), "")
        if first:
            return NotAnswered((Problem(first, "phone.problem.empty"),))
    if reading.problems:
        return NotAnswered(tuple(reading.problems))
    return Answers(reading.values)


def walked(survey: Survey, form: Form, today: date) -> Reading:
    """One walk through the form, whatever was answered so far; the consent is not looked at."""
    walk, consent = _Walk(survey, form, today), survey.consent
    for question in survey.questions:
        if question is consent or (question.show_if and not walk.shows(question)):
            continue
        if not (question.is_plain and walk.took(question)):
            walk.take(question)
    return walk.reading


def shown(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether a question was asked of a person, given the answers that are kept."""
    if not question.show_if:
        return True
    kept = {name: values[name] for name in _roots(question.show_if) if name in values}
    return holds(question.show_if, Look(flat(kept)))


def looked_at(question: Question) -> tuple[str, ...]:
    """The questions on whose answers it hangs whether this one is shown."""
    return tuple(sorted(_roots(question.show_if))) if question.show_if else ()


@cache
def _roots(expression: str) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in names(expression))


def rows_of(question: Question, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The codes of the matrix rows that were chosen earlier; all rows of a plain matrix."""
    if not question.rows_from:
        return question.row_codes
    chosen = values.get(question.rows_from, ())
    chosen = chosen.split() if isinstance(chosen, str) else chosen
    return tuple(code for code in question.row_codes if code in chosen)


def options_of(question: Question, look: Look) -> tuple[Choice, ...]:
    """The options that are offered, given the answers so far."""
    if not question.choice_filter:
        return question.choices
    return tuple(
        choice
        for choice in question.choices
        if holds(
            question.choice_filter,
            Look(look.answers, "", {"name": choice.code, **choice.columns}, look.today),
        )
    )


class _Walk:
    """Where the walk stands: the answers so far, as kept and as expressions see them."""

    def __init__(self, survey: Survey, form: Form, today: date) -> None:
        self.reading = Reading()
        self._survey, self._form, self._today = survey, form, today
        self._seen: dict[str, str] = {}
        self._look = Look(self._seen, today=today, wording=self._wording)

    def shows(self, question: Question) -> bool:
        """Whether the question is asked."""
        return holds(question.show_if, self._look)

    def took(self, question: Question) -> bool:
        """Read the code that answers a plain question, as most do. What else may have been sent,
        or is wrong, `take` sees to."""
        if sent := self._form.get(question.id):
            code = sent[-1]
            if code not in question.codes or code in question.written:
                return False
            self.reading.values[question.id] = self._seen[question.id] = code
        self.reading.shown.append(question.id)
        return True

    def take(self, question: Question) -> None:
        """Read the question's answer, or say what is wrong with it."""
        self.reading.shown.append(question.id)
        if question.kind is Kind.NOTE:
            return
        try:
            found = self._read(question)
            if question.required or question.constraint:
                self._check(question, found)
        except Refused as refusal:
            words = question.constraint_message if refusal.key == _LIMIT else {}
            words = question.required_message if refusal.key == _REQUIRED else words
            self.reading.problems.append(Problem(question.id, refusal.key, refusal.values, words))
            return
        if found:
            self.reading.values.update(found)
            self._seen.update(flat(found))

    def _read(self, question: Question) -> dict[str, Value]:
        if (chosen := _CHOSEN.get(question.kind)) is not None:
            return chosen(question, self._form, self._offered(question))
        if (typed := _TYPED.get(question.kind)) is not None:
            return typed(question, self._form)
        if question.kind is Kind.MATRIX:
            return fields.cells(question, self._form, rows_of(question, self.reading.values))
        made = question.preset
        if question.calculation:
            made = computed(question.calculation, self._look)
        return {question.id: made} if made else {}

    def _offered(self, question: Question) -> frozenset[str]:
        if not question.choice_filter:
            return question.codes
        return frozenset(choice.code for choice in options_of(question, self._look))

    def _check(self, question: Question, found: Mapping[str, Value]) -> None:
        if question.kind.unseen:
            return
        given = found.get(question.id)
        if question.required and not self._complete(question, given):
            raise Refused(_REQUIRED)
        if given is None or not question.constraint:
            return
        own = flat({"": given})[""]
        if not holds(question.constraint, Look(self._look.answers, own, {}, self._today)):
            raise Refused(_LIMIT)

    def _complete(self, question: Question, given: Value | None) -> bool:
        if question.kind is not Kind.MATRIX or given is None:
            return given is not None or (
                question.kind is Kind.MATRIX and not rows_of(question, self.reading.values)
            )
        return set(rows_of(question, self.reading.values)) <= set(given)

    def _wording(self, id: str, code: str) -> str:
        """The wording of an option in the survey's first language: one form, one result."""
        try:
            label = self._survey.question(id).choice(code).label
        except KeyError:
            return code
        return in_language(label, self._survey.languages[0])


_LIMIT = "phone.problem.limit"
_REQUIRED = "phone.problem.required"
_CHOSEN = {
    Kind.CONSENT: fields.one,
    Kind.SINGLE: fields.one,
    Kind.RATING: fields.one,
    Kind.MULTIPLE: fields.several,
    Kind.RANKING: fields.several,
}
_TYPED = {
    Kind.TEXT: fields.words,
    Kind.NUMBER: fields.amount,
    Kind.DATE: fields.day,
    Kind.TIME: fields.time,
}
