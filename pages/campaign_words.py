"""Sentences about a campaign that more than one part of its page says."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from db.participation import Participation
from pages.settings import PLACE
from surveys.campaigns import (
    Campaign,
    Draft,
    Problem,
    Stage,
    days_left,
    last_day,
    planned_deletion,
    stage,
)
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day, number

_NEWS = "campaign-news"
COLOURS = {
    Stage.OPEN: "green",
    Stage.WAITING: "blue",
    Stage.CLOSED: "orange",
    Stage.RELEASED: "gray",
}


def badge(campaign: Campaign, today: date, lang: str) -> str:
    """The campaign's stage as a small label for Markdown."""
    at = stage(campaign, today)
    return f":{COLOURS[at]}-badge[{say(f'campaigns.stage.{at}', lang)}]"


def name(campaign: Campaign, lang: str) -> str:
    """The title, safe in Markdown; samples are marked (DR-21)."""
    marks = [say("campaigns.list.sample", spoken) for spoken in LANGUAGES]
    marked = any(mark in campaign.title for mark in marks)
    mark = say("campaigns.list.sample", lang) if campaign.sample and not marked else ""
    return f"{plain(campaign.title)} {mark}".strip()


def plain(text: str) -> str:
    """Text as it was typed, whatever Markdown makes of its signs."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-.!|$:~" else sign for sign in text)


def when(campaign: Campaign, lang: str) -> str:
    """The days on which the campaign is open."""
    opens, closes = day(campaign.opens_on, lang), day(last_day(campaign), lang)
    return say("campaigns.list.days", lang, opens=opens, closes=closes)


def clock(campaign: Campaign, today: date, lang: str) -> str:
    """What time says about the campaign: days to go, last day, closed when."""
    if campaign.released_on:
        return say("campaigns.one.released", lang, day=day(campaign.released_on, lang))
    if campaign.closed_on:
        return say("campaigns.one.closed", lang, day=day(campaign.closed_on, lang))
    if today < campaign.opens_on:
        return say("campaigns.one.opens_in", lang, days=(campaign.opens_on - today).days)
    left = days_left(campaign, today)
    if left > 1:
        return say("campaigns.one.days_left", lang, days=number(left, lang))
    return say("campaigns.one.last_day" if left else "campaigns.one.past", lang)


def at_least(counted: Participation, lang: str) -> str:
    """All answers of a campaign as officers may know them before the release."""
    answers = sum(unit.answers for unit in counted.units)
    if answers:
        return say("campaigns.list.answers", lang, count=number(answers, lang))
    some = any(unit.few for unit in counted.units)
    return say("campaigns.list.few" if some else "campaigns.list.none", lang)


def moment(at: datetime, lang: str) -> str:
    """A time as people where the workers are read it: 16:40, 22/11/2026."""
    here = at.astimezone(PLACE)
    return f"{here:%H:%M}, {day(here.date(), lang)}"


def beside(problem: Problem | None, lang: str) -> None:
    """The sentence under a field that cannot be taken; nothing when it can."""
    if problem:
        st.markdown(f":red[:small[:material/error: {plain(sentence(problem, lang))}]]")


def sentence(problem: Problem, lang: str) -> str:
    """What is wrong, in words."""
    values = {
        key: day(value, lang) if isinstance(value, date) else value
        for key, value in problem.values.items()
    }
    return say(problem.key, lang, **values)


def deletion(draft: Draft, lang: str) -> str:
    """The day on which the draft's forms would be deleted; "…" while it cannot be told."""
    known = planned_deletion(draft)
    return day(known, lang) if known else "…"


def tell(words: str) -> None:
    """Say something on the page that follows."""
    st.session_state[_NEWS] = words


def told() -> None:
    """Say what the page before left to be said."""
    if words := st.session_state.pop(_NEWS, ""):
        st.toast(words, icon=":material/check:")


def noted_units(count: int) -> str:
    """How the record of the office names so many units."""
    return say("campaigns.list.units", LANGUAGES[0], count=number(count, LANGUAGES[0]))
