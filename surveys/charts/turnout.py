"""How many answered beside how many work there: one bar a group, the lowest first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from surveys import fonts
from surveys.charts.chart import Chart
from surveys.charts.look import finished
from surveys.charts.rows import FINDING, PAGE, PLAIN, Layout, Row, drawn
from surveys.collecting import Group, far_below
from surveys.texts import say
from surveys.texts.numbers import hundredths, number, percent

MOST = 20  # bars; the table has them all
_COLUMNS = ("group", "workers", "answers", "share")


def turnout_bars(groups: Sequence[Group], lang: str, layout: Layout = PAGE) -> Chart:
    """Groups sorted by share, as `surveys.collecting` sorts them, their names in the reader's
    words. Those far below the whole stand out. ValueError when there are no groups."""
    if not groups:
        raise ValueError("no groups")
    gaps = far_below(groups)
    shown = groups[:MOST]
    rows = [_row(group, lang, stands_out=group in gaps) for group in shown]
    below = [say("collecting.chart.base", lang)]
    if len(groups) > MOST:
        below.append(
            say("collecting.chart.more", lang, shown=MOST, groups=number(len(groups), lang))
        )
    spec = finished(drawn(rows, layout), say("collecting.chart.title", lang), below)
    return Chart(spec, _finding(groups, lang), _table(groups, lang))


def _row(group: Group, lang: str, *, stands_out: bool) -> Row:
    role = FINDING if stands_out else PLAIN
    return Row(fonts.plain(group.name), group.share, figure(group, lang), role=role)


def figure(group: Group, lang: str) -> str:
    """A group's answers against its headcount, in words."""
    return say(
        "collecting.chart.figure",
        lang,
        answers=number(group.answers, lang),
        workers=number(group.workers, lang),
        share=percent(group.share, lang, n=0),
    )


def _finding(groups: Sequence[Group], lang: str) -> str:
    low, high = (
        {"name": group.name, "figure": figure(group, lang)} for group in (groups[0], groups[-1])
    )
    if len(groups) == 1:
        return say("collecting.chart.finding_one", lang, **low)
    ends = {f"{key}_high": value for key, value in high.items()}
    return say("collecting.chart.finding", lang, **low, **ends)


def _table(groups: Sequence[Group], lang: str) -> pd.DataFrame:
    rows = [(g.name, g.workers, g.answers, int(hundredths(g.share))) for g in groups]
    names = [say(f"collecting.column.{name}", lang) for name in _COLUMNS]
    return pd.DataFrame(rows, columns=names)
