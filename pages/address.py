"""Choices kept in the address by their code, so that a link means the same in every language.

Streamlit's own binding writes the words on the button into the address; they change with the
reader's language, and a campaign or a unit is better known by its code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st


def one(name: str, options: Sequence[str], default: str | None) -> str:
    """What the address says about `name`, if it is an option; puts it where a widget with the
    key `key(name)` finds it. "" when nothing is chosen."""
    asked = st.query_params.get(name)
    chosen = asked if asked in options else default
    st.session_state[key(name)] = chosen
    return chosen or ""


def many(name: str, options: Sequence[str]) -> tuple[str, ...]:
    """The same for several choices, in the order of the options."""
    asked = set(st.query_params.get_all(name))
    chosen = tuple(option for option in options if option in asked)
    st.session_state[key(name)] = list(chosen)
    return chosen


def keep(name: str) -> None:
    """Write the choice just made into the address: the callback of the widget."""
    chosen = st.session_state[key(name)]
    if chosen:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)


def visit(page: str, **wanted: str) -> NoReturn:
    """Leave for the page with this address, at what it is to show."""
    st.switch_page(st.Page(_elsewhere, url_path=page), query_params=wanted)


def key(name: str) -> str:
    """The widget's key, apart from those of other pages."""
    return f"address-{name}"


def _elsewhere() -> None:
    """Stands for a page of the navigation, which Streamlit knows by its address alone."""
