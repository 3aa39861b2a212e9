"""Participation while answers come in: units and steps of five, never persons (DR-07, DR-08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd
import streamlit as st

from db.participation import Participation
from pages import seen
from pages.campaign_words import moment, plain
from pages.parts import installation, signed_in
from pages.settings import today
from surveys.campaigns import Campaign, Stage, days_left, missing, recount_after, stage
from surveys.collecting import UnitParticipation
from surveys.organisation import UNIT_TYPES
from surveys.texts import say
from surveys.texts.numbers import day, number, percent
from surveys.texts.search import finds
from surveys.texts.search import plain as bare

_NAMED = 12  # units named in a sentence; the table has them all
_SORTS = ("missing", "answers", "name")


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
    _silent(counted.units, lang)
    st.subheader(say("campaigns.progress.by_unit", lang), anchor=False)
    _by_unit(campaign, counted.units, lang)
    st.subheader(say("campaigns.progress.by_type", lang), anchor=False)
    _by_type(counted.units, lang)


def _finding(units: Sequence[UnitParticipation], lang: str) -> str:
    heard = [unit for unit in units if unit.answers or unit.few]
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


def _silent(units: Sequence[UnitParticipation], lang: str) -> None:
    names = sorted((u.unit.name for u in units if not u.answers and not u.few), key=bare)
    if not names:
        st.success(_say("no_silent", lang))
        return
    listed = ", ".join(plain(name) for name in names[:_NAMED])
    if len(names) > _NAMED:
        more = number(len(names) - _NAMED, lang)
        listed = _say("silent_more", lang, names=listed, more=more)
    title = _say("silent", lang, count=number(len(names), lang))
    st.warning(_say("silent_text", lang, names=listed), title=title)


def _by_unit(campaign: Campaign, units: Sequence[UnitParticipation], lang: str) -> None:
    left, right = st.columns([2, 1])
    query = left.text_input(
        _say("search", lang),
        key="progress-search",
        type="search",
        live="300ms",
        placeholder=say("campaigns.codes.search_hint", lang),
    )
    order = right.selectbox(
        _say("sort", lang),
        _SORTS,
        format_func=lambda name: _say(f"sort_{name}", lang),
        key="progress-sort",
        placeholder=say("parts.choose", lang),
    )
    found = [u for u in units if finds(query or "", u.unit.name, u.unit.code, u.unit.place)]
    if not found:
        st.info(say("campaigns.codes.not_found", lang, query=plain(query or "")))
        return
    _show(_unit_rows(campaign, _sorted(found, order or _SORTS[0], campaign.k), lang), "units", lang)


def _sorted(units: Sequence[UnitParticipation], order: str, k: int) -> list[UnitParticipation]:
    by_name = sorted(units, key=lambda u: bare(u.unit.name))
    if order == "answers":
        return sorted(by_name, key=lambda u: (-u.answers, not u.few))
    if order == "missing":
        return sorted(by_name, key=lambda u: (u.unit.workers < k, u.answers, u.few))
    return by_name


def _unit_rows(campaign: Campaign, units: Sequence[UnitParticipation], lang: str) -> pd.DataFrame:
    """Unit, answers in words, what is missing in words, share in percent, workers, type."""
    rows = [
        (
            u.unit.name,
            _say("few", lang) if u.few else number(u.answers, lang),
            _enough(u, campaign.k, lang),
            _percent(u.answers, u.unit.workers),
            u.unit.workers,
            say(f"names.unit_type.{u.unit.type}", lang),
        )
        for u in units
    ]
    return _frame(rows, ("unit", "answers", "enough", "share", "workers", "type"), lang)


def _enough(each: UnitParticipation, k: int, lang: str) -> str:
    if each.answers > each.unit.workers:
        return _say("too_many", lang)
    if each.unit.workers < k:
        return _say("pooled", lang)
    lacking = missing(each.answers, k)
    return _say("missing", lang, count=lacking) if lacking else _say("enough", lang)


def _by_type(units: Sequence[UnitParticipation], lang: str) -> None:
    by_type = {type: [u for u in units if u.unit.type == type] for type in UNIT_TYPES}
    rows = [_type_row(type, group, lang) for type, group in by_type.items() if group]
    names = ("type", "units", "with_answers", "workers", "at_least", "share")
    _show(_frame(rows, names, lang), "types", lang)


def _type_row(type: str, units: Sequence[UnitParticipation], lang: str) -> tuple[object, ...]:
    answers, workers = sum(u.answers for u in units), sum(u.unit.workers for u in units)
    heard = sum(1 for u in units if u.answers or u.few)
    label = say(f"names.unit_type.{type}", lang)
    return label, len(units), heard, workers, answers, _percent(answers, workers)


def _percent(answers: int, workers: int) -> int:
    return round(100 * answers / workers) if workers else 0


def _frame(rows: Sequence[tuple[object, ...]], names: Sequence[str], lang: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[say(f"campaigns.column.{name}", lang) for name in names])


def _show(table: pd.DataFrame, which: str, lang: str) -> None:
    figures = table.select_dtypes("number").columns
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            **{str(name): st.column_config.NumberColumn(format="localized") for name in figures},
            say("campaigns.column.share", lang): st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%d%%"
            ),
        },
        alt=_say(f"table_{which}", lang),
    )


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaigns.progress.{name}", lang, **values)
