"""The recommendation score on the board of needs, where the survey asks for it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages import how, releases_compared
from pages.results_how import of_score
from pages.results_view import View
from surveys.texts import say
from surveys.texts.numbers import number, percent


def show(view: View) -> None:
    """Show the score with its interval, or why it is withheld."""
    found = releases_compared.recommended(view.published, view.selection)
    if found is None:
        return
    lang, score = view.lang, found.estimate
    with st.container(key="score"):
        if score is None:
            st.subheader(say("board.score.unknown", lang), anchor=False)
            st.info(
                say(found.withheld, lang, needed=found.needed), icon=":material/visibility_off:"
            )
            return
        shown = {"value": score.value, "low": score.low, "high": score.high}
        words = {name: number(value, lang) for name, value in shown.items()}
        st.subheader(say("board.score.title", lang, **words), anchor=False)
        base = {"n": number(found.n, lang), "rate": percent(found.rate, lang)}
        trend = "" if score.reliable else f" {say('how.mark', lang)}"
        st.caption(say("board.score.text", lang, **base) + trend)
        how.panel("score", lang, partial(of_score, view))
