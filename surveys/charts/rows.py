"""Horizontal bars: a label, a bar, a thin whisker and the figure itself on every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from surveys import fonts
from surveys.charts.look import (
    ACCENT,
    INK,
    LABELS,
    LEADING,
    LETTERS,
    PHONE_WIDTH,
    PRIMARY,
    QUIET,
    RULE,
    TINT,
    WEAK,
    WIDTH,
    broken,
)

FINDING, PLAIN, FAINT, HEADING = "finding", "plain", "faint", "heading"
_FILL = {FINDING: ACCENT, PLAIN: TINT, FAINT: WEAK, HEADING: WEAK}
_EDGE = {FINDING: ACCENT, PLAIN: PRIMARY, FAINT: QUIET, HEADING: WEAK}
_BAR = 20  # pixels
_GAP = 7  # pixels between a bar or whisker and its figure
_PREFIX = 4  # "007|": keeps the order and tells apart two equal labels


@dataclass(frozen=True, slots=True)
class Layout:
    """`plot` pixels for bars and figures; labels stand beside the bars, or above them."""

    plot: int
    above: bool = False


PAGE = Layout(WIDTH - LABELS - 50)
PHONE = Layout(PHONE_WIDTH, above=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One bar. Shares 0..1; `mark` is a second share drawn as a thick line (the register's);
    `tie` is what joins the row to the next one, in words."""

    label: str
    value: float | None
    figure: str = ""
    low: float | None = None
    high: float | None = None
    mark: float | None = None
    role: str = PLAIN
    tie: str = ""

    @property
    def end(self) -> float:
        """Where the ink ends and the figure may begin."""
        return max(self.value or 0, self.high or 0, self.mark or 0)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the rows stand: `step` pixels from one to the next, bars `down` from its middle."""

    layout: Layout
    labels: tuple[str, ...]
    top: float
    step: int
    down: float


def drawn(rows: Sequence[Row], layout: Layout = PAGE) -> alt.LayerChart | alt.FacetChart:
    """The rows from top to bottom."""
    grid = _grid(rows, layout)
    values = [_values(row, label) for row, label in zip(rows, grid.labels, strict=True)]
    base = alt.Chart(alt.InlineData(values=values)).encode(y="label:N")
    layers = [*_layers(base, rows, grid), *([] if layout.above else _ties(rows, grid))]
    return alt.layer(*layers, width=layout.plot, height={"step": grid.step})


def _grid(rows: Sequence[Row], layout: Layout) -> _Grid:
    wide = layout.plot if layout.above else LABELS
    labels = tuple(
        f"{number:03}|{'#' * (row.role == HEADING)}{broken(row.label, wide)}"
        for number, row in enumerate(rows)
    )
    high = round(max(label.count("\n") + 1 for label in labels) * LETTERS * LEADING)
    top = _domain(rows, layout)
    if not layout.above:
        return _Grid(layout, labels, top, max(32, high + 8), 0)
    step = high + _BAR + 3 * _GAP
    return _Grid(layout, labels, top, step, (step - _BAR) / 2 - _GAP / 2)


def _layers(base: alt.Chart, rows: Sequence[Row], grid: _Grid) -> list[alt.Chart]:
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, grid.top], nice=False))
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color=RULE)
    down = grid.down
    layers = [
        base.mark_bar(height=_BAR, strokeWidth=1, yOffset=down).encode(
            x=x,
            y=_axis(grid),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("figure:N", title=" ")],
        ),
        zero.encode(x=alt.X("zero:Q", axis=None)),
    ]
    if any(row.low is not None for row in rows):
        whisker = base.encode(x=alt.X("low:Q", axis=None), x2="high:Q")
        layers.append(whisker.mark_rule(color=INK, strokeWidth=1.2, yOffset=down))
        for end in ("low:Q", "high:Q"):
            tip = base.encode(x=alt.X(end, axis=None))
            layers.append(tip.mark_tick(color=INK, size=8, thickness=1.2, opacity=1, yOffset=down))
    if any(row.mark is not None for row in rows):
        mark = base.encode(x=alt.X("mark:Q", axis=None))
        layers.append(mark.mark_tick(color=INK, size=26, thickness=3, opacity=1, yOffset=down))
    for weight in ("bold", "normal"):
        figure = base.transform_filter(f"datum.weight == '{weight}'").encode(
            x=alt.X("end:Q", axis=None), text="figure:N", color=alt.Color("letters:N", scale=None)
        )
        layers.append(figure.mark_text(align="left", dx=_GAP, fontWeight=weight, yOffset=down))
    return layers


def _axis(grid: _Grid) -> alt.Y:
    bold = alt.condition("test(/^...\\|#/, datum.value)", alt.value("bold"), alt.value("normal"))
    beside: dict[str, Any] = {"labelPadding": 10, "minExtent": LABELS}
    above: dict[str, Any] = {"labelAlign": "left", "labelPadding": -_GAP, "maxExtent": 0}
    return alt.Y(
        "label:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=list(grid.labels)),
        axis=alt.Axis(
            labelExpr=f"split(replace(slice(datum.label, {_PREFIX}), '#', ''), '\\n')",
            labelFontWeight=bold,
            labelOffset=_raised(grid),
            ticks=False,
            domain=False,
            **(above if grid.layout.above else beside),
        ),
    )


def _raised(grid: _Grid) -> dict[str, Any]:
    """Lifts labels: those beside a bar so that their middle stands beside it, those above it so
    that their last line does."""
    line = LETTERS * LEADING
    breaks = max(label.count("\n") for label in grid.labels)
    over = grid.down - (_BAR + line + _GAP) / 2 if grid.layout.above else 0
    each = line if grid.layout.above else line / 2
    lifts = [
        {"test": f"length(split(datum.value, '\\n')) == {n + 1}", "value": over - each * n}
        for n in range(1, breaks + 1)
    ]
    return {"condition": lifts, "value": over}


def _values(row: Row, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "name": row.label,
        "value": row.value,
        "figure": row.figure,
        "low": row.low,
        "high": row.high,
        "mark": row.mark,
        "end": row.end,
        "fill": _FILL[row.role],
        "edge": _EDGE[row.role],
        "letters": QUIET if row.role == FAINT else INK,
        "weight": "bold" if row.role == FINDING else "normal",
    }


def _ties(rows: Sequence[Row], grid: _Grid) -> list[alt.Chart]:
    """A line beside rows that cannot be told apart, with a dot at each and one word."""
    joined = [number for number, row in enumerate(rows[:-1]) if row.tie]
    if not joined:
        return []
    labels, plot = grid.labels, grid.layout.plot
    x = alt.XDatum(grid.top * (1 - (_beside(rows) - _GAP) / plot), axis=None)
    lines = [{"label": labels[i], "next": labels[i + 1]} for i in joined]
    dots = [{"label": labels[i]} for i in sorted({*joined, *(i + 1 for i in joined)})]
    words = [{"label": labels[i], "tie": rows[i].tie} for i in _middles(joined)]
    line, dot, word = (alt.Chart(alt.InlineData(values=v)) for v in (lines, dots, words))
    return [
        line.mark_rule(color=QUIET).encode(x=x, y="label:N", y2="next:N"),
        dot.mark_point(color=QUIET, fill=QUIET, size=16, opacity=1).encode(x=x, y="label:N"),
        word.mark_text(align="left", dx=_GAP, color=QUIET).encode(x=x, y="label:N", text="tie:N"),
    ]


def _middles(joined: list[int]) -> list[int]:
    """The middle row of every run of joined rows."""
    starts = [i for i in joined if i - 1 not in joined]
    ends = [i + 1 for i in joined if i + 1 not in joined]
    return [(start + end) // 2 for start, end in zip(starts, ends, strict=True)]


def _domain(rows: Sequence[Row], layout: Layout) -> float:
    """The share at the right end, so that every figure finds room behind its bar."""
    room = layout.plot - 2 * _GAP - (0 if layout.above else _beside(rows))
    needed = [row.end * layout.plot / (room - _figure_width(row)) for row in rows]
    return max(*needed, 0.01)


def _beside(rows: Sequence[Row]) -> float:
    """Pixels that the words of ties take at the right end."""
    widths = [fonts.width(row.tie, LETTERS) + 3 * _GAP for row in rows if row.tie]
    return max(widths, default=0)


def _figure_width(row: Row) -> float:
    return fonts.width(row.figure, LETTERS, bold=row.role == FINDING)
