"""Fields of the page "Cài đặt": what is typed stays, and under each field its problem is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.campaign_words import plain

LIVE = "500ms"  # typing is sent after this pause
_DONE = "settings-done"  # how many drafts of a form were saved: the next starts afresh


@dataclass(frozen=True, slots=True)
class Field:
    """The words of a field: its name, what helps to fill it, how many lines it has."""

    name: str
    label: str
    help: str | None = None
    lines: int = 1


def key(form: str, name: str) -> str:
    """The key of a field of the present draft of a form."""
    done = st.session_state.setdefault(_DONE, {}).get(form, 0)
    return f"settings-{form}-{done}-{name}"


def done(form: str) -> None:
    """Let go of the draft: it was saved, or given up."""
    number = st.session_state.setdefault(_DONE, {})
    number[form] = number.get(form, 0) + 1


def text(form: str, field: Field, usual: str) -> tuple[str, DeltaGenerator]:
    """What is typed, without spaces around it, and the place below for its problem."""
    ask: Callable[..., str | None] = st.text_area if field.lines > 1 else st.text_input
    more = (
        {"height": 40 + 28 * field.lines}
        if field.lines > 1
        else {"live": LIVE, "autocomplete": "off"}
    )
    typed = ask(
        field.label,
        usual,
        key=key(form, field.name),
        help=field.help,
        persist_state="session",
        **more,
    )
    return (typed or "").strip(), st.empty()


def password(form: str, name: str, label: str) -> tuple[str, DeltaGenerator]:
    """A secret as it is typed; other pages do not keep it."""
    autocomplete = "current-password" if name == "old" else "new-password"
    typed = st.text_input(label, type="password", key=key(form, name), autocomplete=autocomplete)
    return typed or "", st.empty()


def beside(below: Mapping[str, DeltaGenerator], problems: Mapping[str, str]) -> None:
    """Say each problem under its field."""
    for name, sentence in problems.items():
        if name in below:
            below[name].markdown(f":red[:small[:material/error: {plain(sentence)}]]")
