"""The unit as an officer first saw it in the form, so that nobody overwrites another's work."""

from __future__ import annotations

import streamlit as st

from pages.campaign_words import plain
from pages.unit_words import difference
from surveys.organisation import Unit
from surveys.register import Change
from surveys.texts import say

_SEEN = "unit-seen"


def first(unit: Unit | None) -> None:
    """Remember the unit when the form opens."""
    seen: Unit | None = st.session_state.get(_SEEN)
    if unit is not None and (seen is None or seen.code != unit.code):
        st.session_state[_SEEN] = unit


def last(unit: Unit) -> Unit:
    """The unit as it was seen."""
    seen: Unit | None = st.session_state.get(_SEEN)
    return seen if seen is not None and seen.code == unit.code else unit


def forget() -> None:
    """The form is closed."""
    st.session_state.pop(_SEEN, None)


def tell(now: Unit, lang: str) -> None:
    """Say what somebody else has changed meanwhile; the next press writes over it knowingly."""
    change = Change(last(now), now)
    st.session_state[_SEEN] = now
    what = "; ".join(difference(change, field, lang) for field in change.fields if field in _SAID)
    st.warning(say("units.form.meanwhile", lang, what=plain(what)))


_SAID = (
    "name",
    "type",
    "sector",
    "place",
    "cluster",
    "workers",
    "members",
    "women",
    "women_members",
    "has_union",
    "agreement",
    "agreement_until",
    "ended_on",
)
