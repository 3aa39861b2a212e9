"""Answers a robot would give, so that an author sees where each answer leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from surveys.expressions import Look, NotExpression, computed, holds
from surveys.model import Choice, Kind, Question, Survey, in_language

Filled = dict[str, list[str]]  # field name -> what is typed, as a form sends it

_TRIES = 40  # different answers, before a constraint is given up
_SPAN = 10
_NOWHERE = "Lorem ipsum dolor sit amet"  # no language: nobody takes it for a worker's answer


def robot(survey: Survey, seed: int, today: date) -> Filled:
    """A made-up form of a survey whose turns are laid out: each question that is shown gets an
    answer its rules allow; one for which none is found stays empty. Equal seeds, equal forms."""
    walk = _Walk(survey, Random(seed), today)
    for question in survey.questions:
        walk.meet(question)
    return walk.form


def alone(survey: Survey, id: str, form: Mapping[str, list[str]]) -> Survey:
    """The survey with one question to see; those before it stand as the form answers them."""
    place = [q.id for q in survey.questions].index(id)
    hidden = tuple(
        Question(q.id, Kind.HIDDEN, {}, choices=q.choices, preset=" ".join(form.get(q.id, ())))
        for q in survey.questions[:place]
        if q.kind.asked
    )
    questions = (*hidden, replace(survey.questions[place], show_if="", group=""))
    return replace(survey, questions=questions, slots=tuple((q.id,) for q in questions), groups=())


class _Walk:
    """Where the robot stands: what it typed, and what expressions see of it."""

    def __init__(self, survey: Survey, chance: Random, today: date) -> None:
        self.form: Filled = {}
        self._survey, self._chance = survey, chance
        self._seen: dict[str, str] = {}
        self._look = Look(self._seen, today=today, wording=self._wording)

    def meet(self, question: Question) -> None:
        """Answer the question if it is asked."""
        try:
            if not self._asked(question):
                return
            if question.kind.unseen:
                self._make(question)
                return
            found = self._first_allowed(question)
        except NotExpression:  # the author is still writing it
            found = {}
        self.form |= found
        self._seen |= {name: " ".join(sent) for name, sent in found.items()}

    def _asked(self, question: Question) -> bool:
        if question.kind is Kind.NOTE:
            return False
        conditions = [*(g.show_if for g in self._survey.groups_of(question)), question.show_if]
        return all(holds(condition, self._look) for condition in conditions)

    def _make(self, question: Question) -> None:
        made = question.preset
        if question.calculation:
            made = computed(question.calculation, self._look)
        self._seen[question.id] = made

    def _first_allowed(self, question: Question) -> Filled:
        for found in self._tries(question):
            own = " ".join(found.get(question.id, ()))
            look = replace(self._look, own=own)
            if not question.constraint or holds(question.constraint, look):
                return found
        return {}

    def _tries(self, question: Question) -> Iterator[Filled]:
        for number in range(_TRIES):
            yield self._answer(question, number)

    def _answer(self, question: Question, number: int) -> Filled:
        """One possible answer; `number` counts the tries."""
        match question.kind:
            case Kind.CONSENT:
                return {question.id: ["yes"]}
            case Kind.SINGLE | Kind.RATING:
                return self._chosen(question, 1)
            case Kind.MULTIPLE | Kind.RANKING:
                return self._chosen(question, self._how_many(question))
            case Kind.MATRIX:
                return self._rated(question)
            case Kind.NUMBER:
                return {question.id: [self._number(question)]}
            case Kind.DATE:
                return {question.id: [(self._look.today - timedelta(days=number)).isoformat()]}
            case Kind.TIME:
                return {question.id: [f"{self._chance.randint(6, 17):02}:00"]}
        return {question.id: [_NOWHERE[: question.longest]]}

    def _how_many(self, question: Question) -> int:
        most = question.most or max(len(question.choices), 1)
        least = question.least or 1
        if question.kind is Kind.RANKING:
            return most
        return self._chance.randint(least, max(least, min(most, least + 2)))

    def _chosen(self, question: Question, count: int) -> Filled:
        """Some of the options that are offered; one that stands alone only by itself."""
        offered = [choice for choice in question.choices if self._offered(question, choice)]
        if count > 1:
            offered = [choice for choice in offered if choice.code not in question.exclusive]
        chosen = self._chance.sample(offered, min(count, len(offered)))
        if not chosen:
            return {}
        own = {f"{question.id}.{choice.code}": ["…"] for choice in chosen if choice.writes}
        return {question.id: [choice.code for choice in chosen], **own}

    def _offered(self, question: Question, choice: Choice) -> bool:
        cells = {"name": choice.code, **choice.columns}
        return holds(question.choice_filter, replace(self._look, columns=cells))

    def _rated(self, question: Question) -> Filled:
        rows = [row.code for row in question.rows]
        if question.rows_from:
            rows = [code for code in rows if code in self.form.get(question.rows_from, ())]
        codes = [choice.code for choice in question.choices]
        return {f"{question.id}.{row}": [self._chance.choice(codes)] for row in rows if codes}

    def _number(self, question: Question) -> str:
        low = question.lowest if question.lowest is not None else 0
        high = question.highest if question.highest is not None else low + _SPAN
        first, last = int(-(-low // 1)), int(high // 1)
        return str(self._chance.randint(first, last)) if first <= last else str(low)

    def _wording(self, id: str, code: str) -> str:
        try:
            label = self._survey.question(id).choice(code).label
        except KeyError:
            return code
        return in_language(label, self._survey.languages[0])
