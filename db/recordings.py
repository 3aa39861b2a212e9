"""Recordings and pictures of questionnaires, as phones ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, select

from db.engine import reading
from db.schema import CampaignRow, SurveyVersionRow
from db.schema_drafts import RecordingRow


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of a questionnaire: its media type and its bytes."""

    type: str
    content: bytes


def digests(engine: Engine, survey_id: str) -> dict[str, str]:
    """The files of a questionnaire: the name its questions know -> the digest in the address."""
    found = select(RecordingRow.name, RecordingRow.digest).where(
        RecordingRow.survey_id == survey_id
    )
    with reading(engine) as session:
        return dict(session.execute(found).all())


def heard(engine: Engine, digest: str, today: date) -> Recording | None:
    """The file with this digest, while a campaign that asks its questionnaire is open."""
    found = (
        select(RecordingRow.type, RecordingRow.content)
        .join(SurveyVersionRow, SurveyVersionRow.survey_id == RecordingRow.survey_id)
        .join(CampaignRow, CampaignRow.survey_version == SurveyVersionRow.id)
        .where(
            RecordingRow.digest == digest,
            CampaignRow.opens_on <= today,
            CampaignRow.closes_on >= today,
            CampaignRow.closed_on.is_(None),
        )
        .limit(1)
    )
    with reading(engine) as session:
        hit = session.execute(found).first()
        return Recording(*hit) if hit else None
