"""A question or group with conditions and wordings that hold in the survey; the rest is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from surveys.model import Choice, Group, Kind, Question
from surveys.xlsform.columns import OWN
from surveys.xlsform.naming import Entry
from surveys.xlsform.rewriting import NotKept, Scope, unknown_columns
from surveys.xlsform.told import LeftOut

_CONDITIONS = {  # of a question: its field, and the column of the form
    "show_if": "relevant",
    "constraint": "constraint",
    "calculation": "calculation",
    "choice_filter": "choice_filter",
}
_WORDED = {
    "label": "label",
    "help": "hint",
    "required_message": "required_message",
    "constraint_message": "constraint_message",
}

_Row = TypeVar("_Row", Question, Group)
Fitted = Iterator[Question | Group | LeftOut]


def fitted(made: Question | Group | LeftOut, entry: Entry, scope: Scope) -> Fitted:
    """What a row was made into, with every expression over what stands before it; what cannot be
    kept is told, and what cannot be without it goes too."""
    match made:
        case Question():
            yield from _question(made, entry, scope)
        case Group():
            yield from _group(made, entry, scope)
        case _:
            yield made


def _group(group: Group, entry: Entry, scope: Scope) -> Fitted:
    for name, column in (("show_if", "relevant"), ("count", "repeat_count")):
        try:
            group = _with(group, name, _expression(getattr(group, name), scope, ""))
        except NotKept as reason:
            yield entry.line.left(column, reason.key, **reason.values)
            group = _with(group, name, "")
    label, gone = scope.words(group.label)
    yield from _gone(gone, "label", entry)
    if group.most:
        scope.before.add(group.id)
    yield replace(group, label=label)


def _question(question: Question, entry: Entry, scope: Scope) -> Fitted:
    for name, column in _CONDITIONS.items():
        try:
            question = _with(question, name, _kept(question, name, scope))
        except NotKept as reason:
            yield _told(name, column, reason, entry)
            if question.kind is Kind.CALCULATED and name == "calculation":
                scope.left.add(question.id)
                return
            question = _with(question, name, "")
    for name, column in _WORDED.items():
        words, gone = scope.words(getattr(question, name))
        question = _with(question, name, words)
        yield from _gone(gone, column, entry)
    scope.before.add(question.id)
    yield replace(
        question,
        preset=scope.codes.get(question.preset, question.preset),
        choices=_options(question.choices, entry.sort.list_name, scope),
    )


def _with(made: _Row, name: str, value: object) -> _Row:
    if getattr(made, name) == value:
        return made
    return replace(made, **{name: value})  # type: ignore[arg-type]


def _kept(question: Question, name: str, scope: Scope) -> str:
    own = question.id if name == "constraint" else ""
    text = _expression(getattr(question, name), scope, own)
    if name == "choice_filter" and text:
        known = frozenset(column for choice in question.choices for column in choice.columns)
        if unknown := unknown_columns(text, known):
            raise NotKept("xlsform.left.filter_column", name=", ".join(sorted(unknown)))
    return text


def _expression(written: str, scope: Scope, own: str) -> str:
    return scope.expression(written, own) if written else ""


def _told(name: str, column: str, reason: NotKept, entry: Entry) -> LeftOut:
    if not entry.line.text(column) and entry.line.text(f"{OWN}{name}"):
        column = f"{OWN}{name}"
    return entry.line.left(column, reason.key, **reason.values)


def _gone(names: frozenset[str], column: str, entry: Entry) -> Iterator[LeftOut]:
    for name in sorted(names):
        yield entry.line.left(column, "xlsform.left.wording", name=name)


def _options(choices: tuple[Choice, ...], name: str, scope: Scope) -> tuple[Choice, ...]:
    """The options with earlier answers in their wordings; most lists have none."""
    if name not in scope.piping:
        return choices
    return tuple(replace(c, label=scope.words(c.label)[0]) for c in choices)
