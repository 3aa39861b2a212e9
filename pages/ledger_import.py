"""Entries taken in from a file: chosen, looked through, and only then written."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db import events, ledgers
from pages import seen
from pages.campaign_words import tell
from pages.ledger_address import go
from pages.ledger_known import entries, may_keep, names
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.ledgers import (
    BOOKS,
    Book,
    Change,
    Comparison,
    Entry,
    Known,
    Reading,
    cell_text,
    compare,
    explain,
    label,
    read,
    template,
    title,
)
from surveys.register import MOST_ROWS, NotReadable
from surveys.texts import say
from surveys.texts.numbers import number

_KINDS = ("xlsx", "xlsm", "xls", "csv", "txt")  # .xls is refused with what to do
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROW_HEIGHT, _MOST_HEIGHT = 35, 420


def show(book: Book) -> None:
    """Ask for a file, show what it would change, and take it in when that is confirmed."""
    lang = require(Act.KEEP_REGISTERS).lang
    st.button(say("ledgers.form.back", lang), on_click=go, icon=":material/arrow_back:")
    name = say(f"ledgers.book.{book.name}.name", lang)
    st.title(say("ledgers.import.title", lang, book=name), anchor=False)
    if not may_keep(book):
        st.info(say("ledgers.page.others_see", lang))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        sent = st.file_uploader(say("ledgers.import.file", lang), _KINDS, key=f"file-{book.name}")
    with right:
        _beginning(book, lang)
    if sent is None:
        return
    try:
        reading = read(book, sent.getvalue(), sent.name, Known(seen.units()))
    except NotReadable as refusal:
        most = number(MOST_ROWS, lang)
        st.error(say(f"ledgers.file.{refusal.reason}", lang, most=most))
        return
    found = compare(book, reading, entries(book), today())
    _preview(book, reading, found, lang)
    _confirm(book, reading, found, lang)


def _beginning(book: Book, lang: str) -> None:
    st.markdown(say("ledgers.import.lead", lang))
    name = say(f"ledgers.book.{book.name}.file", lang)
    st.download_button(
        say("ledgers.import.template", lang),
        _template(book.name, lang),
        say("ledgers.file.template", lang, name=name),
        _SHEET,
        icon=":material/download:",
        on_click="ignore",
    )


@st.cache_data(show_spinner=False)
def _template(name: str, lang: str) -> bytes:
    return template(BOOKS[name], lang)


def _preview(book: Book, reading: Reading, found: Comparison, lang: str) -> None:
    st.header(_finding(found, lang), anchor=False)
    if reading.unknown:
        columns = ", ".join(reading.unknown)
        st.caption(say("ledgers.import.unknown", lang, columns=columns))
    if found.refused:
        st.subheader(say("ledgers.import.refused", lang), anchor=False)
        st.caption(say("ledgers.import.refused_how", lang))
        _table(_refused(book, found, lang))
    if found.changed:
        st.subheader(say("ledgers.import.changed", lang), anchor=False)
        _table([_change(book, change, lang) for change in found.changed])
    if found.new:
        st.subheader(say("ledgers.import.new", lang), anchor=False)
        _table([_new(book, entry, lang) for entry in found.new])


def _finding(found: Comparison, lang: str) -> str:
    counts = {
        "new": len(found.new),
        "changed": len(found.changed),
        "unchanged": found.unchanged,
        "refused": len(found.refused),
    }
    said = [
        say(f"ledgers.import.count_{name}", lang, count=number(count, lang))
        for name, count in counts.items()
        if count
    ]
    return ", ".join(said)


def _table(rows: Sequence[dict[str, str]]) -> None:
    """Text that wraps, in a box that scrolls when there is much of it."""
    height = min(len(rows) * _ROW_HEIGHT + 2 * _ROW_HEIGHT, _MOST_HEIGHT)
    scrolls = height == _MOST_HEIGHT
    st.table(
        pd.DataFrame(rows),
        hide_index=True,
        border="horizontal",
        height=height if scrolls else "content",
    )


def _refused(book: Book, found: Comparison, lang: str) -> list[dict[str, str]]:
    row, who = say("ledgers.import.row", lang), say("ledgers.import.who", lang)
    what = say("ledgers.import.what", lang)
    return [
        {
            row: number(refused.row, lang),
            who: " · ".join(word for word in (refused.code, refused.name) if word) or "–",
            what: " ".join(explain(book, fault, lang) for fault in refused.faults),
        }
        for refused in found.refused
    ]


def _change(book: Book, change: Change, lang: str) -> dict[str, str]:
    said = "; ".join(
        say(
            "ledgers.import.from_to",
            lang,
            column=label(book, name, lang),
            before=_cell(book, change.before, name, lang),
            after=_cell(book, change.after, name, lang),
        )
        for name in change.columns
    )
    line = title(book, change.after, names(seen.units()), lang)
    return {say("ledgers.import.line", lang): line, say("ledgers.import.change", lang): said}


def _new(book: Book, entry: Entry, lang: str) -> dict[str, str]:
    return {label(book, name, lang): _cell(book, entry, name, lang) for name in book.shown}


def _cell(book: Book, entry: Entry, name: str, lang: str) -> str:
    return cell_text(book, name, entry.values.get(name), lang) or "–"


def _confirm(book: Book, reading: Reading, found: Comparison, lang: str) -> None:
    count = len(found.to_take_in)
    if not count:
        st.info(say("ledgers.import.nothing", lang))
        return
    with st.container(horizontal=True):
        words = say("ledgers.import.confirm", lang, count=number(count, lang))
        st.button(words, type="primary", on_click=_take_in, args=(book, reading))
        st.button(say("parts.cancel", lang), on_click=go)


def _take_in(book: Book, reading: Reading) -> None:
    """Write what the file says now, in one transaction, and go back to the register."""
    officer = require(Act.KEEP_REGISTERS)
    found = compare(book, reading, entries(book), today())
    try:
        ledgers.take_in(engine(), book, found.to_take_in, seen.scope())
    except (ledgers.ChangedMeanwhile, ledgers.AlreadyThere, ledgers.NotYours):
        tell(say("ledgers.import.stale", officer.lang))
        return
    new, changed = len(found.new), len(found.changed)
    detail = say("ledgers.import.done", "vi", new=new, changed=changed)
    events.note(engine(), now(), officer.id, "import_ledger", f"{book.name}: {detail}")
    tell(say("ledgers.import.done", officer.lang, new=new, changed=changed))
    go()
