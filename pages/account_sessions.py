"""Sessions that hold, each with a button that ends it: one's own, or everybody's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from db import events, sessions
from db.sessions import Open
from pages.campaign_words import moment, plain, tell
from pages.cookies import cookie_name
from pages.parts import require
from pages.settings import engine, now
from surveys.access import Act, Officer
from surveys.texts import say
from surveys.texts.numbers import number

_SHOWN = 50  # sessions in a list; more of them end together with the account


def own(officer: Officer) -> None:
    """The sessions of one's own account."""
    lang = officer.lang
    st.subheader(say("access.account.sessions", lang), anchor=False)
    st.caption(say("access.account.sessions_why", lang))
    found = sessions.everyone(engine(), now(), officer.id)
    for one in found:
        _line(one, _words(one, lang), _end_own, lang)
    others = [one.id for one in found if one.id != _here()]
    if len(others) > 1:
        words = say("access.account.end_others", lang)
        st.button(words, on_click=_end_own, args=(others,), key="end-others")


def everyone(officer: Officer) -> None:
    """The sessions of all accounts, for administrators."""
    lang = officer.lang
    st.subheader(say("access.officers.sessions", lang), anchor=False)
    st.caption(say("access.officers.sessions_lead", lang))
    for one in sessions.everyone(engine(), now())[:_SHOWN]:
        name, login = plain(one.officer.name), plain(one.officer.login)
        who = say("access.officers.sessions_line", lang, name=f"**{name}**", login=login)
        _line(one, f"{who} · {_words(one, lang)}", _end_any, lang)


def _line(one: Open, words: str, end: Callable[[Sequence[str]], None], lang: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"session-{one.id[:12]}"):
        if one.id == _here():
            st.markdown(f"{words} :blue-badge[{say('access.account.here', lang)}]")
            return
        st.markdown(words, width="content")
        label = say("access.account.end", lang)
        st.button(label, on_click=end, args=([one.id],), key=f"end-{one.id[:12]}")


def _words(one: Open, lang: str) -> str:
    began, seen = moment(one.began_at, lang), moment(one.seen_at, lang)
    return say("access.account.session", lang, began=began, seen=seen)


def _here() -> str:
    token = st.context.cookies.get(cookie_name())
    return sessions.id_of(token) if isinstance(token, str) else ""


def _end_own(ids: Sequence[str]) -> None:
    officer = require(Act.LOOK)
    _tell(officer, officer.login, sessions.end_some(engine(), ids, officer.id))


def _end_any(ids: Sequence[str]) -> None:
    officer = require(Act.SETTINGS)
    whose = {one.id: one.officer.login for one in sessions.everyone(engine(), now())}
    names = ", ".join(sorted({whose[id] for id in ids if id in whose}))
    _tell(officer, names, sessions.end_some(engine(), ids))


def _tell(officer: Officer, whose: str, count: int) -> None:
    events.note(engine(), now(), officer.id, "sessions_ended", f"{whose}: {count}")
    tell(say("access.account.ended", officer.lang, count=number(count, officer.lang)))
