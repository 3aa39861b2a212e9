"""What was promised and done, who still waits for an answer, and the plan's targets in a line."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import address, standing
from pages.campaign_words import name, plain
from pages.notice import remind
from pages.parts import signed_in
from pages.settings import today
from surveys import overview
from surveys.campaigns import Campaign
from surveys.organisation import Unit
from surveys.plan import Activity, State, is_late, notice_due, without_notice
from surveys.targets import Progress, gap_in_words, result_in_words, target_in_words
from surveys.texts import say
from surveys.texts.numbers import day, number

_COLOURS = {
    State.PROMISED: "blue",
    State.DOING: "orange",
    State.DONE: "green",
    State.IMPOSSIBLE: "gray",
}


def show(campaigns: Sequence[Campaign], activities: Sequence[Activity]) -> None:
    """Show the promises by state, and after which campaigns workers were not told."""
    lang = signed_in().lang
    st.subheader(say("home.promises.heading", lang), anchor=False)
    _silent(campaigns, activities, lang)
    remind(campaigns, activities)
    if not activities:
        st.caption(say("home.promises.none", lang))
        return
    with st.container(border=True):
        st.markdown("  \n".join(_state(state, activities, lang) for state in State))
        late = sum(is_late(activity, today()) for activity in activities)
        if late:
            words = say("home.promises.late", lang, count=number(late, lang))
            st.markdown(f":red[:material/schedule: {words}]")
        if st.button(say("home.promises.board", lang)):
            address.visit("ke-hoach", muc="viec-da-hua")


def targets(units: Sequence[Unit]) -> None:
    """Show every target of the next due year in one line."""
    lang = signed_in().lang
    rows = overview.running(standing.running(), today())
    if not rows:
        return
    st.subheader(say("home.targets.heading", lang, year=rows[0].year), anchor=False)
    if not units:
        st.caption(say("home.targets.empty", lang))
        return
    with st.container(border=True):
        st.markdown("\n\n".join(_target(row, lang) for row in rows))
        if st.button(say("home.targets.more", lang)):
            address.visit("ke-hoach", muc="chi-tieu")


def _silent(campaigns: Sequence[Campaign], activities: Sequence[Activity], lang: str) -> None:
    """Notices that were promised and are late; those nobody planned are said by the reminder."""
    unplanned = without_notice(campaigns, activities)
    for campaign in overview.unanswered(campaigns, activities, today()):
        due = notice_due(campaign)
        if due is None or campaign.closed_on is None or campaign in unplanned:
            continue
        st.warning(
            say(
                "home.promises.silent",
                lang,
                campaign=name(campaign, lang),
                day=day(campaign.closed_on, lang),
                due=day(due, lang),
            ),
            icon=":material/campaign:",
        )


def _state(state: State, activities: Sequence[Activity], lang: str) -> str:
    count = sum(activity.state is state for activity in activities)
    words = say(f"planning.state.{state}", lang)
    return f":{_COLOURS[state]}-badge[{words}] **{number(count, lang)}**"


def _target(row: Progress, lang: str) -> str:
    line = say(
        "home.targets.line",
        lang,
        label=plain(row.label[lang]),
        result=result_in_words(row, lang),
        target=target_in_words(row, lang),
    )
    colour = {True: "green", False: "orange", None: "gray"}[row.met]
    return f"{line} :{colour}-badge[{gap_in_words(row, lang)}]"
