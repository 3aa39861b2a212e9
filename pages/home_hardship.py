"""One line on the home page that leads to the requests for help: a count in steps of five."""

from __future__ import annotations

import streamlit as st

from db.hardship import office, requests
from pages import address, hardship_store
from pages.parts import signed_in
from pages.settings import engine
from surveys.access import Act, may
from surveys.hardship import count
from surveys.texts import say
from surveys.texts.numbers import number


def show() -> None:
    """Show the line to those whose scope is everything, or who care."""
    officer = signed_in()
    if not (may(officer, Act.PLAN) or may(officer, Act.CARE)):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/volunteer_activism: {_line(officer.lang)}", width="stretch")
        if st.button(say("support.home.link", officer.lang), key="home-hardship"):
            address.visit("ho-tro-kho-khan")


def _line(lang: str) -> str:
    if office.load(engine()).version == 0:
        return say("support.home.off", lang)
    told = count(requests.cases(hardship_store.store().engine)).open
    words = say("support.counts.few", lang) if told < 0 else number(told, lang)
    return say("support.home.line", lang, open=words)
