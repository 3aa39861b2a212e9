"""What differs anywhere: questions whose answers differ between groups, the widest gap first."""

from __future__ import annotations

import streamlit as st

from pages import how, releases_compared
from pages.campaign_words import plain
from pages.results_view import View, head
from surveys.charts.chart import in_words
from surveys.statistics.screen import Found
from surveys.statistics.sides import trait
from surveys.texts import say
from surveys.texts.numbers import number, percent

_SHOWN = 30  # comparisons with a button of their own
_POINTS = 100


def differing(view: View) -> None:
    """Show them, each with the way to its comparison."""
    lang = view.lang
    with st.spinner(say("board.file.working", lang)):
        found = releases_compared.what_differs(view.published, view.selection)
    count = len(found.found)
    title = say("board.compare.differ_title", lang, count=count)
    head(view, title if count else say("board.compare.differ_none", lang), "so-sanh")
    st.write(say("board.compare.differ_text", lang, looked=found.looked))
    for place, one in enumerate(found.found[:_SHOWN]):
        _row(view, one, place)
    how.link(lang)


def _row(view: View, one: Found, place: int) -> None:
    with st.container(border=True, key=f"differ-{place}"):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.markdown(_words(view, one))
        button.button(
            say("board.compare.differ_open", view.lang),
            key=f"open-differ-{place}",
            on_click=_open,
            args=(one.question, one.row, one.axis),
            width="stretch",
        )


def _words(view: View, one: Found) -> str:
    lang = view.lang
    said = say(
        "board.compare.differ_row",
        lang,
        title=plain(in_words(one.title, lang)),
        trait=plain(in_words(trait(view.published.survey, one.axis), lang)),
        answer=plain(in_words(one.answer, lang)),
        high=plain(in_words(one.high, lang)),
        low=plain(in_words(one.low, lang)),
        share=percent(one.share, lang),
        low_share=percent(one.low_share, lang),
        points=number(one.gap * _POINTS, lang),
    )
    return said if one.sure else f"{said}  \n:small[{say('board.compare.differ_unsure', lang)}]"


def _open(question: str, row: str, axis: str) -> None:
    st.query_params.from_dict(
        {
            **{name: st.query_params.get_all(name) for name in st.query_params},
            "xem": "cau-hoi",
            "cau": f"{question}.{row}" if row else question,
            "theo": axis,
        }
    )
