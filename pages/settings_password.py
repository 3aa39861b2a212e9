"""Passwords: a fresh one is shown once to hand it over; one's own is changed with the old one."""

from __future__ import annotations

from html import escape

import streamlit as st

from db import events, officers
from pages.campaign_words import plain
from pages.parts import require
from pages.settings import engine, now
from pages.settings_fields import beside, done, password
from surveys.access import Act, Officer
from surveys.texts import say

_FRESH = "fresh-password"
_OWN = "own-password"


def keep(officer: Officer, secret: str) -> None:
    """Let the page that follows show a password that was just made."""
    st.session_state[_FRESH] = (officer.name, officer.login, secret)


def forget() -> None:
    """Show it no more."""
    st.session_state.pop(_FRESH, None)


def fresh(lang: str) -> None:
    """Show a password that was just made until the officer has noted it."""
    if _FRESH not in st.session_state:
        return
    name, login, secret = st.session_state[_FRESH]
    with st.container(border=True, key="fresh-password-box"):
        title = say("office.password.fresh", lang, name=plain(name), login=plain(login))
        st.markdown(title)
        st.code(secret, language=None, width=320)
        st.caption(say("office.password.once", lang))
        st.button(say("office.password.noted", lang), on_click=forget, icon=":material/check:")


def own(me: Officer) -> None:
    """The form for one's own password."""
    lang = me.lang
    st.subheader(say("office.password.own", lang), anchor=False)
    typed, below = {}, {}
    with st.form(_OWN, border=False):  # nothing is sent, and no problem wiped away, while typing
        for name in ("old", "new", "again"):
            label = say(f"office.password.{name}", lang)
            typed[name], below[name] = password(_OWN, name, label)
        st.caption(say("office.password.why", lang, shortest=officers.SHORTEST_PASSWORD))
        sent = st.form_submit_button(say("office.password.change", lang))
    problems = _problems(me, typed) if sent else {}
    beside(below, problems)
    if sent and not problems:
        _change(typed["new"])


def _problems(me: Officer, typed: dict[str, str]) -> dict[str, str]:
    lang, found = me.lang, {}
    if len(typed["new"]) < officers.SHORTEST_PASSWORD:
        found["new"] = say("door.set_up.short", lang, shortest=officers.SHORTEST_PASSWORD)
    elif typed["new"] != typed["again"]:
        found["again"] = say("door.set_up.differs", lang)
    if officers.recognise(engine(), me.login, typed["old"]) is None:
        found["old"] = say("office.password.wrong", lang)
    return found


def _change(secret: str) -> None:
    """Set it. Every session of the account ends, this one too: only sign-in leads on."""
    me = require(Act.SETTINGS)
    events.note(engine(), now(), me.id, "password_changed", me.login)
    officers.change_password(engine(), me.id, secret)
    done(_OWN)
    st.success(say("office.password.changed", me.lang))
    words = escape(say("office.password.sign_in", me.lang))
    st.html(f'<a href="/dang-nhap?next=/cai-dat" target="_self">{words}</a>')
