"""What an officer chooses for all sheets of a campaign: what is printed, design, language, logo."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from db import logo as kept_logo
from pages import campaign_logo
from pages.settings import engine
from surveys.campaigns import Campaign
from surveys.posters import Design, Paper, Style
from surveys.texts import LANGUAGES, say

ZALO = "zalo"
_WHAT = (*Paper, ZALO)
_BOTH = "both"
_TWO = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """What is made: `what` is a paper, or ZALO for pictures; in one language or in two."""

    what: str
    style: Style
    lang: str
    second: str = ""


def choose(campaign: Campaign, lang: str) -> Choice:
    """Ask for it."""
    what = _what(lang)
    left, right = st.columns(2)
    with left:
        spoken, second = _languages(campaign, lang, two=what != Paper.GUIDE)
    with right:
        design = _design(lang) if what in (Paper.A4, Paper.A5) else Design.PLAIN
    campaign_logo.offer(lang)
    paper = Paper(what) if what != ZALO else Paper.A4
    return Choice(what, Style(paper, design, kept_logo.load(engine())), spoken, second)


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


def _languages(campaign: Campaign, lang: str, *, two: bool) -> tuple[str, str]:
    """One language, or the first two on the same sheet. Posters speak those we have words for."""
    spoken = [one for one in campaign.languages if one in LANGUAGES] or [LANGUAGES[0]]
    if silent := [one for one in campaign.languages if one not in LANGUAGES]:
        st.caption(say("codes.sheets.silent", lang, languages=", ".join(silent)))
    options = [*spoken, *([_BOTH] if two and len(spoken) >= _TWO else [])]
    if len(options) == 1:
        return spoken[0], ""
    chosen = st.segmented_control(
        say("campaigns.codes.language", lang),
        options,
        default=options[0],
        format_func=lambda code: (
            say("codes.sheets.both", lang) if code == _BOTH else say(f"parts.lang.{code}", code)
        ),
        key=f"sheet-language-{lang}-{len(options)}",
        required=True,
    )
    return (spoken[0], spoken[1]) if chosen == _BOTH else (chosen, "")
