"""Under who answered: how many forms tell their group, and which units have no figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.campaign_words import plain
from pages.results_view import View
from surveys.blocks import Place
from surveys.charts.chart import in_words
from surveys.statistics.gaps import Gaps, gaps
from surveys.statistics.sides import trait
from surveys.texts import say
from surveys.texts.numbers import number, percent

_NAMED = 8  # units that are named, the others are counted


def show(view: View) -> None:
    """Show both."""
    found = gaps(view.release, view.selection)
    _classified(view, found)
    st.subheader(say("board.people.gaps", view.lang), anchor=False)
    if not found.pooled and not found.uncovered:
        st.caption(say("board.people.gaps_none", view.lang))
    if found.pooled:
        st.markdown(_words("pooled", found.pooled, view.lang))
    if found.uncovered:
        st.markdown(_words("uncovered", found.uncovered, view.lang))


def _classified(view: View, found: Gaps) -> None:
    lang = view.lang
    st.subheader(say("board.people.classified", lang), anchor=False)
    st.caption(say("board.people.classified_text", lang))
    lines = [
        say(
            "board.people.classified_row",
            lang,
            trait=plain(in_words(trait(view.published.survey, name), lang)),
            share=percent(share, lang),
        )
        for name, share in found.classified.items()
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _words(kind: str, places: Sequence[Place], lang: str) -> str:
    names = ", ".join(plain(place.name) for place in places[:_NAMED])
    rest = len(places) - _NAMED
    if rest > 0:
        names = say("board.people.gaps_more", lang, names=names, count=number(rest, lang))
    workers = number(sum(place.workers for place in places), lang)
    count = number(len(places), lang)
    return say(f"board.people.gaps_{kind}", lang, count=count, workers=workers, names=names)
