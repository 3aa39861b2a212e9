"""The names beside the quadrant: every need with its number, under the field it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from surveys import fonts
from surveys.charts.chart import field_words, in_words
from surveys.charts.look import ACCENT, INK, LEADING, LETTERS, PRIMARY
from surveys.needs import Ranking

FIELDS = ("now", "keep", "watch", "enough", "")  # the order in which they matter; "" not rated
_LINE = LETTERS * LEADING
_BETWEEN = 12  # pixels between two fields
_NUMBER = 22  # pixels for a number, before the name
_TWO_COLUMNS = 360  # pixels from which a list has two columns


def key(ranking: Ranking, lang: str, width: int) -> alt.LayerChart | alt.FacetChart:
    """The list, `width` pixels wide and as high as it needs."""
    words: list[dict[str, Any]] = []
    y = 0.0
    for field in FIELDS:
        rows = [(n, row) for n, row in enumerate(ranking.rows, 1) if row.field == field]
        if not rows:
            continue
        name = field_words(field, lang)
        ink = ACCENT if field == "now" else PRIMARY
        for line in fonts.wrap(name, LETTERS, width, bold=True):
            words.append(_word(line, 0, y, ink, bold=True))
            y += _LINE * 1.1
        for number, row in rows:
            words.append(_word(str(number), 0, y, ink, bold=True))
            for line in fonts.balanced(in_words(row.label, lang), LETTERS, width - _NUMBER):
                words.append(_word(line, _NUMBER, y, INK))
                y += _LINE
        y += _BETWEEN
    return _drawn(words, width, y - _BETWEEN)


def listed(names: Sequence[str], width: int) -> alt.LayerChart | alt.FacetChart:
    """Numbered names in two columns (one where it is narrow), from top to bottom."""
    columns = 2 if width > _TWO_COLUMNS else 1
    each = width // columns
    words: list[dict[str, Any]] = []
    tallest = 0.0
    part = -(-len(names) // columns)
    for column in range(columns):
        y = 0.0
        for at, name in list(enumerate(names, 1))[column * part : (column + 1) * part]:
            words.append(_word(str(at), column * each, y, PRIMARY, bold=True))
            for line in fonts.balanced(name, LETTERS, each - 2 * _NUMBER):
                words.append(_word(line, column * each + _NUMBER, y, INK))
                y += _LINE
        tallest = max(tallest, y)
    return _drawn(words, width, tallest)


def _word(text: str, x: float, y: float, ink: str, *, bold: bool = False) -> dict[str, Any]:
    return {"text": text, "x": x, "y": y, "ink": ink, "weight": "bold" if bold else "normal"}


def _drawn(
    words: list[dict[str, Any]], width: int, height: float
) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(alt.InlineData(values=words)).encode(
        x=alt.X("x:Q", scale=None, axis=None),
        y=alt.Y("y:Q", scale=None, axis=None),
        text="text:N",
        color=alt.Color("ink:N", scale=None),
    )
    layers = [
        base.transform_filter(f"datum.weight == '{weight}'").mark_text(
            align="left", baseline="top", fontWeight=weight
        )
        for weight in ("bold", "normal")
    ]
    return alt.layer(*layers, width=width, height=height)
