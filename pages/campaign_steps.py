"""The life of a campaign as a line of steps: what is done, what comes next, each with its day."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.settings import today
from surveys.campaigns import Campaign, Passed, Stop, life
from surveys.texts import say
from surveys.texts.numbers import day

_STYLE = """<style>
ol.life{display:grid;grid-template-columns:repeat(7,1fr);gap:.4rem;margin:0!important;
 padding:0!important;list-style:none}
.life li{margin:0!important;padding:.4rem .6rem;font-size:.9rem;line-height:1.3;border-radius:8px;
 border:1px solid color-mix(in srgb,currentColor 22%,transparent)}
.life small{display:block;font-size:.875rem;opacity:.8}
.life .done{background:color-mix(in srgb,#1B7F4B 12%,transparent)}
.life .next{border:2px solid #C2410C;font-weight:600;
 background:color-mix(in srgb,#C2410C 8%,transparent)}
@media(max-width:1000px){ol.life{grid-template-columns:repeat(4,1fr)}}
@media(max-width:640px){ol.life{grid-template-columns:repeat(2,1fr)}}
</style>"""


def show(campaign: Campaign | None, lang: str) -> None:
    """Show the line; that of a draft when there is no campaign yet."""
    stops = "".join(_stop(stop, lang) for stop in life(campaign, today()))
    st.html(f'{_STYLE}<ol class="life" aria-label="{escape(_say("label", lang))}">{stops}</ol>')


def _stop(stop: Stop, lang: str) -> str:
    words = escape(_say(stop.station, lang))
    current = ' aria-current="step"' if stop.passed is Passed.NEXT else ""
    return f'<li class="{stop.passed}"{current}>{words}<small>{_when(stop, lang)}</small></li>'


def _when(stop: Stop, lang: str) -> str:
    """What stands below: done and when, or when it is due."""
    shown = day(stop.on, lang) if stop.on else ""
    if stop.passed is Passed.DONE:
        return escape(f"✓ {shown}".strip())
    return escape(_say("due", lang, day=shown) if shown else _say(f"is_{stop.passed}", lang))


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaign_life.step.{name}", lang, **values)
