"""How often grassroots unions report and by when: a setting of the top role."""

from __future__ import annotations

from datetime import date

import streamlit as st

from db import events, periodic
from pages.campaign_words import tell
from pages.ledger_address import go
from pages.parts import require
from pages.period_words import period_name
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.periodic import MOST_DAYS, Calendar, Every, due_on, to_report
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day

_OPENED = "calendar-opened"  # the version that was shown when the form was opened
_FORM = "report-calendar"


def show() -> None:
    """Show the calendar as a form."""
    lang = require(Act.SETTINGS).lang
    st.button(say("periodic.one.back", lang), on_click=go, icon=":material/arrow_back:")
    st.title(say("periodic.calendar.title", lang), anchor=False)
    known = periodic.calendar(engine())
    usual = known or Calendar(Every.QUARTER, 5, 3, date(today().year, 1, 1))
    if f"{_FORM}-every" not in st.session_state:
        st.session_state[_OPENED] = usual.version
    wanted = _asked(usual, lang)
    if isinstance(wanted, Calendar):
        period = to_report(wanted, today())
        name, due = period_name(period, lang), day(due_on(wanted, period), lang)
        st.caption(say("periodic.calendar.effect", lang, period=name, day=due))
    else:
        st.warning(wanted)
    pressed = st.button(say("periodic.calendar.save", lang), type="primary")
    if pressed and isinstance(wanted, Calendar):
        _save(wanted, lang)


def _asked(usual: Calendar, lang: str) -> Calendar | str:
    """What is typed, or the sentence that says why it cannot be."""
    every = st.segmented_control(
        say("periodic.calendar.every", lang),
        list(Every),
        default=usual.every,
        required=True,
        format_func=lambda code: say(f"periodic.every.{code}", lang),
        key=f"{_FORM}-every",
    )
    left, middle, right = st.columns(3)
    with left:
        due = _days("due_days", usual.due_days, lang)
    with middle:
        grace = _days("grace_days", usual.grace_days, lang)
    with right:
        first = st.date_input(
            say("periodic.calendar.first_on", lang),
            value=usual.first_on,
            min_value="2000-01-01",
            max_value="2100-12-31",
            format="DD/MM/YYYY",
            key=f"{_FORM}-first",
        )
    if due is None or grace is None or not (1 <= due <= MOST_DAYS and 0 <= grace <= MOST_DAYS):
        return say("periodic.calendar.bad", lang, most=MOST_DAYS)
    if not isinstance(first, date) or first > today():
        return say("periodic.calendar.ahead", lang)
    version = st.session_state.get(_OPENED, usual.version)
    return Calendar(Every(every), due, grace, first, version)


def _days(name: str, usual: int, lang: str) -> int | None:
    label = say(f"periodic.calendar.{name}", lang)
    return st.number_input(label, value=usual, step=1, key=f"{_FORM}-{name}")


def _save(wanted: Calendar, lang: str) -> None:
    officer = require(Act.SETTINGS)
    try:
        periodic.set_calendar(engine(), wanted)
    except periodic.ChangedMeanwhile:
        now_there = periodic.calendar(engine())
        st.session_state[_OPENED] = now_there.version if now_there else 0
        st.warning(say("periodic.calendar.changed", lang))
        if now_there:
            every = say(f"periodic.every.{now_there.every}", lang)
            st.markdown(f"- {every} · {now_there.due_days} + {now_there.grace_days}")
        return
    every = say(f"periodic.every.{wanted.every}", LANGUAGES[0])
    days = {"due": wanted.due_days, "grace": wanted.grace_days}
    detail = say("office.noted.calendar", LANGUAGES[0], every=every, **days)
    events.note(engine(), now(), officer.id, "report_calendar", detail)
    tell(say("periodic.calendar.saved", lang))
    go()
    st.rerun()
