"""How many asked for help and how long they waited (CT-29): steps of five, no names."""

from __future__ import annotations

import streamlit as st

from db.hardship import office, requests
from pages import hardship_store
from pages.settings import engine, today
from surveys.access import Officer
from surveys.hardship import Counts, Urgency, count
from surveys.texts import say
from surveys.texts.numbers import day, number


def show(officer: Officer) -> None:
    """Show the figures, or how requests begin to come in."""
    lang = officer.lang
    if office.load(engine()).version == 0:
        st.info(say("support.counts.never", lang))
        return
    counts = count(requests.cases(hardship_store.store().engine))
    st.caption(say("support.counts.lead", lang, day=day(today(), lang)))
    if not counts.requests:
        st.info(say("support.counts.empty", lang))
        return
    with st.container(horizontal=True):
        _figures(counts, lang)
    st.subheader(say("support.counts.urgency", lang), anchor=False)
    names, figures = say("support.counts.how", lang), say("support.counts.number", lang)
    rows = [
        {names: say(f"support.urgency.{u.name.lower()}", lang), figures: _told(n, lang)}
        for u, n in counts.urgency.items()
        if n or u is not Urgency.UNSAID
    ]
    st.table(rows)
    st.caption(say("support.counts.note", lang))


def _figures(counts: Counts, lang: str) -> None:
    st.metric(say("support.counts.requests", lang), _told(counts.requests, lang), border=True)
    st.metric(say("support.counts.open", lang), _told(counts.open, lang), border=True)
    few = counts.days is None
    days = say("support.counts.few_days", lang) if few else _days(counts.days or 0.0, lang)
    st.metric(say("support.counts.days", lang), days, border=True)


def _days(days: float, lang: str) -> str:
    text = number(days, lang, 0 if days == int(days) else 1)
    return say("support.counts.in_days", lang, days=text)


def _told(count: int, lang: str) -> str:
    if count < 0:
        return say("support.counts.few", lang)
    return say("support.counts.at_least", lang, count=number(count, lang)) if count else "0"
