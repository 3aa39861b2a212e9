"""Many texts at once: a table of suggestions, of which a person takes away what is not right."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.campaign_words import told as heard
from pages.words_reading import Reading, can_undo, keep, suggestions, theme_names, undo
from surveys.texts import say
from surveys.texts.numbers import number
from surveys.words.hiding import hidden
from surveys.words.screening import Look, Slip, Verdict, waits_for

_ROWS = 15  # texts that fit a screen and are still read


def show(reading: Reading) -> None:
    """Show the next texts for which rules see a need."""
    heard()
    lang = reading.lang
    looks = _looks(reading)
    st.button(say("words.desk.undo", lang), on_click=undo, disabled=not can_undo(), type="tertiary")
    if not looks:
        st.info(say("words.table.none", lang))
        return
    st.write(say("words.table.lead", lang))
    names = theme_names(lang)
    take, text, themes = (say(f"words.table.{name}", lang) for name in ("take", "text", "themes"))
    rows = [(True, hidden(s.text, look.spans, lang), _named(look, names)) for s, look in looks]
    edited = st.data_editor(
        pd.DataFrame(rows, columns=[take, text, themes]),
        hide_index=True,
        disabled=[text, themes],
        column_config={text: st.column_config.TextColumn(width="large")},
        key=f"words-table-{looks[0][0].key}",
    )
    chosen = [
        (s.key, look) for (s, look), is_taken in zip(looks, edited[take], strict=True) if is_taken
    ]
    st.button(
        say("words.table.accept", lang, count=number(len(chosen), lang)),
        type="primary",
        disabled=not chosen,
        on_click=keep,
        args=(chosen,),
    )


def _looks(reading: Reading) -> list[tuple[Slip, Look]]:
    """The texts that wait, with the look that would be kept: as it stands at a second look, as
    rules suggest at the first."""
    found: list[tuple[Slip, Look]] = []
    for slip in sorted(reading.slips, key=lambda slip: len(slip.taken)):
        if len(found) == _ROWS or not waits_for(slip, reading.officer.id, reading.today):
            continue
        spans, themes = suggestions(slip.text)
        look = slip.last or Look(Verdict.USED, spans, themes[:1])
        if look.verdict is Verdict.USED and look.themes:
            found.append((slip, look))
    return found


def _named(look: Look, names: dict[str, str]) -> str:
    return ", ".join(names[code] for code in look.themes)
