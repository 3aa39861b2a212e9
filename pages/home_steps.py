"""The way from an empty register to a report, with the next step as a button."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from db import events
from pages import address, seen
from pages.campaign_words import name, plain
from pages.parts import installation, signed_in
from pages.settings import engine, today
from surveys.campaigns import Campaign, recount_after
from surveys.organisation import Unit
from surveys.overview import Standing, advice, current, next_milestone, reached
from surveys.plan import Activity, of_campaign
from surveys.texts import say
from surveys.texts.numbers import day, number

_EXPORTS = ("posters", "poster", "picture")  # as they stand in the record of events
_STYLE = """<style>
ol.way{display:grid;grid-template-columns:repeat(6,1fr);gap:.5rem;margin:0!important;
 padding:0!important;list-style:none}
.way li{margin:0!important;padding:.55rem .7rem;font-size:.95rem;line-height:1.35;border-radius:8px;
 border:1px solid color-mix(in srgb,currentColor 22%,transparent)}
.way small{display:block;font-size:.875rem;opacity:.78}
.way .done{background:color-mix(in srgb,#1B7F4B 12%,transparent)}
.way .next{border:2px solid #C2410C;font-weight:600;
 background:color-mix(in srgb,#C2410C 8%,transparent)}
@media(max-width:900px){ol.way{grid-template-columns:repeat(3,1fr)}}
@media(max-width:640px){ol.way{grid-template-columns:repeat(2,1fr)}}
</style>"""
_WHERE = {  # what to open, by the name of the sentence: the page, and what it is to show
    "units": ("don-vi", {"viec": "nhap"}),
    "campaign": ("dot-khao-sat", {"dot": "moi"}),
    "posters": ("dot-khao-sat", {"muc": "ma"}),
    "waiting": ("dot-khao-sat", {"muc": "ma"}),
    "watching": ("dot-khao-sat", {"muc": "tien_do"}),
    "close": ("dot-khao-sat", {"muc": "dong"}),
    "release": ("dot-khao-sat", {"muc": "dong"}),
    "activities": ("ke-hoach", {"muc": "tu-nhu-cau"}),
    "report": ("bao-cao", {}),
    "done": ("ke-hoach", {"muc": "viec-da-hua"}),
}


def show(
    units: Sequence[Unit], campaigns: Sequence[Campaign], activities: Sequence[Activity]
) -> None:
    """Show the way and the next step on it."""
    lang = signed_in().lang
    standing = _standing(units, campaigns, activities)
    st.subheader(say("home.step.heading", lang), anchor=False)
    st.html(_STYLE + _way(standing, lang))
    what = advice(standing, today())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_sentence(what, standing, lang), width="stretch")
        if st.button(say(f"home.go.{what}", lang), type="primary"):
            _go(what, standing.campaign)


def _standing(
    units: Sequence[Unit], campaigns: Sequence[Campaign], activities: Sequence[Activity]
) -> Standing:
    campaign = current(campaigns)
    if campaign is None:
        return Standing(len(units), None, posters=False, activities=(), report=False)
    return Standing(
        units=len(units),
        campaign=campaign,
        posters=_has_answers(campaign) or any(_exported(what, campaign) for what in _EXPORTS),
        activities=of_campaign(activities, campaign.id),
        report=_exported("report", campaign),
    )


def _has_answers(campaign: Campaign) -> bool:
    every = recount_after(campaign, installation().refresh_hours)
    counted = seen.participation(campaign.id, every)
    return any(unit.answers or unit.few for unit in counted.units)


def _exported(what: str, campaign: Campaign) -> bool:
    return events.happened(engine(), "export", f"{what}, {campaign.title}")


def _way(standing: Standing, lang: str) -> str:
    """The six steps as a list that is read aloud with what each of them is."""
    behind, ahead = reached(standing), next_milestone(standing)
    steps = []
    for place, (milestone, is_done) in enumerate(behind.items(), 1):
        kind = "done" if is_done else "next" if milestone is ahead else "later"
        words = escape(say(f"home.step.{milestone}", lang))
        state = escape(say(f"home.step.state_{kind}", lang))
        mark = "✓ " if is_done else ""
        current_step = ' aria-current="step"' if kind == "next" else ""
        steps.append(
            f'<li class="{kind}"{current_step}>{place}. {words}<small>{mark}{state}</small></li>'
        )
    return f'<ol class="way">{"".join(steps)}</ol>'


def _sentence(what: str, standing: Standing, lang: str) -> str:
    campaign = standing.campaign
    shown = _day(what, campaign)
    return say(
        f"home.next.{what}",
        lang,
        campaign=name(campaign, lang) if campaign else "",
        day=plain(day(shown, lang)) if shown else "",
        units=number(standing.units, lang),
        count=number(len(standing.activities), lang),
    )


def _day(what: str, campaign: Campaign | None) -> date | None:
    if campaign is None:
        return None
    return campaign.opens_on if what == "waiting" else campaign.closes_on


def _go(what: str, campaign: Campaign | None) -> None:
    page, wanted = _WHERE[what]
    chosen = {"dot": str(campaign.id)} if campaign and "dot" not in wanted else {}
    address.visit(page, **chosen, **wanted)
