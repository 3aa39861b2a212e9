"""What was promised, by how far it has come; filters by road and campaign stand in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import address, planning_card, planning_sums, seen
from pages.campaign_words import name
from pages.notice import remind
from pages.parts import signed_in
from pages.planning_address import CAMPAIGN, ROAD, Part, go
from pages.planning_removal import offer_back
from surveys.campaigns import Campaign
from surveys.plan import Activity, Road, State
from surveys.texts import say


def show(activities: tuple[Activity, ...]) -> None:
    """Show the board."""
    lang = signed_in().lang
    offer_back()
    every = seen.campaigns()
    remind(every, activities)
    if not activities:
        st.info(say("planning.board.empty", lang))
        words = say("planning.board.empty_action", lang)
        st.button(words, type="primary", on_click=go, args=(Part.NEEDS,))
        return
    chosen = _filtered(activities, every, lang)
    if not chosen:
        st.info(say("planning.board.nothing", lang))
    for column, state in zip(st.columns(len(State), gap="small"), State, strict=True):
        with column:
            _column(state, [a for a in chosen if a.state is state], lang)
    planning_sums.show(chosen, lang)


def _filtered(
    activities: Sequence[Activity], every: Sequence[Campaign], lang: str
) -> tuple[Activity, ...]:
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        campaign = _campaign(activities, every, lang)
    with right:
        road = _road(lang)
    return tuple(
        activity
        for activity in activities
        if campaign in ("", str(activity.campaign_id)) and road in ("", activity.road)
    )


def _campaign(activities: Sequence[Activity], every: Sequence[Campaign], lang: str) -> str:
    """The campaigns after which something was promised."""
    promised = {activity.campaign_id for activity in activities}
    titles = {str(c.id): name(c, lang) for c in every if c.id in promised}
    chosen = address.one(CAMPAIGN, list(titles), None)
    st.selectbox(
        say("planning.board.campaign", lang),
        list(titles),
        format_func=lambda code: titles[code],
        key=address.key(CAMPAIGN),
        on_change=address.keep,
        args=(CAMPAIGN,),
        index=None,
        placeholder=say("planning.board.every_campaign", lang),
    )
    return chosen


def _road(lang: str) -> str:
    chosen = address.one(ROAD, list(Road), None)
    st.pills(
        say("planning.board.road", lang),
        list(Road),
        format_func=lambda road: say(f"planning.road.{road}", lang),
        key=address.key(ROAD),
        on_change=address.keep,
        args=(ROAD,),
    )
    return chosen


def _column(state: State, activities: Sequence[Activity], lang: str) -> None:
    heading = say("planning.board.column", lang, state=_state(state, lang), count=len(activities))
    st.subheader(heading, anchor=False)
    for activity in activities:
        planning_card.show(activity)
    if not activities:
        st.caption(say("planning.board.column_empty", lang))


def _state(state: State, lang: str) -> str:
    return say(f"planning.state.{state}", lang)
