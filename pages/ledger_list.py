"""A register as a table: searched, filtered, taken along; a click on a row opens the entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from db import events
from pages import address, ledger_filter, seen
from pages.ledger_address import IMPORT, LOOK, NEW, go
from pages.ledger_known import entries, may_keep, names
from pages.ledger_words import agreement_of, finding
from pages.parts import require, signed_in
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.ledgers import Book, Entry, Kind, cell_text, export, label, phase
from surveys.texts import say
from surveys.texts.numbers import number

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD, _ROW, _MOST = 38, 35, 460  # pixels
_SHOWN, _FILE = "ledger-shown", "ledger-file"


def show(book: Book) -> None:
    """Show the register, or how to begin it."""
    lang, every = signed_in().lang, entries(book)
    units = seen.units()
    if not units and book.of_units:
        _no_units(lang)
        return
    if every:
        st.header(finding(book, every, today(), lang), anchor=False)
    st.caption(say(f"ledgers.book.{book.name}.about", lang))
    tasks(book, every, lang)
    if not every:
        st.info(say(f"ledgers.book.{book.name}.empty", lang))
        return
    known = names(units)
    found = ledger_filter.filtered(book, every, known, lang)
    _table(book, found, known, lang)
    st.markdown(f"**{say('ledgers.list.counted', lang, count=number(len(found), lang))}**")
    st.caption(say("ledgers.list.how", lang))


def tasks(book: Book, every: Sequence[Entry], lang: str) -> None:
    """Add, import, export."""
    with st.container(horizontal=True):
        if may_keep(book):
            add = say(f"ledgers.book.{book.name}.add", lang)
            st.button(add, type="primary", icon=":material/add:", on_click=go, args=(NEW,))
            upload = say("ledgers.list.import", lang)
            st.button(upload, icon=":material/upload_file:", on_click=go, args=(IMPORT,))
        if every:
            _take_along(book, every, lang)
        if book.name == "organising" and LOOK in st.query_params:
            st.button(say("ledgers.board.as_list", lang), on_click=_as_board, type="tertiary")
    if not may_keep(book):
        st.caption(say("ledgers.page.others_see", lang))


def _as_board() -> None:
    st.query_params.pop(LOOK, None)


def _no_units(lang: str) -> None:
    st.info(say("ledgers.list.no_units", lang))
    if st.button(say("ledgers.list.to_units", lang), type="primary"):
        address.visit("don-vi")


def _take_along(book: Book, every: Sequence[Entry], lang: str) -> None:
    """The register as a file: made when asked for, then offered until the register changes."""
    file = say(f"ledgers.book.{book.name}.file", lang)
    if st.button(say("ledgers.list.export", lang), icon=":material/table_view:"):
        officer = require(Act.EXPORT)
        made = export(book, every, names(seen.units()), lang)
        st.session_state[_FILE] = (book.name, every, made)
        events.note(engine(), now(), officer.id, "export", f"{file} ({len(every)})")
    made_for = st.session_state.get(_FILE)
    if made_for and made_for[:2] == (book.name, every):
        st.download_button(
            say("ledgers.list.download", lang),
            made_for[2],
            file,
            _SHEET,
            icon=":material/download:",
            on_click="ignore",
        )


def _table(book: Book, found: Sequence[Entry], known: Mapping[str, str], lang: str) -> None:
    if not found:
        st.info(say("ledgers.list.nothing", lang))
        return
    key = f"ledger-{book.name}"
    st.session_state[_SHOWN] = [entry.id for entry in found]
    rows = [_row(book, entry, known, lang) for entry in found]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height=min(_HEAD + _ROW * len(rows), _MOST),
        key=key,
        on_select=partial(_open, key),
        column_config={
            label(book, name, lang): st.column_config.Column(alignment="right")
            for name in book.shown
            if book.column(name).kind is Kind.COUNT
        },
        selection_mode="single-cell",
        alt=say(
            "ledgers.list.alt",
            lang,
            count=number(len(rows), lang),
            book=say(f"ledgers.book.{book.name}.name", lang),
        ),
    )


def _row(book: Book, entry: Entry, known: Mapping[str, str], lang: str) -> dict[str, str]:
    row: dict[str, str] = {}
    for name in book.shown:
        if name == "unit":
            row[say("ledgers.list.unit_name", lang)] = known.get(entry.unit, entry.unit)
        else:
            row[label(book, name, lang)] = cell_text(book, name, entry.values.get(name), lang)
        if name == "valid_to":
            at = phase(agreement_of(entry), today())
            row[say("ledgers.list.phase", lang)] = say(f"ledgers.phase.{at}", lang)
    return row


def _open(key: str) -> None:
    """The clicked row's entry."""
    cells = st.session_state[key].selection.cells
    if cells:
        go(entry=st.session_state[_SHOWN][cells[0][0]])
