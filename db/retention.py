"""Raw answers go when their day has come; published blocks stay (DR-22)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db import campaigns, events, releases
from db.engine import reading, sweep, writing
from db.schema import CampaignRow, SubmissionRow
from db.submissions import count_by_unit

EVENT = "purge"  # what the record of the office calls it


def purge(engine: Engine, today: date, now: datetime) -> tuple[tuple[str, int], ...]:
    """Delete the answers of every campaign whose day of deletion is today or before; returns
    titles with the number of answers. What nobody closed or published until then is closed and
    published first. Done again, it changes nothing. The record of the office keeps when and how
    many."""
    with reading(engine) as session:
        counts = {id: sum(count_by_unit(session, id).values()) for id in _due(session, today)}
    for campaign_id in counts:
        campaigns.close(engine, campaign_id, today)
    for campaign_id in (id for id, count in counts.items() if count):
        releases.make(engine, campaign_id, today)
    with writing(engine) as session:
        deleted = tuple(_delete(session, id, now) for id, count in counts.items() if count)
    sweep(engine)
    return deleted


def _due(session: Session, today: date) -> list[int]:
    """Closed and open campaigns alike, the earliest first."""
    over = select(CampaignRow.id).where(CampaignRow.delete_on <= today)
    return list(session.scalars(over.order_by(CampaignRow.delete_on, CampaignRow.id)))


def _delete(session: Session, campaign_id: int, now: datetime) -> tuple[str, int]:
    title = session.get_one(CampaignRow, campaign_id).title
    count = sum(count_by_unit(session, campaign_id).values())
    session.execute(delete(SubmissionRow).where(SubmissionRow.campaign_id == campaign_id))
    detail = f"{title}: {count}"
    events.enter(session, now, None, EVENT, detail)
    return title, count
