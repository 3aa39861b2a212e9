"""A copy of a campaign for the next wave: the same questions, units and rule, on new days."""

from __future__ import annotations

from typing import Any

import streamlit as st

from db import campaign_drafts
from db.campaign_places import asked_units
from pages import seen
from pages.campaign_address import KEPT, go
from pages.campaign_questions import AGAIN
from pages.parts import require
from pages.settings import engine, now
from surveys.access import Act, Officer, may
from surveys.campaigns import OUTSIDE, Campaign
from surveys.texts import say

_SAME = ("k", "contact_name", "contact_phone", "deletion_codes")


def offer(campaign: Campaign, officer: Officer) -> None:
    """A button that begins a draft from this campaign."""
    if may(officer, Act.PROPOSE):
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
    same = {name: getattr(campaign, name) for name in _SAME}
    return {
        **same,
        "template": AGAIN,
        "version": campaign.survey_version,
        "languages": list(campaign.languages),
        "coordinates": list(campaign.coordinates),
        "how": "some",
        "which_units": list(asked_units(engine(), campaign.id)),
        "outside": any(link.unit.type == OUTSIDE for link in seen.links(campaign.id)),
    }
