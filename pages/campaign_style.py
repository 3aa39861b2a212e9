"""What an officer chooses for all sheets of a campaign: what is printed, design, language, logo."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from db import added_words, surveys
from db import logo as kept_logo
from pages import campaign_logo, campaign_spoken
from pages.questionnaire_words import language
from pages.settings import engine
from surveys.campaigns import Campaign
from surveys.model import Survey
from surveys.posters import Design, Paper, Style
from surveys.spoken import Place, keys, printable
from surveys.texts import LANGUAGES, say
from surveys.texts.added import NONE, Added

ZALO = "zalo"
_WHAT = (*Paper, ZALO)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is made: `what` is a paper, or ZALO for pictures; in one language or in two."""

    what: str
    style: Style
    lang: str
    second: str = ""
    added: Added = NONE


def choose(campaign: Campaign, lang: str) -> Choice:
    """Ask for it."""
    survey, added = surveys.load(engine(), campaign.survey_version), added_words.load(engine())
    what = _what(lang)
    left, right = st.columns(2)
    with left:
        spoken = printable(campaign.languages, NONE if what == Paper.GUIDE else added)
        first, second = _languages(survey, spoken, lang, two=what != Paper.GUIDE)
    with right:
        design = _design(lang) if what in (Paper.A4, Paper.A5) else Design.PLAIN
    _say_what_lacks(campaign, survey, added, lang)
    campaign_logo.offer(lang)
    campaign_spoken.offer(campaign, survey, added)
    paper = Paper(what) if what != ZALO else Paper.A4
    style = Style(paper, design, kept_logo.load(engine()))
    return Choice(what, style, first, second, added)


def usual(campaign: Campaign) -> Choice:
    """What is printed when nobody is asked: the first two languages that can be."""
    added = added_words.load(engine())
    first, *others = printable(campaign.languages, added)
    return Choice("", Style(), first, next(iter(others), ""), added)


def _what(lang: str) -> str:
    return st.segmented_control(
        say("codes.sheets.what", lang),
        [str(each) for each in _WHAT],
        default=str(Paper.A4),
        format_func=lambda name: say(f"codes.sheets.what_{name}", lang),
        key=f"sheet-what-{lang}",
        required=True,
    )


def _design(lang: str) -> Design:
    chosen = st.segmented_control(
        say("codes.sheets.design", lang),
        [str(each) for each in Design],
        default=str(Design.PLAIN),
        format_func=lambda name: say(f"codes.sheets.design_{name}", lang),
        key=f"sheet-design-{lang}",
        required=True,
    )
    return Design(chosen)


def _languages(survey: Survey, spoken: tuple[str, ...], lang: str, *, two: bool) -> tuple[str, str]:
    """One language, or the first and another on the same sheet."""
    pairs = [f"{spoken[0]}+{other}" for other in spoken[1:]] if two else []
    options = [*spoken, *pairs]
    if len(options) == 1:
        return spoken[0], ""

    def words(option: str) -> str:
        return " + ".join(language(survey, code) for code in option.split("+"))

    chosen = st.segmented_control(
        say("campaigns.codes.language", lang),
        options,
        default=options[0],
        format_func=words,
        key=f"sheet-language-{lang}-{'-'.join(options)}",
        required=True,
        wrap=True,
    )
    first, _, second = chosen.partition("+")
    return first, second


def _say_what_lacks(campaign: Campaign, survey: Survey, added: Added, lang: str) -> None:
    """Which added languages the paper does not speak, or not wholly."""
    wanted = keys(Place.PAPER)
    for code in campaign.languages:
        if code in LANGUAGES:
            continue
        lacking, name = sum(key not in added.of(code) for key in wanted), language(survey, code)
        if lacking == len(wanted):
            st.caption(say("codes.sheets.silent", lang, languages=name))
        elif lacking:
            st.caption(say("codes.sheets.partly", lang, language=name, count=lacking))
