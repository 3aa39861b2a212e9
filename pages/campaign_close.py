"""The last day of a campaign, its close, and the release of its figures."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st
from sqlalchemy.exc import IntegrityError

from db import campaigns, events, releases, words
from db.participation import as_of
from db.releases import Progress
from pages import address, campaign_answer, campaign_intake, campaign_open
from pages.campaign_address import read_results
from pages.campaign_fields import DAY
from pages.campaign_words import beside, tell
from pages.parts import installation, require
from pages.releases import published
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.blocks import Release, SetAside
from surveys.campaigns import (
    Campaign,
    Stage,
    closing_problem,
    days_left,
    recount_after,
    stage,
)
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day, number, percent

_SEEN = "prolong-seen-{}"  # by campaign
_WHOLE = 1  # of a hundred: a share of the work is told without decimals


def show(campaign: Campaign) -> None:
    """Show what can still be changed, or what was published."""
    lang = require(Act.RUN_CAMPAIGNS).lang
    if campaign.released_on:
        _released(campaign, lang)
    elif campaign.closed_on:
        _resume(campaign, lang)
    else:
        if stage(campaign, today()) is Stage.WAITING:
            with st.container(border=True):
                campaign_open.show(campaign, lang)
        with st.container(border=True):
            _prolong(campaign, lang)
        with st.container(border=True):
            _offer(campaign, lang)


def _prolong(campaign: Campaign, lang: str) -> None:
    st.subheader(_say("prolong", lang), anchor=False)
    began = _began(campaign)
    days = {"closes": day(campaign.closes_on, lang), "deletes": day(campaign.delete_on, lang)}
    st.write(_say("prolong_text", lang, **days))
    typed = st.date_input(
        _say("prolong_field", lang),
        began,
        format=DAY,
        key=_key(campaign, began),
        width=240,
    )
    wanted = typed if isinstance(typed, date) else None
    problem = closing_problem(campaign, wanted, today())
    if wanted != campaign.closes_on:
        beside(problem, lang)
    idle = wanted == campaign.closes_on or problem is not None
    if st.button(_say("prolong_button", lang), disabled=idle) and wanted and not idle:
        _set_closing(campaign, wanted, began)


def _began(campaign: Campaign) -> date:
    """The last day that stood there when somebody began to type another one."""
    began: date = st.session_state.setdefault(_SEEN.format(campaign.id), campaign.closes_on)
    if began != campaign.closes_on and st.session_state.get(_key(campaign, began), began) == began:
        st.session_state[_SEEN.format(campaign.id)] = began = campaign.closes_on
    return began


def _key(campaign: Campaign, began: date) -> str:
    return f"prolong-{campaign.id}-{began}"


def _set_closing(campaign: Campaign, wanted: date, began: date) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    st.session_state.pop(_SEEN.format(campaign.id), None)
    try:
        campaigns.prolong(engine(), campaign.id, wanted, began)
    except campaigns.ChangedMeanwhile:
        there = day(campaigns.load(engine(), campaign.id).closes_on, officer.lang)
        tell(_say("prolong_meanwhile", officer.lang, day=there))
    except ValueError:  # a colleague closed it a moment ago
        tell(say("campaigns.problem.closed", officer.lang))
    else:
        last = day(wanted, officer.lang)
        events.note(engine(), now(), officer.id, "prolong", _noted(campaign, wanted))
        said = (_say("prolonged", officer.lang, day=last), _say("posters", officer.lang))
        tell(" ".join(said))
    st.rerun()


def _offer(campaign: Campaign, lang: str) -> None:
    st.subheader(_say("title", lang), anchor=False)
    st.write(_say("text", lang))
    if st.button(_say("button", lang), type="primary", icon=":material/lock:"):
        st.dialog(_say("ask", lang))(_ask)(campaign)


def _ask(campaign: Campaign) -> None:
    """Say what will happen, then do it or leave it."""
    lang = require(Act.RUN_CAMPAIGNS).lang
    _warn(campaign, lang)
    happens = ("answers", "secret", "release", "undo")
    lines = [_say(f"happens_{what}", lang, k=campaign.k) for what in happens]
    st.markdown("\n".join(f"- {line}" for line in lines))
    with st.container(horizontal=True):
        agreed = st.button(_say("confirm", lang), type="primary", key="close-confirm")
        only = st.button(say("collecting.intake.close_first", lang), key="close-only")
        if st.button(say("parts.cancel", lang), key="close-cancel"):
            st.rerun()
    if agreed:
        _finish(campaign)
    if only:
        _close(campaign)
        tell(say("collecting.intake.closed", lang))
        st.rerun()


def _warn(campaign: Campaign, lang: str) -> None:
    """What speaks against closing now."""
    at = stage(campaign, today())
    if at is Stage.WAITING:
        st.warning(_say("not_open", lang))
        return
    if at is Stage.OPEN:
        left = number(days_left(campaign, today()), lang)
        st.warning(_say("early", lang, closes=day(campaign.closes_on, lang), days=left))
    every = recount_after(campaign, installation().refresh_hours)
    counted = as_of(engine(), campaign.id, now(), every)
    if sum(unit.answers for unit in counted.units) < campaign.k:
        st.warning(_say("too_few", lang, k=campaign.k))


def _finish(campaign: Campaign) -> None:
    """Close and release. Each step may have been taken before, by a colleague or before the
    power went: then it changes nothing."""
    officer = require(Act.RUN_CAMPAIGNS)
    with st.status(_say("closing", officer.lang), expanded=True) as status:
        _close(campaign)
        status.update(label=_say("releasing", officer.lang))
        if releases.checksum(engine(), campaign.id) is None:
            aside = _release(campaign, _progress(officer.lang)).set_aside
            told = "; ".join((campaign.title, *(_told_aside(a) for a in aside)))
            events.note(engine(), now(), officer.id, "release", told)
        status.update(label=_say("done", officer.lang), state="complete")
    tell(_say("done", officer.lang))
    st.rerun()


def _close(campaign: Campaign) -> None:
    officer = require(Act.RUN_CAMPAIGNS)
    if campaigns.load(engine(), campaign.id).closed_on is None:
        campaigns.close(engine(), campaign.id, today())
        events.note(engine(), now(), officer.id, "close", campaign.title)
        as_of(engine(), campaign.id, now(), timedelta(0))


def _progress(lang: str) -> Progress:
    """A bar that fills as the release is made."""

    def words(share: float) -> str:
        return _say("progress", lang, share=percent(share, lang, _WHOLE))

    bar = st.progress(0.0, text=words(0.0))

    def fill(share: float) -> None:
        bar.progress(share, text=words(share))

    return fill


def _release(campaign: Campaign, told: Progress) -> Release:
    try:
        return releases.make(engine(), campaign.id, today(), told)
    except IntegrityError:  # a colleague was faster by a moment: theirs is the release
        return releases.make(engine(), campaign.id, today())


def _resume(campaign: Campaign, lang: str) -> None:
    """A close without a release: the power went, or somebody left."""
    st.subheader(_say("resume_title", lang), anchor=False)
    closed = campaign.closed_on or campaign.closes_on
    st.write(_say("resume_text", lang, day=day(closed, lang)))
    campaign_intake.show(campaign)
    if st.button(_say("resume", lang), type="primary"):
        _finish(campaign)


def _released(campaign: Campaign, lang: str) -> None:
    known = published(campaign)
    if known is None or campaign.released_on is None:
        return
    released = day(campaign.released_on, lang)
    st.subheader(_say("released_title", lang, day=released), anchor=False)
    _told_results(campaign, known.release, lang)
    campaign_answer.show(campaign, lang)


def _told_results(campaign: Campaign, release: Release, lang: str) -> None:
    if release.is_empty:
        st.info(_say("no_block", lang, k=campaign.k))
        return
    values = {
        "answered": number(release.answered, lang),
        "pending": number(release.pending, lang),
        "deletes": day(campaign.delete_on, lang),
    }
    st.write(_say("released_text" if release.pending else "released_all", lang, **values))
    campaign_intake.told(release, lang)
    if st.button(_say("results", lang), type="primary", icon=":material/bar_chart:"):
        read_results(campaign.id)
    texts = sum(words.questions(engine(), campaign.id).values())
    if texts:
        told = say("words.page.waiting", lang, count=number(texts, lang))
        if st.button(told, icon=":material/edit_note:"):
            address.visit("y-kien-viet", dot=f"{campaign.id}")


def _noted(campaign: Campaign, on: date) -> str:
    return f"{campaign.title}: {day(on, LANGUAGES[0])}"


def _told_aside(aside: SetAside) -> str:
    lang, rule = LANGUAGES[0], f"collecting.aside_told.{aside.rule}"
    return f"{say(rule, lang, threshold=aside.threshold)}: {number(aside.count, lang)}"


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaigns.close.{name}", lang, **values)
