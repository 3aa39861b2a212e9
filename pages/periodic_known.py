"""What the pages of periodic reports know: the calendar, the period, each unit's report."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from db import periodic
from db.periodic import Link
from pages import address, seen
from pages.ledger_address import PERIOD
from pages.parts import signed_in
from pages.period_words import period_name
from pages.settings import engine, settings, today
from surveys.access import Act, may
from surveys.organisation import Unit
from surveys.periodic import (
    Calendar,
    Period,
    Report,
    Standing,
    named,
    owing,
    periods,
    standing,
    to_report,
)
from surveys.texts import say


@dataclass(frozen=True, slots=True)
class Row:
    """A unit that has to report: its report and its link, where there are any."""

    unit: Unit
    report: Report | None
    link: Link | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Board:
    """A period with everybody who reports on it; `planned` are the units with a plan that year."""

    calendar: Calendar
    period: Period
    rows: tuple[Row, ...]
    planned: frozenset[str]


def board(calendar: Calendar, period: Period) -> Board:
    """Everybody within the officer's scope."""
    scope = seen.scope()
    every = periodic.reports(engine(), scope=scope)
    reports = {report.unit: report for report in every if report.period == period.key}
    links = {link.unit: link for link in periodic.links(engine(), period.key, scope)}
    rows = tuple(
        Row(
            unit,
            reports.get(unit.code),
            links.get(unit.code),
            standing(calendar, period, reports.get(unit.code), today()),
        )
        for unit in owing(seen.units(), period)
    )
    here = {row.unit.code for row in rows}
    planned = frozenset(
        report.unit
        for report in every
        if report.state == "confirmed"
        and report.plan_on is not None
        and report.plan_on.year == period.first.year
        and report.unit in here
    )
    return Board(calendar, period, rows, planned)


def choose_period(calendar: Calendar, lang: str) -> Period:
    """The period the officer looks at, kept in the address."""
    known = {period.key: period for period in periods(calendar, today())}
    chosen = address.one(PERIOD, list(known), to_report(calendar, today()).key)
    st.selectbox(
        say("periodic.board.period", lang),
        list(known),
        format_func=lambda key: period_name(known[key], lang),
        key=address.key(PERIOD),
        on_change=address.keep,
        args=(PERIOD,),
        label_visibility="collapsed",
        width=280,
    )
    return known[chosen]


def asked_period(calendar: Calendar) -> Period:
    """The period the address names; the last that ended otherwise."""
    found = named(st.query_params.get(PERIOD, ""))
    return found or to_report(calendar, today())


def may_confirm() -> bool:
    """Whether reports become entries here: by the level above the units."""
    return may(signed_in(), Act.KEEP_REGISTERS) and not seen.scope().waits


def link_of(link: Link) -> str:
    """The address by which the unit reports."""
    return f"{settings().base_url}/bc/{link.code}"
