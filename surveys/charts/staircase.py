"""Targets of one metric as a staircase over the years, and the way the result took to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from surveys.charts.chart import Chart
from surveys.charts.look import ACCENT, INK, LETTERS, PHONE_WIDTH, PRIMARY, QUIET, RULE, finished
from surveys.targets import SERIES_BREAK, Point, Progress, result_in_words, target_in_words
from surveys.texts import say
from surveys.texts.numbers import day, number

_DAYS_A_YEAR = 365.25
_BEFORE = 5  # years shown before the first deadline
_SIGNS = {"approx": "≈", "ge": "≥", "gt": ">"}
_TICK = 5  # years between the marks of the axis
_HEIGHT, _WIDTH = 300, 660  # pixels
_AXIS = 60  # pixels left of the plot
_Plot = tuple[alt.X, alt.Y, float]  # both axes, and the highest value of the plot
_ROOM = 1.25  # above the highest value, for words


def staircase(
    rows: Sequence[Progress],
    points: Sequence[Point],
    today: date,
    lang: str,
    *,
    narrow: bool = False,
) -> Chart:
    """`rows` are the targets of one metric by their deadline, `points` the results so far of the
    one that runs; the series is interrupted where the union's membership was redefined."""
    drawn = _with_number(rows) if narrow else rows
    steps = _steps(drawn, points, lang, narrow=narrow)
    results = _results(points, rows[0].unit, lang)
    top = max([s["value"] for s in steps] + [r["value"] for r in results], default=1.0) * _ROOM
    x = _years(points, drawn)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(title=None, labelExpr=_label(rows[0].unit, lang), **_rungs(rows[0].unit)),
    )
    layers = [
        *_break(points, (x, y, top), "break_short" if narrow else "break", lang),
        *_drawn_steps(steps, x, _years(points, drawn, "start"), y),
        *([] if narrow else _without_number(rows, (x, y, top), lang)),
        *_drawn_results(results, x, y),
    ]
    spec = alt.layer(*layers).properties(
        width=PHONE_WIDTH - _AXIS if narrow else _WIDTH, height=_HEIGHT
    )
    below = [say("targets.chart.below", lang), *_denominator(rows, today, lang)]
    running = _running(rows, today)
    title = say(
        "targets.chart.title",
        lang,
        result=result_in_words(running, lang),
        goal=target_in_words(running, lang),
        year=running.year,
    )
    return Chart(finished(spec, title, below), _alt(title, rows, lang), _table(points, rows, lang))


def _with_number(rows: Sequence[Progress]) -> Sequence[Progress]:
    """On a phone the years end with the last target that is drawn; all of them when none is."""
    return [row for row in rows if row.value is not None and row.unit == rows[0].unit] or rows


def _steps(
    rows: Sequence[Progress], points: Sequence[Point], lang: str, *, narrow: bool
) -> list[dict[str, Any]]:
    """One step for each target with a number: from the deadline before it to its own."""
    years = sorted({_year(row.deadline) for row in rows})
    found = []
    for row in rows:
        if row.value is not None and row.unit == rows[0].unit:
            end = _year(row.deadline)
            before = [year for year in years if year < end]
            start = before[-1] if before else _first(points, rows)
            goal = _goal(row, lang)
            words = say("targets.chart.step", lang, goal=goal, year=row.year)
            found.append(
                {
                    "start": start,
                    "year": end,
                    "value": _shown(row.value, row.unit),
                    "words": goal if narrow else words,
                    "look": "step" if row.kind == "target" else "milestone",
                }
            )
    return found


def _goal(row: Progress, lang: str) -> str:
    """ "≥ 85%", short enough for the plot."""
    value = number(_shown(row.value or 0, row.unit), lang)
    return f"{_SIGNS[row.operator]} {value}{'' if row.unit == 'person' else '%'}"


def _results(points: Sequence[Point], unit: str, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "year": _year(point.day),
            "value": _shown(point.result, unit),
            "part": "after" if point.day >= SERIES_BREAK else "before",
            "words": _figure(point, unit, lang) if point is points[-1] else "",
        }
        for point in points
    ]


def _drawn_steps(steps: list[dict[str, Any]], x: alt.X, start: alt.X, y: alt.Y) -> list[alt.Chart]:
    if not steps:
        return []
    base = alt.Chart(pd.DataFrame(steps))
    dash = alt.StrokeDash(
        "look:N", scale=alt.Scale(domain=["step", "milestone"], range=[[1, 0], [5, 4]]), legend=None
    )
    lines = base.mark_rule(color=ACCENT, strokeWidth=2).encode(
        x=start, x2="year:Q", y=y, strokeDash=dash
    )
    above = base.transform_filter(alt.datum.look == "step")
    below = base.transform_filter(alt.datum.look == "milestone")
    return [
        lines,
        above.mark_text(align="right", dy=-9, dx=-2, fontSize=LETTERS, color=INK).encode(
            x=x, y=y, text="words:N"
        ),
        below.mark_text(align="left", dy=11, dx=4, fontSize=LETTERS, color=INK).encode(
            x=start, y=y, text="words:N"
        ),
    ]


def _without_number(rows: Sequence[Progress], plot: _Plot, lang: str) -> list[alt.Chart]:
    """Targets that name no number ("most") as words at their year."""
    x, y, top = plot
    marks = [
        {
            "year": _year(row.deadline),
            "value": top,
            "words": say("targets.chart.step", lang, goal=row.as_written, year=row.year),
        }
        for row in rows
        if row.value is None or row.unit != rows[0].unit
    ]
    if not marks:
        return []
    base = alt.Chart(pd.DataFrame(marks))
    words = base.mark_text(align="right", baseline="top", fontSize=LETTERS, color=QUIET)
    return [words.encode(x=x, y=y, text="words:N")]


def _drawn_results(results: list[dict[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    base = alt.Chart(pd.DataFrame(results))
    line = base.mark_line(color=PRIMARY, strokeWidth=3).encode(x=x, y=y, detail="part:N")
    dots = base.mark_circle(color=PRIMARY, size=45, opacity=1).encode(x=x, y=y)
    words = base.mark_text(
        align="left", dx=8, dy=4, fontSize=LETTERS, fontWeight="bold", color=PRIMARY
    ).encode(x=x, y=y, text="words:N")
    return [line, dots, words]


def _break(points: Sequence[Point], plot: _Plot, words: str, lang: str) -> list[alt.Chart]:
    """Where the series is not one: a line across, and why."""
    x, y, top = plot
    if not points or not points[0].day < SERIES_BREAK:
        return []
    at = _year(SERIES_BREAK)
    data = pd.DataFrame([{"year": at, "value": top, "words": say(f"targets.chart.{words}", lang)}])
    base = alt.Chart(data)
    return [
        base.mark_rule(color=RULE, strokeDash=[3, 3]).encode(x=x),
        base.mark_text(align="left", baseline="top", dx=5, fontSize=LETTERS, color=QUIET).encode(
            x=x, y=y, text="words:N"
        ),
    ]


def _running(rows: Sequence[Progress], today: date) -> Progress:
    return next((row for row in rows if row.deadline >= today), rows[-1])


def _denominator(rows: Sequence[Progress], today: date, lang: str) -> list[str]:
    """What the shares are shares of, where they are."""
    row = _running(rows, today)
    if row.denominator is None:
        return []
    counts = say(f"reports.target.counts.{row.counts}", lang)
    return [say("targets.chart.denominator", lang, counts=counts, year=row.year)]


def _alt(title: str, rows: Sequence[Progress], lang: str) -> str:
    steps = "; ".join(
        say("targets.chart.step", lang, goal=target_in_words(row, lang), year=row.year)
        for row in rows
    )
    return f"{title}. {steps}."


def _table(points: Sequence[Point], rows: Sequence[Progress], lang: str) -> pd.DataFrame:
    """Every result with numerator and denominator."""
    names = ("day", "numerator", "denominator", "result")
    columns = [say(f"targets.chart.column.{name}", lang) for name in names]
    unit = rows[0].unit
    return pd.DataFrame(
        [
            (
                day(point.day, lang),
                number(point.numerator, lang),
                "–" if point.denominator is None else number(point.denominator, lang),
                _figure(point, unit, lang),
            )
            for point in points
        ],
        columns=columns,
    )


def _figure(point: Point, unit: str, lang: str) -> str:
    if unit == "person":
        return number(point.result, lang)
    return f"{number(point.result * 100, lang, 1)}%"


def _label(unit: str, lang: str) -> str:
    """Numbers on the axis as the reader writes them."""
    if unit != "person":
        return "format(datum.value, 'd') + '%'"
    written = "format(datum.value, ',d')"
    return written if lang == "en" else f"replace({written}, /,/g, '.')"


def _rungs(unit: str) -> dict[str, Any]:
    """Where the axis is marked: a share ends at 100 %."""
    return {"tickCount": 5} if unit == "person" else {"values": [0, 20, 40, 60, 80, 100]}


def _shown(value: float, unit: str) -> float:
    return value if unit == "person" else value * 100


def _years(points: Sequence[Point], rows: Sequence[Progress], field: str = "year") -> alt.X:
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(domain=[_first(points, rows), _last(rows)], nice=False, zero=False),
        axis=alt.Axis(title=None, format="d", values=_ticks(points, rows), grid=False),
    )


def _year(on: date) -> float:
    return on.year + (on - date(on.year, 1, 1)).days / _DAYS_A_YEAR


def _first(points: Sequence[Point], rows: Sequence[Progress]) -> float:
    first_due = min(row.deadline for row in rows).year - _BEFORE
    return float(min([first_due] + [point.day.year for point in points[:1]]))


def _last(rows: Sequence[Progress]) -> float:
    return float(max(row.deadline for row in rows).year + 1)


def _ticks(points: Sequence[Point], rows: Sequence[Progress]) -> list[int]:
    first, last = int(_first(points, rows)), int(_last(rows))
    return [year for year in range(first, last + 1) if year % _TICK == 0 or year == first]
