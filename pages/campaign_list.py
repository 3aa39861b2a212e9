"""All campaigns by stage, each with its next step as a button."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db import campaign_drafts
from pages import campaign_waiting, occasion_new, seen
from pages.campaign_address import NEW, WHERE, Part, go, read_results
from pages.campaign_draft import visible
from pages.campaign_words import at_least, clock, name, told, when
from pages.parts import installation, signed_in
from pages.settings import engine, today
from surveys.access import Act, Officer, may
from surveys.campaigns import Campaign, Stage, Step, next_step, recount_after, stage
from surveys.texts import say
from surveys.texts.numbers import number

_ORDER = (Stage.OPEN, Stage.WAITING, Stage.CLOSED, Stage.RELEASED)


def show(everything: Sequence[Campaign]) -> None:
    """Show every campaign, or what this page is for when there is none."""
    officer = signed_in()
    told()
    drafts = [d for d in campaign_drafts.everything(engine()) if visible(d, officer)]
    if not everything:
        _empty(officer)
        campaign_waiting.show(drafts, officer)
        return
    by_stage = {at: [c for c in everything if stage(c, today()) is at] for at in _ORDER}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(_finding(by_stage, officer.lang))
        _create(officer)
    campaign_waiting.show(drafts, officer)
    for at in _ORDER:
        if by_stage[at]:
            st.subheader(say(f"campaigns.stage.{at}", officer.lang))
        for campaign in by_stage[at]:
            _card(campaign, officer)


def _empty(officer: Officer) -> None:
    st.title(say("campaigns.list.empty_title", officer.lang))
    st.write(say("campaigns.list.empty_text", officer.lang))
    _create(officer)


def _create(officer: Officer) -> None:
    if may(officer, Act.PROPOSE):
        label = say("campaigns.list.create", officer.lang)
        st.button(label, type="primary", icon=":material/add:", on_click=go, args=(NEW,))
    occasion_new.offer(officer)


def _finding(by_stage: dict[Stage, list[Campaign]], lang: str) -> str:
    """The heading: what is going on."""
    if by_stage[Stage.OPEN]:
        return say("campaigns.list.open", lang, count=len(by_stage[Stage.OPEN]))
    if by_stage[Stage.CLOSED]:
        return say("campaigns.list.unreleased", lang, count=len(by_stage[Stage.CLOSED]))
    return say("campaigns.list.none_open", lang)


def _card(campaign: Campaign, officer: Officer) -> None:
    with st.container(border=True):
        facts, buttons = st.columns([3, 1], vertical_alignment="center")
        with facts:
            st.markdown(f"**{name(campaign, officer.lang)}**")
            st.caption(" · ".join(_facts(campaign, officer.lang)))
        with buttons:
            _buttons(campaign, officer)


def _facts(campaign: Campaign, lang: str) -> tuple[str, ...]:
    units = len(seen.links(campaign.id))
    return (
        when(campaign, lang),
        clock(campaign, today(), lang),
        say("campaigns.list.units", lang, count=number(units, lang)),
        _answers(campaign, lang),
    )


def _answers(campaign: Campaign, lang: str) -> str:
    every = recount_after(campaign, installation().refresh_hours)
    return at_least(seen.participation(campaign.id, every), lang)


def _buttons(campaign: Campaign, officer: Officer) -> None:
    step = next_step(campaign, today())
    label = say(f"campaigns.step.{step}", officer.lang)
    with st.container(horizontal=True, horizontal_alignment="right"):
        if step is Step.READ:
            if st.button(label, key=f"read{campaign.id}"):
                read_results(campaign.id)
        elif WHERE[step] is not Part.CLOSE or may(officer, Act.RUN_CAMPAIGNS):
            where = (campaign.id, WHERE[step])
            st.button(label, key=f"step{campaign.id}", type="primary", on_click=go, args=where)
        details = say("campaigns.list.details", officer.lang)
        st.button(
            details, key=f"more{campaign.id}", type="tertiary", on_click=go, args=(campaign.id,)
        )
