"""The chart above the targets: one metric's steps over the years, and the way so far."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import address
from pages.releases import ready
from pages.results_view import draw, reader
from pages.settings import today
from surveys.charts import staircase
from surveys.ledgers import History
from surveys.targets import METRICS, Target, course, progress
from surveys.texts import say

_METRIC = "chi_so"  # in the address


def show(history: History, targets: Sequence[Target], lang: str) -> None:
    """Show the staircase of the metric the officer chose."""
    offered = [m for m in METRICS if sum(t.metric == m and bool(t.goal) for t in targets)]
    if not offered:
        return
    metric = address.one(_METRIC, offered, offered[0])
    st.segmented_control(
        say("targets.chart.metric", lang),
        offered,
        format_func=lambda name: say(f"targets.metric.{name}", lang),
        key=address.key(_METRIC),
        on_change=address.keep,
        args=(_METRIC,),
        required=True,
    )
    far = ("members", "membership_rate") if metric == "members" else (metric,)
    mine = sorted((t for t in targets if t.metric in far), key=lambda t: t.deadline)
    own = [target for target in mine if target.metric == metric]
    running = next((t for t in own if t.deadline >= today()), own[-1])
    points = course(history, [running], today())[running.id]
    if not points:
        return
    rows = progress(history.on(today()), today(), mine)
    who = reader(lang)
    chart = staircase(rows, points, today(), lang, narrow=who.phone)
    draw(ready(chart, who), "##### ")
    with st.expander(say("targets.chart.table", lang)):
        st.dataframe(chart.table, hide_index=True, alt=chart.alt)
