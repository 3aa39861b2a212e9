"""How the organisation names itself on papers, and how often participation is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import events, installation
from db.installation import Installation
from pages import parts, settings_head
from pages.api.setting_up import problems_of
from pages.campaign_words import tell
from pages.parts import require
from pages.settings import engine, now
from pages.settings_fields import Field, beside, done, key, text
from surveys.access import Act, Officer
from surveys.organisation import Letterhead
from surveys.texts import LANGUAGES, say

_FORM = "names"
_NAMES = ("name", "superior", "body", "symbol", "place")
_SIGNATURE = ("authority", "role", "signer", "addressee", "copies")
_LINES = {"body": 2, "copies": 3}
_REQUIRED_HERE = ("authority", "role")  # set-up proposes them; the others it asks for itself
_IN_SET_UP = {"name": "org_name"}  # fields that set-up calls otherwise
_MOST_HOURS = 168  # a week

Below = dict[str, DeltaGenerator]


def show(officer: Officer) -> None:
    """Show the names, and beside them the head of a paper that bears them."""
    lang, known = officer.lang, parts.installation()
    began = st.session_state.setdefault(key(_FORM, "seen"), known)  # what the draft began from
    st.write(say("office.names.lead", lang))
    left, right = st.columns(2, gap="large")
    below: Below = {}
    with left:
        letterhead = _letterhead(known.letterhead, below, lang)
        hours = _hours(known.refresh_hours, below, lang)
        problems = _problems(letterhead, hours, lang)
        beside(below, problems)
        wanted = Installation(letterhead, hours if hours is not None else known.refresh_hours)
        if began == wanted != known:  # nothing was typed, and somebody else saved
            done(_FORM)
            st.rerun()
        _finish(began, wanted, problems, lang)
    with right:
        settings_head.show(letterhead, lang)


def _letterhead(known: Letterhead, below: Below, lang: str) -> Letterhead:
    st.subheader(say("office.names.issuer", lang), anchor=False)
    typed = {name: _ask(known, name, below, lang) for name in (*_NAMES, "phone")}
    st.subheader(say("office.names.signature", lang), anchor=False)
    typed |= {name: _ask(known, name, below, lang) for name in _SIGNATURE}
    copies = tuple(line.strip() for line in typed.pop("copies").splitlines() if line.strip())
    return replace(known, **typed, copies=copies)


def _ask(known: Letterhead, name: str, below: Below, lang: str) -> str:
    usual = "\n".join(known.copies) if name == "copies" else str(getattr(known, name))
    help = say(f"office.names.{name}_help", lang)
    field = Field(name, _label(name, lang), help, _LINES.get(name, 1))
    typed, below[name] = text(_FORM, field, usual)
    return typed


def _hours(usual: int, below: Below, lang: str) -> int | None:
    """Without limits of the widget's own: it would state them in English."""
    st.subheader(say("office.names.participation", lang), anchor=False)
    hours = st.number_input(
        _label("hours", lang),
        value=usual,
        step=1,
        key=key(_FORM, "hours"),
        width=240,
        persist_state="session",
    )
    below["hours"] = st.empty()
    st.caption(say("office.names.hours_why", lang))
    return hours


def _problems(letterhead: Letterhead, hours: int | None, lang: str) -> dict[str, str]:
    """A sentence for each field that cannot be taken; set-up asks for the same."""
    typed = {_IN_SET_UP.get(n, n): str(getattr(letterhead, n)) for n in (*_NAMES, "phone")}
    wrong = problems_of(typed, lang)
    found = {
        n: wrong[_IN_SET_UP.get(n, n)] for n in (*_NAMES, "phone") if _IN_SET_UP.get(n, n) in wrong
    }
    for name in _REQUIRED_HERE:
        if not getattr(letterhead, name):
            found[name] = say("door.set_up.missing", lang, field=_label(name, lang))
    if hours is None or not 1 <= hours <= _MOST_HOURS:
        found["hours"] = say("office.names.hours_bad", lang, most=_MOST_HOURS)
    return found


def _label(name: str, lang: str) -> str:
    return say(f"office.names.{name}", lang)


def _finish(
    known: Installation, wanted: Installation, problems: Mapping[str, str], lang: str
) -> None:
    changed = wanted != known or "hours" in problems
    with st.container(horizontal=True):
        pressed = st.button(say("office.names.save", lang), type="primary", key=key(_FORM, "save"))
        if changed:
            label = say("office.names.give_up", lang)
            st.button(label, type="tertiary", key=key(_FORM, "drop"), on_click=done, args=(_FORM,))
    if not pressed:
        return
    if problems:
        st.warning(say("door.set_up.check", lang, count=len(problems)))
    elif changed:
        _save(wanted, known)
    else:
        st.info(say("office.names.same", lang))


def _save(wanted: Installation, seen: Installation) -> None:
    officer = require(Act.SETTINGS)
    try:
        installation.change(engine(), wanted, seen)
    except installation.ChangedMeanwhile:
        tell(say("office.names.meanwhile", officer.lang))
        done(_FORM)
        st.rerun()
    told = {"name": wanted.letterhead.name, "hours": wanted.refresh_hours}
    detail = say("office.noted.names", LANGUAGES[0], **told)
    events.note(engine(), now(), officer.id, "names", detail)
    tell(say("office.names.saved", officer.lang))
    done(_FORM)
    st.rerun()
