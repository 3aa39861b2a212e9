"""Requests for help, for the officers who care: a list without names, and one that is opened."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.hardship import office, requests, wishes
from db.hardship.requests import By, Gone
from pages import hardship_one, hardship_store
from pages.campaign_words import tell
from pages.parts import require
from pages.settings import engine, now, settings, today
from surveys.access import Act, Officer
from surveys.hardship import (
    ENDED,
    Case,
    Wish,
    answer_due,
    carry_out_due,
    first_contact_due,
    is_late,
    is_wish_late,
)
from surveys.texts import say
from surveys.texts.numbers import day, number

_OPENED = "hardship-opened"  # in the session: what this officer has open, already written down
_HEIGHT = 360  # pixels of the list: about nine requests


def show(officer: Officer) -> None:
    """Show the list, and below it the opened request."""
    officer = require(Act.CARE)
    lang = officer.lang
    if not settings().support_keys or office.load(engine()).version == 0:
        st.info(say("support.cases.closed", lang))
        return
    store = hardship_store.store()
    cases, asked = requests.cases(store.engine), wishes.everything(store.engine)
    if not cases:
        st.info(say("support.cases.empty", lang))
        return
    _wishes(asked, lang)
    chosen = _list(cases, lang)
    if chosen is not None:
        _open(chosen, officer)


def _list(cases: Sequence[Case], lang: str) -> Case | None:
    """The list, those who wait first; the request that is chosen below it."""
    ordered = sorted(cases, key=lambda c: (c.state in ENDED, first_contact_due(c), c.number))
    columns = [say(f"support.column.{n}", lang) for n in ("number", "came", "how", "state", "due")]
    rows = [_row(case, lang) for case in ordered]
    st.caption(say("support.cases.lead", lang, count=number(len(rows), lang)))
    st.dataframe(
        pd.DataFrame(rows, columns=columns),
        hide_index=True,
        width="stretch",
        height=min(_HEIGHT, 36 * (len(rows) + 1)),
    )
    return st.selectbox(
        say("support.cases.choose", lang),
        ordered,
        index=None,
        format_func=lambda case: f"{case.number} · {say(f'support.state.{case.state}', lang)}",
        key="hardship-case",
        placeholder=say("parts.choose", lang),
    )


def _row(case: Case, lang: str) -> list[str]:
    due = "" if case.contacted_on or case.state in ENDED else day(first_contact_due(case), lang)
    if is_late(case, today()):
        due = say("support.cases.late", lang, day=due)
    return [
        case.number,
        day(case.came_on, lang),
        say(f"support.urgency.{case.urgency.name.lower()}", lang),
        say(f"support.state.{case.state}", lang),
        due,
    ]


def _open(case: Case, officer: Officer) -> None:
    """Opening is written down once; what follows on the same screen belongs to it."""
    lang, store = officer.lang, hardship_store.store()
    st.subheader(say("support.one.title", lang, number=case.number), anchor=False)
    if st.session_state.get(_OPENED) != case.number:
        st.write(say("support.one.sealed", lang))
        if not st.button(say("support.one.open", lang), type="primary", key=f"open-{case.number}"):
            return
        st.session_state[_OPENED] = case.number
        try:
            requests.opened(store, case.number, By(officer, now()))
        except Gone:
            tell(say("support.one.gone", lang))
        st.rerun()
    try:
        request = requests.read_again(store, case.number)
    except Gone:
        st.info(say("support.one.gone", lang))
        return
    hardship_one.show(request, officer)


def _wishes(every: Sequence[Wish], lang: str) -> None:
    """What people want of their data and did not get yet."""
    waiting = [wish for wish in every if wish.done_on is None]
    for wish in waiting:
        colour = "red" if is_wish_late(wish, today()) else "orange"
        values = {
            "number": wish.number,
            "kind": say(f"hardship.own.{wish.kind}", lang),
            "answer": day(answer_due(wish), lang),
            "done": day(carry_out_due(wish), lang),
        }
        key = "support.wish.answered" if wish.answered_on else "support.wish.waits"
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":{colour}[:material/schedule:] {say(key, lang, **values)}")
            if wish.answered_on is None:
                _button("answer", wish, lang)
            _button("done", wish, lang)


def _button(what: str, wish: Wish, lang: str) -> None:
    label = say(f"support.wish.{what}", lang)
    st.button(label, key=f"{what}-{wish.id}", on_click=_move, args=(what, wish.id))


def _move(what: str, wish_id: int) -> None:
    require(Act.CARE)
    step = wishes.answered if what == "answer" else wishes.done
    step(hardship_store.store().engine, wish_id, today())
