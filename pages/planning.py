"""The page "Kế hoạch": from a need to an activity, what was promised, and the plan's targets."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages import planning_board, planning_form, planning_needs, planning_targets, seen
from pages.campaign_words import told
from pages.parts import signed_in
from pages.planning_address import ACTIVITY, NEED, Part, part
from pages.planning_words import finding
from pages.settings import today
from surveys.plan import Activity
from surveys.texts import say

_SHOW: dict[Part, Callable[[tuple[Activity, ...]], None]] = {
    Part.NEEDS: planning_needs.show,
    Part.BOARD: planning_board.show,
    Part.TARGETS: planning_targets.show,
}


def page() -> None:
    """Show the part the address asks for."""
    officer = signed_in()
    told()
    known = seen.activities()
    if st.query_params.get(ACTIVITY):
        planning_form.show(known)
        return
    st.title(finding(known, today(), officer.lang), anchor=False)
    st.caption(say("planning.page.lead", officer.lang))
    usual = Part.NEEDS if NEED in st.query_params or not known else Part.BOARD
    _SHOW[part(usual, officer.lang)](known)
