"""Opening a campaign sooner than its day; otherwise the clock does it."""

from __future__ import annotations

import streamlit as st

from db import events
from db.campaign_clock import open_now
from pages.campaign_words import tell
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.campaigns import Campaign
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day


def show(campaign: Campaign, lang: str) -> None:
    """Say when it opens by itself, and offer to open it today."""
    st.subheader(_say("title", lang), anchor=False)
    st.write(_say("text", lang, day=day(campaign.opens_on, lang)))
    if st.button(_say("button", lang), icon=":material/lock_open:"):
        _open(campaign)


def _open(campaign: Campaign) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    try:
        open_now(engine(), campaign.id, today())
    except ValueError:  # a colleague opened or closed it a moment ago
        tell(_say("too_late", officer.lang))
    else:
        events.note(
            engine(), now(), officer.id, "open", f"{campaign.title}: {day(today(), LANGUAGES[0])}"
        )
        tell(_say("done", officer.lang))
    st.rerun()


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaign_life.open.{name}", lang, **values)
