"""Enterprises without a union, by the stage they have come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from db import events, ledgers
from pages import ledger_filter, ledger_list, seen
from pages.campaign_words import plain, tell
from pages.ledger_address import LOOK, TABLE, go
from pages.ledger_known import choosable, entries, may_keep
from pages.ledger_words import finding
from pages.parts import require, signed_in
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.ledgers import BOOKS, STAGES, TRADE_UNION, Book, Entry, choice_text
from surveys.organisation import Unit
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day, number

_LEAST = 25  # workers: from there on the plan wants a union (handbook 1.1, MT-2025-DN25)
_NAMED = 5
_BOOK = BOOKS["organising"]


def show(book: Book) -> None:
    """Show the board, or how to begin it."""
    lang, every = signed_in().lang, entries(book)
    units = {unit.code: unit for unit in seen.units()}
    if not units:
        ledger_list.show(book)
        return
    if every:
        st.header(finding(book, every, today(), lang), anchor=False)
    st.caption(say("ledgers.book.organising.about", lang))
    ledger_list.tasks(book, every, lang)
    _waiting(book, every, list(units.values()), lang)
    if not every:
        st.info(say("ledgers.book.organising.empty", lang))
        return
    names = {code: unit.name for code, unit in units.items()}
    found = ledger_filter.filtered(book, every, names, lang, by_choice=False)
    st.button(say("ledgers.board.as_list", lang), on_click=_as_list, type="tertiary")
    for place, stage in zip(st.columns(len(STAGES), gap="small"), STAGES, strict=True):
        with place:
            _column(stage, [e for e in found if e.values["stage"] == stage], units, lang)


def _as_list() -> None:
    st.query_params[LOOK] = TABLE


def _waiting(book: Book, every: Sequence[Entry], units: Sequence[Unit], lang: str) -> None:
    """Enterprises the plan wants a union in and that nobody follows yet."""
    followed = {entry.unit for entry in every}
    missing = [
        unit
        for unit in choosable(book, units)
        if unit.workers >= _LEAST and unit.code not in followed
    ]
    if missing:
        named = ", ".join(plain(unit.name) for unit in missing[:_NAMED])
        more = ", …" if len(missing) > _NAMED else ""
        counts = {"count": number(len(missing), lang), "least": _LEAST, "names": named + more}
        st.caption(say("ledgers.board.waiting", lang, **counts))


def _column(stage: str, entries: Sequence[Entry], units: Mapping[str, Unit], lang: str) -> None:
    words = choice_text("stage", stage, lang)
    heading = say("ledgers.board.column", lang, stage=words, count=number(len(entries), lang))
    st.subheader(heading, anchor=False)
    for entry in entries:
        _card(entry, units.get(entry.unit), lang)
    if not entries:
        st.caption(say("ledgers.board.none", lang))


def _card(entry: Entry, unit: Unit | None, lang: str) -> None:
    with st.container(border=True, gap="xsmall", key=f"organising-{entry.id}"):
        st.markdown(f"**{plain(unit.name if unit else entry.unit)}**")
        since = entry.values["since"]
        workers = number(unit.workers, lang) if unit else "–"
        told = day(since, lang) if isinstance(since, date) else ""
        st.caption(say("ledgers.board.workers", lang, workers=workers, since=told))
        _next(entry, lang)
        if may_keep(_BOOK):
            _buttons(entry, lang)


def _next(entry: Entry, lang: str) -> None:
    what, on = entry.values.get("next_step"), entry.values.get("next_on")
    parts = [say("ledgers.board.next", lang, what=plain(str(what)))] if what else []
    if isinstance(on, date):
        parts.append(say("ledgers.board.next_on", lang, day=day(on, lang)))
        if on < today() and entry.values["stage"] != TRADE_UNION:
            parts.append(f":red-badge[{say('ledgers.board.overdue', lang)}]")
    if parts:
        st.markdown("  \n".join(parts))


def _buttons(entry: Entry, lang: str) -> None:
    at = STAGES.index(str(entry.values["stage"]))
    if at + 1 < len(STAGES):
        following = choice_text("stage", STAGES[at + 1], lang)
        st.button(
            say("ledgers.board.forward", lang, stage=following),
            key=f"forward-{entry.id}-{entry.version}",
            on_click=_forward,
            args=(entry, STAGES[at + 1]),
            width="stretch",
        )
    open_words = say("ledgers.board.open", lang)
    st.button(
        open_words, key=f"open-{entry.id}", type="tertiary", on_click=go, kwargs={"entry": entry.id}
    )


def _forward(entry: Entry, stage: str) -> None:
    """On to the next stage, as of today; whoever looked at an older state is told."""
    officer, book = require(Act.KEEP_REGISTERS), _BOOK
    moved = replace(entry, values={**entry.values, "stage": stage, "since": today()})
    unit = next((unit.name for unit in seen.units() if unit.code == entry.unit), entry.unit)
    try:
        ledgers.save(engine(), book, moved, seen.scope())
    except (ledgers.ChangedMeanwhile, ledgers.NotYours):
        tell(say("ledgers.form.missing_text", officer.lang))
        return
    words = choice_text("stage", stage, officer.lang)
    events.note(
        engine(),
        now(),
        officer.id,
        "ledger_organising",
        f"{unit}: {choice_text('stage', stage, LANGUAGES[0])}",
    )
    said = "founded" if stage == TRADE_UNION else "moved"
    values = {"unit": unit, "stage": words} if said == "moved" else {"unit": unit}
    tell(say(f"ledgers.board.{said}", officer.lang, **values))
