"""The filters above a register: words without accents, one choice, one switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from pages import address
from pages.ledger_address import CHOICE, ONLY, SEARCH
from pages.ledger_words import agreement_of, is_due
from pages.settings import today
from surveys.ledgers import Book, Entry, Kind, cell_text, choice_text, codes_of, expires_soon, label
from surveys.texts import say
from surveys.texts.search import finds

_SWITCH = {"headcount": "latest", "agreement": "soon", "coordination": "due"}


def filtered(
    book: Book,
    every: Sequence[Entry],
    names: Mapping[str, str],
    lang: str,
    *,
    by_choice: bool = True,
) -> list[Entry]:
    """The entries that fit what was typed, chosen and switched on."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        query = _search(lang)
        only = _switch(book, lang)
    choice = _choice(book, every, lang) if by_choice else ""
    kept = [entry for entry in every if choice in ("", _chosen(book, entry))]
    kept = _only(book, kept) if only else kept
    return [entry for entry in kept if finds(query, *_words(book, entry, names, lang))]


def _words(book: Book, entry: Entry, names: Mapping[str, str], lang: str) -> list[str]:
    cells = (cell_text(book, name, entry.values.get(name), lang) for name in book.names)
    return [*cells, names.get(entry.unit, "")]


def _search(lang: str) -> str:
    """What is looked for, kept in the address."""
    key = address.key(SEARCH)
    st.session_state[key] = st.query_params.get(SEARCH, "")
    st.text_input(
        say("ledgers.list.search", lang),
        type="search",
        placeholder=say("ledgers.list.search_hint", lang),
        icon=":material/search:",
        key=key,
        on_change=address.keep,
        args=(SEARCH,),
        live=True,
        width=360,
    )
    return st.query_params.get(SEARCH, "")


def _switch(book: Book, lang: str) -> bool:
    """The one question most asked of this register, kept in the address."""
    name = _SWITCH.get(book.name)
    if name is None:
        return False
    key = address.key(ONLY)
    st.session_state[key] = st.query_params.get(ONLY) == name
    st.toggle(say(f"ledgers.list.{name}", lang), key=key, on_change=_switched, args=(name,))
    return st.query_params.get(ONLY) == name


def _switched(name: str) -> None:
    if st.session_state[address.key(ONLY)]:
        st.query_params[ONLY] = name
    else:
        st.query_params.pop(ONLY, None)


def _only(book: Book, entries: Sequence[Entry]) -> list[Entry]:
    if book.name == "agreement":
        return [entry for entry in entries if expires_soon(agreement_of(entry), today())]
    if book.name == "coordination":
        return [entry for entry in entries if is_due(entry, today())]
    latest: dict[str, Entry] = {}
    for entry in entries:  # the newest first
        latest.setdefault(entry.unit, entry)
    return list(latest.values())


def _choice(book: Book, every: Sequence[Entry], lang: str) -> str:
    column = _filtered_by(book)
    if column is None:
        return ""
    counts = {
        code: sum(entry.values.get(column) == code for entry in every) for code in codes_of(column)
    }
    offered = [code for code, count in counts.items() if count]
    if len(offered) < 2:
        return ""
    chosen = address.one(CHOICE, offered, None)
    st.pills(
        say("ledgers.list.choice", lang, column=label(book, column, lang)),
        offered,
        format_func=lambda code: f"{choice_text(column, code, lang)} ({counts[code]})",
        key=address.key(CHOICE),
        on_change=address.keep,
        args=(CHOICE,),
        wrap=True,
    )
    return chosen


def _chosen(book: Book, entry: Entry) -> str:
    column = _filtered_by(book)
    return str(entry.values.get(column) or "") if column else ""


def _filtered_by(book: Book) -> str | None:
    return next((c.name for c in book.columns if c.kind is Kind.CHOICE), None)
