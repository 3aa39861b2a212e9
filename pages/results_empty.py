"""The page "Kết quả" before there is a result: what it waits for, and the next step."""

from __future__ import annotations

import streamlit as st

from pages import address, campaign_address, seen
from pages.campaign_address import Part
from pages.campaign_words import plain
from pages.parts import signed_in
from surveys.access import Act, may
from surveys.campaigns import Campaign, Stage
from surveys.texts import say
from surveys.texts.numbers import day

_PART = {Stage.WAITING: Part.CODES, Stage.OPEN: Part.PROGRESS, Stage.CLOSED: Part.CLOSE}


def no_campaign(lang: str) -> None:
    """Nothing was ever asked."""
    st.header(say("board.empty.title", lang), anchor=False)
    st.info(say("board.empty.none", lang))
    _button(say("board.empty.none_action", lang), campaign_address.NEW)


def not_released(campaign: Campaign, stage: Stage, lang: str) -> None:
    """Results open only after the close (DR-07)."""
    if stage is Stage.RELEASED:
        not_opened(campaign, lang)
        return
    st.header(say("board.empty.title", lang), anchor=False)
    st.info(
        say(
            f"board.empty.{stage.value}",
            lang,
            title=plain(campaign.title),
            opens=day(campaign.opens_on, lang),
            closes=day(campaign.closes_on, lang),
        )
    )
    _button(say(f"board.empty.{stage.value}_action", lang), str(campaign.id), _PART[stage])


def too_few(campaign: Campaign, lang: str) -> None:
    """The campaign closed with fewer answers than one group: no figure, and no number of answers,
    is ever published."""
    st.header(say("board.empty.title", lang), anchor=False)
    if not seen.scope().is_everything:
        st.info(say("access.results.none_of_yours", lang, k=campaign.k))
        return
    st.info(say("campaigns.close.no_block", lang, k=campaign.k))
    _button(say("board.empty.none_action", lang), campaign_address.NEW)


def not_opened(campaign: Campaign, lang: str) -> None:
    """Officers of units see results only after the level above let them (DR-24)."""
    st.header(say("access.results.waits_title", lang), anchor=False)
    st.info(say("access.results.waits", lang, title=plain(campaign.title)))


def altered(campaign: Campaign, lang: str) -> None:
    """The stored release is not the one that was made."""
    st.header(say("board.empty.title", lang), anchor=False)
    st.error(say("board.empty.altered", lang, title=plain(campaign.title)))


def _button(words: str, campaign: str, part: str = "") -> None:
    runs = may(signed_in(), Act.RUN_CAMPAIGNS)
    if not runs and (campaign == campaign_address.NEW or part == Part.CLOSE):
        return
    if st.button(words, type="primary"):
        wanted = {campaign_address.CAMPAIGN: campaign, campaign_address.PART: part}
        address.visit("dot-khao-sat", **{name: value for name, value in wanted.items() if value})
