"""Questionnaires being written: each change is a step, which can be undone, also after a reload."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from db import surveys
from db.engine import reading, writing
from db.schema import SurveyVersionRow
from db.schema_drafts import DraftRow, DraftStepRow, RecordingRow
from surveys.model import Survey, from_document, to_document

MOST_STEPS = 200  # states that are kept of a draft
ONE_STEP = timedelta(seconds=30)  # typing in one field, pause after pause, is one change
_LONGEST_WHAT = 40
_ID_BYTES = 5


class ChangedMeanwhile(Exception):
    """Somebody else changed the draft after it was last looked at: nothing was written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A questionnaire as it stands. `step` numbers its state: who writes must name it. `what` is
    the change that led here, `undoable` and `redoable` whether there is a way back and forth."""

    id: int
    step: int
    changed_at: datetime
    what: str
    undoable: bool
    redoable: bool
    survey: Survey


@dataclass(frozen=True, slots=True)
class Version:
    """A published questionnaire."""

    id: int
    number: int
    published_at: datetime
    survey: Survey


def new_survey_id() -> str:
    """An id for a new questionnaire; never that of a template."""
    return f"p{secrets.token_hex(_ID_BYTES)}"


def everything(engine: Engine) -> tuple[Draft, ...]:
    """All questionnaires, the last changed first."""
    newest = select(DraftRow).order_by(DraftRow.changed_at.desc(), DraftRow.id.desc())
    with reading(engine) as session:
        return tuple(_draft(session, row) for row in session.scalars(newest))


def load(engine: Engine, draft_id: int) -> Draft:
    """One questionnaire; NoResultFound when there is none."""
    with reading(engine) as session:
        return _draft(session, session.get_one(DraftRow, draft_id))


def create(engine: Engine, survey: Survey, now: datetime) -> Draft:
    """Begin a questionnaire with its first step."""
    with writing(engine) as session:
        row = DraftRow(survey_id=survey.id, step=1, changed_at=now)
        session.add(row)
        session.flush()
        session.add(_step(row, 1, "create", survey))
        session.flush()
        return _draft(session, row)


def save(engine: Engine, draft: Draft, survey: Survey, what: str, now: datetime) -> Draft:
    """Keep a change of the state `draft` shows; what could be done again is let go. The same
    change right after itself becomes one step. ChangedMeanwhile when it is no longer the state."""
    if survey == draft.survey:
        return draft
    with writing(engine) as session:
        row = _current(session, draft)
        later = (DraftStepRow.draft_id == row.id) & (DraftStepRow.number > row.step)
        session.execute(delete(DraftStepRow).where(later))
        same = what == draft.what and draft.undoable and now - row.changed_at < ONE_STEP
        if same:
            session.delete(session.get_one(DraftStepRow, (row.id, row.step)))
        row.step, row.changed_at = row.step + 1, now
        session.add(_step(row, row.step, what, survey))
        session.flush()
        oldest = (DraftStepRow.draft_id == row.id) & (DraftStepRow.number <= row.step - MOST_STEPS)
        session.execute(delete(DraftStepRow).where(oldest))
        return _draft(session, row)


def undo(engine: Engine, draft: Draft, now: datetime) -> Draft:
    """Go back one step, if there is one."""
    return _walk(engine, draft, -1, now)


def redo(engine: Engine, draft: Draft, now: datetime) -> Draft:
    """Do again what was undone, if there is something."""
    return _walk(engine, draft, 1, now)


def remove(engine: Engine, draft: Draft) -> None:
    """Delete the draft; its published versions, and sounds when there is one, stay."""
    with writing(engine) as session:
        row = _current(session, draft)
        published = select(SurveyVersionRow.id).where(SurveyVersionRow.survey_id == row.survey_id)
        if session.scalar(published.limit(1)) is None:
            session.execute(delete(RecordingRow).where(RecordingRow.survey_id == row.survey_id))
        session.delete(row)


def publish(engine: Engine, draft: Draft, now: datetime) -> Version:
    """Make the state an immutable version; the same state is the same version again."""
    with writing(engine) as session:
        _current(session, draft)
        row = session.get_one(SurveyVersionRow, surveys.publish(session, draft.survey, now))
        return _version(row)


def versions(engine: Engine, survey_id: str) -> tuple[Version, ...]:
    """The published versions of a questionnaire, the oldest first."""
    found = (
        select(SurveyVersionRow)
        .where(SurveyVersionRow.survey_id == survey_id)
        .order_by(SurveyVersionRow.version)
    )
    with reading(engine) as session:
        return tuple(map(_version, session.scalars(found)))


def published(engine: Engine) -> tuple[Version, ...]:
    """The last version of each questionnaire of one's own, the newest first."""
    last = (
        select(SurveyVersionRow.survey_id, func.max(SurveyVersionRow.version).label("version"))
        .join(DraftRow, DraftRow.survey_id == SurveyVersionRow.survey_id)
        .group_by(SurveyVersionRow.survey_id)
        .subquery()
    )
    found = (
        select(SurveyVersionRow)
        .join(
            last,
            (last.c.survey_id == SurveyVersionRow.survey_id)
            & (last.c.version == SurveyVersionRow.version),
        )
        .order_by(SurveyVersionRow.published_at.desc(), SurveyVersionRow.id.desc())
    )
    with reading(engine) as session:
        return tuple(map(_version, session.scalars(found)))


def ids_used(engine: Engine, draft: Draft) -> frozenset[str]:
    """Ids of questions in any published version or any kept step: a new question gets another."""
    steps = select(DraftStepRow.document).where(DraftStepRow.draft_id == draft.id)
    done = select(SurveyVersionRow.document).where(SurveyVersionRow.survey_id == draft.survey.id)
    with reading(engine) as session:
        documents = [*session.scalars(steps), *session.scalars(done)]
    return frozenset(q["id"] for document in documents for q in document["questions"])


def _walk(engine: Engine, draft: Draft, by: int, now: datetime) -> Draft:
    with writing(engine) as session:
        row = _current(session, draft)
        there = _beside(session, row, by)
        if there is not None:
            row.step, row.changed_at = there, now
            session.flush()
        return _draft(session, row)


def _current(session: Session, draft: Draft) -> DraftRow:
    """The row, if it still is in the state that was looked at."""
    row = session.get(DraftRow, draft.id, with_for_update=True)
    if row is None or row.step != draft.step or row.changed_at != draft.changed_at:
        raise ChangedMeanwhile
    return row


def _beside(session: Session, row: DraftRow, by: int) -> int | None:
    """The number of the kept step before or after the present one."""
    number = DraftStepRow.number
    wanted = func.max(number) if by < 0 else func.min(number)
    side = number < row.step if by < 0 else number > row.step
    return session.scalar(select(wanted).where(DraftStepRow.draft_id == row.id, side))


def _draft(session: Session, row: DraftRow) -> Draft:
    step = session.get_one(DraftStepRow, (row.id, row.step))
    return Draft(
        row.id,
        row.step,
        row.changed_at,
        step.what,
        _beside(session, row, -1) is not None,
        _beside(session, row, 1) is not None,
        from_document(step.document),
    )


def _step(row: DraftRow, number: int, what: str, survey: Survey) -> DraftStepRow:
    if survey.id != row.survey_id:
        survey = replace(survey, id=row.survey_id)
    document = to_document(survey)
    return DraftStepRow(
        draft_id=row.id, number=number, what=what[:_LONGEST_WHAT], document=document
    )


def _version(row: SurveyVersionRow) -> Version:
    return Version(row.id, row.version, row.published_at, from_document(row.document))
