"""The record of what was done in the office, newest first, with a search."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from db.events import Event, latest
from pages.campaign_words import moment
from pages.settings import engine
from pages.settings_fields import LIVE
from surveys.access import Officer
from surveys.reports.names import ascii_words
from surveys.texts import say, sentences
from surveys.texts.numbers import number

_MOST = 1000  # lines are looked through; older ones stay in the database
_COLUMNS = ("at", "officer", "what", "detail")


def show(officer: Officer) -> None:
    """Show the table, or what it will be for."""
    lang = officer.lang
    st.write(say("office.record.lead", lang))
    rows = [_row(event, lang) for event in latest(engine(), _MOST)]
    if not rows:
        st.info(say("office.record.empty", lang))
        return
    wanted = st.text_input(
        say("office.record.search", lang),
        placeholder=say("office.record.search_help", lang),
        key="tim",
        live=LIVE,
        bind="query-params",
        icon=":material/search:",
    )
    found = [row for row in rows if _fold(wanted or "") in _fold(" ".join(row))]
    if not found:
        st.info(say("office.record.nothing", lang))
        return
    values = {"found": number(len(found), lang), "all": number(len(rows), lang)}
    st.caption(say("office.record.count", lang, **values))
    columns = [say(f"office.record.{name}", lang) for name in _COLUMNS]
    st.dataframe(pd.DataFrame(found, columns=columns), hide_index=True, width="stretch")


def _row(event: Event, lang: str) -> tuple[str, str, str, str]:
    """What a line says; acts without words of their own keep the name they are stored under."""
    what = sentences(lang).get(f"office.event.{event.what}", event.what)
    return moment(event.at, lang), event.officer, what, event.detail


def _fold(text: str) -> str:
    """Letters as people type them in a hurry: without accents, whatever their case."""
    return ascii_words(text).lower()
