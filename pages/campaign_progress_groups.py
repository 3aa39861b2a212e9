"""Participation by cluster and type beside the register, and what each kind of figure needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st
from altair.utils.schemapi import debug_mode

from pages import releases
from pages.campaign_words import plain
from pages.releases import Drawing, Reader
from pages.results_view import draw, reader
from surveys import charts, collecting
from surveys.campaigns import Campaign
from surveys.charts import Withheld
from surveys.collecting import Group, UnitParticipation
from surveys.texts import say
from surveys.texts.numbers import number

_VIEWS = ("cluster", "type")
_NAMED = 8  # groups named in a sentence; chart and table have them all
_HEADS = ("group", "units", "silent", "workers", "women", "answers", "share")


def show(units: Sequence[UnitParticipation], lang: str) -> None:
    """Show a bar for each cluster or type, the gaps in words, and the table."""
    st.subheader(_say("title", lang), anchor=False)
    view = st.segmented_control(
        _say("view", lang),
        _VIEWS,
        default=_VIEWS[0],
        format_func=lambda name: _say(name, lang),
        key="progress-groups",
        required=True,
    )
    groups = tuple(_named(group, view, lang) for group in _grouped(units, view))
    draw(_bars(groups, reader(lang)))
    _gaps(collecting.far_below(groups), lang)
    _table(groups, lang)


def levels(campaign: Campaign, units: Sequence[UnitParticipation], lang: str) -> None:
    """Show what each kind of figure needs, and how many units or types have it."""
    st.subheader(say("collecting.level.title", lang), anchor=False)
    rows = [_level(standing, lang) for standing in collecting.standings(units, campaign)]
    names = ("goal", "needed", "reached", "lacking")
    heads = [say(f"collecting.column.{name}", lang) for name in names]
    st.dataframe(
        pd.DataFrame(rows, columns=heads),
        hide_index=True,
        column_config={
            heads[1]: st.column_config.NumberColumn(format="localized"),
            heads[3]: st.column_config.NumberColumn(format="localized"),
        },
        alt=say("collecting.level.table", lang),
    )
    st.caption(say("collecting.level.note", lang))
    st.caption(_of_gender(collecting.whole(units), lang))


@st.cache_data(max_entries=50, show_spinner=False, hash_funcs={Group: repr, Reader: repr})
@debug_mode(False)  # charts are checked against their schema by their own tests
def _bars(groups: tuple[Group, ...], reader: Reader) -> Drawing | Withheld:
    bars = charts.turnout_bars(groups, reader.lang, releases.layout(reader))
    return releases.ready(bars, reader)


def _grouped(units: Sequence[UnitParticipation], view: str) -> tuple[Group, ...]:
    return collecting.by_type(units) if view == "type" else collecting.by_cluster(units)


def _named(group: Group, view: str, lang: str) -> Group:
    if view == "type":
        return replace(group, name=say(f"names.unit_type.{group.name}", lang))
    return group if group.name else replace(group, name=_say("none", lang))


def _gaps(groups: Sequence[Group], lang: str) -> None:
    if groups:
        names = ", ".join(plain(group.name) for group in groups[:_NAMED])
        title = _say("gaps", lang, count=number(len(groups), lang))
        st.warning(_say("gaps_text", lang, names=names), title=title)


def _table(groups: Sequence[Group], lang: str) -> None:
    heads = [say(f"collecting.column.{name}", lang) for name in _HEADS]
    rows = [
        (g.name, g.units, g.silent, g.workers, g.women, g.answers, round(100 * g.share))
        for g in groups
    ]
    table = pd.DataFrame(rows, columns=heads).astype({heads[4]: "Int64"})
    figures = {name: st.column_config.NumberColumn(format="localized") for name in heads[1:6]}
    share = st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d%%")
    st.dataframe(
        table,
        hide_index=True,
        column_config={**figures, heads[6]: share},
        alt=_say("table", lang),
    )


def _level(standing: collecting.Standing, lang: str) -> tuple[object, ...]:
    level = standing.level
    reached = say(
        "collecting.level.of",
        lang,
        reached=number(standing.reached, lang),
        possible=number(standing.possible, lang),
        what=say(f"collecting.level.{'types' if level.of_type else 'units'}", lang),
    )
    goal = say(f"collecting.level.{level.name}", lang)
    return goal, standing.needed, reached, standing.lacking


def _of_gender(whole: Group, lang: str) -> str:
    """The register's women and men beside the answers, never the answers of either (DR-07)."""
    if whole.women is None:
        return _say("women_unknown", lang)
    women, men = number(whole.women, lang), number(whole.workers - whole.women, lang)
    return _say("women", lang, women=women, men=men)


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"collecting.groups.{name}", lang, **values)
