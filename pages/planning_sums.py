"""What the promises cost and reach, need by need."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.planning_words import need_name
from surveys.plan import Activity, Sum, sums_by_need
from surveys.reports.phrases import millions
from surveys.texts import say
from surveys.texts.numbers import number

_COLUMNS = ("need", "activities", "done", "planned", "spent", "people", "reached")
_NONE = "–"


def show(activities: Sequence[Activity], lang: str) -> None:
    """Show the sums of these activities with their total."""
    sums = [row for row in sums_by_need(activities) if row.activities or row.spent]
    if not sums:
        return
    planned, spent = sum(row.planned for row in sums), sum(row.spent for row in sums)
    st.subheader(
        say(
            "planning.sums.finding",
            lang,
            planned=millions(planned, lang),
            spent=millions(spent, lang),
        ),
        anchor=False,
    )
    heads = [say(f"planning.sums.{name}", lang) for name in _COLUMNS]
    rows = [(need_name(row.need, lang), *_figures(row, lang)) for row in sums]
    total = (say("planning.sums.total", lang), *_figures(_total(sums), lang))
    st.dataframe(
        pd.DataFrame([*rows, total], columns=heads),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={head: st.column_config.TextColumn(alignment="right") for head in heads[1:]},
    )
    st.caption(say("planning.sums.note", lang))


def _figures(row: Sum, lang: str) -> tuple[str, ...]:
    return (
        number(row.activities, lang),
        number(row.done, lang) if row.done else _NONE,
        millions(row.planned, lang) if row.planned else _NONE,
        millions(row.spent, lang) if row.spent else _NONE,
        number(row.people, lang) if row.people else _NONE,
        number(row.reached, lang) if row.reached else _NONE,
    )


def _total(sums: Sequence[Sum]) -> Sum:
    return Sum(
        need="",
        activities=sum(row.activities for row in sums),
        done=sum(row.done for row in sums),
        planned=sum(row.planned for row in sums),
        spent=sum(row.spent for row in sums),
        people=sum(row.people for row in sums),
        reached=sum(row.reached for row in sums),
    )
