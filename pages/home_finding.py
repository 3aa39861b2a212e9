"""The newest finding: which need to meet first, of how many people in a hundred."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages import address, how, releases
from pages.campaign_words import name, plain
from pages.how import unmet
from pages.parts import signed_in
from surveys.campaigns import Campaign
from surveys.charts import headline
from surveys.charts.chart import in_words
from surveys.charts.ranking import rank
from surveys.needs import NeedRow
from surveys.statistics import EVERYTHING
from surveys.texts import say
from surveys.texts.numbers import day, number

_SHOWN = 3  # needs; the page of results has them all


def show(campaign: Campaign | None) -> None:
    """Show the finding of this campaign; nothing before the first."""
    if campaign is None:
        return
    lang = signed_in().lang
    with st.container(border=True):
        try:
            published = releases.published(campaign)
        except ValueError:  # the stored release was altered
            st.error(say("board.empty.altered", lang, title=campaign.title))
            return
        if published is not None:
            _finding(published, lang)


def _finding(published: releases.Published, lang: str) -> None:
    campaign, ranking = published.campaign, releases.ranking(published, EVERYTHING)
    if published.release.is_empty:
        st.subheader(say("home.finding.few", lang, campaign=campaign.title), anchor=False)
        st.write(say("campaigns.close.no_block", lang, k=campaign.k))
        return
    found = headline.of_needs(ranking, lang)
    title = found or say("home.finding.few", lang, campaign=campaign.title)
    st.subheader(title, anchor=False)
    if found:
        st.markdown("  \n".join(_need(row, lang) for row in ranking.rows[:_SHOWN]))
    released = campaign.released_on
    st.caption(
        say(
            "home.finding.from",
            lang,
            campaign=name(campaign, lang),
            n=number(published.release.answered, lang),
            day=day(released, lang) if released else "–",
        )
    )
    if found:
        how.panel("finding", lang, partial(unmet, published, EVERYTHING, ranking.rows[0]))
    with st.container(horizontal=True):
        if st.button(say("home.finding.results", lang)):
            address.visit("ket-qua", dot=str(campaign.id))
        if found and st.button(say("home.finding.choose", lang)):
            address.visit("ke-hoach", dot=str(campaign.id), muc="tu-nhu-cau")


def _need(row: NeedRow, lang: str) -> str:
    return say(
        "home.finding.need",
        lang,
        rank=rank(row),
        need=plain(in_words(row.label, lang)),
        hundred=headline.in_a_hundred(row.unmet),
        workers=number(row.workers, lang),
    )
