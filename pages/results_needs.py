"""The board "Nhu cầu ưu tiên": what people lack, in which order, and the step to an activity."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages import address, releases, results_score
from pages.campaign_words import plain
from pages.results_files import Files, shown
from pages.results_filter import CAMPAIGN, TYPES, UNIT
from pages.results_how import of_ranking
from pages.results_view import View, draw, foot, head, remarks, type_name
from surveys import charts
from surveys.charts import headline
from surveys.charts.chart import in_words
from surveys.charts.ranking import rank
from surveys.needs import NeedRow, Ranking
from surveys.texts import say
from surveys.texts.numbers import number

NEED = "nhu_cau"  # in the address of the plan
_SHOWN = 5  # needs with a button of their own; the others wait behind one


def show(view: View) -> None:
    """Show the board."""
    lang = view.lang
    ranking = releases.ranking(view.published, view.selection)
    head(view, headline.of_needs(ranking, lang) or say("board.needs.withheld", lang), "nhu-cau")
    if ranking.withheld:
        _no_ranking(view)
    else:
        _ranked(view, ranking)
    results_score.show(view)
    foot(view)


def _no_ranking(view: View) -> None:
    draw(releases.ranking_bars(view.published, view.selection, view.reader))
    unit = view.scope.unit
    if unit is not None:
        words = say("board.needs.whole_type", view.lang, type=type_name(unit.type, view.lang))
        st.button(words, on_click=_to_type, args=(unit.type,), icon=":material/arrow_upward:")


def _to_type(unit_type: str) -> None:
    st.query_params.pop(UNIT, None)
    st.query_params[TYPES] = unit_type


def _ranked(view: View, ranking: Ranking) -> None:
    if ranking.few:
        st.warning(say("board.needs.few", view.lang, n=number(ranking.n, view.lang)))
    remarks(view, ranking.notes)
    left, right = st.columns([7, 3], gap="medium")
    with left:
        _ranking(view, ranking)
        _quadrant(view, ranking)
    with right, st.container(key="next-steps"):
        _next_steps(view, ranking)


def _ranking(view: View, ranking: Ranking) -> None:
    drawing = releases.ranking_bars(view.published, view.selection, view.reader)
    title = say("board.needs.ranking", view.lang)
    again = partial(charts.ranking_bars, ranking, view.lang)
    told = partial(of_ranking, view, ranking)
    shown(view, drawing, Files("needs", title, again, told=told))


def _quadrant(view: View, ranking: Ranking) -> None:
    drawing = releases.quadrant(view.published, view.selection, view.reader)
    title = say("board.needs.quadrant", view.lang)
    again = partial(charts.quadrant, ranking, view.lang)
    told = partial(of_ranking, view, ranking)
    shown(view, drawing, Files("quadrant", title, again, told=told))


def _next_steps(view: View, ranking: Ranking) -> None:
    st.subheader(say("board.needs.next", view.lang), anchor=False)
    st.write(say("board.needs.next_text", view.lang))
    for row in ranking.rows[:_SHOWN]:
        _step(view, row)
    others = ranking.rows[_SHOWN:]
    with st.popover(say("board.needs.others", view.lang, count=len(others)), width="stretch"):
        for row in others:
            _step(view, row)
    first = headline.in_a_hundred(ranking.rows[0].unmet)
    st.caption(say("board.needs.how_to_read", view.lang, hundred=first))


def _step(view: View, row: NeedRow) -> None:
    lang = view.lang
    with st.container(border=True, key=f"need-{row.code}"):
        need = plain(in_words(row.label, lang))
        st.markdown(say("board.needs.row", lang, rank=rank(row), need=need))
        st.caption(_detail(row, lang))
        words, why = say("board.needs.choose", lang), say("board.needs.choose_help", lang)
        if st.button(words, key=f"choose-{row.code}", help=why, width="stretch"):
            address.visit("ke-hoach", **_plan_for(view, row))


def _plan_for(view: View, row: NeedRow) -> dict[str, str]:
    """The address of the plan: the need, where it was found."""
    types = view.selection.unit_types
    wanted = {CAMPAIGN: str(view.published.campaign.id), NEED: row.code}
    return {**wanted, TYPES: next(iter(types))} if len(types) == 1 else wanted


def _detail(row: NeedRow, lang: str) -> str:
    detail = say(
        "board.needs.row_detail",
        lang,
        hundred=headline.in_a_hundred(row.unmet),
        workers=number(row.workers, lang),
    )
    return f"{detail}  \n{say('board.needs.tie', lang)}" if row.tie else detail
