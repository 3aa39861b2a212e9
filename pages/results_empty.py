"""The page "Kết quả" before there is a result: what it waits for, and the next step."""

from __future__ import annotations

import streamlit as st

from pages import address, campaign_address
from pages.campaign_address import Part
from pages.campaign_words import plain
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
    st.info(say("campaigns.close.no_block", lang, k=campaign.k))
    _button(say("board.empty.none_action", lang), campaign_address.NEW)


def altered(campaign: Campaign, lang: str) -> None:
    """The stored release is not the one that was made."""
    st.header(say("board.empty.title", lang), anchor=False)
    st.error(say("board.empty.altered", lang, title=plain(campaign.title)))


def _button(words: str, campaign: str, part: str = "") -> None:
    if st.button(words, type="primary"):
        wanted = {campaign_address.CAMPAIGN: campaign, campaign_address.PART: part}
        address.visit("dot-khao-sat", **{name: value for name, value in wanted.items() if value})
