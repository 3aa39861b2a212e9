"""Published questionnaires: each version is kept as it was asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from db.engine import reading
from db.schema import SurveyVersionRow
from surveys.model import Survey, completed, fingerprint, from_document, to_document, unfolded
from surveys.texts import LANGUAGES


def publish(session: Session, survey: Survey, now: datetime) -> int:
    """The id of the version that asks exactly this; a new version only when wording changed."""
    same = select(SurveyVersionRow.id).where(
        SurveyVersionRow.survey_id == survey.id,
        SurveyVersionRow.fingerprint == fingerprint(survey),
    )
    known = session.scalar(same)
    if known is not None:
        return known
    latest = session.scalar(
        select(func.max(SurveyVersionRow.version)).where(SurveyVersionRow.survey_id == survey.id)
    )
    row = SurveyVersionRow(
        survey_id=survey.id,
        version=(latest or 0) + 1,
        fingerprint=fingerprint(survey),
        document=to_document(survey),
        published_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def load(engine: Engine, version_id: int) -> Survey:
    """The questionnaire of a version as it is asked and counted: groups laid out, every wording
    in every language; NoResultFound when there is none."""
    return completed(unfolded(as_written(engine, version_id)), LANGUAGES)


def as_written(engine: Engine, version_id: int) -> Survey:
    """The questionnaire of a version as it was published; NoResultFound when there is none."""
    with reading(engine) as session:
        return from_document(session.get_one(SurveyVersionRow, version_id).document)
