"""How many answered, as officers may know it: in steps of five, counted now and then (DR-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select

from db.engine import reading, writing
from db.schema import CampaignRow, LinkRow, ParticipationRow, UnitRow
from db.submissions import count_by_unit
from db.units import as_unit
from surveys.campaigns import in_steps
from surveys.organisation import Unit

FEW = -1  # some answers, but fewer than five


@dataclass(frozen=True, slots=True)
class UnitParticipation:
    """A unit's answers in steps of five; `few` when there are one to four."""

    unit: Unit
    answers: int
    few: bool


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


def _is_old(campaign: CampaignRow, now: datetime, every: timedelta) -> bool:
    return campaign.counted_at is None or now - campaign.counted_at >= every


def _count(engine: Engine, campaign_id: int, now: datetime, every: timedelta) -> None:
    with writing(engine) as session:
        campaign = session.get_one(CampaignRow, campaign_id, with_for_update=True)
        if not _is_old(campaign, now, every):
            return  # somebody else counted while we waited for our turn
        counts = count_by_unit(session, campaign_id)
        units = session.scalars(select(LinkRow.unit_id).where(LinkRow.campaign_id == campaign_id))
        session.execute(delete(ParticipationRow).where(ParticipationRow.campaign_id == campaign_id))
        session.add_all(
            ParticipationRow(campaign_id=campaign_id, unit_id=id, answers=_shown(counts.get(id, 0)))
            for id in units.all()
        )
        campaign.counted_at = now


def _shown(count: int) -> int:
    return FEW if 0 < count < 5 else in_steps(count)


def _load(engine: Engine, campaign_id: int) -> Participation:
    found = (
        select(UnitRow, ParticipationRow.answers)
        .join(ParticipationRow, ParticipationRow.unit_id == UnitRow.id)
        .where(ParticipationRow.campaign_id == campaign_id)
        .order_by(UnitRow.code)
    )
    with reading(engine) as session:
        counted = session.get_one(CampaignRow, campaign_id).counted_at
        assert counted is not None
        return Participation(
            counted,
            tuple(
                UnitParticipation(as_unit(row), max(answers, 0), answers == FEW)
                for row, answers in session.execute(found)
            ),
        )
