"""What is typed in at a desk: the sheets of one unit in one campaign and language."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Engine
from sqlalchemy.exc import NoResultFound

from db import campaigns, surveys
from db.campaigns import Link
from surveys.access import Scope
from surveys.campaigns import Campaign
from surveys.model import Survey
from surveys.paper_form import on_paper, typed_in


@dataclass(frozen=True, slots=True)
class Desk:
    """A campaign whose sheets are typed in; `secret` is there while forms are taken, `unit_id`
    once a unit is chosen. `paper` is what is printed, `reading` what a sheet is read against."""

    campaign: Campaign
    paper: Survey
    reading: Survey
    lang: str
    links: tuple[Link, ...]
    chosen: Link | None
    unit_id: int = 0
    secret: bytes = b""


def desk(engine: Engine, campaign_id: int, unit: str, lang: str) -> Desk | None:
    """The desk that the address names; None when there is no such campaign."""
    try:
        campaign = campaigns.load(engine, campaign_id)
    except NoResultFound:
        return None
    survey = surveys.load(engine, campaign.survey_version)
    links = campaigns.links(engine, campaign_id)
    chosen = next((link for link in links if link.unit.code == unit), None)
    door = campaigns.door(engine, chosen.code) if chosen else None
    return Desk(
        campaign=campaign,
        paper=on_paper(survey),
        reading=typed_in(survey),
        lang=lang if lang in campaign.languages else campaign.languages[0],
        links=links,
        chosen=chosen,
        unit_id=door.unit_id if door else 0,
        secret=(door.secret or b"") if door else b"",
    )


def within(found: Desk, scope: Scope) -> Desk | None:
    """The desk of somebody who sees these units only; None when the campaign asks none of them."""
    links = tuple(link for link in found.links if scope.sees(link.unit.code))
    if not links:
        return None
    if found.chosen in links:
        return replace(found, links=links)
    return replace(found, links=links, chosen=None, unit_id=0, secret=b"")
