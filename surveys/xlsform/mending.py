"""A last look at an imported survey: what would keep it from being published is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from surveys.checking import Fault, faults
from surveys.model import TURN, Choice, Group, Kind, Question, Survey, Words
from surveys.xlsform.columns import Line
from surveys.xlsform.told import LeftOut, NotXlsForm

MOST_UNFOLDED = 20_000  # questions, every turn of a repeated group counted

_ROUNDS = 8  # a question that goes may take others with it
_COLUMNS = {
    "show_if": "relevant",
    "constraint": "constraint",
    "calculation": "calculation",
    "choice_filter": "choice_filter",
    "count": "repeat_count",
}
_FORWARD = "survey.fault.forward"


def mended(survey: Survey, lines: Mapping[str, Line]) -> tuple[Survey, list[LeftOut]]:
    """The survey without the conditions that cannot stand where they are, and what was told."""
    if _unfolded_size(survey) > MOST_UNFOLDED:
        raise NotXlsForm("xlsform.refused.too_nested")
    left: dict[tuple[str, str], LeftOut] = {}
    for _ in range(_ROUNDS):
        found = {(_base(fault.where), fault.part): fault for fault in faults(survey)}
        curable = {place: fault for place, fault in found.items() if _curable(fault)}
        if not curable:
            break
        for (id, part), fault in curable.items():
            left.setdefault((id, part), _told(lines.get(id), part, fault))
            survey = _without(survey, id, part, fault)
    return survey, list(left.values())


def _unfolded_size(survey: Survey) -> int:
    turns = {"": 1}
    for group in survey.groups:
        turns[group.id] = turns.get(group.parent, 1) * max(group.most, 1)
    return sum(turns.get(question.group, 1) for question in survey.questions)


def _curable(fault: Fault) -> bool:
    return fault.part in _COLUMNS or (fault.part == "label" and fault.key == _FORWARD)


def _base(id: str) -> str:
    """The id without its turn."""
    return re.sub(rf"{TURN}\d+$", "", id)


def _told(line: Line | None, part: str, fault: Fault) -> LeftOut:
    line = line or Line("", 0, {}, {})
    if part in _COLUMNS:
        return line.left(_COLUMNS[part], "xlsform.left.fault")
    return line.left("label", "xlsform.left.wording", name=str(fault.values.get("name", "")))


def _without(survey: Survey, id: str, part: str, fault: Fault) -> Survey:
    name = _base(str(fault.values.get("name", "")))
    questions = tuple(
        _question(q, part, name) if q.id == id else q
        for q in survey.questions
        if not (q.id == id and q.kind is Kind.CALCULATED and part == "calculation")
    )
    ids = {question.id for question in questions}
    slots = (tuple(id for id in slot if id in ids) for slot in survey.slots)
    lived_in = {group.id for q in questions for group in survey.groups_of(q)}
    return replace(
        survey,
        questions=questions,
        slots=tuple(slot for slot in slots if slot),
        groups=tuple(
            _group(g, part) if g.id == id else g for g in survey.groups if g.id in lived_in
        ),
    )


def _group(group: Group, part: str) -> Group:
    return replace(group, count="") if part == "count" else replace(group, show_if="")


def _question(question: Question, part: str, name: str) -> Question:
    if part in _COLUMNS:
        return replace(question, **{part: ""})  # type: ignore[arg-type]
    return replace(
        question,
        label=_unpiped(question.label, name),
        help=_unpiped(question.help, name),
        choices=tuple(_choice(choice, name) for choice in question.choices),
    )


def _choice(choice: Choice, name: str) -> Choice:
    return replace(choice, label=_unpiped(choice.label, name))


def _unpiped(words: Words, name: str) -> Words:
    return {lang: text.replace(f"${{{name}}}", "…") for lang, text in words.items()}
