"""The logo on posters: sent by an officer, told by its content, shown as it will be printed."""

from __future__ import annotations

import streamlit as st

from db import events, logo
from pages.campaign_words import tell
from pages.parts import require, signed_in
from pages.settings import engine, now
from surveys.access import Act, may
from surveys.posters import Logo, NotLogo, read_logo
from surveys.posters.logo import ENDINGS, LARGEST
from surveys.texts import say

_MEGABYTE = 1024 * 1024
_SEEN = "logo-seen"
_SENT = "logo-sent"  # raised with every logo that is kept: the field starts afresh
_WIDTH = 160  # CSS pixels


def offer(lang: str) -> None:
    """Show the logo, and take another."""
    if not may(signed_in(), Act.RUN_CAMPAIGNS):
        return
    kept = logo.load(engine())
    name = say("codes.logo.change" if kept else "codes.logo.add", lang)
    with st.popover(name, icon=":material/image:", type="tertiary"):
        st.caption(say("codes.logo.about", lang, megabytes=LARGEST // _MEGABYTE))
        if kept:
            st.image(kept.content, width=_WIDTH, alt=say("codes.logo.alt", lang))
            st.button(
                say("codes.logo.remove", lang),
                on_click=_remove,
                args=(kept,),
                icon=":material/delete:",
            )
        _take(lang, st.session_state.get(_SEEN, kept))
    st.session_state[_SEEN] = kept  # what is on the screen when the next press comes


def _take(lang: str, seen: Logo | None) -> None:
    number = st.session_state.setdefault(_SENT, 0)
    sent = st.file_uploader(say("codes.logo.send", lang), ENDINGS, key=f"logo-{number}")
    if sent is None:
        return
    officer = require(Act.RUN_CAMPAIGNS)
    try:
        drawn = read_logo(sent.getvalue())
    except NotLogo as refused:
        megabytes = LARGEST // _MEGABYTE
        st.error(say(f"codes.logo.refused.{refused.reason}", lang).format(megabytes=megabytes))
        return
    st.session_state[_SENT] = number + 1
    st.session_state.pop(_SEEN, None)
    try:
        logo.keep(engine(), drawn, now(), seen)
    except logo.ChangedMeanwhile:
        tell(say("codes.logo.meanwhile", lang))
    else:
        events.note(engine(), now(), officer.id, "logo", drawn.digest)
    st.rerun()


def _remove(seen: Logo) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    st.session_state.pop(_SEEN, None)
    try:
        logo.remove(engine(), seen)
    except logo.ChangedMeanwhile:
        tell(say("codes.logo.meanwhile", officer.lang))
        return
    events.note(engine(), now(), officer.id, "logo", "")
