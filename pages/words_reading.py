"""What the views of the page "Ý kiến viết" share: whose reading it is, of what, and its undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from db import words
from pages.campaign_words import tell
from pages.parts import require
from pages.settings import engine, now, today
from surveys.access import Act, Officer
from surveys.blocks import POOLED
from surveys.campaigns import Campaign
from surveys.charts.chart import in_words
from surveys.texts import say
from surveys.words.hiding import Span
from surveys.words.screening import BadLook, Look, Slip
from surveys.words.suggesting import suggested
from surveys.words.themes import themes
from surveys.words.traces import traces

_DONE = "words-done"  # in the session: what was decided here, to be undone
_KEPT = 5_000  # texts whose suggestions are kept


@dataclass(frozen=True, slots=True)
class Reading:
    """An officer reads the texts of a question."""

    officer: Officer
    campaign: Campaign
    question: str
    slips: tuple[Slip, ...]

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.officer.lang

    @property
    def today(self) -> date:
        """The day of the office."""
        return today()


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def suggestions(text: str) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """What rules would hide, and which needs they see."""
    return traces(text), suggested(text)


def theme_names(lang: str) -> dict[str, str]:
    """The themes in the reader's language by code, in their order."""
    return {theme.code: in_words(theme.label, lang) for theme in themes()}


def type_words(unit_type: str, lang: str) -> str:
    """From which type of unit a text is."""
    if unit_type == POOLED:
        return say("words.desk.pooled", lang)
    return say("words.desk.type", lang, type=say(f"names.unit_type.{unit_type}", lang))


def keep(looks: Sequence[tuple[str, Look]]) -> None:
    """Store what was decided, or say why not."""
    officer = require(Act.SCREEN_WORDS)
    try:
        words.look(engine(), looks, officer.id, today(), now())
    except BadLook as problem:
        tell(say(str(problem), officer.lang))
        return
    st.session_state.setdefault(_DONE, []).append([key for key, _ in looks])


def can_undo() -> bool:
    """Whether something was decided in this session."""
    return bool(st.session_state.get(_DONE))


def undo() -> None:
    """Take back the last decision of this session; the callback of a button."""
    officer = require(Act.SCREEN_WORDS)
    if can_undo():
        count = words.undo(engine(), st.session_state[_DONE].pop(), officer.id, now())
        tell(say("words.desk.undone", officer.lang, count=count))
