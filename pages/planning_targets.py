"""The plan's targets beside the registers: what was reached, what is missing, at which pace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import streamlit as st

from db import ledger_rows
from db import targets as stored
from pages import address, planning_staircase, planning_target_form, seen
from pages.campaign_words import plain
from pages.parts import signed_in
from pages.planning_address import TARGET, Part, go
from pages.settings import engine, today
from surveys.access import Act, may
from surveys.ledgers import History
from surveys.organisation import UNIT_TYPES
from surveys.plan import Activity
from surveys.targets import (
    Progress,
    Target,
    gap_in_words,
    pace_in_words,
    progress,
    result_in_words,
    target_in_words,
)
from surveys.texts import say
from surveys.texts.numbers import day, number


def show(_activities: tuple[Activity, ...]) -> None:
    """Show every target, those still running first."""
    lang = signed_in().lang
    ledger_rows.catch_up(engine(), today())
    register = seen.units()
    if not register:
        st.info(say("planning.targets.empty", lang))
        if st.button(say("planning.targets.empty_action", lang), type="primary"):
            address.visit("don-vi")
        return
    targets, retired = stored.everything(engine()), stored.retired(engine())
    if wanted := st.query_params.get(TARGET):
        planning_target_form.show((*targets, *retired), wanted)
        return
    history = ledger_rows.history(engine(), register)
    st.write(say("planning.targets.lead", lang, day=day(today(), lang), units=len(register)))
    planning_target_form.offer_new(lang)
    planning_staircase.show(history, targets, lang)
    by_year = sorted(targets, key=lambda t: (t.deadline < today(), t.deadline))
    for due, of_year in groupby(by_year, key=lambda target: target.deadline):
        _year(due, list(of_year), history, lang)
    _retired(retired, lang)


def _year(due: date, targets: Sequence[Target], history: History, lang: str) -> None:
    """The targets of one deadline, with the figures of that day when it is over."""
    on = min(due, today())
    heading = say(
        f"planning.targets.{'closed' if due < today() else 'running'}", lang, year=due.year
    )
    st.header(heading, anchor=False)
    if due < today():
        said = say("targets.board.as_of_deadline", lang, day=day(due, lang))
        unknown = history.unknown(on)
        if unknown:
            more = say("targets.board.unknown", lang, count=number(unknown, lang))
            said = f"{said} {more}"
        st.caption(said)
    rows = progress(history.on(on), on, targets)
    decided = any(target.binding for target in targets)
    for target, row in zip(targets, rows, strict=True):
        with st.container(border=True, key=f"target-{row.id}"):
            _target(target, row, lang, decided=decided)


def _target(target: Target, row: Progress, lang: str, *, decided: bool) -> None:
    words, figures = st.columns([3, 2], gap="medium")
    with words:
        st.markdown(
            f"**{plain(row.label[lang])}**  \n:gray[{row.id} · {_kind(row, lang, decided)}]"
        )
        st.caption("  \n".join(_written(target, row, lang)))
        if may(signed_in(), Act.SETTINGS):
            _change(row.id, say("targets.board.change", lang))
    with figures:
        required = say("planning.targets.required", lang, value=target_in_words(row, lang))
        result = say("planning.targets.result", lang, value=result_in_words(row, lang))
        st.markdown("  \n".join((required, result, _judged(row, lang))))
        _bar(row)


def _retired(retired: Sequence[Target], lang: str) -> None:
    """What is out of use, for those who may use it again."""
    if not retired or not may(signed_in(), Act.SETTINGS):
        return
    title = say("targets.board.retired_title", lang, count=len(retired))
    with st.expander(title, icon=":material/inventory_2:"):
        for target in retired:
            words, action = st.columns([4, 1], vertical_alignment="center")
            words.markdown(f"{plain(target.label[lang])}  \n:small[:gray[{target.id}]]")
            with action:
                _change(target.id, say("targets.board.look", lang))


def _change(id: str, label: str) -> None:
    asked = {TARGET: id}
    st.button(
        label,
        key=f"change-{id}",
        type="tertiary",
        on_click=go,
        args=(Part.TARGETS,),
        kwargs=asked,
    )


def _kind(row: Progress, lang: str, decided: bool) -> str:
    kind = say(f"planning.targets.kind.{row.kind}", lang)
    same_metric = row.binding or (decided and row.kind == "milestone")
    if not same_metric:
        return kind
    mark = "binding" if row.binding else "reference"
    return f"{kind} · {say(f'targets.board.{mark}', lang)}"


def _written(target: Target, row: Progress, lang: str) -> list[str]:
    """The plan's own words, what the denominator counts, what must be said beside it."""
    lines = []
    if row.as_written:
        lines.append(say("planning.targets.written", lang, words=plain(row.as_written)))
    if target.source:
        lines.append(say("targets.board.source", lang, source=plain(target.source)))
    if target.begins_on:
        days = {"first": day(target.begins_on, lang), "last": day(target.deadline, lang)}
        lines.append(say("targets.board.period", lang, **days))
    if row.denominator is not None and target.unit_types:
        lines.append(_denominator(target, lang))
    if row.remark:
        lines.append(say(row.remark, lang))
    if row.note:
        lines.append(say("targets.board.own_note", lang, note=plain(row.note)))
    return lines


def _denominator(target: Target, lang: str) -> str:
    names = [
        say(f"names.unit_type.{type}", lang) for type in UNIT_TYPES if type in target.unit_types
    ]
    everything = len(names) == len(UNIT_TYPES)
    types = say("targets.board.every_type", lang) if everything else ", ".join(names)
    more = say("targets.board.with_union", lang) if target.has_union else ""
    if target.min_headcount:
        more += say("targets.board.from_workers", lang, workers=target.min_headcount)
    return say("targets.board.denominator", lang, types=types, more=more)


def _judged(row: Progress, lang: str) -> str:
    """Reached, missing by how much and at which pace, or not judged: always in words."""
    gap = gap_in_words(row, lang)
    if row.met is None:
        return f":gray[{gap}]"
    if row.met:
        return f":green-badge[:material/check: {gap}]"
    badge = f":{'red' if row.deadline < today() else 'orange'}-badge[{gap}]"
    pace = pace_in_words(row, today(), lang)
    return f"{badge}  \n{pace}" if pace else badge


def _bar(row: Progress) -> None:
    """How much of the way is gone; only where there is a number to reach."""
    if row.value:
        st.progress(min(1.0, max(0.0, row.result / row.value)))
