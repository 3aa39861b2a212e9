"""The board of a period: which units reported in time, late or not yet. Units, never persons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from db import events, periodic
from pages import address
from pages.campaign_words import tell
from pages.ledger_address import CALENDAR, CHOICE, REPORT, SEARCH, go
from pages.parts import require, signed_in
from pages.period_words import noted
from pages.periodic_known import Board, Row, board, choose_period, link_of, may_confirm
from pages.settings import engine, now, today
from surveys.access import Act, may
from surveys.ledgers import table
from surveys.periodic import Standing, due_on
from surveys.texts import say
from surveys.texts.numbers import day, number, percent
from surveys.texts.search import finds

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD, _ROW, _MOST = 38, 35, 460  # pixels
_COLUMNS = ("code", "unit", "standing", "received_on", "confirmed", "plan")
_SHOWN, _FILE, _TABLE = "periodic-shown", "periodic-file", "periodic-table"
_WIDTHS = (12, 40, 16, 14, 16, 12, 60)


def show() -> None:
    """Show the board of a period, or how to begin."""
    officer = signed_in()
    lang, calendar = officer.lang, periodic.calendar(engine())
    if calendar is None:
        sets = may(officer, Act.SETTINGS)
        st.info(say("periodic.board.none" if sets else "periodic.board.none_below", lang))
        if sets:
            words = say("periodic.board.set", lang)
            st.button(words, type="primary", on_click=go, args=(CALENDAR,))
        return
    period = choose_period(calendar, lang)
    found = board(calendar, period)
    st.header(_finding(found, lang), anchor=False)
    if found.rows:
        st.caption(_due(found, lang))
    _tasks(found, lang)
    _table(_filtered(found.rows, lang), found, lang)


def _finding(board: Board, lang: str) -> str:
    """The share of reports in time, with numerator and denominator (CT-27)."""
    if not board.rows:
        return say("periodic.board.nobody", lang)
    on_time = sum(row.standing is Standing.RECEIVED for row in board.rows)
    share = percent(on_time / len(board.rows), lang)
    counts = {"on_time": number(on_time, lang), "all": number(len(board.rows), lang)}
    return say("periodic.board.finding", lang, share=share, **counts)


def _due(board: Board, lang: str) -> str:
    plans = len(board.planned)
    said = say(
        "periodic.board.due",
        lang,
        day=day(due_on(board.calendar, board.period), lang),
        grace=board.calendar.grace_days,
        year=board.period.first.year,
        plans=number(plans, lang),
        all=number(len(board.rows), lang),
        share=percent(plans / len(board.rows), lang),
    )
    waiting = sum(row.report is not None and row.report.state == "received" for row in board.rows)
    if waiting:
        said = f"{said} {say('periodic.board.waiting', lang, count=number(waiting, lang))}"
    return said


def _tasks(board: Board, lang: str) -> None:
    missing = [row.unit.code for row in board.rows if row.link is None]
    with st.container(horizontal=True):
        if missing and may_confirm():
            st.button(
                say("periodic.board.links", lang, count=number(len(missing), lang)),
                type="primary",
                icon=":material/link:",
                on_click=_make_links,
                args=(board.period.key, missing),
            )
        if board.rows:
            _take_along(board, lang)
        if may(signed_in(), Act.SETTINGS):
            words = say("periodic.board.calendar", lang)
            st.button(words, icon=":material/event:", on_click=go, args=(CALENDAR,))


def _make_links(period: str, units: Sequence[str]) -> None:
    officer = require(Act.KEEP_REGISTERS)
    if not may_confirm():
        return
    made = periodic.make_links(engine(), period, units, today())
    events.note(engine(), now(), officer.id, "report_links", noted(f"{made}", period))
    tell(say("periodic.board.linked", officer.lang, count=number(made, officer.lang)))


def _take_along(board: Board, lang: str) -> None:
    """The board as a file, with the links to send out."""
    file = say("periodic.board.file", lang, period=board.period.key)
    if st.button(say("periodic.board.export", lang), icon=":material/table_view:"):
        officer = require(Act.EXPORT)
        heads = [(say(f"periodic.column.{name}", lang)) for name in (*_COLUMNS, "link")]
        links = [link_of(row.link) if row.link and may_confirm() else "" for row in board.rows]
        rows = [
            [*_cells(row, board, lang), link] for row, link in zip(board.rows, links, strict=True)
        ]
        made = table(
            say("periodic.board.sheet", lang), list(zip(heads, _WIDTHS, strict=True)), rows
        )
        st.session_state[_FILE] = (board, made)
        events.note(engine(), now(), officer.id, "export", f"{file} ({len(rows)})")
    made_for = st.session_state.get(_FILE)
    if made_for and made_for[0] == board:
        st.download_button(
            say("periodic.board.download", lang),
            made_for[1],
            file,
            _SHEET,
            icon=":material/download:",
            on_click="ignore",
        )


def _filtered(rows: Sequence[Row], lang: str) -> list[Row]:
    counts = {s: sum(row.standing is s for row in rows) for s in Standing}
    offered = [s.value for s in Standing if counts[s]]
    if len(offered) < 2:
        chosen = ""
    else:
        chosen = address.one(CHOICE, offered, None)
        st.pills(
            say("periodic.board.filter", lang),
            offered,
            format_func=lambda s: f"{_said(Standing(s), lang)} ({counts[Standing(s)]})",
            key=address.key(CHOICE),
            on_change=address.keep,
            args=(CHOICE,),
        )
    query = _search(lang)
    return [
        row
        for row in rows
        if chosen in ("", row.standing) and finds(query, row.unit.code, row.unit.name)
    ]


def _search(lang: str) -> str:
    key = address.key(SEARCH)
    st.session_state[key] = st.query_params.get(SEARCH, "")
    st.text_input(
        say("periodic.board.search", lang),
        type="search",
        placeholder=say("periodic.board.search_hint", lang),
        icon=":material/search:",
        key=key,
        on_change=address.keep,
        args=(SEARCH,),
        live=True,
        width=360,
    )
    return st.query_params.get(SEARCH, "")


def _table(rows: Sequence[Row], board: Board, lang: str) -> None:
    if not rows:
        if board.rows:
            st.info(say("periodic.board.nothing", lang))
        return
    st.session_state[_SHOWN] = [row.unit.code for row in rows]
    heads = [say(f"periodic.column.{name}", lang) for name in _COLUMNS]
    st.dataframe(
        pd.DataFrame([_cells(row, board, lang) for row in rows], columns=heads),
        hide_index=True,
        height=min(_HEAD + _ROW * len(rows), _MOST),
        key=_TABLE,
        on_select=partial(_open, _TABLE),
        selection_mode="single-cell",
        alt=say("periodic.board.alt", lang, count=number(len(rows), lang)),
    )
    st.caption(say("periodic.board.how", lang))


def _cells(row: Row, board: Board, lang: str) -> list[str]:
    confirmed = {"confirmed": "yes", "received": "waiting"}
    state = confirmed.get(row.report.state, "no") if row.report else "no"
    return [
        row.unit.code,
        row.unit.name,
        _said(row.standing, lang),
        day(row.report.received_on, lang) if row.report else "",
        say(f"periodic.column.{state}", lang) if row.report else "",
        say(f"periodic.column.{'yes' if row.unit.code in board.planned else 'no'}", lang),
    ]


def _said(standing: Standing, lang: str) -> str:
    return say(f"periodic.standing.{standing}", lang)


def _open(key: str) -> None:
    """The clicked row's report."""
    cells = st.session_state[key].selection.cells
    if cells:
        go(REPORT, unit=st.session_state[_SHOWN][cells[0][0]])
