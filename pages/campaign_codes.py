"""Codes of a campaign: every unit's link, its sheet for the wall, its picture for Zalo groups."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.campaigns import Link
from pages import campaign_cards, campaign_sheets, seen
from pages.campaign_words import plain
from pages.parts import signed_in
from pages.settings import settings, today
from surveys.campaigns import Campaign, Stage, leads_nowhere, link, spaced, stage
from surveys.texts import say
from surveys.texts.numbers import day
from surveys.texts.search import finds


def show(campaign: Campaign) -> None:
    """Show the codes, and what is printed and sent from them while answers are still taken."""
    lang = signed_in().lang
    links = seen.links(campaign.id)
    title = "codes.cards.title" if campaign.cards else "campaigns.codes.title"
    st.subheader(say(title, lang), anchor=False)
    at = stage(campaign, today())
    if at in (Stage.CLOSED, Stage.RELEASED):
        st.info(say("campaigns.codes.over", lang))
    else:
        _warn(campaign, at, lang)
        (campaign_cards if campaign.cards else campaign_sheets).show(campaign, links)
    if not campaign.cards:
        _table(links, lang)


def _warn(campaign: Campaign, at: Stage, lang: str) -> None:
    base_url = settings().base_url
    if leads_nowhere(base_url):
        st.warning(say("campaigns.codes.nowhere", lang, url=plain(base_url)))
    if at is Stage.WAITING:
        st.caption(say("campaigns.codes.waiting", lang, day=day(campaign.opens_on, lang)))


def _table(links: Sequence[Link], lang: str) -> None:
    st.subheader(say("campaigns.codes.all_codes", lang), anchor=False)
    query = st.text_input(
        say("campaigns.codes.search", lang),
        key="codes-search",
        type="search",
        live="300ms",
        placeholder=say("campaigns.codes.search_hint", lang),
    )
    found = [
        link
        for link in links
        if finds(query or "", link.unit.name, link.unit.code, link.code)
        or finds(query or "", spaced(link.code))
    ]
    if not found:
        st.info(say("campaigns.codes.not_found", lang, query=plain(query or "")))
        return
    names = {
        name: say(f"campaigns.column.{name}", lang) for name in ("unit", "code", "link", "open")
    }
    st.dataframe(
        _rows(found, names),
        hide_index=True,
        column_config={
            names["open"]: st.column_config.LinkColumn(
                display_text=say("campaigns.codes.open_form", lang)
            ),
        },
        alt=say("campaigns.codes.table", lang),
    )


def _rows(links: Sequence[Link], names: dict[str, str]) -> pd.DataFrame:
    """Unit, code, link, link to open."""
    base_url = settings().base_url
    rows = [
        (each.unit.name, spaced(each.code), link(base_url, each.code), link("", each.code))
        for each in links
    ]
    return pd.DataFrame(rows, columns=list(names.values()))
