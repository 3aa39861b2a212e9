"""A survey's rules as the phone's script reads them: what each question needs, as JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from surveys.expressions import Tree, parse
from surveys.model import Kind, Question, Survey, in_language


def rules(survey: Survey, lang: str = "") -> list[dict[str, Any]]:
    """One entry a question, in order, without what has its usual value; the survey's own
    sentences in `lang`. `survey` has its groups laid out."""
    consent = survey.consent
    asked = (question for question in survey.questions if question is not consent)
    return [{**dict(_rule(q)), **_own_sentences(q, lang)} for q in asked]


def complaints(survey: Survey) -> list[str]:
    """The sentences (phone.problem.…) that the script may have to say."""
    found = {key for q in survey.questions for key in _COMPLAINTS.get(q.kind, ())}
    found |= {"required" for q in survey.questions if q.required}
    found |= {"limit" for q in survey.questions if q.constraint}
    found |= {"least" for q in survey.questions if q.least}
    return sorted(found)


def needs_functions(survey: Survey) -> bool:
    """Whether the survey uses more of the language than every page brings along."""
    if any(question.kind in (Kind.DATE, Kind.TIME) for question in survey.questions):
        return True
    texts = {text for question in survey.questions for text in _expressions(question) if text}
    return not all(map(_is_usual, texts))


def option_names(survey: Survey) -> dict[str, dict[str, str]]:
    """The wordings that jr:choice-name() gives, in the survey's first language."""
    asked = {id for question in survey.questions for id in _named(question)}
    lang = survey.languages[0]
    return {
        q.id: {choice.code: in_language(choice.label, lang) for choice in q.choices}
        for q in survey.questions
        if q.id in asked
    }


def _own_sentences(q: Question, lang: str) -> dict[str, str]:
    said = {
        "required_words": in_language(q.required_message, lang),
        "limit_words": in_language(q.constraint_message, lang),
    }
    return {name: words for name, words in said.items() if lang and words}


_USUAL = frozenset(  # what logic.js knows without functions.js
    (
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "div",
        "mod",
        "minus",
        "true",
        "false",
        "not",
        "selected",
        "count-selected",
        "and",
        "or",
        "if",
        "coalesce",
        "today",
        "var",
        "is",
        "own",
        "column",
        "choice-name",
    )
)
_COMPLAINTS = {
    Kind.NUMBER: ("number", "whole", "low", "high"),
    Kind.DATE: ("date",),
    Kind.TIME: ("time",),
}


def _rule(q: Question) -> Iterator[tuple[str, Any]]:
    yield "id", q.id
    yield "kind", q.kind.value
    if q.show_if:
        yield "show", parse(q.show_if)
    if q.kind.unseen:
        yield from _made(q)
        return
    if q.required:
        yield "need", 1
    if q.constraint:
        yield "limit", parse(q.constraint)
    if q.kind is Kind.TEXT:
        yield "long", q.longest
    elif q.kind is Kind.NUMBER:
        yield from _numeric(q)
    else:
        yield from _choosing(q)


def _made(q: Question) -> Iterator[tuple[str, Any]]:
    if q.calculation:
        yield "made", parse(q.calculation)
    elif q.preset:
        yield "preset", q.preset


def _numeric(q: Question) -> Iterator[tuple[str, Any]]:
    if q.whole:
        yield "whole", 1
    if q.lowest is not None:
        yield "low", q.lowest
    if q.highest is not None:
        yield "high", q.highest


def _choosing(q: Question) -> Iterator[tuple[str, Any]]:
    if q.choice_filter:
        yield "pick", parse(q.choice_filter)
        yield "codes", [choice.code for choice in q.choices]
        yield "columns", {choice.code: dict(choice.columns) for choice in q.choices}
    if q.rows:
        yield "rows", [row.code for row in q.rows]
    if q.rows_from:
        yield "from", q.rows_from
        yield "extra", q.extra_rows
    if q.least:
        yield "least", q.least
    if q.most and q.kind in (Kind.MULTIPLE, Kind.RANKING):
        yield "most", q.most
    if q.exclusive:
        yield "alone", sorted(q.exclusive)
    own = [choice.code for choice in q.choices if choice.writes]
    if own:
        yield "own", own


def _expressions(q: Question) -> tuple[str, ...]:
    return q.show_if, q.constraint, q.calculation, q.choice_filter


@lru_cache(maxsize=20_000)
def _is_usual(expression: str) -> bool:
    return _USUAL.issuperset(_functions(parse(expression)))


def _functions(tree: Tree) -> Iterator[str]:
    yield tree[0]
    for part in tree[1:]:
        if isinstance(part, list):
            yield from _functions(part)


def _named(q: Question) -> Iterator[str]:
    for text in _expressions(q):
        if "choice-name" in text:
            yield from _choice_names(parse(text))


def _choice_names(tree: Tree) -> Iterator[str]:
    if tree[0] == "choice-name":
        yield tree[2][1]
    for part in tree[1:]:
        if isinstance(part, list):
            yield from _choice_names(part)
