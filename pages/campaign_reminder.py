"""Words that remind a unit's group of the survey, with its link; never to persons (DR-08)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db import added_words, surveys
from db.campaigns import Link
from pages import seen
from pages.campaign_progress_units import in_order
from pages.questionnaire_words import language
from pages.settings import engine, settings, today
from surveys.campaigns import Campaign, days_left, link
from surveys.collecting import UnitParticipation
from surveys.texts import LANGUAGES, say
from surveys.texts.added import NONE, Added
from surveys.texts.numbers import day

_TEXT = "collecting.reminder.text"


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
        added = added_words.load(engine())
        spoken = _language(campaign, added, lang)
    words = text(campaign, known[code or next(iter(names))], spoken, added)
    st.code(words, language=None, wrap_lines=True)
    st.caption(_say("help", lang))


def text(campaign: Campaign, to: Link, lang: str, added: Added = NONE) -> str:
    """The reminder: no count, no name, nobody in person."""
    return added.say(
        _TEXT,
        lang,
        unit=to.unit.name,
        days=days_left(campaign, today()),
        title=campaign.title,
        link=link(settings().base_url, to.code),
        closes=day(campaign.closes_on, lang),
        contact=campaign.contact_name,
        phone=campaign.contact_phone,
    )


def _language(campaign: Campaign, added: Added, lang: str) -> str:
    known = (c for c in campaign.languages if c in LANGUAGES or _TEXT in added.of(c))
    spoken = tuple(known) or LANGUAGES[:1]
    if len(spoken) == 1:
        return spoken[0]
    survey = surveys.load(engine(), campaign.survey_version)
    return st.segmented_control(
        _say("language", lang),
        spoken,
        default=spoken[0],
        format_func=lambda code: language(survey, code),
        key="reminder-language",
        required=True,
    )


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"collecting.reminder.{name}", lang, **values)
