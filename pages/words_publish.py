"""What was read becomes figures: how much can be published, the button, what was published."""

from __future__ import annotations

import streamlit as st

from db import themes
from pages.campaign_address import read_results
from pages.campaign_words import tell
from pages.campaign_words import told as heard
from pages.parts import require
from pages.settings import engine, now, today
from pages.words_reading import Reading
from surveys.access import Act
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.texts import say
from surveys.texts.numbers import day, number
from surveys.words.publishing import Themes, TooFew, publishable, themed_id

_SHOWN = 12  # signs of a checksum, enough to compare


def show(reading: Reading) -> None:
    """Show what can be published and what was."""
    heard()
    lang = reading.lang
    st.write(say("words.publish.lead", lang, least=LEAST_WRITERS))
    heaps = themes.heaps(engine(), reading.campaign.id, reading.question)
    found = publishable(heaps)
    ready = sum(len(heap.themes) for _, parts in found for heap in parts)
    every = sum(len(heap.themes) for heap in heaps)
    left = sum(heap.left for heap in heaps)
    if ready:
        told = {"count": number(ready, lang), "types": number(len(found), lang)}
        st.markdown(f"**{say('words.publish.ready', lang, **told)}**")
    if every > ready:
        count = number(every - ready, lang)
        st.caption(say("words.publish.waits", lang, count=count, least=LEAST_WRITERS))
    if left:
        told = {"left": number(left, lang), "least": f"{LEAST_WRITERS}"}
        st.caption(say("words.publish.left", lang, **told))
    words = say("words.publish.button", lang)
    st.button(words, type="primary", disabled=not ready, on_click=_publish, args=(reading,))
    _earlier(reading)


def _publish(reading: Reading) -> None:
    officer = require(Act.SCREEN_WORDS)
    of = (engine(), reading.campaign.id, reading.question)
    try:
        made = themes.publish(*of, officer.id, (now(), today()))
    except TooFew as few:  # a colleague was faster
        told = {"least": LEAST_WRITERS, "count": number(int(few.args[0]), officer.lang)}
        tell(say("words.problem.too_few", officer.lang, **told))
        return
    tell(say("words.publish.done", officer.lang, count=number(_texts(made), officer.lang)))


def _earlier(reading: Reading) -> None:
    lang = reading.lang
    every = themes.load(engine(), reading.campaign.id)
    mine = [each for each in every if each.question == reading.question]
    if not mine:
        st.caption(say("words.publish.none", lang))
        return
    for each in mine:
        told = {
            "number": f"{each.number}",
            "day": day(each.made_on, lang),
            "count": number(_texts(each), lang),
            "checksum": each.checksum[:_SHOWN],
        }
        st.caption(say("words.publish.earlier", lang, **told))
    if st.button(say("words.publish.results", lang), icon=":material/bar_chart:"):
        read_results(reading.campaign.id)


def _texts(made: Themes) -> int:
    return sum(block.tallies[themed_id(made.question)]["#"] for block in made.blocks)
