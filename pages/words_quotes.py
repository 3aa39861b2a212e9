"""Texts after two looks, without what was hidden, by type of unit: for the level above only."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.words_desk import STYLE
from pages.words_reading import Reading, type_words
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.texts import say
from surveys.words.hiding import hidden
from surveys.words.screening import Slip, is_quotable


def show(reading: Reading) -> None:
    """Show them, type by type, where there are twenty or more."""
    lang = reading.lang
    st.write(say("words.quotes.lead", lang))
    by_type: dict[str, list[Slip]] = {}
    for slip in filter(is_quotable, reading.slips):
        by_type.setdefault(slip.unit_type, []).append(slip)
    told = {kind: slips for kind, slips in by_type.items() if len(slips) >= LEAST_WRITERS}
    if not told:
        st.info(say("words.quotes.none", lang, least=LEAST_WRITERS))
    st.html(STYLE)
    for kind, slips in sorted(told.items()):
        with st.expander(type_words(kind, lang), key=f"quotes-{kind}", on_change="rerun") as box:
            if box.open:
                st.html("".join(f'<p class="slip">{_quote(slip, lang)}</p>' for slip in slips))
    for kind in sorted(by_type.keys() - told.keys()):
        words = say("words.quotes.few", lang, type=type_words(kind, lang), least=LEAST_WRITERS)
        st.caption(words)


def _quote(slip: Slip, lang: str) -> str:
    look = slip.last
    return escape(hidden(slip.text, look.spans if look else (), lang))
