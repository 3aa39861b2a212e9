"""One unit's report of a period: its link, and what it says beside what the registers say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from db import events, ledgers, periodic
from pages import seen
from pages.campaign_words import plain, tell
from pages.ledger_address import go
from pages.parts import require, signed_in
from pages.period_words import noted, period_name
from pages.periodic_changes import shown_beside, wanted
from pages.periodic_known import asked_period, link_of, may_confirm
from pages.settings import engine, now, today
from surveys.access import Act, may
from surveys.organisation import Unit
from surveys.periodic import Period, Report
from surveys.texts import say
from surveys.texts.numbers import day

_STALE, _ANSWER = "report-stale", "report-answer"


def show(code: str) -> None:
    """Show the unit's report and link, and let the level above confirm it."""
    lang = require(Act.SEE_SURVEYS).lang
    st.button(say("periodic.one.back", lang), on_click=go, icon=":material/arrow_back:")
    calendar = periodic.calendar(engine())
    unit = next((unit for unit in seen.units() if unit.code == code), None)
    if calendar is None or unit is None:
        st.info(say("ledgers.fault.not_yours", lang))
        return
    period = asked_period(calendar)
    name = period_name(period, lang)
    st.title(say("periodic.one.title", lang, unit=unit.name, period=name), anchor=False)
    report = periodic.report_of(engine(), code, period.key)
    if report is None:
        st.info(say("periodic.one.no_report", lang))
    else:
        _report(report, unit, lang)
    if may(signed_in(), Act.KEEP_REGISTERS):
        _link(unit, period, lang)


def _report(report: Report, unit: Unit, lang: str) -> None:
    st.markdown(say("periodic.one.received", lang, day=day(report.received_on, lang)))
    if report.state == "returned":
        st.info(say("periodic.one.is_returned", lang, answer=plain(report.answer)))
    elif report.state == "confirmed":
        st.success(say("periodic.one.is_confirmed", lang))
    if st.session_state.pop(_STALE, False):
        st.warning(say("periodic.one.stale", lang))
    changes = wanted(report)
    st.subheader(say("periodic.one.compare", lang), anchor=False)
    rows, newer = shown_beside(report, changes, unit, lang)
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal")
    if newer:
        st.caption(newer)
    if report.note:
        st.markdown(say("periodic.one.note", lang, note=plain(report.note)))
    if report.state != "received":
        return
    if not may_confirm():
        st.caption(say("periodic.one.above_only", lang))
        return
    confirm = say("periodic.one.confirm", lang)
    shown = tuple(
        (change.before.id, change.before.version) if change.before else None for change in changes
    )
    st.button(confirm, type="primary", on_click=_confirm, args=(report, shown))
    _give_back(report, lang)


def _confirm(report: Report, shown: tuple[tuple[int, int] | None, ...]) -> None:
    """Into the registers, if report and registers are still those that were shown."""
    officer = require(Act.KEEP_REGISTERS)
    changes = wanted(report)
    now_there = tuple((c.before.id, c.before.version) if c.before else None for c in changes)
    if not may_confirm() or not seen.scope().sees(report.unit):
        return
    try:
        if now_there != shown:
            raise periodic.ChangedMeanwhile
        periodic.confirm(engine(), report, changes)
    except (periodic.ChangedMeanwhile, ledgers.ChangedMeanwhile, ledgers.AlreadyThere):
        st.session_state[_STALE] = True
        return
    what = noted(report.unit, report.period)
    events.note(engine(), now(), officer.id, "confirm_report", what)
    tell(say("periodic.one.confirmed", officer.lang))


def _give_back(report: Report, lang: str) -> None:
    with st.expander(say("periodic.one.give_back", lang)):
        answer = st.text_input(
            say("periodic.one.answer", lang),
            max_chars=300,
            placeholder=say("periodic.one.answer_hint", lang),
            key=f"{_ANSWER}-{report.id}",
        )
        if not st.button(say("periodic.one.give_back", lang), key=f"give-back-{report.id}"):
            return
        if not (answer or "").strip():
            st.warning(say("periodic.one.answer_missing", lang))
            return
        officer = require(Act.KEEP_REGISTERS)
        try:
            periodic.give_back(engine(), report, answer.strip())
        except periodic.ChangedMeanwhile:
            st.session_state[_STALE] = True
        else:
            what = noted(report.unit, report.period)
            events.note(engine(), now(), officer.id, "return_report", what)
            tell(say("periodic.one.returned", lang))
        st.rerun()


def _link(unit: Unit, period: Period, lang: str) -> None:
    st.subheader(say("periodic.one.link", lang), anchor=False)
    known = periodic.links(engine(), period.key, seen.scope())
    link = next((link for link in known if link.unit == unit.code), None)
    if link is None:
        st.caption(say("periodic.one.no_link", lang))
    else:
        st.code(link_of(link), language=None)
    with st.container(horizontal=True):
        if link is not None:
            st.link_button(say("periodic.one.open", lang), f"/bc/{link.code}")
        if may_confirm():
            words = say("periodic.one.renew" if link else "periodic.one.make", lang)
            old = link.code if link else ""
            st.button(words, on_click=_renew, args=(unit.code, period.key, old))


def _renew(unit: str, period: str, old: str) -> None:
    officer = require(Act.KEEP_REGISTERS)
    if not may_confirm() or not seen.scope().sees(unit):
        return
    if old:
        periodic.revoke(engine(), old, today(), seen.scope())
        tell(say("periodic.one.renewed", officer.lang))
    periodic.make_links(engine(), period, [unit], today())
    what = noted(unit, period)
    events.note(engine(), now(), officer.id, "renew_report_link" if old else "report_links", what)
