"""Questions the office added to the bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, delete, select

from db.engine import reading, writing
from db.schema_drafts import BankQuestionRow
from surveys.model import Question, Survey, from_document, to_document


def everything(engine: Engine) -> tuple[Question, ...]:
    """The office's questions, the newest first."""
    newest = select(BankQuestionRow).order_by(BankQuestionRow.added_at.desc(), BankQuestionRow.id)
    with reading(engine) as session:
        return tuple(_question(row) for row in session.scalars(newest))


def add(engine: Engine, questions: Iterable[Question], now: datetime) -> int:
    """Put questions into the bank; one whose id another question has goes beside it under an id of
    its own, so that nobody's question is written over. How many."""
    count = 0
    with writing(engine) as session:
        known = {row.id: row for row in session.scalars(select(BankQuestionRow))}
        for question in questions:
            mine = _free(question, known)
            row = known.setdefault(mine.id, BankQuestionRow(id=mine.id))
            row.document, row.added_at = _document(mine), now
            session.add(row)
            count += 1
    return count


def remove(engine: Engine, id: str) -> None:
    """Take a question out of the bank; questionnaires that have it keep it."""
    with writing(engine) as session:
        session.execute(delete(BankQuestionRow).where(BankQuestionRow.id == id))


def _free(question: Question, known: Mapping[str, BankQuestionRow]) -> Question:
    """The question under the first id that is free, or is its own already."""
    while (row := known.get(question.id)) is not None and row.document != _document(question):
        question = replace(question, id=f"{question.id}_2")
    return question


def _document(question: Question) -> dict[str, object]:
    return to_document(Survey("bank", {}, (question,), ((question.id,),)))


def _question(row: BankQuestionRow) -> Question:
    return from_document(row.document).questions[0]
