"""Choices kept in the address by their code, so that a link means the same in every language.

Streamlit's own binding writes the words on the button into the address; they change with the
reader's language, and a campaign or a unit is better known by its code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

_ROW = re.compile("[0-9]{1,9}")  # more digits than any database numbers its rows with
_KNOWN = "address"  # in the session: the address as of the last run


def one(name: str, options: Sequence[str], default: str | None) -> str:
    """What the address says about `name`, if it is an option; puts it where a widget with the
    key `key(name)` finds it. "" when nothing is chosen."""
    _remember()
    asked = st.query_params.get(name)
    chosen = asked if asked in options else default
    st.session_state[key(name)] = chosen
    return chosen or ""


def many(name: str, options: Sequence[str]) -> tuple[str, ...]:
    """The same for several choices, in the order of the options."""
    _remember()
    asked = set(st.query_params.get_all(name))
    chosen = tuple(option for option in options if option in asked)
    st.session_state[key(name)] = list(chosen)
    return chosen


def keep(name: str) -> None:
    """Write the choice just made into the address: the callback of the widget.

    It starts from the address we know, not from the one the browser sends: of two quick clicks
    the second is sent before the browser has heard what the first one changed.
    """
    known: dict[str, list[str]] = st.session_state.get(_KNOWN, {})
    chosen = st.session_state[key(name)]
    wanted = {other: values for other, values in known.items() if other != name}
    st.query_params.from_dict({**wanted, name: chosen} if chosen else wanted)
    _remember()


def visit(page: str, **wanted: str) -> NoReturn:
    """Leave for the page with this address, at what it is to show."""
    st.switch_page(st.Page(_elsewhere, url_path=page), query_params=wanted)


def key(name: str) -> str:
    """The widget's key, apart from those of other pages."""
    return f"address-{name}"


def _remember() -> None:
    st.session_state[_KNOWN] = {name: st.query_params.get_all(name) for name in st.query_params}


def _elsewhere() -> None:
    """Stands for a page of the navigation, which Streamlit knows by its address alone."""


def row(written: str) -> int:
    """The number of a row as an address gives it; 0, which no row has, for anything else."""
    return int(written) if _ROW.fullmatch(written) else 0
