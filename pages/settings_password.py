"""One's own password, changed with the old one."""

from __future__ import annotations

from html import escape

import streamlit as st

from db import events, officers
from pages.api.throttle import Throttle
from pages.parts import require
from pages.settings import engine, now
from pages.settings_fields import beside, done, password
from surveys.access import Act, Officer
from surveys.texts import say

_OWN = "own-password"
_TRIES = Throttle()  # of this process: a screen left unlocked is no place to guess


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
    if problem := wrong(me, typed["old"]):
        found["old"] = problem
    return found


def wrong(me: Officer, typed: str) -> str:
    """Why this is not taken for one's own password; "" when it is right."""
    key = str(me.id)
    if wait := _TRIES.wait(key, now()):
        return say("door.sign_in.wait", me.lang, seconds=wait)
    if officers.recognise(engine(), me.login, typed) is None:
        _TRIES.failed(key, now())
        return say("office.password.wrong", me.lang)
    _TRIES.succeeded(key)
    return ""


def _change(secret: str) -> None:
    """Set it. Every session of the account ends, this one too: only sign-in leads on."""
    me = require(Act.LOOK)
    events.note(engine(), now(), me.id, "password_changed", me.login)
    officers.change_password(engine(), me.id, secret)
    done(_OWN)
    st.success(say("office.password.changed", me.lang))
    words = escape(say("office.password.sign_in", me.lang))
    st.html(f'<a href="/dang-nhap?next=/tai-khoan" target="_self">{words}</a>')
