"""Campaigns being prepared: kept as they are typed, handed in, sent back or approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db import campaigns
from db.campaign_places import Places
from db.engine import reading, writing
from db.schema import OfficerRow
from db.schema_campaigns import CampaignDraftRow
from surveys.campaigns import Campaign
from surveys.model import Survey


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign as it was typed so far. `version` numbers its state: who writes must name it.
    `asked_at` is when it was handed in; `note` says why it came back."""

    id: int
    version: int
    document: dict[str, Any]
    changed_at: datetime
    author: str
    author_id: int | None
    asked_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What is made of a draft: the campaign, its questionnaire, whom it asks. The draft goes;
    None when there was none."""

    campaign: Campaign
    survey: Survey
    places: Places
    draft: CampaignDraft | None = None


class ChangedMeanwhile(Exception):
    """Somebody else changed, approved or removed the draft: nothing was written."""


def everything(engine: Engine) -> tuple[CampaignDraft, ...]:
    """All drafts, those handed in first, then the last changed."""
    newest = select(CampaignDraftRow).order_by(
        CampaignDraftRow.asked_at.is_(None), CampaignDraftRow.changed_at.desc()
    )
    with reading(engine) as session:
        return tuple(_draft(session, row) for row in session.scalars(newest))


def load(engine: Engine, draft_id: int) -> CampaignDraft | None:
    """One draft; None when there is none."""
    with reading(engine) as session:
        row = session.get(CampaignDraftRow, draft_id)
        return None if row is None else _draft(session, row)


def create(
    engine: Engine, document: dict[str, Any], author_id: int, now: datetime
) -> CampaignDraft:
    """Begin a draft."""
    with writing(engine) as session:
        row = CampaignDraftRow(document=document, changed_at=now, author_id=author_id)
        session.add(row)
        session.flush()
        return _draft(session, row)


def save(
    engine: Engine, draft: CampaignDraft, document: dict[str, Any], now: datetime
) -> CampaignDraft:
    """Keep what was typed. A draft that was handed in is written at again by that."""
    with writing(engine) as session:
        row = _current(session, draft)
        row.document, row.asked_at = document, None
        return _changed(session, row, now)


def hand_in(engine: Engine, draft: CampaignDraft, now: datetime) -> CampaignDraft:
    """Ask the level above to approve it."""
    with writing(engine) as session:
        row = _current(session, draft)
        row.asked_at, row.note = now, ""
        return _changed(session, row, now)


def send_back(engine: Engine, draft: CampaignDraft, note: str, now: datetime) -> CampaignDraft:
    """Give it back to its writer, with what is to be changed."""
    with writing(engine) as session:
        row = _current(session, draft)
        row.asked_at, row.note = None, note
        return _changed(session, row, now)


def remove(engine: Engine, draft: CampaignDraft) -> None:
    """Throw it away."""
    with writing(engine) as session:
        session.delete(_current(session, draft))


def approve(engine: Engine, approval: Approval, now: datetime) -> Campaign:
    """Make the campaign and let go of its draft, both or neither. ChangedMeanwhile when it is no
    longer the draft that was looked at: it is approved once, as it was seen."""
    with writing(engine) as session:
        if approval.draft is not None:
            session.delete(_current(session, approval.draft))
        made = approval.campaign, approval.survey, approval.places
        return campaigns.enter(session, *made, now)


def _current(session: Session, draft: CampaignDraft) -> CampaignDraftRow:
    row = session.get(CampaignDraftRow, draft.id, with_for_update=True)
    if row is None or row.version != draft.version:
        raise ChangedMeanwhile(draft.id)
    return row


def _changed(session: Session, row: CampaignDraftRow, now: datetime) -> CampaignDraft:
    row.version, row.changed_at = row.version + 1, now
    session.flush()
    return _draft(session, row)


def _draft(session: Session, row: CampaignDraftRow) -> CampaignDraft:
    author = session.get(OfficerRow, row.author_id) if row.author_id else None
    return CampaignDraft(
        id=row.id,
        version=row.version,
        document=dict(row.document),
        changed_at=row.changed_at,
        author=author.name if author else "",
        author_id=row.author_id,
        asked_at=row.asked_at,
        note=row.note,
    )
