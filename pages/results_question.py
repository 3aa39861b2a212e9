"""One question on the board: its finding, chart, base, what was left out; or why it is withheld."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages import address, releases, results_themes
from pages.campaign_words import plain
from pages.results_files import Files, shown
from pages.results_how import of_figure
from pages.results_view import View
from pages.words_address import CAMPAIGN, QUESTION
from surveys import charts
from surveys.access import Act, may
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.charts import headline
from surveys.charts.chart import in_words
from surveys.model import Kind, Question
from surveys.statistics import Figure
from surveys.texts import say
from surveys.texts.numbers import number


def show_question(view: View, question: Question) -> None:
    """Show the question."""
    with st.container(key=f"question-{question.id}"):
        row = _row(view, question)
        figure = releases.answers(view.published, view.selection, question.id, row)
        if not question.kind.tallied:
            _own_words(view, figure)
        else:
            _figures(view, question, figure)


def notes(view: View, question: Question) -> tuple[str, ...]:
    """Remarks on the question that hold for others as well, and are said once."""
    row = question.rows[0].code if question.kind is Kind.MATRIX else ""
    return releases.answers(view.published, view.selection, question.id, row).notes


def _row(view: View, question: Question) -> str:
    """The row of a matrix to show; "" for other questions."""
    if question.kind is not Kind.MATRIX:
        return ""
    labels = {row.code: in_words(row.label, view.lang) for row in question.rows}
    chosen = st.selectbox(
        in_words(question.label, view.lang),
        list(labels),
        format_func=labels.__getitem__,
        key=f"row-{question.id}",
        placeholder=say("parts.choose", view.lang),
    )
    return chosen or next(iter(labels))


def _figures(view: View, question: Question, figure: Figure) -> None:
    title, lang = in_words(figure.title, view.lang), view.lang
    finding = "" if figure.withheld else _finding(view, question, figure)
    if finding or figure.withheld:
        st.markdown(f"#### {plain(finding or title)}")
    again = partial(charts.bars, figure, lang)
    name, told = f"{question.id}{figure.row}", partial(of_figure, view, question, figure)
    files = Files(name, title, again, mark="" if finding else "#### ", told=told)
    of = (view.published, view.selection, question.id, figure.row)
    shown(view, releases.answer_bars(*of, view.reader), files, _remarks(figure, lang))
    if question.id in view.release.themed:
        st.caption(say("board.questions.themed", lang, least=LEAST_WRITERS))
        if figure.withheld == "results.withheld.words":
            results_themes.show(view, question)
        _to_texts(view, question.id)


def _finding(view: View, question: Question, figure: Figure) -> str:
    if question.kind is Kind.RATING:
        mean = releases.mean(view.published, view.selection, question.id)
        return headline.of_scale(mean, figure, view.lang)
    return headline.of_answers(figure, view.lang)


def _remarks(figure: Figure, lang: str) -> list[str]:
    """What a reader must know beside the bars."""
    remarks = []
    if figure.left_out:
        count = number(figure.left_out, lang)
        remarks.append(say("board.questions.left_out", lang, count=count))
    if any(not bar.estimate.reliable for bar in figure.bars):
        remarks.append(say("board.questions.trend", lang))
    return remarks


def _own_words(view: View, figure: Figure) -> None:
    lang = view.lang
    st.markdown(f"#### {plain(in_words(figure.title, lang))}")
    if figure.n >= figure.needed:
        st.write(say("board.questions.wrote", lang, count=number(figure.n, lang)))
    else:
        st.write(say("board.questions.wrote_few", lang, needed=figure.needed))
    st.caption(say("board.questions.wrote_later", lang))
    _to_texts(view, figure.question)


def _to_texts(view: View, name: str) -> None:
    """The way to the texts themselves, for those who read them."""
    if may(view.officer, Act.SCREEN_WORDS):
        where = {CAMPAIGN: f"{view.published.campaign.id}", QUESTION: name}
        label = say("board.questions.to_texts", view.lang)
        if st.button(label, key=f"texts-{name}", type="tertiary", icon=":material/edit_note:"):
            address.visit("y-kien-viet", **where)
