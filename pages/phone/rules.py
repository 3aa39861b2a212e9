"""A survey's rules as the phone's script reads them: what each question needs, as JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from surveys.expressions import Tree, parse
from surveys.model import Kind, Question, Survey, in_language


def rules(survey: Survey) -> list[dict[str, Any]]:
    """One entry a question, in order, without what has its usual value. `survey` has its groups
    laid out."""
    return [dict(_rule(question)) for question in survey.questions if question != survey.consent]


def option_names(survey: Survey) -> dict[str, dict[str, str]]:
    """The wordings that jr:choice-name() gives, in the survey's first language."""
    asked = {id for question in survey.questions for id in _named(question)}
    lang = survey.languages[0]
    return {
        q.id: {choice.code: in_language(choice.label, lang) for choice in q.choices}
        for q in survey.questions
        if q.id in asked
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


def _named(q: Question) -> Iterator[str]:
    for text in (q.show_if, q.constraint, q.calculation, q.choice_filter):
        yield from _choice_names(parse(text))


def _choice_names(tree: Tree) -> Iterator[str]:
    if tree[0] == "choice-name":
        yield tree[2][1]
    for part in tree[1:]:
        if isinstance(part, list):
            yield from _choice_names(part)
