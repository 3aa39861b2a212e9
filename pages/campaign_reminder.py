"""Words that remind a unit's group of the survey, with its link; never to persons (DR-08)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.campaigns import Link
from pages import seen
from pages.campaign_progress_units import in_order
from pages.settings import settings, today
from surveys.campaigns import Campaign, days_left, link
from surveys.collecting import UnitParticipation
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day


def show(campaign: Campaign, units: Sequence[UnitParticipation], lang: str) -> None:
    """Offer the words for one unit, the one that lacks most first."""
    st.subheader(_say("title", lang), anchor=False)
    known = {each.unit.code: each for each in seen.links(campaign.id)}
    names = {
        each.unit.code: each.unit.name
        for each in in_order(units, "missing", campaign.k)
        if each.unit.code in known
    }
    if not names:
        st.info(_say("none", lang))
        return
    left, right = st.columns([2, 1])
    code = left.selectbox(
        _say("unit", lang),
        list(names),
        format_func=names.__getitem__,
        key="reminder-unit",
        placeholder=say("parts.choose", lang),
    )
    with right:
        spoken = _language(campaign, lang)
    st.code(
        text(campaign, known[code or next(iter(names))], spoken), language=None, wrap_lines=True
    )
    st.caption(_say("help", lang))


def text(campaign: Campaign, to: Link, lang: str) -> str:
    """The reminder: no count, no name, nobody in person."""
    return _say(
        "text",
        lang,
        unit=to.unit.name,
        days=days_left(campaign, today()),
        title=campaign.title,
        link=link(settings().base_url, to.code),
        closes=day(campaign.closes_on, lang),
        contact=campaign.contact_name,
        phone=campaign.contact_phone,
    )


def _language(campaign: Campaign, lang: str) -> str:
    spoken = [code for code in campaign.languages if code in LANGUAGES] or [LANGUAGES[0]]
    if len(spoken) == 1:
        return spoken[0]
    return st.segmented_control(
        _say("language", lang),
        spoken,
        default=spoken[0],
        format_func=lambda code: say(f"parts.lang.{code}", code),
        key="reminder-language",
        required=True,
    )


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"collecting.reminder.{name}", lang, **values)
