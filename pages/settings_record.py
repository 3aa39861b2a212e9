"""The record of what was done in the office, newest first: searched by person, act, day and words,
taken along as a file, and proved to be whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
import streamlit as st

from db import events
from db.events import Event
from pages.campaign_words import moment
from pages.parts import require
from pages.settings import PLACE, engine, now, today
from pages.settings_fields import LIVE
from surveys.access import Act, Officer
from surveys.reports.names import ascii_words, file_name
from surveys.reports.one_table import one_table
from surveys.texts import say, sentences
from surveys.texts.numbers import number

_MOST = 1000  # lines in the table; the file has all of them
_COLUMNS = ("at", "officer", "what", "detail")
_FILE = "record-file"  # the last file made, kept for its download
_ASKED = "record-asked"  # somebody pressed the button a moment ago
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(_officer: Officer) -> None:
    """Show the table, or what it will be for."""
    lang = require(Act.READ_RECORD).lang
    st.write(say("office.record.lead", lang))
    every = events.latest(engine(), None)
    _whole(lang)
    if not every:
        st.info(say("office.record.empty", lang))
        return
    found = _wanted(every, lang)
    if not found:
        st.info(say("office.record.nothing", lang))
        return
    values = {"found": number(len(found), lang), "all": number(len(every), lang)}
    st.caption(say("office.record.count", lang, **values))
    table = _table(found[:_MOST], lang)
    st.dataframe(table, hide_index=True, width="stretch")
    if len(found) > _MOST:
        st.caption(say("access.record.most", lang, most=number(_MOST, lang)))
    _take_along(found, lang)


def _whole(lang: str) -> None:
    broken, end = events.first_broken(engine()), events.end(engine())
    if broken is not None:
        st.error(say("access.record.broken", lang, moment=moment(broken, lang)))
    if not end.whole:
        counts = {"lines": number(end.lines, lang), "kept": number(end.kept, lang)}
        st.error(say("access.record.cut_off", lang, **counts))
    elif broken is None and end.lines:
        told = say("access.record.intact", lang, lines=number(end.lines, lang), seal=end.short_seal)
        st.markdown(f":small[:material/verified: {told}]")


def _wanted(every: tuple[Event, ...], lang: str) -> list[Event]:
    """The lines that fit what is asked for."""
    words = st.text_input(
        say("office.record.search", lang),
        placeholder=say("office.record.search_help", lang),
        key="tim",
        live=LIVE,
        bind="query-params",
        icon=":material/search:",
    )
    who, what, first, last = st.columns(4)
    person = who.selectbox(
        say("access.record.person", lang),
        sorted({event.officer for event in every}),
        index=None,
        placeholder=say("access.record.everybody", lang),
    )
    act = what.selectbox(
        say("access.record.act", lang),
        sorted({event.what for event in every}, key=lambda name: _act(name, lang)),
        index=None,
        format_func=lambda name: _act(name, lang),
        placeholder=say("access.record.everything", lang),
    )
    since = first.date_input(say("access.record.from", lang), None, format="DD/MM/YYYY")
    until = last.date_input(say("access.record.until", lang), None, format="DD/MM/YYYY")
    return [
        event
        for event in every
        if person in (None, event.officer)
        and act in (None, event.what)
        and _within(_day(event), since, until)
        and _fold(words or "") in _fold(" ".join(_row(event, lang)))
    ]


def _within(day: date, since: object, until: object) -> bool:
    begins = not isinstance(since, date) or day >= since
    return begins and (not isinstance(until, date) or day <= until)


def _day(event: Event) -> date:
    return event.at.astimezone(PLACE).date()


def _take_along(found: list[Event], lang: str) -> None:
    """The lines as a file: made when asked for, and itself noted (DR-20)."""
    wanted = (lang, len(found), found[0], found[-1])
    title = say("office.part.nhat-ky", lang)
    if st.session_state.pop(_ASKED, False):  # the line about the file is in it by now
        file = one_table(title, (), _table(found, lang), ())
        st.session_state[_FILE] = (wanted, file)
    made = st.session_state.get(_FILE)
    if made and made[0] == wanted:
        name = file_name(say("access.record.file", lang), today(), "xlsx")
        label = say("access.record.download", lang)
        st.download_button(label, made[1], name, _SHEET, on_click="ignore", type="primary")
        return
    if st.button(say("access.record.export", lang), icon=":material/table_view:"):
        me = require(Act.READ_RECORD)
        st.session_state[_ASKED] = True
        events.note(engine(), now(), me.id, "export", f"{title} ({len(found)})")
        st.rerun()


def _table(found: Iterable[Event], lang: str) -> pd.DataFrame:
    columns = [say(f"office.record.{name}", lang) for name in _COLUMNS]
    return pd.DataFrame([_row(event, lang) for event in found], columns=columns)


def _row(event: Event, lang: str) -> tuple[str, str, str, str]:
    """What a line says."""
    return moment(event.at, lang), event.officer, _act(event.what, lang), event.detail


def _act(what: str, lang: str) -> str:
    """The words for an act; one without words of its own keeps the name it is stored under."""
    return sentences(lang).get(f"office.event.{what}", what)


def _fold(text: str) -> str:
    """Letters as people type them in a hurry: without accents, whatever their case."""
    return ascii_words(text).lower()
