"""The board "Ai trả lời": who answered beside who works there, and how many in each unit."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages import releases, results_gaps
from pages.results_files import Files, shown
from pages.results_how import of_people
from pages.results_view import View, foot, head, remarks, table
from surveys import charts
from surveys.charts.chart import in_words
from surveys.statistics import EVERYTHING, Composition
from surveys.statistics.scopes import response
from surveys.texts import say
from surveys.texts.numbers import number, percent


def show(view: View) -> None:
    """Show the board."""
    head(view, _finding(view), "ai-tra-loi")
    rows = releases.people(view.published, view.selection)
    if response(view.release, view.selection) is None:
        st.info(say("board.people.nothing", view.lang), icon=":material/visibility_off:")
    else:
        _shown(view, rows)
    foot(view)


def _shown(view: View, rows: tuple[Composition, ...]) -> None:
    if view.release.pending and view.selection == EVERYTHING:
        remarks(view, ["results.note.pending"])
    drawing = releases.people_bars(view.published, view.selection, view.reader)
    title = say("board.people.chart", view.lang)
    again = partial(charts.composition_bars, rows, view.lang)
    shown(view, drawing, Files("people", title, again, told=partial(of_people, view)))
    st.caption(say("board.people.raw", view.lang))
    units = [row for row in rows if row.coordinate == "unit" and row.workers]
    if len(units) > 1:
        st.subheader(say("board.people.coverage", view.lang), anchor=False)
        st.caption(say("board.people.coverage_text", view.lang))
        table(_coverage(units, view.lang))
    results_gaps.show(view)


def _finding(view: View) -> str:
    found = response(view.release, view.selection)
    if found is None:
        return say("board.people.finding_unknown", view.lang)
    answered, rate = number(found[0], view.lang), percent(found[1], view.lang)
    return say("board.people.finding", view.lang, answered=answered, rate=rate)


def _coverage(units: list[Composition], lang: str) -> pd.DataFrame:
    """Unit, answers, workers and response rate in percent, the lowest rate first."""
    names = [say(f"board.people.{name}", lang) for name in ("unit", "answered", "workers", "rate")]
    values = [
        (in_words(row.label, lang), row.answered, row.workers, 100 * row.answered / row.workers)
        for row in units
        if row.workers
    ]
    return pd.DataFrame(values, columns=names).sort_values(names[-1]).round(1)
