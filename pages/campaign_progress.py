"""Participation while answers come in: units and steps of five, never persons (DR-07, DR-08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from db.participation import Participation
from pages import campaign_progress_groups, campaign_progress_units, campaign_reminder, seen
from pages.campaign_words import moment, plain
from pages.parts import installation, signed_in
from pages.settings import today
from surveys.campaigns import Campaign, Stage, days_left, missing, recount_after, stage
from surveys.collecting import UnitParticipation, scanned
from surveys.texts import say
from surveys.texts.numbers import day, number, percent
from surveys.texts.search import plain as bare

_NAMED = 12  # units named in a sentence; the table has them all


def show(campaign: Campaign) -> None:
    """Show the last count."""
    lang = signed_in().lang
    if stage(campaign, today()) is Stage.WAITING:
        st.info(say("campaigns.progress.waiting", lang, day=day(campaign.opens_on, lang)))
        return
    hours = installation().refresh_hours
    counted = seen.participation(campaign.id, recount_after(campaign, hours))
    st.subheader(_finding(counted.units, lang), anchor=False)
    _when_counted(campaign, counted, hours, lang)
    _figures(campaign, counted.units, lang)
    _scans(counted.units, lang)
    _silent(counted.units, lang)
    campaign_progress_groups.show(counted.units, lang)
    campaign_progress_units.show(campaign, counted.units, lang)
    campaign_progress_groups.levels(campaign, counted.units, lang)
    if stage(campaign, today()) is Stage.OPEN:
        campaign_reminder.show(campaign, counted.units, lang)


def _finding(units: Sequence[UnitParticipation], lang: str) -> str:
    heard = [unit for unit in units if not unit.is_silent]
    whole = number(len(units), lang)
    if not heard:
        return say("campaigns.progress.finding_none", lang, units=whole)
    answers = number(sum(unit.answers for unit in units), lang)
    with_answers = number(len(heard), lang)
    return say(
        "campaigns.progress.finding", lang, answers=answers, with_answers=with_answers, units=whole
    )


def _when_counted(campaign: Campaign, counted: Participation, hours: int, lang: str) -> None:
    at = moment(counted.counted_at, lang)
    if campaign.closed_on:
        st.caption(say("campaigns.progress.counted_last", lang, moment=at))
        return
    later = moment(counted.counted_at + timedelta(hours=hours), lang)
    st.caption(say("campaigns.progress.counted", lang, moment=at, next=later))
    st.caption(say("campaigns.progress.steps", lang, hours=hours))


def _figures(campaign: Campaign, units: Sequence[UnitParticipation], lang: str) -> None:
    own = [unit for unit in units if not missing(unit.answers, campaign.k)]
    workers = sum(unit.unit.workers for unit in units)
    share = sum(unit.answers for unit in units) / workers if workers else 0.0
    ratio = _say("of", lang, count=number(len(own), lang), units=number(len(units), lang))
    left = days_left(campaign, today())
    shown = {"reached": ratio, "share": percent(share, lang, n=0)}
    if left and not campaign.closed_on:
        shown = {"days": _say("days_value", lang, days=number(left, lang)), **shown}
    for column, (name, value) in zip(st.columns(len(shown)), shown.items(), strict=True):
        column.metric(_say(name, lang), value, border=True)


def _scans(units: Sequence[UnitParticipation], lang: str) -> None:
    found = scanned(units)
    if found is None or not found.shown:
        return
    st.subheader(say("collecting.scans.title", lang), anchor=False)
    for column, step in zip(st.columns(3), ("shown", "begun", "sent"), strict=True):
        count = number(getattr(found, step), lang)
        share = percent(getattr(found, step) / found.shown, lang, n=0)
        column.metric(say(f"collecting.scans.{step}", lang), f"{count} · {share}", border=True)
    st.caption(say("collecting.scans.note", lang))


def _silent(units: Sequence[UnitParticipation], lang: str) -> None:
    names = sorted((u.unit.name for u in units if u.is_silent), key=bare)
    if not names:
        st.success(_say("no_silent", lang))
        return
    listed = ", ".join(plain(name) for name in names[:_NAMED])
    if len(names) > _NAMED:
        more = number(len(names) - _NAMED, lang)
        listed = _say("silent_more", lang, names=listed, more=more)
    title = _say("silent", lang, count=number(len(names), lang))
    st.warning(_say("silent_text", lang, names=listed), title=title)


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaigns.progress.{name}", lang, **values)
