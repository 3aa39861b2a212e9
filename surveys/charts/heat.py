"""Needs across, groups down: a figure in every cell, darker where more people say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from surveys import fonts
from surveys.charts.chart import Chart, Withheld, in_words, withheld
from surveys.charts.key import listed
from surveys.charts.look import (
    INK,
    LEADING,
    LETTERS,
    PHONE_WIDTH,
    PRIMARY,
    QUIET,
    WEAK,
    WIDTH,
    finished,
)
from surveys.charts.rows import PAGE, Layout
from surveys.statistics import Estimate
from surveys.statistics.heat import Heat, Row
from surveys.texts import say
from surveys.texts.numbers import NEAR, as_told, hundredths, nearly_all, number, percent, share_text

_LABELS = 230  # pixels for the names of groups on a page
_ASIDE = 30  # pixels beside the cells
_BETWEEN = 8  # pixels between two names
_PHONE_LABELS = 112
_GAP, _LINES = 12, 3  # pixels between a name and its cells; lines of a name at most
_ON_A_PHONE, _ROWS_ON_A_PHONE = 4, 20  # needs and groups that fit; the table has them all
_DARKEST = 0.5  # opacity of the highest share: ink stays readable on it by day and by night
_HIDDEN = "(*)"  # too few answers (handbook 4.3)
_PERCENT = 100


def heat_map(found: Heat, measure: str, lang: str, layout: Layout = PAGE) -> Chart | Withheld:
    """The cells; needs are numbered and named below. `measure` says what the figures are."""
    shown = [row for row in found.rows if row.cells]
    if not shown:
        needed = max((row.needed for row in found.rows), default=0)
        return withheld("results.withheld.no_side", lang, 0, needed)
    needs, rows = found.needs, found.rows
    if layout.above:
        needs, rows = needs[:_ON_A_PHONE], rows[:_ROWS_ON_A_PHONE]
    names = listed([in_words(need.label, lang) for need in needs], _plot(layout))
    both = alt.vconcat(_cells(Heat(needs, rows), lang, layout), names, spacing=20)
    below = [say(f"charts.heat.{measure}", lang), say("charts.heat.grey", lang)]
    if any(not row.cells for row in found.rows):
        below.append(say("charts.heat.hidden", lang, needed=found.rows[0].needed))
    if len(needs) < len(found.needs):
        below.append(say("charts.heat.some", lang, count=len(needs), rows=len(rows)))
    spec = finished(both, say("charts.heat.title", lang), below)
    return Chart(spec, finding(found, lang), _table(found, lang))


def _cells(found: Heat, lang: str, layout: Layout) -> Any:
    labels = [f"{at:03}|{_label(row, lang, layout)}" for at, row in enumerate(found.rows)]
    top = max(
        (as_told(c.value, c.n) for row in found.rows for c in row.cells.values()), default=0.0
    )
    values = [
        {"row": label, "need": f"{at + 1}", **_cell(row.cells.get(need.code), top, lang)}
        for label, row in zip(labels, found.rows, strict=True)
        for at, need in enumerate(found.needs)
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X(
            "need:O",
            sort=None,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
        ),
        y=_axis(labels, layout),
    )
    tips = [alt.Tooltip(f"{name}:N", title=" ") for name in ("row", "words")]
    square = base.mark_rect(stroke=WEAK, strokeWidth=1).encode(
        fill=alt.Fill("fill:N", scale=None),
        fillOpacity=alt.FillOpacity("depth:Q", scale=None),
        tooltip=tips,
    )
    figure = base.mark_text(fontSize=LETTERS).encode(
        text="figure:N", color=alt.Color("ink:N", scale=None)
    )
    step = round(max(label.count("\n") + 1 for label in labels) * LETTERS * LEADING) + _BETWEEN
    return alt.layer(square, figure, width=_plot(layout), height={"step": step})


def _plot(layout: Layout) -> int:
    """Pixels for the cells."""
    return PHONE_WIDTH - _PHONE_LABELS if layout.above else WIDTH - _ASIDE - _LABELS


def _axis(labels: list[str], layout: Layout) -> alt.Y:
    room = _PHONE_LABELS if layout.above else _LABELS
    return alt.Y(
        "row:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=labels),
        axis=alt.Axis(
            labelExpr="split(slice(datum.label, 4), '\\n')",
            labelLimit=0,
            labelBaseline="middle",
            labelLineHeight=round(LETTERS * LEADING),
            ticks=False,
            domain=False,
            minExtent=room,
            maxExtent=room,
            labelPadding=8,
        ),
    )


def _label(row: Row, lang: str, layout: Layout) -> str:
    """The name of a group in a few lines, with its number of answers on the last."""
    room = (_PHONE_LABELS if layout.above else _LABELS) - _GAP
    base = say("charts.contrast.base", lang, n=number(row.n, lang))
    lines = fonts.balanced(in_words(row.label, lang), LETTERS, room)
    if len(lines) == 1 and fonts.width(f"{lines[0]} ({base})", LETTERS) <= room:
        return f"{lines[0]} ({base})"
    return "\n".join([*lines[:_LINES], base])


def _cell(share: Estimate | None, top: float, lang: str) -> dict[str, Any]:
    if share is None:
        return {"figure": _HIDDEN, "words": _HIDDEN, "fill": WEAK, "depth": 1, "ink": QUIET}
    figure = _figure(share, lang)
    if not share.reliable:
        words = f"{figure}% · {say('results.trend', lang)}"
        return {"figure": figure, "words": words, "fill": WEAK, "depth": 1, "ink": QUIET}
    depth = _DARKEST * as_told(share.value, share.n) / top if top else 0.0
    words = _with_interval(share, lang)
    return {"figure": figure, "words": words, "fill": PRIMARY, "depth": depth, "ink": INK}


def _figure(share: Estimate, lang: str) -> str:
    """A share without its sign, as there is one in every cell."""
    if not nearly_all(share.value, share.n):
        return number(hundredths(share.value), lang)
    edge = NEAR if share.value < NEAR else 1 - NEAR
    return f"{'<' if share.value < NEAR else '>'}{number(edge * _PERCENT, lang)}"


def finding(found: Heat, lang: str) -> str:
    """The group with the highest reliable figure, and the need it says so of."""
    names = {need.code: in_words(need.label, lang) for need in found.needs}
    told = [
        (as_told(cell.value, cell.n), in_words(row.label, lang), names[code], cell)
        for row in found.rows
        for code, cell in row.cells.items()
        if cell.reliable and code in names
    ]
    if not told:
        return say("charts.heat.only_trends", lang)
    _, group, need, cell = max(told, key=lambda one: one[:3])
    share = share_text(cell.value, cell.n, lang)
    return say("charts.heat.finding", lang, group=group, need=need, share=share)


def _table(found: Heat, lang: str) -> pd.DataFrame:
    heads = [say(f"charts.column.{name}", lang) for name in ("group", "n", "rate")]
    needs = [in_words(need.label, lang) for need in found.needs]
    return pd.DataFrame(list(_lines(found, lang)), columns=[*heads, *needs])


def _lines(found: Heat, lang: str) -> Iterator[tuple[object, ...]]:
    for row in found.rows:
        rate = None if row.rate is None else hundredths(row.rate, 1)
        yield (
            in_words(row.label, lang),
            row.n,
            rate,
            *(_written(row.cells.get(need.code), lang) for need in found.needs),
        )


def _written(share: Estimate | None, lang: str) -> str:
    if share is None:
        return _HIDDEN
    mark = "" if share.reliable else f" · {say('results.trend', lang)}"
    return _with_interval(share, lang) + mark


def _with_interval(share: Estimate, lang: str) -> str:
    """A share and its interval; alone where a small group nearly agrees."""
    words = share_text(share.value, share.n, lang)
    if nearly_all(share.value, share.n):
        return words
    low, high = percent(share.low, lang, share.n), percent(share.high, lang, share.n)
    return f"{words} ({low}–{high})"
