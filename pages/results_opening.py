"""Letting the officers of units see a release: the level above decides (DR-24)."""

from __future__ import annotations

import streamlit as st

from db import events, scopes
from pages.campaign_words import moment
from pages.parts import require, signed_in
from pages.settings import engine, now
from surveys.access import Act, may
from surveys.campaigns import Campaign
from surveys.texts import say


def offer(campaign: Campaign) -> None:
    """Say whether officers of units see these results, with the button that changes it."""
    officer = signed_in()
    if not may(officer, Act.OPEN_RESULTS):
        return
    lang, since = officer.lang, scopes.opened_at(engine(), campaign.id)
    with st.container(horizontal=True, vertical_alignment="center", key="opening"):
        if since is None:
            st.markdown(f":small[{say('access.results.shut', lang)}]", width="content")
            words = say("access.results.open", lang)
            st.button(words, on_click=_open, args=(campaign,), icon=":material/lock_open:")
        else:
            told = say("access.results.opened", lang, moment=moment(since, lang))
            st.markdown(f":small[{told}]", width="content")
            words = say("access.results.shut_again", lang)
            st.button(words, on_click=_shut, args=(campaign,), type="tertiary")


def _open(campaign: Campaign) -> None:
    officer = require(Act.OPEN_RESULTS)
    scopes.open_results(engine(), campaign.id, now())
    events.note(engine(), now(), officer.id, "results_opened", campaign.title)


def _shut(campaign: Campaign) -> None:
    officer = require(Act.OPEN_RESULTS)
    scopes.shut_results(engine(), campaign.id)
    events.note(engine(), now(), officer.id, "results_shut", campaign.title)
