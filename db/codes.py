"""Replacing the code of a unit: the old one says kindly that there is another."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.schema import CampaignRow, LinkRow
from db.schema_posters import RevokedLinkRow
from surveys.campaigns import new_code


class Closed(Exception):
    """The campaign takes no answers any more: a new code would lead nowhere."""


class Replaced(Exception):
    """Somebody else has replaced this code meanwhile: nothing was changed."""


def renew(engine: Engine, code: str, today: date) -> str:
    """Give the unit of this code another one; returns it. What was sent by the old one stays.
    Closed when the campaign is, Replaced when this is not the unit's code any more."""
    with writing(engine) as session:
        link = session.get(LinkRow, code, with_for_update=True)
        if link is None:
            raise Replaced
        if session.get_one(CampaignRow, link.campaign_id).closed_on is not None:
            raise Closed
        old = RevokedLinkRow(
            code=code, campaign_id=link.campaign_id, unit_id=link.unit_id, revoked_on=today
        )
        session.add(old)
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
