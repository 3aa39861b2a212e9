"""A copy of a campaign for the next wave: the same questions, units and rule, on new days."""

from __future__ import annotations

from typing import Any

import streamlit as st

from db import campaign_drafts, organisation
from db.campaign_places import asked_units
from pages import seen
from pages.campaign_address import KEPT, go
from pages.campaign_questions import AGAIN
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import Act, Officer, may
from surveys.campaigns import OUTSIDE, Audience, Campaign, next_wave
from surveys.organisation import alive, carried
from surveys.texts import say


def offer(campaign: Campaign, officer: Officer) -> None:
    """A button that begins a draft from this campaign. Surveys of others than workers have a form
    of their own, shorter than any copy."""
    if campaign.audience == Audience.WORKER and may(officer, Act.PROPOSE):
        st.button(
            say("campaign_life.copy", officer.lang),
            icon=":material/content_copy:",
            on_click=_copy,
            args=(campaign,),
            help=say("campaign_life.copy_help", officer.lang),
        )


def _copy(campaign: Campaign) -> None:
    officer = require(Act.PROPOSE)
    kept = campaign_drafts.create(engine(), _document(campaign), officer.id, now())
    go(f"{KEPT}{kept.id}")


def _document(campaign: Campaign) -> dict[str, Any]:
    """The draft: its units are what became of those that were asked; who is gone is told."""
    links, known = seen.links(campaign.id), organisation.load(engine())
    names = {unit.code: unit.name for unit in known.units}
    mine = seen.units()
    here, days = {unit.code for unit in alive(mine, today())}, (campaign.opens_on, today())
    asked = {unit.code for unit in mine}.intersection(asked_units(engine(), campaign.id))
    units, gone = carried(known.events, asked, days, here)
    return {
        **next_wave(campaign, today()),
        "template": AGAIN,
        "version": campaign.survey_version,
        "how": "some",
        "which_units": sorted(units),
        "gone": sorted(names.get(code, code) for code in gone),
        "came": sorted(names[code] for code in units.difference(asked)),
        "gather": any(link.unit.code not in names and link.unit.type != OUTSIDE for link in links),
        "outside": any(link.unit.type == OUTSIDE for link in links),
    }
