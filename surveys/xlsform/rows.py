"""The rows of the survey sheet: one for each question, and those around and beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surveys.model import Choice, Group, Kind, Question, Survey
from surveys.xlsform.columns import OWN
from surveys.xlsform.groups import PAGE, TABLE
from surveys.xlsform.limits import limited
from surveys.xlsform.lists import Names, worded
from surveys.xlsform.own import OWN_CELLS, OWN_WRITES, YES, in_one_cell, own_cells

Cells = dict[str, str]

_TYPES = {
    Kind.CONSENT: "select_one",
    Kind.SINGLE: "select_one",
    Kind.RATING: "select_one",
    Kind.MULTIPLE: "select_multiple",
    Kind.RANKING: "rank",
    Kind.NOTE: "note",
    Kind.TEXT: "text",
    Kind.NUMBER: "decimal",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.CALCULATED: "calculate",
    Kind.HIDDEN: "hidden",
}
_LISTED = frozenset({Kind.CONSENT, Kind.SINGLE, Kind.RATING, Kind.MULTIPLE, Kind.RANKING})
_ROWS = "4"  # of a long text
_IN_NAMES = re.compile(r"[A-Za-z0-9_-]+")

# Fields with a column of their own in XLSForm, by kind.
_ALWAYS = frozenset({"id", "kind", "label", "help", "media", "show_if", "group"})
_USUAL = _ALWAYS | {
    *("required", "required_message", "constraint", "constraint_message", "preset", "appearance")
}
_LIST = frozenset({"choices", "shuffled", "choice_filter"})
_NATIVE = {
    **dict.fromkeys(_LISTED, _USUAL | _LIST),
    Kind.TEXT: _USUAL | {"short"},
    Kind.NUMBER: _USUAL | {"whole"},
    Kind.CALCULATED: _USUAL | {"calculation"},
    Kind.MATRIX: _ALWAYS | {"choices", "rows"},
}


def rows_of(survey: Survey, lists: Names) -> Iterator[Cells]:
    """All rows in order: groups open before their first question and close after their last."""
    open_groups: list[Group] = []
    for question in survey.questions:
        path = list(survey.groups_of(question))
        while open_groups != path[: len(open_groups)]:
            yield _end(open_groups.pop())
        for group in path[len(open_groups) :]:
            open_groups.append(group)
            yield _begin(group)
        yield from _question(question, lists)
    while open_groups:
        yield _end(open_groups.pop())


def _begin(group: Group) -> Cells:
    table = TABLE in group.appearance.split()  # of which XLSForm asks that all lists be the same
    looks = [PAGE] * group.page + [group.appearance] * (not table)
    return {
        "type": "begin_repeat" if group.most else "begin_group",
        "name": group.id,
        **worded("label", group.label),
        "relevant": group.show_if,
        "appearance": " ".join(filter(None, looks)),
        "repeat_count": group.count if group.most else "",
        f"{OWN}most": str(group.most) if group.most else "",
        f"{OWN}appearance": group.appearance if table else "",
    }


def _end(group: Group) -> Cells:
    return {"type": "end_repeat" if group.most else "end_group", "name": group.id}


def _question(question: Question, lists: Names) -> Iterator[Cells]:
    if question.kind is Kind.MATRIX:
        yield from _matrix(question, lists)
        return
    native = _NATIVE.get(question.kind, _USUAL)
    yield {
        "type": _type(question, lists),
        "name": question.id,
        **_said(question),
        **_ruled(question, native),
        f"{OWN}kind": question.kind.value,
        **own_cells(question, native),
    }
    if question.kind in _LISTED:
        for number, choice in enumerate(question.choices, 1):
            if choice.writes:
                yield _beside(question, choice, number)


def _type(question: Question, lists: Names) -> str:
    if question.kind in _LISTED:
        return f"{_TYPES[question.kind]} {lists.of(question.choices)}"
    return "integer" if question.kind is Kind.NUMBER and question.whole else _TYPES[question.kind]


def _said(question: Question) -> Cells:
    cells = worded("label", question.label) | worded("hint", question.help)
    for kind, words in question.media.items():
        cells |= worded(f"media::{kind}", words)
    return cells


def _ruled(question: Question, native: frozenset[str]) -> Cells:
    """Conditions, limits and looks."""
    cells = {
        "relevant": question.show_if,
        "required": YES if question.required else "",
        "constraint": limited(question),
        "default": question.preset,
        "appearance": question.appearance,
        "parameters": _parameters(question),
        **worded("required_message", question.required_message),
        **worded("constraint_message", question.constraint_message),
    }
    if "calculation" in native:
        cells["calculation"] = question.calculation
    if "choice_filter" in native:
        cells["choice_filter"] = question.choice_filter
    return cells


def _parameters(question: Question) -> str:
    if question.kind is Kind.TEXT:
        return "" if question.short else f"rows={_ROWS}"
    return "randomize=true" if question.shuffled and question.kind in _LISTED else ""


def _beside(question: Question, choice: Choice, number: int) -> Cells:
    """The text beside an option, which other tools ask as a question."""
    return {
        "type": "text",
        "name": f"{question.id}.{_end_of_name(choice.code, number)}",
        **worded("label", choice.label),
        "relevant": f"selected(${{{question.id}}}, '{choice.code}')",
        f"{OWN}kind": "beside",
    }


def _matrix(question: Question, lists: Names) -> Iterator[Cells]:
    """A matrix as a table of single questions, one for each row."""
    yield {
        "type": "begin_group",
        "name": question.id,
        **_said(question),
        "relevant": question.show_if,
        "appearance": TABLE,
        f"{OWN}kind": Kind.MATRIX.value,
        **own_cells(question, _NATIVE[Kind.MATRIX]),
    }
    for number, row in enumerate(question.rows, 1):
        cells = _row(question, row, number)
        yield {"type": f"select_one {lists.of(question.choices)}", **cells}
    yield {"type": "end_group", "name": question.id}


def _row(question: Question, row: Choice, number: int) -> Cells:
    end = _end_of_name(row.code, number)
    cells = {
        "name": f"{question.id}.{end}",
        **worded("label", row.label),
        "required": YES if question.required else "",
        f"{OWN}kind": "row",
        f"{OWN}code": "" if end == row.code else row.code,
        OWN_WRITES: YES if row.writes else "",
        OWN_CELLS: in_one_cell(row.columns) if row.columns else "",
    }
    for kind, words in row.media.items():
        cells |= worded(f"media::{kind}", words)
    if question.rows_from:
        cells["relevant"] = f"selected(${{{question.rows_from}}}, '{row.code}')"
    return cells


def _end_of_name(code: str, number: int) -> str:
    """The code as the end of a name, or its place where a name may not have such letters."""
    return code if _IN_NAMES.fullmatch(code) else f"option-{number}"
