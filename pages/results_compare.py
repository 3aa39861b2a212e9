"""The board "So sánh": a question by groups, needs by groups, and what differs anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages import address, releases_compared
from pages.releases_compared import Chosen
from pages.results_compare_groups import groups, remarks
from pages.results_differ import differing
from pages.results_files import Files, shown
from pages.results_how import of_contrast, of_heat
from pages.results_view import View, foot, head
from surveys import charts
from surveys.charts.chart import in_words
from surveys.charts.contrast import answers_of, finding, widest
from surveys.charts.heat import finding as finding_of_needs
from surveys.needs_compared import axes_of_needs
from surveys.statistics.contrast import Contrast
from surveys.statistics.screen import questions
from surveys.statistics.sides import axes, trait
from surveys.statistics.tables import Asked
from surveys.texts import say

WHAT, QUESTION, AXIS, ANSWER = "xem", "cau", "theo", "tra_loi"  # in the address
_MANY = 32  # bars: with more than these one answer is looked at at a time
BOARD = "so-sanh"


def show(view: View) -> None:
    """Show the board."""
    _VIEWS[_what(view.lang)](view)
    foot(view)


def pick_question(view: View, offered: dict[str, str], usual: str) -> str:
    """Choose a question by its wording; it stands in the address by its code."""
    chosen = address.one(QUESTION, list(offered), usual)
    st.selectbox(
        say("board.compare.question", view.lang),
        list(offered),
        format_func=offered.__getitem__,
        key=address.key(QUESTION),
        on_change=address.keep,
        args=(QUESTION,),
        placeholder=say("parts.choose", view.lang),
    )
    return chosen


def wordings(asked: list[Asked], lang: str) -> dict[str, str]:
    """Questions by their code in the address."""
    return {_code(one): _wording(one, lang) for one in asked}


def _code(asked: Asked) -> str:
    return f"{asked.question.id}.{asked.row}" if asked.row else asked.question.id


def _wording(asked: Asked, lang: str) -> str:
    label = in_words(asked.question.label, lang)
    return f"{label} – {in_words(asked.title, lang)}" if asked.row else label


def _what(lang: str) -> str:
    offered = list(_VIEWS)
    chosen = address.one(WHAT, offered, offered[0])
    st.segmented_control(
        say("board.compare.what", lang),
        offered,
        format_func=lambda name: say(f"board.compare.view.{name}", lang),
        key=address.key(WHAT),
        on_change=address.keep,
        args=(WHAT,),
        required=True,
        label_visibility="collapsed",
    )
    return chosen


def _axis(view: View, offered: list[str]) -> str:
    names = {one: in_words(trait(view.published.survey, one), view.lang) for one in offered}
    chosen = address.one(AXIS, offered, offered[0])
    st.segmented_control(
        say("board.compare.by", view.lang),
        offered,
        format_func=names.__getitem__,
        key=address.key(AXIS),
        on_change=address.keep,
        args=(AXIS,),
        required=True,
    )
    return chosen


def _question(view: View) -> None:
    every = list(questions(view.release, view.published.survey, view.selection))
    offered = wordings(every, view.lang)
    code = pick_question(view, offered, next(iter(offered)))
    asked = next(one for one in every if _code(one) == code)
    axis = _axis(view, list(axes(asked) or view.release.rule.coordinates[:1]))
    found = releases_compared.compared(view.published, view.selection, code, axis)
    head(view, finding(found, view.lang), BOARD)
    chosen = Chosen(code, axis, _answer(view, found))
    drawing = releases_compared.contrast_bars(view.published, view.selection, chosen, view.reader)
    title = say("board.compare.chart", view.lang, title=in_words(found.title, view.lang))
    only = [chosen.answer] if chosen.answer else []
    again = partial(charts.contrast_bars, found, view.lang, answers=only)
    told = partial(of_contrast, view, asked, found, chosen.answer)
    shown(view, drawing, Files("compare", title, again, told=told), remarks(found, view.lang))
    groups(found, view.lang)


def _answer(view: View, found: Contrast) -> str:
    """One answer at a time where there would be too many bars: first the one with the finding."""
    labels = {code: in_words(label, view.lang) for code, label in answers_of(found)}
    if len(found.sides) * len(labels) <= _MANY:
        return ""
    gap = widest(found)
    chosen = address.one(ANSWER, list(labels), gap[2].code if gap else next(iter(labels)))
    st.selectbox(
        say("board.compare.answer", view.lang),
        list(labels),
        format_func=labels.__getitem__,
        key=address.key(ANSWER),
        on_change=address.keep,
        args=(ANSWER,),
        placeholder=say("parts.choose", view.lang),
    )
    return chosen


def _needs(view: View) -> None:
    picks = releases_compared.picks(view.published, view.selection)
    offered = list(axes_of_needs(picks)) if picks else []
    if not offered:
        head(view, say("board.needs.withheld", view.lang), BOARD)
        st.info(say("results.withheld.not_asked", view.lang), icon=":material/visibility_off:")
        return
    axis = _axis(view, offered)
    found = releases_compared.needs(view.published, view.selection, axis)
    drawing = releases_compared.heat_map(view.published, view.selection, axis, view.reader)
    if found is None or drawing is None:
        return
    name = in_words(trait(view.published.survey, axis), view.lang)
    title = say("board.compare.heat", view.lang, trait=name)
    head(view, finding_of_needs(found, view.lang), BOARD)
    measure = releases_compared.measure(axis)
    again = partial(charts.heat_map, found, measure, view.lang)
    shown(view, drawing, Files("heat", title, again, told=partial(of_heat, view, axis)))


_VIEWS: dict[str, Callable[[View], None]] = {
    "cau-hoi": _question,
    "nhu-cau": _needs,
    "khac-nhau": differing,
}
