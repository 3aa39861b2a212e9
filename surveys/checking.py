"""What keeps a survey from being published, found before anybody answers it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.expressions import NotExpression, columns, names, parse, piped
from surveys.model import (
    MOST_TURNS,
    RESERVED_IDS,
    Choice,
    Kind,
    Question,
    Survey,
    in_language,
    unfolded,
)

_ID = re.compile(r"[^\W\d][\w-]*", re.ASCII)
_CODE = re.compile(r"[^\s.~]+")
_LONGEST_ID, _LONGEST_CODE = 60, 60
_CONDITIONS = ("show_if", "constraint", "calculation")
_CHOOSING = (Kind.SINGLE, Kind.MULTIPLE, Kind.RATING, Kind.MATRIX, Kind.RANKING, Kind.CONSENT)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a question or group (`where`), in one of its fields (`part`); `key`
    names the sentence, `values` fill it."""

    where: str
    part: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def faults(survey: Survey) -> tuple[Fault, ...]:
    """Everything wrong, in the survey's order; empty when it may be published."""
    found = [*_doubled(survey), *_groups(survey)]
    for question in survey.questions:
        found += _question(survey, question)
    if not any(question.kind.asked for question in survey.questions):
        found.append(Fault("", "questions", "survey.fault.empty"))
    if not found:
        found += _looks(unfolded(survey))
    return tuple(found)


def _doubled(survey: Survey) -> Iterator[Fault]:
    ids = Counter([*(q.id for q in survey.questions), *(g.id for g in survey.groups)])
    for id, times in ids.items():
        if times > 1:
            yield Fault(id, "id", "survey.fault.doubled", {"id": id})
        if id in RESERVED_IDS:
            yield Fault(id, "id", "survey.fault.reserved", {"id": id})
        if not _ID.fullmatch(id) or len(id) > _LONGEST_ID:
            yield Fault(id, "id", "survey.fault.id", {"id": id})


def _groups(survey: Survey) -> Iterator[Fault]:
    known = {group.id for group in survey.groups}
    for group in survey.groups:
        if group.parent and group.parent not in known:
            yield Fault(group.id, "parent", "survey.fault.no_group", {"id": group.parent})
        if group.most > MOST_TURNS:
            yield Fault(group.id, "most", "survey.fault.turns", {"most": MOST_TURNS})
        for part in ("show_if", "count"):
            yield from _unreadable(group.id, part, getattr(group, part))
    left: set[str] = set()
    before = ""
    for question in survey.questions:
        if question.group and question.group not in known:
            yield Fault(question.id, "group", "survey.fault.no_group", {"id": question.group})
        if question.group != before:
            left.add(before)
            if question.group and question.group in left and not _returns(survey, question, before):
                yield Fault(question.id, "group", "survey.fault.torn", {"id": question.group})
        before = question.group


def _returns(survey: Survey, question: Question, before: str) -> bool:
    """Whether the question before lay in a group inside this question's group."""
    parents = {group.id: group.parent for group in survey.groups}
    while before:
        before = parents.get(before, "")
        if before == question.group:
            return True
    return False


def _question(survey: Survey, question: Question) -> Iterator[Fault]:
    where = question.id
    if not question.kind.unseen and not in_language(question.label, survey.languages[0]):
        yield Fault(where, "label", "survey.fault.label")
    if question.kind in _CHOOSING and not question.choices:
        yield Fault(where, "choices", "survey.fault.choices")
    if question.kind is Kind.MATRIX and not question.rows:
        yield Fault(where, "rows", "survey.fault.rows")
    if question.kind is Kind.CALCULATED and not question.calculation:
        yield Fault(where, "calculation", "survey.fault.calculation")
    yield from _options(where, "choices", question.choices, survey.languages[0])
    yield from _options(where, "rows", question.rows, survey.languages[0])
    yield from _limits(question)
    for part in (*_CONDITIONS, "choice_filter"):
        yield from _unreadable(where, part, getattr(question, part))


def _options(where: str, part: str, options: tuple[Choice, ...], lang: str) -> Iterator[Fault]:
    for code, times in Counter(option.code for option in options).items():
        if times > 1:
            yield Fault(where, part, "survey.fault.doubled_code", {"code": code})
        if not _CODE.fullmatch(code) or len(code) > _LONGEST_CODE:
            yield Fault(where, part, "survey.fault.code", {"code": code})
    for option in options:
        if not in_language(option.label, lang):
            yield Fault(where, part, "survey.fault.option", {"code": option.code})


def _limits(question: Question) -> Iterator[Fault]:
    codes = {choice.code for choice in question.choices}
    for code in sorted((question.exclusive | question.anchored) - codes):
        yield Fault(question.id, "choices", "survey.fault.unknown_code", {"code": code})
    least, most = question.least or 0, question.most
    if most is not None and not max(least, 1) <= most:
        yield Fault(question.id, "most", "survey.fault.limits", {"least": least, "most": most})
    low, high = question.lowest, question.highest
    if low is not None and high is not None and low > high:
        yield Fault(question.id, "lowest", "survey.fault.limits", {"least": low, "most": high})


def _unreadable(where: str, part: str, text: str) -> Iterator[Fault]:
    try:
        parse(text)
    except NotExpression as error:
        yield Fault(where, part, "survey.fault.expression", {"near": error.near})


def _looks(survey: Survey) -> Iterator[Fault]:
    """Where an expression or wording looks at what does not come before it."""
    before: set[str] = set()
    for question in survey.questions:
        own = {question.id} if question.constraint else set()
        for part in (*_CONDITIONS, "choice_filter"):
            text = getattr(question, part)
            allowed = before | own if part == "constraint" else before
            yield from _unknown(question, part, sorted(names(text) - allowed))
            yield from _strange_columns(question, part, text)
        yield from _unknown(question, "label", sorted(_piped(question) - before))
        if question.rows_from and question.rows_from not in before:
            yield from _unknown(question, "rows_from", [question.rows_from])
        before |= {question.id, *(f"{question.id}.{row.code}" for row in question.rows)}
        before |= {f"{question.id}.{c.code}" for c in question.choices if c.writes}


def _piped(question: Question) -> set[str]:
    wordings = [*question.label.values(), *question.help.values()]
    wordings += [text for choice in question.choices for text in choice.label.values()]
    return {name for wording in wordings for name in piped(wording)[1::2]}


def _unknown(question: Question, part: str, missing: list[str]) -> Iterator[Fault]:
    for name in missing:
        yield Fault(question.id, part, "survey.fault.forward", {"name": name})


def _strange_columns(question: Question, part: str, text: str) -> Iterator[Fault]:
    known = {"name"} if part == "choice_filter" else set()
    if part == "choice_filter":
        known |= {column for choice in question.choices for column in choice.columns}
    for column in sorted(columns(text) - known):
        yield Fault(question.id, part, "survey.fault.column", {"column": column})
