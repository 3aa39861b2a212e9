"""Sounds officers give to questionnaires, by the name their questions know them under."""

from __future__ import annotations

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.schema_drafts import RecordingRow
from surveys.questionnaires.sounds import Sound


def keep(engine: Engine, survey_id: str, sound: Sound) -> None:
    """Keep a sound. One name always is the same sound, so keeping it again changes nothing."""
    with writing(engine) as session:
        if session.get(RecordingRow, (survey_id, sound.name)) is None:
            session.add(_row(survey_id, sound))


def load(engine: Engine, survey_id: str, name: str) -> Sound | None:
    """The sound of this name; None when there is none."""
    with reading(engine) as session:
        row = session.get(RecordingRow, (survey_id, name))
        return Sound(row.name, row.type, row.content) if row else None


def take_along(engine: Engine, survey_id: str, to: str) -> None:
    """Give another questionnaire the same sounds: it began as a copy."""
    with writing(engine) as session:
        for row in session.scalars(select(RecordingRow).where(RecordingRow.survey_id == survey_id)):
            session.add(_row(to, Sound(row.name, row.type, row.content)))


def _row(survey_id: str, sound: Sound) -> RecordingRow:
    return RecordingRow(
        survey_id=survey_id,
        name=sound.name,
        type=sound.type,
        digest=sound.digest,
        content=sound.content,
    )
