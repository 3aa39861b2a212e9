"""What the reader chooses to look at: campaign, unit types, unit, board; all in the address."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from pages import address
from pages.results_view import type_name
from surveys.blocks import Place, Release
from surveys.campaigns import Audience, Campaign, last_day
from surveys.statistics.scopes import (
    Scope,
    scope,
    types_of_their_own,
    unit_types,
    units_of_their_own,
)
from surveys.texts import say
from surveys.texts.numbers import day

CAMPAIGN, TYPES, UNIT, BOARD = "dot", "loai", "don_vi", "bang"  # names in the address


def campaign(campaigns: Collection[Campaign], lang: str) -> Campaign:
    """The campaign to show: the newest that is released unless another is chosen."""
    by_code = {str(campaign.id): campaign for campaign in campaigns}
    released = (code for code, one in by_code.items() if one.released_on is not None)
    chosen = address.one(CAMPAIGN, list(by_code), next(released, next(iter(by_code))))
    st.selectbox(
        say("board.filter.campaign", lang),
        list(by_code),
        format_func=lambda code: _campaign_words(by_code[code], lang),
        key=address.key(CAMPAIGN),
        on_change=address.keep,
        args=(CAMPAIGN,),
        placeholder=say("parts.choose", lang),
    )
    return by_code[chosen]


def narrowed(campaign: Campaign, release: Release, lang: str) -> Scope:
    """The unit types or the unit to show, with the list of units to choose from: no employer by
    name, and of officers only the clusters that are published on their own."""
    types = address.many(TYPES, _types(campaign, release))
    if campaign.audience == Audience.EMPLOYER:
        return scope(release, types, "")
    if campaign.audience == Audience.OFFICER:
        own = units_of_their_own(release)
        return scope(release, (), _cluster([p for p in release.frame if p.code in own], lang))
    return scope(release, types, _unit(release, types, lang))


def types(campaign: Campaign, release: Release, lang: str) -> None:
    """The buttons that narrow to unit types, where there is more than one to choose."""
    offered = _types(campaign, release)
    if campaign.audience != Audience.WORKER and len(offered) <= 1:
        return
    st.pills(
        say("board.filter.types", lang),
        offered,
        selection_mode="multi",
        format_func=lambda code: type_name(code, lang),
        key=address.key(TYPES),
        on_change=address.keep,
        args=(TYPES,),
        wrap=True,
        label_visibility="collapsed",
    )


def board(names: Collection[str], lang: str) -> str:
    """The board to show."""
    chosen = address.one(BOARD, list(names), next(iter(names)))
    st.segmented_control(
        say("board.filter.board", lang),
        list(names),
        format_func=lambda name: say(f"board.tab.{name}", lang),
        key=address.key(BOARD),
        on_change=address.keep,
        args=(BOARD,),
        required=True,
        label_visibility="collapsed",
    )
    return chosen


def _types(campaign: Campaign, release: Release) -> tuple[str, ...]:
    """The types to choose from. Those of workers' units may be asked for although their units are
    pooled; employers are only told by types that have figures of their own."""
    if campaign.audience == Audience.WORKER:
        return unit_types(release)
    return types_of_their_own(release) if campaign.audience == Audience.EMPLOYER else ()


def _cluster(places: Collection[Place], lang: str) -> str:
    names = {place.code: place.name for place in places}
    chosen = address.one(UNIT, list(names), None)
    if names:
        st.selectbox(
            say("occasions.results.cluster", lang),
            list(names),
            format_func=names.__getitem__,
            key=address.key(UNIT),
            on_change=address.keep,
            args=(UNIT,),
            index=None,
            placeholder=say("occasions.results.all_clusters", lang),
            help=say("occasions.results.cluster_help", lang),
        )
    return chosen


def _unit(release: Release, types: Collection[str], lang: str) -> str:
    own = units_of_their_own(release)
    places = {p.code: p.name for p in release.frame if not types or p.type in types}
    chosen = address.one(UNIT, list(places), None)
    st.selectbox(
        say("board.filter.unit", lang),
        list(places),
        format_func=lambda code: say(
            f"board.filter.{'unit_item' if code in own else 'unit_pooled'}",
            lang,
            name=places[code],
            code=code,
        ),
        key=address.key(UNIT),
        on_change=address.keep,
        args=(UNIT,),
        index=None,
        placeholder=say("board.filter.all_units", lang),
        help=say("board.filter.unit_help", lang),
    )
    return chosen


def _campaign_words(campaign: Campaign, lang: str) -> str:
    key = "campaign_item" if campaign.released_on is not None else "campaign_unreleased"
    opens, closes = day(campaign.opens_on, lang), day(last_day(campaign), lang)
    return say(f"board.filter.{key}", lang, title=campaign.title, opens=opens, closes=closes)
