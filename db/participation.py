"""How many answered, as officers may know it: in steps of five, counted now and then (DR-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select

from db import scans
from db.engine import reading, writing
from db.schema import CampaignRow, LinkRow, ParticipationRow, UnitRow
from db.submissions import count_by_unit
from db.units import COLUMNS
from surveys.campaigns import in_steps
from surveys.collecting import Scans, UnitParticipation
from surveys.organisation import Unit

FEW = -1  # some answers, but fewer than five
_SCANS = ("shown", "begun", "sent")


@dataclass(frozen=True, slots=True)
class Participation:
    """All units of a campaign at one moment."""

    counted_at: datetime
    units: tuple[UnitParticipation, ...]


def as_of(engine: Engine, campaign_id: int, now: datetime, every: timedelta) -> Participation:
    """The last count; counted anew when it is older than `every`."""
    with reading(engine) as session:
        is_old = _is_old(session.get_one(CampaignRow, campaign_id), now, every)
    if is_old:
        _count(engine, campaign_id, now, every)
    return _load(engine, campaign_id)


def refresh(engine: Engine, today: date, now: datetime, every: timedelta) -> int:
    """Count every campaign that has begun and is not released, when its count is older than
    `every`; returns how many. Done ahead, so that no officer waits for it."""
    running = select(CampaignRow).where(
        CampaignRow.released_on.is_(None), CampaignRow.opens_on <= today
    )
    with reading(engine) as session:
        old = [row.id for row in session.scalars(running) if _is_old(row, now, every)]
    for campaign_id in old:
        _count(engine, campaign_id, now, every)
    return len(old)


def _is_old(campaign: CampaignRow, now: datetime, every: timedelta) -> bool:
    return campaign.counted_at is None or now - campaign.counted_at >= every


def _count(engine: Engine, campaign_id: int, now: datetime, every: timedelta) -> None:
    """Scans are kept with the answers and from the same moment: those who watch them live would
    know the answers live (DR-07). Forms that come in meanwhile do not wait for the counting."""
    rows = _counted(engine, campaign_id)
    with writing(engine) as session:
        campaign = session.get_one(CampaignRow, campaign_id, with_for_update=True)
        if not _is_old(campaign, now, every):
            return  # somebody else counted while we waited for our turn
        session.execute(delete(ParticipationRow).where(ParticipationRow.campaign_id == campaign_id))
        if rows:
            session.execute(insert(ParticipationRow), rows)
        campaign.counted_at = now


def _counted(engine: Engine, campaign_id: int) -> list[dict[str, Any]]:
    seen = scans.by_unit(engine, campaign_id)
    asked = select(UnitRow.id, UnitRow.code).join(LinkRow, LinkRow.unit_id == UnitRow.id)
    with reading(engine) as session:
        counts = count_by_unit(session, campaign_id)
        units = session.execute(asked.where(LinkRow.campaign_id == campaign_id)).all()
    return [
        {
            "campaign_id": campaign_id,
            "unit_id": id,
            "answers": _shown(counts.get(id, 0)),
            **{step: getattr(seen.get(code), step, None) for step in _SCANS},
        }
        for id, code in units
    ]


def _shown(count: int) -> int:
    return FEW if 0 < count < 5 else in_steps(count)


def _load(engine: Engine, campaign_id: int) -> Participation:
    """Columns, not objects: five thousand units are read in a moment."""
    found = (
        select(*_OF_UNIT, *_OF_COUNT)
        .join(ParticipationRow, ParticipationRow.unit_id == UnitRow.id)
        .where(ParticipationRow.campaign_id == campaign_id)
        .order_by(UnitRow.code)
    )
    with reading(engine) as session:
        counted = session.get_one(CampaignRow, campaign_id).counted_at
        assert counted is not None
        return Participation(counted, tuple(map(_of, session.execute(found))))


def _of(row: Row[Any]) -> UnitParticipation:
    answers, shown, begun, sent = row[len(_OF_UNIT) :]
    unit = Unit(**dict(zip(COLUMNS, row, strict=False)))
    scanned = None if shown is None else Scans(shown, begun or 0, sent or 0)
    return UnitParticipation(unit, max(answers, 0), answers == FEW, scanned)


_OF_UNIT = tuple(getattr(UnitRow, name) for name in COLUMNS)
_OF_COUNT = tuple(getattr(ParticipationRow, name) for name in ("answers", *_SCANS))
