"""Themes for officers of units: counts of all units of their type, never of their own alone."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages import releases, seen
from pages.results_view import View, table
from surveys.charts.chart import in_words
from surveys.model import Question
from surveys.statistics import Bar
from surveys.texts import say
from surveys.texts.numbers import nearly_all, percent, share_text


def show(view: View, question: Question) -> None:
    """Show them; nothing where their type alone was too few."""
    types = frozenset(unit.type for unit in seen.units())
    found = releases.of_types(view.published.campaign, question.id, types)
    if found is None:
        return
    lang = view.lang
    st.markdown(f"**{say('board.questions.themed_type', lang)}** · n = {found.n}")
    heads = [say(f"board.themes.{name}", lang) for name in ("theme", "people", "share", "interval")]
    rows = [
        (
            in_words(bar.label, lang),
            *_figures(bar, lang),
        )
        for bar in found.bars
    ]
    table(pd.DataFrame(rows, columns=heads))


def _figures(bar: Bar, lang: str) -> tuple[int | None, str, str]:
    """Writers, share and interval; the share alone where a small group nearly agrees."""
    share = bar.estimate
    words = share_text(share.value, share.n, lang)
    if nearly_all(share.value, share.n):
        return None, words, ""
    low, high = percent(share.low, lang, share.n), percent(share.high, lang, share.n)
    return bar.count, words, f"{low} – {high}"
