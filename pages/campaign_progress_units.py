"""The table of units while answers come in: what each has, and what it still needs."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.campaign_words import plain
from surveys.campaigns import Campaign
from surveys.collecting import UnitParticipation, next_goal
from surveys.texts import say
from surveys.texts.numbers import number
from surveys.texts.search import finds
from surveys.texts.search import plain as bare

_SORTS = ("missing", "answers", "name")
_HEADS = ("unit", "answers", "next", "share", "workers")


def show(campaign: Campaign, units: Sequence[UnitParticipation], lang: str) -> None:
    """Show all units, those that lack most first; searched and sorted as the officer likes."""
    st.subheader(_say("by_unit", lang), anchor=False)
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
    found = [u for u in units if not query or _is_named(query, u)]
    if not found:
        st.info(say("campaigns.codes.not_found", lang, query=plain(query or "")))
        return
    _table(rows(campaign, in_order(found, order or _SORTS[0], campaign.k), lang), lang)


def in_order(units: Sequence[UnitParticipation], order: str, k: int) -> list[UnitParticipation]:
    """The units by name, by answers, or those that lack most first."""
    by_name = sorted(units, key=lambda u: bare(u.unit.name))
    if order == "answers":
        return sorted(by_name, key=lambda u: (-u.answers, not u.few))
    if order == "missing":
        return sorted(by_name, key=lambda u: (u.unit.workers < k, u.answers, u.few))
    return by_name


def rows(campaign: Campaign, units: Sequence[UnitParticipation], lang: str) -> pd.DataFrame:
    """Unit, answers in words, what is lacking in words, share in percent, workers; then forms
    opened and begun where that is known, the type where it is not."""
    scanned = any(each.scans for each in units)
    extra = ("shown", "begun") if scanned else ("type",)
    names = [say(f"collecting.unit_column.{name}", lang) for name in (*_HEADS, *extra)]
    found = [(*_row(u, campaign, lang), *_extra(u, lang, scanned=scanned)) for u in units]
    return pd.DataFrame(found, columns=names)


def _table(table: pd.DataFrame, lang: str) -> None:
    figures = table.select_dtypes("number").columns
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            **{str(name): st.column_config.NumberColumn(format="localized") for name in figures},
            say("collecting.unit_column.share", lang): st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%d%%"
            ),
        },
        alt=_say("table_units", lang),
    )


def _is_named(query: str, each: UnitParticipation) -> bool:
    unit = each.unit
    return finds(query, unit.name, unit.code, unit.place) or finds(query, unit.cluster)


def _row(each: UnitParticipation, campaign: Campaign, lang: str) -> tuple[object, ...]:
    workers = each.unit.workers
    return (
        each.unit.name,
        _say("few", lang) if each.few else number(each.answers, lang),
        _enough(each, campaign, lang),
        round(100 * each.answers / workers) if workers else 0,
        workers,
    )


def _extra(each: UnitParticipation, lang: str, *, scanned: bool) -> tuple[object, ...]:
    if not scanned:
        return (say(f"names.unit_type.{each.unit.type}", lang),)
    return (each.scans.shown, each.scans.begun) if each.scans else (0, 0)


def _enough(each: UnitParticipation, campaign: Campaign, lang: str) -> str:
    if each.unit.workers and each.answers > each.unit.workers:
        return _say("too_many", lang)
    if each.unit.workers < campaign.k:
        return _say("pooled", lang)
    goal = next_goal(each, campaign)
    if goal is None:
        return say("collecting.level.enough", lang)
    level, count = goal
    return say(f"collecting.lacking.{level.name}", lang, count=count)


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaigns.progress.{name}", lang, **values)
