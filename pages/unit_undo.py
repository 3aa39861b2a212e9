"""What was just done to a unit, said on the list, with a button that takes it back."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from sqlalchemy.exc import NoResultFound

from db import units as register
from pages.campaign_words import plain
from pages.parts import require, signed_in
from pages.settings import engine
from surveys.access import Act
from surveys.organisation import Unit
from surveys.texts import say

_DONE = "unit-done"


@dataclass(frozen=True, slots=True)
class Done:
    """A unit before and after; None where there was or is none. `what` names the sentence."""

    what: str
    before: Unit | None
    after: Unit | None


def remember(done: Done) -> None:
    """Offer to take this back on the list that follows."""
    st.session_state[_DONE] = done


def offer() -> None:
    """Say what was done, with a button that takes it back."""
    done: Done | None = st.session_state.get(_DONE)
    if done is None:
        return
    lang = signed_in().lang
    unit = done.after or done.before
    name = plain(unit.name) if unit else ""
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(say(f"units.done.{done.what}", lang, name=name), width="stretch")
        st.button(say("units.done.undo", lang), on_click=_undo, icon=":material/undo:")
        st.button(say("units.done.fine", lang), on_click=_forget, type="tertiary")


def _undo() -> None:
    require(Act.EDIT_UNITS)
    done: Done | None = st.session_state.pop(_DONE, None)
    if done is None:
        return
    try:
        _back(done)
    except (register.CodeTaken, register.UnitInUse, register.ChangedMeanwhile, NoResultFound):
        st.toast(say("units.done.too_late", signed_in().lang), icon=":material/info:")


def _back(done: Done) -> None:
    """The register as it was before; the register itself refuses where that is too late."""
    if done.before is None and done.after is not None:
        register.remove(engine(), done.after.code, seen=done.after)
    elif done.before is not None and done.after is None:
        register.add(engine(), done.before)
    elif done.before is not None:
        register.change(engine(), done.before, seen=done.after)


def _forget() -> None:
    st.session_state.pop(_DONE, None)
