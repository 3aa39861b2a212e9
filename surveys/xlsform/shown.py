"""Rows that show or keep a value nobody types: calculations, hidden fields, notes, locked cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyxform.utils import default_is_dynamic  # type: ignore[import-untyped]

from surveys.model import Kind, Question
from surveys.xlsform.columns import Line
from surveys.xlsform.told import LeftOut

SHOWN = "-shown"  # behind the id of a value that is worked out and shown

Made = Iterator[Question | LeftOut]


def unseen(question: Question, line: Line) -> Made:
    """A field that is filled in without being shown."""
    if question.kind is Kind.HIDDEN and question.calculation:
        question = replace(question, kind=Kind.CALCULATED)
    if question.preset and default_is_dynamic(question.preset, line.text("type")):
        formula = question.calculation or question.preset
        question = replace(question, kind=Kind.CALCULATED, calculation=formula, preset="")
    yield replace(question, required=False, required_message={})


def worked_out(question: Question) -> Made:
    """A value that is worked out and shown: two questions here."""
    yield _silent(question)
    yield _showing(question)


def read_only(question: Question, line: Line) -> Made:
    """A question nobody can answer: a note, or a value that stands from the start."""
    if question.preset and not default_is_dynamic(question.preset, line.text("type")):
        yield replace(_silent(question), kind=Kind.HIDDEN, preset=question.preset)
        yield _showing(question)
    elif question.choices:
        yield line.left("read_only", "xlsform.left.read_only", name=question.id, controls=1)
    else:
        yield note(question)


def _silent(question: Question) -> Question:
    return Question(
        question.id,
        Kind.CALCULATED,
        {},
        calculation=question.calculation,
        show_if=question.show_if,
        group=question.group,
    )


def note(question: Question) -> Question:
    """The question as words to read."""
    return Question(
        question.id,
        Kind.NOTE,
        question.label,
        show_if=question.show_if,
        help=question.help,
        media=question.media,
        appearance=question.appearance,
        group=question.group,
    )


def _showing(question: Question) -> Question:
    """The note that shows a value under its wording."""
    label = {lang: f"{text}: ${{{question.id}}}" for lang, text in question.label.items()}
    return replace(note(question), id=f"{question.id}{SHOWN}", label=label)
