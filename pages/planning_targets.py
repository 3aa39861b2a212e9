"""The plan's targets beside the register: what was reached, what is missing, at which pace."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from pages import seen
from pages.campaign_words import plain
from pages.parts import signed_in
from pages.settings import today
from surveys.plan import Activity
from surveys.targets import (
    Progress,
    gap_in_words,
    progress,
    result_in_words,
    target_in_words,
    yearly_pace,
)
from surveys.texts import say
from surveys.texts.numbers import day, number


def show(_activities: tuple[Activity, ...]) -> None:
    """Show every target, by the year it is due."""
    lang = signed_in().lang
    register = seen.units()
    if not register:
        st.info(say("planning.targets.empty", lang))
        if st.button(say("planning.targets.empty_action", lang), type="primary"):
            st.switch_page(st.Page(_elsewhere, url_path="don-vi"))
        return
    st.write(say("planning.targets.lead", lang, day=day(today(), lang), units=len(register)))
    rows = progress(register, today())
    for year, of_year in groupby(sorted(rows, key=lambda row: row.year), key=lambda row: row.year):
        _year(year, list(of_year), lang)


def _elsewhere() -> None:
    """Stands for a page of the navigation, which Streamlit knows by its address alone."""


def _year(year: int, rows: Sequence[Progress], lang: str) -> None:
    closed = all(row.deadline < today() for row in rows)
    st.header(
        say(f"planning.targets.{'closed' if closed else 'running'}", lang, year=year), anchor=False
    )
    if closed:
        st.caption(say("planning.targets.closed_note", lang))
    for row in rows:
        with st.container(border=True):
            _target(row, lang)


def _target(row: Progress, lang: str) -> None:
    words, figures = st.columns([3, 2], gap="medium")
    with words:
        kind = say(f"planning.targets.kind.{row.kind}", lang)
        st.markdown(f"**{plain(row.label[lang])}**  \n:gray[{row.id} · {kind}]")
        written = say("planning.targets.written", lang, words=plain(row.as_written))
        st.caption(f"{written}  \n{say(row.remark, lang)}" if row.remark else written)
    with figures:
        st.markdown(
            "  \n".join(
                (
                    say("planning.targets.required", lang, value=target_in_words(row, lang)),
                    say("planning.targets.result", lang, value=result_in_words(row, lang)),
                    _judged(row, lang),
                )
            )
        )
        _bar(row)


def _judged(row: Progress, lang: str) -> str:
    """Reached, missing by how much and at which pace, or not judged: always in words."""
    gap = gap_in_words(row, lang)
    if row.met is None:
        return f":gray[{gap}]"
    if row.met:
        return f":green-badge[:material/check: {gap}]"
    badge = f":{'red' if row.deadline < today() else 'orange'}-badge[{gap}]"
    pace = yearly_pace(row, today())
    if pace is None:
        return badge
    value = number(pace, lang) if row.unit == "person" else number(pace * 100, lang, 1)
    return f"{badge}  \n{say(f'planning.targets.pace_{row.unit}', lang, value=value)}"


def _bar(row: Progress) -> None:
    """How much of the way is gone; only where there is a number to reach."""
    if row.value:
        st.progress(min(1.0, max(0.0, row.result / row.value)))
