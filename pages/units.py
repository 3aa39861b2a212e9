"""The page "Đơn vị": the register, one unit, or a file to take in; the address says which."""

from __future__ import annotations

import streamlit as st

from pages import seen, unit_form, unit_import, unit_list
from pages.campaign_words import told
from pages.parts import signed_in
from pages.unit_address import IMPORT, NEW, TASK, UNIT


def page() -> None:
    """Show what the address asks for."""
    signed_in()
    told()
    units = seen.units()
    task, code = st.query_params.get(TASK, ""), st.query_params.get(UNIT, "")
    if task == IMPORT:
        unit_import.show(units)
    elif task == NEW or code:
        unit_form.show(next((unit for unit in units if unit.code == code), None), code)
    else:
        unit_list.show(units)
