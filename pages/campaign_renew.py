"""Replacing the code of a unit, when it has spread where it does not belong."""

from __future__ import annotations

import streamlit as st

from db import codes, events
from pages.campaign_words import plain, tell
from pages.parts import require, signed_in
from pages.settings import engine, now, today
from surveys.access import Act, may
from surveys.campaigns import Campaign, spaced
from surveys.posters import Sheet
from surveys.texts import say


def offer(campaign: Campaign, sheet: Sheet, lang: str) -> None:
    """Offer it to those who run campaigns."""
    if not may(signed_in(), Act.RUN_CAMPAIGNS):
        return
    if st.button(
        say("codes.renew.button", lang),
        icon=":material/autorenew:",
        type="tertiary",
        key="renew",
    ):
        st.dialog(say("codes.renew.title", lang))(_ask)(campaign, sheet)


def _ask(campaign: Campaign, sheet: Sheet) -> None:
    """Say what will happen, then do it or leave it."""
    officer = require(Act.RUN_CAMPAIGNS)
    lang = officer.lang
    st.markdown(f"**{plain(sheet.unit)}**")
    points = ("posters", "sent", "reprint")
    old = spaced(sheet.code)
    st.markdown("\n".join(f"- {say(f'codes.renew.{p}', lang, code=old)}" for p in points))
    with st.container(horizontal=True):
        agreed = st.button(say("codes.renew.confirm", lang), type="primary", key="renew-now")
        if st.button(say("parts.cancel", lang), key="renew-not"):
            st.rerun()
    if not agreed:
        return
    try:
        new = codes.renew(engine(), sheet.code, today())
    except codes.Replaced:
        tell(say("codes.renew.meanwhile", lang))
    except codes.Closed:
        tell(say("codes.renew.closed", lang))
    else:
        detail = f"{campaign.title}, {sheet.unit}: {old} → {spaced(new)}"
        events.note(engine(), now(), officer.id, "renew_code", detail)
        tell(say("codes.renew.done", lang, unit=sheet.unit, code=spaced(new)))
    st.rerun()
