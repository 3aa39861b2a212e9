"""A questionnaire and its release with themes in the place of own words, so that everything that
shows figures shows them like those of any other question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from surveys.blocks import Release, Table, tables_of
from surveys.model import Kind, Question, Survey
from surveys.words.publishing import Themes, themed_id
from surveys.words.themes import OTHER, UNCLEAR, codes, themes

_BETWEEN = " – "  # a question and its option "other"


def with_themes(
    survey: Survey, release: Release, published: Sequence[Themes]
) -> tuple[Survey, Release]:
    """Both with the themes of the questions that have some; unchanged when none has. ValueError
    when a publication belongs to another release."""
    if not published:
        return survey, release
    if any(each.rests_on != release.checksum for each in published):
        raise ValueError("themes of another release")
    names = dict.fromkeys(each.question for each in published)
    seals = " ".join([release.checksum, *(each.checksum for each in published)])
    tables = tables_of(block for each in published for block in each.blocks)
    questions = [new for q in survey.questions for new in _themed(q, names, tables)]
    return replace(survey, questions=tuple(questions)), replace(
        release,
        tables=(*release.tables, *tables),
        themed=frozenset(map(themed_id, names)),
        checksum=hashlib.sha256(seals.encode()).hexdigest(),
    )


def is_themed(question: Question) -> bool:
    """Whether the question shows themes; on the form there was a field to write in."""
    shown = {choice.code for choice in question.choices}
    return question.kind is Kind.MULTIPLE and bool(shown) and shown <= set(codes())


def title_of(survey: Survey, name: str) -> dict[str, str]:
    """What was asked where these words were written: "Z01", or "S01.oth" for an option."""
    question_id, _, code = name.partition(".")
    question = survey.question(question_id)
    if not code:
        return dict(question.label)
    option = question.choice(code).label
    return {
        lang: f"{label}{_BETWEEN}{option.get(lang, '')}" for lang, label in question.label.items()
    }


def _themed(
    question: Question, names: Iterable[str], tables: Iterable[Table]
) -> Iterable[Question]:
    """The question with its themes, or itself and what was written at its options."""
    if question.id not in names:
        yield question
    columns = {name: column for table in tables for name, column in table.columns.items()}
    for name in sorted(name for name in names if name.partition(".")[0] == question.id):
        told = columns[themed_id(name)].codes
        yield Question(
            id=themed_id(name),
            kind=Kind.MULTIPLE,
            label=_label(question, name),
            choices=tuple(theme for theme in themes() if theme.code in told),
            exclusive=frozenset((OTHER, UNCLEAR)),  # they stand last
            block=question.block,
            sensitivity=question.sensitivity,
            plan_tasks=question.plan_tasks,
        )


def _label(question: Question, name: str) -> dict[str, str]:
    return title_of(Survey("", {}, (question,), ()), name)
