"""Results read body by body: which body, in the organisation of which day, and what that leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db import organisation
from pages import address, seen
from pages.campaign_words import plain
from pages.organisation_fields import body_names
from pages.settings import engine, today
from surveys.blocks import Place, Release
from surveys.campaigns import Campaign
from surveys.organisation import tree_on
from surveys.statistics.bodies import Reach, bodies_of, reach
from surveys.texts import say
from surveys.texts.numbers import day, number

BODY, DAY = "to_chuc", "ngay"  # names in the address
_PICKED = "results-day"
_NAMED = 3  # units that are named, the others are counted


def chosen(campaign: Campaign, release: Release, lang: str) -> Reach | None:
    """Ask for a body and the day of the tree; None while the whole campaign is looked at. The
    campaign keeps its tree: that of the day it opened is the first one shown."""
    if not seen.scope().is_everything or not organisation.has_bodies(engine()):
        return None
    known = organisation.load(engine())
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    with middle:
        on = _day(campaign, lang)
    tree = tree_on(known, on)
    names, inhabited = body_names(known, tree), bodies_of(known, on)
    offered = [code for code in names if code in inhabited]
    body = address.one(BODY, offered, None)
    left.selectbox(
        say("organisation.results.body", lang),
        offered,
        index=None,
        format_func=names.__getitem__,
        placeholder=say("organisation.results.all", lang),
        help=say("organisation.results.body_help", lang),
        key=address.key(BODY),
        on_change=address.keep,
        args=(BODY,),
    )
    other = campaign.opens_on if on != campaign.opens_on else today()
    words = day(other, lang) if other != today() else say("organisation.tree.today", lang)
    right.button(words, type="tertiary", on_click=_go_to, args=(other,), key="results-other-day")
    return reach(release, known, campaign.opens_on, on, body) if body else None


def remarks(campaign: Campaign, found: Reach, lang: str) -> None:
    """Say what was attributed to another area, and what could not be."""
    if found.moved:
        st.info(_moved(campaign, found, lang), icon=":material/account_tree:")
    else:
        st.caption(say("organisation.results.kept", lang, day=day(campaign.opens_on, lang)))
    for places, key in ((found.pooled, "pooled"), (found.torn, "torn")):
        if places:
            said = {"count": number(len(places), lang), "names": _names(places, lang)}
            body = plain(found.body.name)
            st.caption(say(f"organisation.results.{key}", lang, body=body, **said))
    if found.gone:
        count = number(len(found.gone), lang)
        st.caption(say("organisation.results.gone", lang, count=count))


def nothing(found: Reach, lang: str) -> None:
    """No block lies under the body alone."""
    on = day(found.on, lang)
    st.info(say("organisation.results.nothing", lang, body=plain(found.body.name), day=on))


def words(found: Reach, lang: str) -> str:
    """The body in a line: which, in the tree of which day, and whether lineage was used."""
    key = "scope_moved" if found.moved else "scope"
    return say(f"organisation.results.{key}", lang, body=found.body.name, day=day(found.on, lang))


def _moved(campaign: Campaign, found: Reach, lang: str) -> str:
    return say(
        "organisation.results.moved",
        lang,
        opened=day(campaign.opens_on, lang),
        former=", ".join(plain(unit.name) for unit in found.former),
        units=number(len(found.counted), lang),
        body=plain(found.body.name),
    )


def _day(campaign: Campaign, lang: str) -> date:
    asked = st.query_params.get(DAY, "")
    try:
        on = date.fromisoformat(asked)
    except ValueError:
        on = campaign.opens_on
    st.session_state[_PICKED] = on
    st.date_input(
        say("organisation.results.day", lang),
        format="DD/MM/YYYY",
        min_value="1900-01-01",
        max_value="2100-12-31",
        key=_PICKED,
        on_change=_picked,
    )
    return on


def _picked() -> None:
    _go_to(st.session_state[_PICKED])


def _go_to(on: date | None) -> None:
    st.query_params.pop(DAY, None)
    if on is not None:
        st.query_params[DAY] = on.isoformat()


def _names(places: Sequence[Place], lang: str) -> str:
    named = ", ".join(plain(place.name) for place in places[:_NAMED])
    rest = len(places) - _NAMED
    if rest <= 0:
        return named
    return f"{named}, {say('organisation.history.more', lang, count=number(rest, lang))}"
