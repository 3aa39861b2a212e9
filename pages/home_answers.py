"""Campaigns that take answers now: days left and answers, in steps of five."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import address, seen
from pages.campaign_words import at_least, clock, moment, name
from pages.parts import installation, signed_in
from pages.settings import today
from surveys.campaigns import Campaign, recount_after
from surveys.texts import say
from surveys.texts.numbers import number, percent


def show(campaigns: Sequence[Campaign]) -> None:
    """Show one card a campaign; nothing when none is open."""
    lang = signed_in().lang
    if campaigns:
        st.subheader(say("home.open.heading", lang), anchor=False)
    for campaign in campaigns:
        with st.container(border=True):
            _card(campaign, lang)


def _card(campaign: Campaign, lang: str) -> None:
    every = recount_after(campaign, installation().refresh_hours)
    counted = seen.participation(campaign.id, every)
    workers = sum(unit.unit.workers for unit in counted.units)
    answers = sum(unit.answers for unit in counted.units)
    share = answers / workers if workers else 0.0
    st.markdown(f"**{name(campaign, lang)}**")
    st.markdown(f"{clock(campaign, today(), lang)} · {at_least(counted, lang)}")
    words = say(
        "home.open.rate",
        lang,
        answers=number(answers, lang),
        workers=number(workers, lang),
        rate=percent(share, lang, n=0),
    )
    st.progress(min(1.0, share), text=words)
    with st.container(horizontal=True, vertical_alignment="center"):
        when = say("home.open.counted", lang, moment=moment(counted.counted_at, lang))
        st.caption(when, width="stretch")
        label = say("home.open.progress", lang)
        if st.button(label, key=f"home-progress-{campaign.id}"):
            address.visit("dot-khao-sat", dot=str(campaign.id), muc="tien_do")
