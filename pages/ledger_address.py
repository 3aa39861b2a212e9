"""Where an officer is inside the page "Sổ theo dõi": the register, an entry, a task; all in the
address."""

from __future__ import annotations

import streamlit as st

from pages import address
from surveys.ledgers import BOOKS, Book
from surveys.texts import say

PART, ENTRY, TASK = "so", "dong", "viec"  # names in the address
SEARCH, CHOICE, ONLY, LOOK, PERIOD = "tim", "loc", "chi", "xem", "ky"
UNIT = "don_vi"  # whose report, ?viec=bao-cao
NEW, IMPORT, REPORT, CALENDAR = "moi", "nhap", "bao-cao", "lich"  # what is done: ?viec=
TABLE = "bang"  # ?xem=bang shows the board of stages as a table
REPORTS = "bao-cao-dinh-ky"
_PARTS = {
    "lao-dong": "headcount",
    "thoa-uoc": "agreement",
    "doi-thoai": "dialogue",
    "chua-co-cong-doan": "organising",
    "phoi-hop": "coordination",
    "tap-huan": "training",
}
PARTS = (*_PARTS, REPORTS)


def part(lang: str) -> str:
    """The part to show, chosen by the officer from a row of names."""
    chosen = address.one(PART, PARTS, PARTS[0])
    st.pills(
        say("ledgers.page.part", lang),
        PARTS,
        format_func=lambda name: _name(name, lang),
        key=address.key(PART),
        on_change=_changed,
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )
    return chosen


def book_of(part: str) -> Book | None:
    """The register of a part; None for the periodic reports."""
    name = _PARTS.get(part)
    return BOOKS[name] if name else None


def here() -> str:
    """The part the address names."""
    asked = st.query_params.get(PART, PARTS[0])
    return asked if asked in PARTS else PARTS[0]


def go(task: str = "", entry: int = 0, unit: str = "") -> None:
    """Change the address to a task, an entry, or (without either) back to the register with its
    filters. For callbacks: the run that follows shows what the new address names."""
    kept = {
        name: st.query_params.get_all(name)
        for name in (SEARCH, CHOICE, ONLY, LOOK, PERIOD)
        if name in st.query_params
    }
    wanted = {TASK: task, ENTRY: str(entry) if entry else "", UNIT: unit}
    filled = {name: value for name, value in wanted.items() if value}
    st.query_params.from_dict({PART: here(), **kept, **filled})


def _changed() -> None:
    """Another register begins without the filters of the last one."""
    st.query_params.from_dict({PART: st.session_state[address.key(PART)] or PARTS[0]})


def _name(part: str, lang: str) -> str:
    book = book_of(part)
    return say(f"ledgers.book.{book.name}.name" if book else "ledgers.page.periodic", lang)
