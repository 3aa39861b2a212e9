"""Replacing the code of a unit: the old one says kindly that there is another."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.schema import CampaignRow, LinkRow, UnitRow
from db.schema_posters import RevokedLinkRow
from surveys.campaigns import new_code


class Closed(Exception):
    """The campaign takes no answers any more: a new code would lead nowhere."""


def renew(engine: Engine, campaign_id: int, unit: str, today: date) -> str:
    """Give a unit another code; returns it. What was sent by the old one stays. Closed when the
    campaign is."""
    with writing(engine) as session:
        campaign = session.get_one(CampaignRow, campaign_id)
        if campaign.closed_on is not None:
            raise Closed
        link = session.scalars(
            select(LinkRow)
            .join(UnitRow, UnitRow.id == LinkRow.unit_id)
            .where(LinkRow.campaign_id == campaign_id, UnitRow.code == unit)
            .with_for_update()
        ).one()
        session.add(
            RevokedLinkRow(
                code=link.code, campaign_id=campaign_id, unit_id=link.unit_id, revoked_on=today
            )
        )
        link.code = new_code()
        return link.code


def telephone_of_replaced(engine: Engine, code: str) -> str | None:
    """Whom to ask about a code that was replaced; None when it never was."""
    found = (
        select(CampaignRow.contact_phone)
        .join(RevokedLinkRow, RevokedLinkRow.campaign_id == CampaignRow.id)
        .where(RevokedLinkRow.code == code)
    )
    with reading(engine) as session:
        return session.scalar(found)
