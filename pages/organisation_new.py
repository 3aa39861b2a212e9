"""The form of a new body of the organisation."""

from __future__ import annotations

import streamlit as st

from db import events as record
from db import organisation
from db import units as register
from pages.campaign_words import plain
from pages.organisation_fields import NewBody, body_fields, refused
from pages.parts import require
from pages.settings import engine, now, today
from pages.unit_address import PART, TREE, go
from pages.unit_undo import Done, remember
from surveys.access import Act
from surveys.organisation import Refusal, tree_on
from surveys.texts import say


def show() -> None:
    """Show the form; keep the body when its button is pressed."""
    officer = require(Act.EDIT_UNITS)
    lang, known = officer.lang, organisation.load(engine())
    st.button(say("organisation.form.back", lang), on_click=back, icon=":material/arrow_back:")
    st.title(say("organisation.form.new", lang), anchor=False)
    first = st.date_input(
        say("organisation.form.first_day", lang),
        value=today(),
        min_value="1900-01-01",
        max_value="2100-12-31",
        format="DD/MM/YYYY",
        help=say("organisation.form.first_help", lang),
    )
    if first is None:
        return
    unit = body_fields(known, tree_on(known, first), NewBody("new", first), lang)
    if not st.button(say("organisation.form.save", lang), type="primary"):
        return
    if not unit.code or not unit.name:
        st.warning(say("organisation.form.code_and_name", lang))
        return
    try:
        organisation.enter(engine(), unit)
    except Refusal as refusal:
        refused(refusal, lang)
        return
    except register.CodeTaken:
        refused(Refusal("taken", code=unit.code), lang)
        return
    record.note(engine(), now(), officer.id, "add_unit", f"{unit.code} {unit.name}")
    remember(Done("added", None, unit))
    st.toast(say("units.done.added", lang, name=plain(unit.name)), icon=":material/check:")
    back()
    st.rerun()


def back() -> None:
    """To the tree."""
    go()
    st.query_params[PART] = TREE
