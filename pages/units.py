"""The page "Đơn vị": the register and the tree, one unit, an event, or a file to take in; the
address says which."""

from __future__ import annotations

import streamlit as st

from pages import (
    address,
    organisation_event,
    organisation_new,
    organisation_tree,
    seen,
    unit_form,
    unit_import,
    unit_list,
    unit_seen,
)
from pages.campaign_words import told
from pages.parts import signed_in
from pages.unit_address import BODY, EVENT, IMPORT, LEDGERS, NEW, PART, REGISTER, TASK, TREE, UNIT
from surveys.texts import say


def page() -> None:
    """Show what the address asks for."""
    officer = signed_in()
    told()
    task, code = st.query_params.get(TASK, ""), st.query_params.get(UNIT, "")
    if task == IMPORT:
        unit_import.show()
    elif task == BODY:
        organisation_new.show()
    elif task == EVENT:
        organisation_event.show(code)
    elif task == NEW or code:
        units = seen.units()
        unit_form.show(next((unit for unit in units if unit.code == code), None), code)
    else:
        _parts(officer.lang)


def _parts(lang: str) -> None:
    """The register, the tree, or the books of what the units signed, held and reported."""
    unit_seen.forget()
    shown = address.one(PART, (REGISTER, TREE, LEDGERS), REGISTER)
    if shown == LEDGERS:
        address.visit(LEDGERS)
    st.segmented_control(
        say("organisation.part.label", lang),
        (REGISTER, TREE, LEDGERS),
        format_func=lambda part: say(f"organisation.part.{part}", lang),
        key=address.key(PART),
        on_change=address.keep,
        args=(PART,),
        required=True,
        label_visibility="collapsed",
    )
    if shown == TREE:
        organisation_tree.show()
    else:
        unit_list.show(seen.units())
