"""An unfinished questionnaire made ready to be shown: nothing missing that a page would miss."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from surveys.expressions import NotExpression, names, parse
from surveys.model import Choice, Group, Kind, Question, Survey, Words, in_language, unfolded

PROMISES = ("until", "name", "phone")  # what an invitation may have filled in
_NOTHING = "…"
_BRACES = re.compile(r"\{(\w*)[^{}]*\}")


def showable(survey: Survey) -> Survey:
    """The survey as far as it can be shown: missing translations are lent from another language,
    conditions that cannot be read or look at nothing are left out, turns are laid out."""
    known: set[str] = set()
    questions: list[Question] = []
    for question in survey.questions:
        questions.append(_shown(question, survey.languages, known))
        known |= {question.id, *(f"{question.id}.{row.code}" for row in question.rows)}
        known |= {f"{question.id}.{c.code}" for c in question.choices if c.writes}
    groups = tuple(_group(group, survey.languages, known) for group in survey.groups)
    title = _words(survey.title, survey.languages)
    return unfolded(replace(survey, title=title, questions=tuple(questions), groups=groups))


def _shown(question: Question, languages: tuple[str, ...], known: set[str]) -> Question:
    readable = _readable(known)
    own = _readable(known | {question.id})
    label = _words(question.label, languages)
    if question.kind is Kind.CONSENT:
        label = {lang: _BRACES.sub(_promise, text) for lang, text in label.items()}
    return replace(
        question,
        label=label,
        help=_words(question.help, languages) if question.help else {},
        choices=_choices(question.choices, languages),
        rows=_choices(question.rows, languages),
        rows_from=question.rows_from if question.rows_from in known else "",
        show_if=readable(question.show_if),
        constraint=own(question.constraint),
        calculation=readable(question.calculation),
        choice_filter=readable(question.choice_filter),
    )


def _group(group: Group, languages: tuple[str, ...], known: set[str]) -> Group:
    readable = _readable(known)
    label = _words(group.label, languages) if group.label else {}
    return replace(group, label=label, show_if=readable(group.show_if), count=readable(group.count))


def _readable(known: set[str]) -> Callable[[str], str]:
    """Gives an expression back if it can be read and looks at what is known; "" otherwise."""

    def readable(text: str) -> str:
        try:
            parse(text)
            return text if names(text) <= known else ""
        except NotExpression:
            return ""

    return readable


def _choices(choices: tuple[Choice, ...], languages: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(replace(choice, label=_words(choice.label, languages)) for choice in choices)


def _words(words: Words, languages: tuple[str, ...]) -> dict[str, str]:
    return {lang: in_language(words, lang) or _NOTHING for lang in languages}


def _promise(found: re.Match[str]) -> str:
    return found[0] if found[0] in {f"{{{name}}}" for name in PROMISES} else _NOTHING
