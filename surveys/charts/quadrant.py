"""Importance against satisfaction: four fields in words, needs as numbers with a key."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from surveys import fonts
from surveys.charts.chart import Chart, Withheld, field_words, in_words, withheld
from surveys.charts.key import FIELDS, key
from surveys.charts.look import ACCENT, LETTERS, PHONE_WIDTH, PRIMARY, QUIET, RULE, WIDTH, finished
from surveys.charts.places import Box, Point, beside
from surveys.charts.ranking import below_title, table
from surveys.charts.rows import PAGE, Layout
from surveys.needs import NeedRow, Ranking
from surveys.texts import say
from surveys.texts.numbers import number, percent

_SATISFIED = 3.0  # the middle of 1..5, where the level line lies (handbook 2.4)
_WIDE, _HIGH = 400, 470  # pixels of the plot on a page
_ASIDE = 90  # pixels for the axis and the gap before the names
_PHONE_PLOT = (PHONE_WIDTH - 55, PHONE_WIDTH)  # the axis takes the rest
_CORNERS = {  # of each field: right side, upper side
    "now": (True, False),
    "keep": (True, True),
    "watch": (False, False),
    "enough": (False, True),
}


def quadrant(ranking: Ranking, lang: str, layout: Layout = PAGE) -> Chart | Withheld:
    """The needs by how many call them important and how satisfied people are with them; their
    names beside the plot, or below it where labels stand above bars as well."""
    if ranking.withheld:
        return withheld(ranking.withheld, lang, ranking.n, ranking.needed)
    frame = _frame(ranking, _PHONE_PLOT if layout.above else (_WIDE, _HIGH))
    middle = percent(ranking.middle, lang, ranking.n)
    below = below_title(ranking, lang, say("charts.quadrant.lines", lang, middle=middle))
    plot = alt.layer(*_fields(frame, ranking, lang), *_points(frame, ranking, lang))
    plot = plot.properties(width=frame.wide, height=frame.high)
    both: alt.VConcatChart | alt.HConcatChart
    if layout.above:
        both = alt.vconcat(plot, key(ranking, lang, frame.wide), spacing=28)
    else:
        both = alt.hconcat(plot, key(ranking, lang, WIDTH - _WIDE - _ASIDE), spacing=28)
    spec = finished(both, say("charts.quadrant.title", lang), below)
    return Chart(spec, _finding(ranking, lang), table(ranking, lang))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the axes show: shares from left to right, satisfaction from bottom to top; on how
    many pixels."""

    left: float
    right: float
    bottom: float
    top: float
    wide: int
    high: int


def _frame(ranking: Ranking, size: tuple[int, int]) -> _Frame:
    """Room for all points and both lines, and a strip above and below for the fields' names."""
    shares = [row.importance.value for row in ranking.rows] + [ranking.middle]
    levels = [row.satisfaction for row in ranking.rows if row.satisfaction is not None]
    levels += [_SATISFIED - 0.3, _SATISFIED + 0.3]
    aside = max((max(shares) - min(shares)) * 0.08, 0.02)
    strip = (max(levels) - min(levels)) * 0.13
    left, right = max(0.0, min(shares) - aside), max(shares) + aside
    return _Frame(left, right, min(levels) - strip, max(levels) + strip, *size)


def _x(frame: _Frame, lang: str) -> alt.X:
    step = 0.1 if frame.right - frame.left > 0.25 else 0.05
    ticks = [n * step for n in range(21) if frame.left <= n * step <= frame.right]
    return alt.X(
        "x:Q",
        title=say("charts.quadrant.x", lang),
        scale=alt.Scale(domain=[frame.left, frame.right], nice=False, zero=False),
        axis=alt.Axis(format=".0%", values=ticks, tickColor=RULE, domainColor=RULE),
    )


def _y(frame: _Frame, lang: str) -> alt.Y:
    ticks = [n / 2 for n in range(2, 11) if frame.bottom <= n / 2 <= frame.top]
    comma = "replace(format(datum.value, '.1f'), '.', ',')"
    return alt.Y(
        "y:Q",
        title=say("charts.quadrant.y", lang),
        scale=alt.Scale(domain=[frame.bottom, frame.top], nice=False, zero=False),
        axis=alt.Axis(
            values=ticks,
            tickColor=RULE,
            domainColor=RULE,
            labelExpr="format(datum.value, '.1f')" if lang == "en" else comma,
        ),
    )


def _fields(frame: _Frame, ranking: Ranking, lang: str) -> list[alt.Chart]:
    x, y = _x(frame, lang), _y(frame, lang)
    now = _data([{"x": ranking.middle, "x2": frame.right, "y": frame.bottom, "y2": _SATISFIED}])
    layers = [
        now.mark_rect(color=ACCENT, opacity=0.07).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        _data([{"x": ranking.middle}]).mark_rule(color=QUIET, strokeDash=[5, 4]).encode(x=x),
        _data([{"y": _SATISFIED}]).mark_rule(color=QUIET, strokeDash=[5, 4]).encode(y=y),
    ]
    for field, (right, upper) in _CORNERS.items():
        corner = {
            "x": frame.right if right else frame.left,
            "y": frame.top if upper else frame.bottom,
            "name": field_words(field, lang),
        }
        word = _data([corner]).mark_text(
            align="right" if right else "left",
            baseline="top" if upper else "bottom",
            dx=-8 if right else 8,
            dy=8 if upper else -8,
            fontWeight="bold",
            fontSize=LETTERS + 2,
            color=ACCENT if field == "now" else QUIET,
        )
        layers.append(word.encode(x=x, y=y, text="name:N"))
    return layers


def _points(frame: _Frame, ranking: Ranking, lang: str) -> list[alt.Chart]:
    rated = [(n, row) for n, row in enumerate(ranking.rows, 1) if row.satisfaction is not None]
    points = [_point(number, row, frame) for number, row in rated]
    labels = beside(points, [*_corners(frame, lang), *_lines(frame, ranking)])
    values = [
        {**_values(number, row, lang), **_placed(label, frame)}
        for (number, row), label in zip(rated, labels, strict=True)
    ]
    x, y, ink = _x(frame, lang), _y(frame, lang), alt.Color("ink:N", scale=None)
    tips = [alt.Tooltip(f"{tip}:N", title=" ") for tip in ("name", "important", "satisfied")]
    both = _data(values)
    return [
        both.mark_point(filled=True, size=64, opacity=1).encode(x=x, y=y, color=ink, tooltip=tips),
        both.mark_text(fontWeight="bold").encode(
            x=alt.X("label_x:Q"), y=alt.Y("label_y:Q"), text="number:N", color=ink
        ),
    ]


def _values(place: int, row: NeedRow, lang: str) -> dict[str, object]:
    return {
        "x": row.importance.value,
        "y": row.satisfaction,
        "number": str(place),
        "name": in_words(row.label, lang),
        "important": percent(row.importance.value, lang, row.importance.n),
        "satisfied": number(row.satisfaction or 0, lang, 1),
        "ink": ACCENT if row.field == "now" else PRIMARY,
    }


def _placed(label: Box, frame: _Frame) -> dict[str, float]:
    return {
        "label_x": frame.left + label.x / frame.wide * (frame.right - frame.left),
        "label_y": frame.top - label.y / frame.high * (frame.top - frame.bottom),
    }


def _point(place: int, row: NeedRow, frame: _Frame) -> Point:
    across = (row.importance.value - frame.left) / (frame.right - frame.left)
    up = ((row.satisfaction or 0) - frame.bottom) / (frame.top - frame.bottom)
    wide = fonts.width(str(place), LETTERS, bold=True)
    return Point(across * frame.wide, (1 - up) * frame.high, wide)


def _corners(frame: _Frame, lang: str) -> list[Box]:
    """What the names of the fields take of the plot."""
    boxes = []
    for field, (right, upper) in _CORNERS.items():
        wide = fonts.width(field_words(field, lang), LETTERS + 2, bold=True) + 16
        x = frame.wide - wide / 2 if right else wide / 2
        boxes.append(Box(x, 16 if upper else frame.high - 16, wide, 24))
    return boxes


def _lines(frame: _Frame, ranking: Ranking) -> list[Box]:
    """What the two lines take of the plot."""
    x = (ranking.middle - frame.left) / (frame.right - frame.left) * frame.wide
    y = (frame.top - _SATISFIED) / (frame.top - frame.bottom) * frame.high
    upright = Box(x, frame.high / 2, 2, frame.high)
    return [upright, Box(frame.wide / 2, y, frame.wide, 2)]


def _finding(ranking: Ranking, lang: str) -> str:
    named = {
        field: "; ".join(in_words(row.label, lang) for row in ranking.rows if row.field == field)
        for field in FIELDS
    }
    now = named.pop("now")
    if now:
        sentences = [say("charts.quadrant.finding", lang, labels=now)]
    else:
        sentences = [say("charts.quadrant.nothing", lang)]
    for field, labels in named.items():
        if labels:
            words = field_words(field, lang)
            sentences.append(say("charts.quadrant.also", lang, field=words, labels=labels))
    return " ".join(sentences)


def _data(values: list[dict[str, object]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=values))
