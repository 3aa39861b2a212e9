"""An activity that was taken away, and how it comes back."""

from __future__ import annotations

import streamlit as st

from db import activities
from pages.campaign_words import plain, tell
from pages.parts import require, signed_in
from pages.planning_address import Part, go
from pages.settings import engine
from surveys.access import Act
from surveys.plan import Activity
from surveys.texts import say

_REMOVED = "planning-removed"


def removed(activity: Activity) -> None:
    """Take it away, and remember it for this session: the callback of a button."""
    officer = require(Act.PLAN)
    try:
        activities.remove(engine(), activity)
    except activities.ChangedMeanwhile:
        tell(say("planning.removed.meanwhile", officer.lang))
        return
    st.session_state[_REMOVED] = activity
    go(Part.BOARD)


def offer_back() -> None:
    """Say what was taken away, with a button that brings it back."""
    activity: Activity | None = st.session_state.get(_REMOVED)
    if activity is None:
        return
    lang = signed_in().lang
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        title = plain(activity.title)
        st.markdown(say("planning.removed.text", lang, title=title), width="stretch")
        st.button(say("planning.removed.undo", lang), on_click=_undo, icon=":material/undo:")
        st.button(say("planning.removed.fine", lang), on_click=_forget, type="tertiary")


def _undo() -> None:
    require(Act.PLAN)
    activity: Activity | None = st.session_state.pop(_REMOVED, None)
    if activity:
        activities.add(engine(), activity)


def _forget() -> None:
    st.session_state.pop(_REMOVED, None)
