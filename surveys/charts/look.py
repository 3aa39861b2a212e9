"""The look of every chart: colours, letters, head, in one place (docs: look)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt

from surveys import fonts

PAPER, INK, QUIET, RULE = "#FFFFFF", "#1B1F23", "#59636B", "#B8C0C7"
PRIMARY, TINT = "#1F4E79", "#DCE7F2"  # bars: the tint, outlined, so that a copier keeps them
ACCENT = "#C2410C"  # only the finding
WEAK = "#F1F1F1"  # bars that show a tendency only

WIDTH = 720  # pixels of a whole chart: 16 cm on paper at 113 dots an inch
PHONE_WIDTH = 300  # pixels of a plot on a phone, labels above the bars
LABELS = 250  # pixels of the widest label of a row
LETTERS = 14  # pixels; nothing smaller anywhere
TITLE = 17
LEADING = 1.3  # line height, for stacked accents


def finished(spec: Any, title: str, below: Iterable[str]) -> alt.TopLevelMixin:
    """The chart under its title and the lines below it, in the product's letters."""
    head = alt.TitleParams(
        text=list(fonts.balanced(title, TITLE, WIDTH - 20, bold=True)),
        subtitle=[part for line in below for part in fonts.wrap(line, LETTERS, WIDTH - 20)],
    )
    finished: alt.TopLevelMixin = spec.properties(title=head, padding=10).configure(
        **_CONFIGURATION
    )
    return finished


def broken(label: str, width: float = LABELS) -> str:
    """A label with a line break wherever it would grow wider than `width` pixels."""
    return "\n".join(fonts.balanced(label, LETTERS, width))


_CONFIGURATION: dict[str, Any] = {
    "background": PAPER,
    "font": fonts.FAMILY,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "align": "left",
        "offset": 14,
        "color": INK,
        "fontSize": TITLE,
        "fontWeight": "bold",
        "lineHeight": round(TITLE * LEADING),
        "subtitleColor": QUIET,
        "subtitleFontSize": LETTERS,
        "subtitleLineHeight": round(LETTERS * LEADING),
        "subtitlePadding": 5,
    },
    "axis": {
        "labelColor": INK,
        "labelFontSize": LETTERS,
        "labelLimit": 0,
        "labelLineHeight": round(LETTERS * LEADING),
        "titleColor": QUIET,
        "titleFontSize": LETTERS,
        "titleFontWeight": "normal",
        "grid": False,
    },
    "text": {"fontSize": LETTERS, "color": INK, "lineHeight": round(LETTERS * LEADING)},
}
