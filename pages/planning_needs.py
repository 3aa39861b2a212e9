"""From a need to an activity: the ranked needs, then what the union may do about one of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import address, planning_need, releases, results_empty, results_filter, seen
from pages.campaign_words import plain
from pages.parts import signed_in
from pages.planning_address import NEED, TYPE, Part, go
from pages.planning_words import said_aloud
from pages.results_view import type_name
from surveys.blocks import Release
from surveys.charts.headline import of_needs
from surveys.charts.ranking import rank
from surveys.needs import NeedRow, Ranking
from surveys.plan import Activity, answering
from surveys.statistics.scopes import scope, unit_types
from surveys.texts import say

_SHOWN = 5  # needs shown at once; the others wait behind one press


def show(activities: tuple[Activity, ...]) -> None:
    """Show the needs of a released campaign, or the one in the address."""
    lang = signed_in().lang
    released = [c for c in seen.campaigns() if c.released_on is not None]
    if not released:
        _nothing_released(lang)
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        campaign = results_filter.campaign(released, lang)
    try:
        published = releases.published(campaign)
    except ValueError:
        results_empty.altered(campaign, lang)
        return
    if published is None:
        results_empty.not_opened(campaign, lang)
        return
    if published.release.is_empty:
        results_empty.too_few(campaign, lang)
        return
    with right:
        unit_type = _unit_type(published.release, lang)
    chosen = scope(published.release, [unit_type] if unit_type else [], "")
    ranking = releases.ranking(published, chosen.selection)
    code = address.one(NEED, [row.code for row in ranking.rows], None)
    row = next((row for row in ranking.rows if row.code == code), None)
    if ranking.withheld:
        _withheld(ranking, unit_type, lang)
    elif row is None:
        _ranked(ranking, _of(activities, campaign.id), lang)
    else:
        finding = planning_need.Finding(published, row, unit_type)
        planning_need.show(finding, _of(activities, campaign.id))


def _of(activities: Sequence[Activity], campaign_id: int) -> tuple[Activity, ...]:
    return tuple(a for a in activities if a.campaign_id == campaign_id)


def _nothing_released(lang: str) -> None:
    st.info(say("planning.needs.empty", lang))
    if st.button(say("planning.needs.empty_action", lang), type="primary"):
        st.switch_page(st.Page(_elsewhere, url_path="dot-khao-sat"))


def _elsewhere() -> None:
    """Stands for a page of the navigation, which Streamlit knows by its address alone."""


def _unit_type(release: Release, lang: str) -> str:
    options = unit_types(release)
    chosen = address.one(TYPE, options, None)
    st.selectbox(
        say("planning.needs.scope", lang),
        options,
        format_func=lambda code: type_name(code, lang),
        key=address.key(TYPE),
        on_change=address.keep,
        args=(TYPE,),
        index=None,
        placeholder=say("planning.needs.everything", lang),
    )
    return chosen


def _withheld(ranking: Ranking, unit_type: str, lang: str) -> None:
    st.info(say(ranking.withheld, lang, needed=ranking.needed), icon=":material/visibility_off:")
    if unit_type:
        words = say("planning.needs.whole", lang)
        st.button(words, on_click=go, args=(Part.NEEDS,), kwargs={TYPE: ""})


def _ranked(ranking: Ranking, activities: Sequence[Activity], lang: str) -> None:
    st.header(of_needs(ranking, lang), anchor=False)
    st.write(say("planning.needs.choose_text", lang))
    if ranking.few:
        st.warning(say("results.few", lang))
    for row in ranking.rows[:_SHOWN]:
        _need(row, activities, lang)
    with st.expander(say("planning.needs.others", lang, count=len(ranking.rows) - _SHOWN)):
        for row in ranking.rows[_SHOWN:]:
            _need(row, activities, lang)


def _need(row: NeedRow, activities: Sequence[Activity], lang: str) -> None:
    """One need with what is already promised for it."""
    with st.container(border=True):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.markdown(
            f"**{rank(row)}. {plain(row.label[lang])}**  \n{_detail(row, activities, lang)}"
        )
        button.button(
            say("planning.needs.choose", lang),
            key=f"plan-{row.code}",
            on_click=go,
            args=(Part.NEEDS,),
            kwargs={NEED: row.code},
            width="stretch",
        )


def _detail(row: NeedRow, activities: Sequence[Activity], lang: str) -> str:
    planned = len(answering(row.code, activities))
    key = "planning.needs.planned" if planned else "planning.needs.unplanned"
    badge = f":{'blue' if planned else 'orange'}-badge[{say(key, lang, count=planned)}]"
    return f"{said_aloud(row, lang)} {badge}"
