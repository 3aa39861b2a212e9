"""The answer to those who were asked (DR-25): when and where the notice of results was posted."""

from __future__ import annotations

from datetime import date

import streamlit as st

from db import events
from db.campaign_clock import Answered, answer
from pages.campaign_fields import DAY, LIVE
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.campaigns import Campaign, answer_due
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day

_SHORTEST = 3  # characters that name a place


def show(campaign: Campaign, lang: str) -> None:
    """Show where workers were told, or ask for it."""
    with st.container(border=True):
        st.subheader(_say("title", lang), anchor=False)
        if campaign.answered_on:
            on, where = day(campaign.answered_on, lang), plain(campaign.answered_where)
            st.success(_say("done", lang, day=on, where=where))
            return
        due = answer_due(campaign)
        late = due is not None and due < today()
        shown = day(due, lang) if due else ""
        (st.warning if late else st.write)(_say("late" if late else "due", lang, day=shown))
        _ask(campaign, lang)


def _ask(campaign: Campaign, lang: str) -> None:
    left, right = st.columns([1, 2])
    typed = left.date_input(
        _say("day", lang), today(), format=DAY, max_value=today(), key=f"answer-day-{campaign.id}"
    )
    where = right.text_input(
        _say("where", lang),
        key=f"answer-where-{campaign.id}",
        max_chars=200,
        placeholder=_say("where_hint", lang),
        live=LIVE,
    )
    on = typed if isinstance(typed, date) else None
    ready = on is not None and len((where or "").strip()) >= _SHORTEST
    if st.button(_say("button", lang), disabled=not ready, type="primary") and on and ready:
        _answered(campaign, on, (where or "").strip())


def _answered(campaign: Campaign, on: date, where: str) -> None:
    officer = require(Act.PLAN)
    try:
        answer(engine(), campaign.id, on, where)
    except Answered:  # a colleague was faster by a moment
        tell(_say("meanwhile", officer.lang))
        st.rerun()
    events.note(
        engine(), now(), officer.id, "answer", f"{campaign.title}: {day(on, LANGUAGES[0])}, {where}"
    )
    tell(_say("noted", officer.lang))
    st.rerun()


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaign_life.answer.{name}", lang, **values)
