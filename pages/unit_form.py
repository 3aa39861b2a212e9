"""The form of one unit: a new one, or a known one to be corrected, ended or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from sqlalchemy.exc import NoResultFound
from streamlit.delta_generator import DeltaGenerator

from db import events
from db import units as register
from pages import unit_place, unit_seen
from pages.campaign_words import plain
from pages.parts import require
from pages.settings import engine, now
from pages.unit_address import go
from pages.unit_undo import Done, remember
from surveys.access import Act
from surveys.organisation import SECTORS, UNIT_TYPES, Unit
from surveys.register import (
    LONGEST_CODE,
    LONGEST_NAME,
    MOST_PEOPLE,
    Fault,
    explain,
    faults_of,
    tidied,
)
from surveys.register import label as column
from surveys.texts import say


@dataclass(frozen=True, slots=True)
class _Form:
    """The fields being drawn: for which unit, in which language, a place for faults below each."""

    lang: str
    known: Unit | None
    below: dict[str, DeltaGenerator]

    def key(self, field: str) -> str:
        """The widget's key: every unit has fields of its own."""
        return f"unit-{self.known.code if self.known else ''}-{field}"

    def label(self, field: str, *, must: bool = False) -> str:
        """The field's name, with a star where it must be filled in."""
        return column(field, self.lang) + (" *" if must else "")

    def help(self, field: str) -> str:
        """What belongs into the field."""
        return say(f"units.help.{field}", self.lang)

    def value(self, field: str) -> Any:
        """What is known of it."""
        return getattr(self.known, field) if self.known else None

    def place(self, field: str) -> None:
        """Keep the spot under a field for its fault."""
        self.below[field] = st.container()


def show(known: Unit | None, code: str) -> None:
    """Show the form of this unit, or of a new one when no `code` was asked for."""
    lang = require(Act.EDIT_UNITS).lang
    st.button(say("units.form.back", lang), on_click=go, icon=":material/arrow_back:")
    if code and known is None:
        st.title(say("units.form.missing_title", lang), anchor=False)
        st.write(say("units.form.missing_text", lang, code=plain(code)))
        return
    st.title(known.name if known else say("units.form.new", lang), anchor=False)
    unit_seen.first(known)
    form = _Form(lang, known, {})
    with st.form(form.key("form"), border=False, enter_to_submit=False):
        typed = {**_who(form), **_people(form), **_more(form)}
        unit = tidied(
            replace(known, **typed) if known else Unit(**typed, **unit_place.choose(lang))
        )
        pressed = st.form_submit_button(say("units.form.save", lang), type="primary")
    if pressed:
        _save(form, unit)
    if known:
        unit_place.tell(known, lang)
        _remove(known, lang)


def _who(form: _Form) -> Mapping[str, Any]:
    code, name = st.columns([1, 3])
    with code:
        values = {"code": _text(form, "code", LONGEST_CODE, must=True)}
    with name:
        values["name"] = _text(form, "name", LONGEST_NAME, must=True)
    places = st.columns(4)
    with places[0]:
        type = _choice(form, "type", "unit_type", UNIT_TYPES)
    with places[1]:
        sector = _choice(form, "sector", "sector", SECTORS)
    with places[2]:
        values["place"] = _text(form, "place", LONGEST_NAME)
    with places[3]:
        values["cluster"] = _text(form, "cluster", LONGEST_NAME)
    return {**values, "type": type, "sector": sector}


def _people(form: _Form) -> Mapping[str, Any]:
    counts: dict[str, int | None] = {}
    fields = ("workers", "members", "women", "women_members")
    for place, field in zip(st.columns(4), fields, strict=True):
        with place:
            counts[field] = st.number_input(
                form.label(field, must=field == "workers"),
                min_value=0,
                max_value=MOST_PEOPLE,
                value=form.value(field),
                step=1,
                key=form.key(field),
                help=form.help(field),
            )
            form.place(field)
    return {**counts, "members": counts["members"] or 0, "workers": counts["workers"] or 0}


def _more(form: _Form) -> Mapping[str, Any]:
    union, agreement, until, ended = st.columns(4, vertical_alignment="bottom")
    values: dict[str, Any] = {}
    for place, field in ((union, "has_union"), (agreement, "agreement")):
        with place:
            known = bool(form.value(field))
            values[field] = st.checkbox(form.label(field), known, key=form.key(field))
    for place, field in ((until, "agreement_until"), (ended, "ended_on")):
        with place:
            values[field] = st.date_input(
                form.label(field),
                value=form.value(field),
                min_value="1990-01-01",
                max_value="2100-12-31",
                format="DD/MM/YYYY",
                key=form.key(field),
                help=form.help(field),
            )
            form.place(field)
    return values


def _text(form: _Form, field: str, longest: int, *, must: bool = False) -> str:
    typed = st.text_input(
        form.label(field, must=must),
        value=str(form.value(field) or ""),
        max_chars=longest,
        key=form.key(field),
        help=form.help(field) if field == "code" else None,
        disabled=field == "code" and form.known is not None,
    )
    form.place(field)
    return typed or ""


def _choice(form: _Form, field: str, group: str, codes: tuple[str, ...]) -> str:
    known = form.value(field) or (codes[-1] if field == "sector" else None)
    chosen = st.selectbox(
        form.label(field, must=field == "type"),
        codes,
        index=codes.index(str(known)) if known in codes else None,
        format_func=lambda code: say(f"names.{group}.{code}", form.lang),
        placeholder=say("parts.choose", form.lang),
        key=form.key(field),
    )
    form.place(field)
    return chosen or ""


def _save(form: _Form, unit: Unit) -> None:
    """Keep the unit and go back to the list; or say beside each field what is wrong."""
    officer = require(Act.EDIT_UNITS)
    faults = list(faults_of(unit))
    if not unit.workers:
        faults.append(Fault("missing", "workers"))
    if not faults:
        try:
            _write(form.known, unit)
        except register.CodeTaken:
            faults.append(Fault("taken", "code", unit.code))
        except register.ChangedMeanwhile as other:
            unit_seen.tell(other.now, form.lang)
            return
    for fault in faults:
        with form.below[fault.field]:
            st.markdown(f":red[:small[:material/error: {plain(explain(fault, form.lang))}]]")
    if faults:
        st.warning(say("units.form.todo", form.lang))
        return
    what = "change_unit" if form.known else "add_unit"
    events.note(engine(), now(), officer.id, what, f"{unit.code} {unit.name}")
    remember(Done("saved" if form.known else "added", form.known, unit))
    go()
    st.rerun()


def _write(known: Unit | None, unit: Unit) -> None:
    if known is None:
        register.add(engine(), unit)
        return
    try:
        register.change(engine(), unit, seen=unit_seen.last(known))
    except NoResultFound:  # deleted meanwhile: what was typed is kept
        register.add(engine(), unit)


def _remove(unit: Unit, lang: str) -> None:
    """Delete a unit that was entered by mistake; one that took part can only end."""
    st.button(
        say("units.form.remove", lang),
        type="tertiary",
        icon=":material/delete:",
        on_click=_removed,
        args=(unit,),
    )
    if st.session_state.pop("unit-in-use", "") == unit.code:
        st.warning(say("units.form.in_use", lang))


def _removed(unit: Unit) -> None:
    officer = require(Act.EDIT_UNITS)
    try:
        register.remove(engine(), unit.code, seen=unit_seen.last(unit))
    except register.ChangedMeanwhile as changed:
        unit_seen.tell(changed.now, officer.lang)
        return
    except register.UnitInUse:
        st.session_state["unit-in-use"] = unit.code
        return
    except NoResultFound:  # somebody was faster
        pass
    events.note(engine(), now(), officer.id, "remove_unit", f"{unit.code} {unit.name}")
    remember(Done("removed", unit, None))
    go()
