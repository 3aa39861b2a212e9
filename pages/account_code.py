"""Turning the code of the second step on and off, for one's own account."""

from __future__ import annotations

import streamlit as st

from db import events, second_steps
from pages import settings_password
from pages.campaign_words import tell
from pages.parts import installation, require
from pages.settings import codes_seal, engine, now
from pages.settings_fields import beside, password
from surveys.access import Act, Officer
from surveys.posters.code import code_svg
from surveys.texts import say

_SECRET, _CODES = "second-secret", "second-codes"  # in the session, until they are hidden
_ON, _OFF = "second-on", "second-off"
_QR_WIDTH = 220  # pixels: read from a screen at arm's length


def show(officer: Officer) -> None:
    """Show whether the account asks for a code, and the next step."""
    lang = officer.lang
    st.subheader(say("access.account.second", lang), anchor=False)
    if _codes(lang):
        return
    if second_steps.is_on(engine(), officer.id):
        left = second_steps.codes_left(engine(), officer.id)
        st.write(say("access.account.second_on", lang, left=left))
        st.caption(say("access.account.second_off_why", lang))
        _off(officer)
    elif _SECRET in st.session_state:
        _confirm(officer, st.session_state[_SECRET])
    else:
        st.write(say("access.account.second_why", lang))
        if _proved(officer, _ON, "second_begin"):
            st.session_state[_SECRET] = second_steps.propose(
                engine(), codes_seal(), require(Act.LOOK).id, now()
            )
            st.rerun()


def _proved(officer: Officer, form: str, button: str) -> bool:
    """Ask for the password: a screen left unlocked shuts nobody out of the own account."""
    lang = officer.lang
    with st.form(form, border=False):
        typed, below = password(form, "old", say("access.account.second_password", lang))
        sent = st.form_submit_button(say(f"access.account.{button}", lang))
    problem = settings_password.wrong(officer, typed) if sent else ""
    beside({"old": below}, {"old": problem} if problem else {})
    return sent and not problem


def _confirm(officer: Officer, secret: str) -> None:
    lang = officer.lang
    issuer = installation().letterhead.name
    st.write(say("access.account.second_scan", lang))
    st.image(code_svg(second_steps.address(officer, secret, issuer)), width=_QR_WIDTH)
    st.caption(say("access.account.second_key", lang))
    st.code(
        " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        language=None,
        wrap_lines=True,
    )
    with st.form("second-step", border=False):
        code = st.text_input(say("access.account.second_code", lang), autocomplete="one-time-code")
        sent = st.form_submit_button(say("access.account.second_confirm", lang), type="primary")
    if not sent:
        return
    codes = second_steps.confirm(engine(), codes_seal(), officer.id, code or "", now())
    if codes is None:
        st.error(say("access.account.second_wrong", lang))
        return
    events.note(engine(), now(), officer.id, "second_step_on", officer.login)
    st.session_state.pop(_SECRET, None)
    st.session_state[_CODES] = codes
    tell(say("access.account.second_done", lang))
    st.rerun()


def _codes(lang: str) -> bool:
    """The recovery codes until the officer has kept them; whether there are any to show."""
    codes = st.session_state.get(_CODES)
    if not codes:
        return False
    with st.container(border=True):
        st.markdown(say("access.account.second_codes", lang))
        st.code("\n".join(codes), language=None)
        words = say("access.account.second_noted", lang)
        st.button(words, on_click=_forget, icon=":material/check:")
    return True


def _forget() -> None:
    st.session_state.pop(_CODES, None)


def _off(officer: Officer) -> None:
    if not _proved(officer, _OFF, "second_off"):
        return
    second_steps.turn_off(engine(), officer.id)
    events.note(engine(), now(), officer.id, "second_step_off", officer.login)
    tell(say("access.account.second_is_off", officer.lang))
    st.rerun()
