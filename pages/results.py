"""The page "Kết quả": boards of what a campaign published."""

from __future__ import annotations

import streamlit as st

from pages import (
    releases,
    results_audience,
    results_body,
    results_empty,
    results_filter,
    results_opening,
)
from pages import results_compare as compare
from pages import results_needs as needs
from pages import results_people as people
from pages import results_questions as questions
from pages import results_trend as trend
from pages.campaign_words import plain
from pages.parts import signed_in
from pages.results_view import Board, View, reader, type_name
from pages.settings import today
from surveys.campaigns import Audience, stage
from surveys.statistics.scopes import under_body
from surveys.texts import say

BOARDS: dict[str, Board] = {
    "nhu-cau": needs.show,
    "so-sanh": compare.show,
    "xu-huong": trend.show,
    "ai-tra-loi": people.show,
    "cau-hoi": questions.show,
}


# On paper: what was found, without what is only to be pressed.
_PRINT = """@media print{
.st-key-next-steps,.st-key-contents,[class*=st-key-table-]{display:none!important}
[class*=st-key-question-],[class*=st-key-chart-]{break-inside:avoid}}"""


def page() -> None:
    """Show the page."""
    officer = signed_in()
    st.html(f"<style>{_PRINT}</style>")
    known = results_audience.campaigns(officer.lang)
    if not known:
        results_empty.no_campaign(officer.lang)
        return
    left, right = st.columns([3, 2])
    with left:
        campaign = results_filter.campaign(known, officer.lang)
    try:
        published = releases.published(campaign)
    except ValueError:
        results_empty.altered(campaign, officer.lang)
        return
    if published is None:
        results_empty.not_released(campaign, stage(campaign, today()), officer.lang)
        return
    if campaign.audience == Audience.WORKER:  # the others are read by the level above only
        results_opening.offer(campaign)
    if published.release.is_empty:
        results_empty.too_few(campaign, officer.lang)
        return
    with right:
        scope = results_filter.narrowed(campaign, published.release, officer.lang)
    by_body = campaign.audience == Audience.WORKER  # one body may hold one employer
    found = results_body.chosen(campaign, published.release, officer.lang) if by_body else None
    within = under_body(scope, found) if found else scope
    if found is not None and within is None:
        results_body.nothing(found, officer.lang)
        return
    _board(View(officer, published, within or scope, reader(officer.lang)))


def _board(view: View) -> None:
    boards = results_audience.boards(view.published.campaign, list(BOARDS), "cau-hoi")
    results_filter.types(view.published.campaign, view.release, view.lang)
    board = results_filter.board(boards, view.lang)
    if view.scope.body is not None:
        results_body.remarks(view.published.campaign, view.scope.body, view.lang)
    unit = view.scope.unit
    if unit is not None and view.scope.pooled:
        k, kind = view.release.rule.k, type_name(unit.type, view.lang)
        st.info(say("board.filter.pooled", view.lang, unit=plain(unit.name), k=k, type=kind))
    BOARDS[board](view)
