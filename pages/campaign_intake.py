"""Between close and release: the forms looked at as groups, and rules that set some aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from db import set_aside
from db.set_aside import Change, ChangedMeanwhile, Decision, NotNow
from pages import seen
from pages.campaign_words import plain, tell
from pages.parts import require
from pages.settings import engine, now
from surveys.access import Act
from surveys.blocks import Release
from surveys.blocks.intake import FEW, LEAST, LEAST_FORMS, USUAL, Aside, Checked, Rule
from surveys.campaigns import Campaign
from surveys.texts import say
from surveys.texts.numbers import number

_SEEN = "aside-seen-{}"  # by campaign
_LEAST_REASON = 10  # characters: a word is no reason
_HEADS = ("unit", "answers", "identical", "straight", "busiest")


def show(campaign: Campaign) -> None:
    """Show the check and the rules; nothing once the campaign is released."""
    lang = require(Act.RUN_CAMPAIGNS).lang
    try:
        units = _checked(campaign.id, campaign.closed_on)
        with st.container(border=True):
            _check(campaign, units, lang)
        with st.container(border=True):
            _rules(campaign, lang)
    except NotNow:  # a colleague released it a moment ago
        st.rerun()


def told(release: Release, lang: str) -> None:
    """Say what was set aside before the release; nothing when nothing was."""
    for each in release.set_aside:
        rule = _in_words(Aside(Rule(each.rule), each.threshold), lang)
        count = number(each.count, lang)
        st.caption(say("collecting.aside.released", lang, count=count, rule=rule))


@st.cache_data(max_entries=20, show_spinner=False)
def _checked(campaign_id: int, closed_on: date | None) -> tuple[Checked, ...]:
    return set_aside.check(engine(), campaign_id)


@st.cache_data(max_entries=200, show_spinner=False)
def _met(campaign_id: int, closed_on: date | None, rule: Rule, threshold: int) -> int:
    return set_aside.preview(engine(), campaign_id, Aside(rule, threshold))


def _check(campaign: Campaign, units: Sequence[Checked], lang: str) -> None:
    st.subheader(_intake("title", lang), anchor=False)
    st.write(_intake("lead", lang, least=LEAST_FORMS))
    if not units:
        st.info(_intake("none", lang, least=LEAST_FORMS))
        return
    striking = [u for u in units if u.identical > 0 or u.straight > 0]
    count = number(len(striking), lang)
    st.markdown(
        f"**{_intake('found', lang, count=count) if striking else _intake('clean', lang)}**"
    )
    names = {link.unit.code: link.unit.name for link in seen.links(campaign.id)}
    ordered = sorted(units, key=lambda u: (-max(u.identical, u.straight), names[u.unit]))
    rows = [(names[u.unit], *_figures(u, lang)) for u in ordered]
    heads = [say(f"collecting.intake_column.{name}", lang) for name in _HEADS]
    st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, alt=_intake("table", lang))


def _figures(unit: Checked, lang: str) -> tuple[str, ...]:
    counts = (unit.answers, unit.identical, unit.straight, unit.busiest)
    return tuple(_intake("few", lang) if c == FEW else number(c, lang) for c in counts)


def _rules(campaign: Campaign, lang: str) -> None:
    st.subheader(_aside("title", lang), anchor=False)
    st.write(_aside("lead", lang))
    kept = set_aside.decisions(engine(), campaign.id)
    seen = st.session_state.get(_SEEN.format(campaign.id), kept)
    st.session_state[_SEEN.format(campaign.id)] = (
        kept  # what is on the screen when the next press comes
    )
    for decision in kept:
        _kept(campaign, decision, lang)
    left, right = st.columns([2, 1])
    rule = left.selectbox(
        _aside("rule", lang),
        list(Rule),
        index=list(Rule).index(Rule.IDENTICAL),
        format_func=lambda rule: say(f"collecting.aside_rule.{rule}", lang),
        key="aside-rule",
        placeholder=say("parts.choose", lang),
    )
    rule = rule or Rule.IDENTICAL
    typed = right.number_input(
        _aside("threshold", lang), LEAST[rule], None, USUAL[rule], 1, key=f"aside-{rule}"
    )
    wanted = Aside(rule, int(typed or USUAL[rule]))
    st.caption(_in_words(wanted, lang))
    st.markdown(_preview(campaign, wanted, lang))
    reason = st.text_input(
        _aside("reason", lang),
        key="aside-reason",
        help=_aside("reason_help", lang, least=_LEAST_REASON),
    )
    if st.button(_aside("keep", lang), icon=":material/filter_alt:"):
        _keep(campaign, Decision(wanted, (reason or "").strip()), seen)


def _preview(campaign: Campaign, wanted: Aside, lang: str) -> str:
    met = _met(campaign.id, campaign.closed_on, wanted.rule, wanted.threshold)
    if met == FEW:
        return _aside("preview_few", lang)
    return _aside("preview", lang, count=number(met, lang)) if met else _aside("preview_none", lang)


def _kept(campaign: Campaign, decision: Decision, lang: str) -> None:
    text, button = st.columns([4, 1], vertical_alignment="center")
    rule = _in_words(decision.aside, lang)
    text.markdown(_aside("now", lang, rule=rule, reason=plain(decision.reason)))
    button.button(
        _aside("drop", lang),
        key=f"aside-drop-{decision.aside.rule}",
        on_click=_change,
        args=(campaign, Change(decision.aside.rule, decision, None), "dropped"),
    )


def _keep(campaign: Campaign, decision: Decision, seen: Sequence[Decision]) -> None:
    lang = require(Act.RUN_CAMPAIGNS).lang
    if len(decision.reason) < _LEAST_REASON:
        st.error(_aside("reason_short", lang, least=_LEAST_REASON))
        return
    rule = decision.aside.rule
    before = next((one for one in seen if one.aside.rule == rule), None)
    _change(campaign, Change(rule, before, decision), "kept")
    st.rerun()


def _change(campaign: Campaign, change: Change, done: str) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    try:
        set_aside.change(engine(), campaign.id, change, officer.id, now())
    except NotNow:
        done = "gone"
    except ChangedMeanwhile:
        done = "meanwhile"
    tell(_aside(done, officer.lang))


def _in_words(aside: Aside, lang: str) -> str:
    return say(f"collecting.aside_told.{aside.rule}", lang, threshold=number(aside.threshold, lang))


def _intake(name: str, lang: str, **values: object) -> str:
    return say(f"collecting.intake.{name}", lang, **values)


def _aside(name: str, lang: str, **values: object) -> str:
    return say(f"collecting.aside.{name}", lang, **values)
