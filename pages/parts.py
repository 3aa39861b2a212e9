"""Pieces shared by the officers' pages: who is signed in, in which language, and how to say it."""

from __future__ import annotations

import streamlit as st

from db.installation import Installation, load
from db.sessions import officer_of
from pages.cookies import cookie_name
from pages.settings import engine, now
from surveys.access import Act, Officer, may
from surveys.texts import say


def signed_in() -> Officer:
    """The officer of this browser. Asks the database each time; without a session nothing of
    the page is run or shown."""
    token = st.context.cookies.get(cookie_name())
    officer = officer_of(engine(), token, now()) if isinstance(token, str) else None
    if officer is None:
        st.html(f"<p>{say('door.page.gone', 'vi')} <a href='/dang-nhap' target='_self'>→</a></p>")
        st.stop()
    return officer


def require(act: Act) -> Officer:
    """The signed-in officer, if the role allows the act; otherwise a sentence and nothing else."""
    officer = signed_in()
    if not may(officer, act):
        st.info(say("parts.not_allowed", officer.lang))
        st.stop()
    return officer


def installation() -> Installation:
    """The names and settings of this installation; set-up is over when pages run."""
    found = load(engine())
    if found is None:
        st.stop()
    return found
