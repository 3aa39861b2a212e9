"""Links that are handed over: shown once to the administrator who made them."""

from __future__ import annotations

import streamlit as st

from db import events, officers, one_time_links
from db.one_time_links import LASTS, Purpose
from pages.api.one_time import PATH
from pages.campaign_words import moment, plain
from pages.parts import require
from pages.settings import engine, now, settings
from surveys.access import Act, Officer
from surveys.texts import say

_FRESH = "fresh-link"
_WHAT = {Purpose.INVITE: "officer_invited", Purpose.RESET: "reset_invited"}


def offer(officer: Officer, lang: str) -> None:
    """The button for a new link: the old password ends with it."""
    label = say("office.officers.reset", lang)
    if st.button(label, key=f"link-{officer.id}", icon=":material/link:"):
        st.dialog(say("office.officers.reset_title", lang))(_ask)(officer)


def hand_over(officer: Officer, purpose: Purpose) -> None:
    """Make a link and let the page that follows show it."""
    me, at = require(Act.SETTINGS), now()
    token = one_time_links.make(engine(), officer.id, purpose, at)
    events.note(engine(), at, me.id, _WHAT[purpose], officer.login)
    address = f"{settings().base_url}{PATH}/{token}"
    st.session_state[_FRESH] = (officer, address, at + LASTS[purpose])


def fresh(lang: str) -> None:
    """Show a link that was just made until the administrator has copied it."""
    if _FRESH not in st.session_state:
        return
    officer, address, until = st.session_state[_FRESH]
    values = {"name": plain(officer.name), "login": plain(officer.login)}
    with st.container(border=True, key="fresh-link-box"):
        title = say("access.officers.invited", lang, **values, until=moment(until, lang))
        st.markdown(title)
        st.code(address, language=None, wrap_lines=True)
        st.caption(say("access.officers.once", lang))
        st.button(say("access.officers.noted", lang), on_click=_forget, icon=":material/check:")


def _forget() -> None:
    st.session_state.pop(_FRESH, None)


def _ask(officer: Officer) -> None:
    """Say what a new link does, then make one or leave it."""
    me = require(Act.SETTINGS)
    st.write(say("access.officers.invite_text", me.lang, name=plain(officer.name)))
    with st.container(horizontal=True):
        label = say("office.officers.reset", me.lang)
        agreed = st.button(label, type="primary", key="reset-yes")
        if st.button(say("parts.cancel", me.lang), key="reset-no"):
            st.rerun()
    if agreed:
        officers.shut_out(engine(), officer.id)
        hand_over(officer, Purpose.RESET)
        st.rerun()
