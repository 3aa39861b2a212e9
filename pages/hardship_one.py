"""One opened request: what the person wrote, what the office did, and what it writes down."""

from __future__ import annotations

from datetime import date

import streamlit as st

from db.hardship import requests, retention, wishes
from db.hardship.requests import By, Gone, Stale
from pages import hardship_store
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.settings import now, today
from surveys.access import Act, Officer
from surveys.hardship import Change, Request, State, WishKind, change_problems, survey
from surveys.model import Question, in_language
from surveys.texts import say

_DAY = "DD/MM/YYYY"
_CONTACT = ("X06", "X07", "X08", "X09", "X10")


def show(request: Request, officer: Officer) -> None:
    """Show the request and the fields that move it on."""
    lang = officer.lang
    left, right = st.columns([3, 2], gap="large")
    with left:
        _said(request, lang)
    with right:
        _moving(request, officer)
    with st.expander(say("support.one.rights", lang)):
        _rights(request, officer)


def _said(request: Request, lang: str) -> None:
    asked = [q for q in survey().questions if q.kind.asked and q.id in request.said]
    contact = [q for q in asked if q.id in _CONTACT]
    for part, questions in (
        ("contact", contact),
        ("story", [q for q in asked if q not in contact]),
    ):
        st.markdown(f"**{say(f'support.one.{part}', lang)}**")
        for question in questions:
            label, words = in_language(question.label, lang), _words(question, request, lang)
            st.markdown(f":small[:gray[{plain(label)}]]  \n{plain(words)}")
    if "X10" not in request.said:
        st.caption(say("support.one.only_above", lang))


def _words(question: Question, request: Request, lang: str) -> str:
    """The answer in words, one's own words beside it."""
    value = request.said[question.id]
    if not question.choices:
        return str(value)
    codes = [value] if isinstance(value, str) else value
    found = []
    for code in codes:
        own = request.said.get(f"{question.id}.{code}", "")
        label = in_language(question.choice(code).label, lang)
        found.append(f"{label}: {own}" if own else label)
    return ", ".join(found)


def _moving(request: Request, officer: Officer) -> None:
    case, lang = request.case, officer.lang
    name = f"{case.number}-{case.version}"
    states = list(State)
    state = st.selectbox(
        say("support.one.state", lang),
        states,
        index=states.index(case.state),
        format_func=lambda one: say(f"support.state.{one}", lang),
        key=f"state-{name}",
    )
    contacted = st.date_input(
        say("support.one.contacted", lang), case.contacted_on, key=f"day-{name}", format=_DAY
    )
    reason = ""
    if state is State.REFUSED:
        reason = st.text_input(say("support.one.reason", lang), request.reason, key=f"why-{name}")
    notes = st.text_area(say("support.one.notes", lang), request.notes, key=f"notes-{name}")
    st.caption(say("support.one.notes_help", lang))
    when = contacted if isinstance(contacted, date) else None
    change = Change(State(state), when, notes or "", reason or "")
    problems = change_problems(change, case, today())
    if st.button(say("support.one.save", lang), type="primary", key=f"save-{name}"):
        if problems:
            st.error("  \n".join(say(key, lang) for key in problems.values()))
        else:
            _save(request, change)


def _save(request: Request, change: Change) -> None:
    officer = require(Act.CARE)
    by = By(officer, now())
    try:
        requests.change(hardship_store.store(), request.case, change, by, today())
    except Stale:
        st.error(say("support.one.stale", officer.lang))
        return
    except Gone:
        st.error(say("support.one.gone", officer.lang))
        return
    tell(say("support.one.saved", officer.lang))
    st.rerun()


def _rights(request: Request, officer: Officer) -> None:
    """What the person asked for by telephone: a wish with its days, or deletion at once."""
    lang, number = officer.lang, request.case.number
    st.write(say("support.one.rights_help", lang))
    kinds = [kind for kind in WishKind if kind is not WishKind.DELETE]
    kind = st.radio(
        say("hardship.own.wish", lang),
        kinds,
        format_func=lambda one: say(f"hardship.own.{one}", lang),
        key=f"wish-{number}",
    )
    if st.button(say("support.one.note_wish", lang), key=f"note-{number}"):
        require(Act.CARE)
        wishes.add(hardship_store.store().engine, number, WishKind(kind), today())
        st.rerun()
    sure = st.checkbox(say("support.one.sure", lang), key=f"sure-{number}")
    if st.button(say("support.one.delete", lang), key=f"delete-{number}", disabled=not sure):
        by = By(require(Act.CARE), now())
        store = hardship_store.store()
        requests.note(store, number, by, "deleted")
        retention.remove(store, number, today())
        tell(say("support.one.deleted", lang))
        st.rerun()
