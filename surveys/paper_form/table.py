"""A matrix as a table: a row for each thing, a column of boxes for each option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportlab.pdfgen.canvas import Canvas

from surveys.model import Question
from surveys.paper_form import pieces, typeface
from surveys.paper_form.keys import keys_of
from surveys.paper_form.pieces import BOX, MARGIN, SMALL, WIDE, Piece, paragraph
from surveys.paper_form.wording import spoken

_NARROWEST = BOX + 8  # points, a column of boxes
_WIDEST = 50.0
_LEAST_LABEL = 0.42  # of the width, for the words of a row
_BETWEEN = 4.0  # points between the words of neighbouring columns
_LINE = 1.1 * SMALL
_TICK = BOX + 14  # a box before a row, with its key


def table(question: Question, lang: str, ticks: Mapping[str, str] | None = None) -> Iterator[Piece]:
    """The head of the table, then its rows. `ticks` are the keys of the boxes that stand before
    the rows, where another question is answered in the same table."""
    labels = [spoken(choice.label, {}, lang) for choice in question.choices]
    keys = keys_of(question)
    column = max(_NARROWEST, min(_WIDEST, (1 - _LEAST_LABEL) * WIDE / max(1, len(keys))))
    words = [word for label in labels for word in label.split()]
    if any(typeface.width(word, SMALL) > column - _BETWEEN for word in words):
        named = [(key, f"{label};") for key, label in zip(keys, labels, strict=True)]
        yield paragraph([run for key, label in named for run in ((key, True), (label, False))])
        labels = ["" for _ in labels]
    yield _head(keys, labels, column)
    for row in question.rows:
        tick = ticks.get(row.code) if ticks else None
        yield _row(spoken(row.label, {}, lang), tick, len(keys), column)


def _head(keys: Sequence[str], labels: Sequence[str], column: float) -> Piece:
    lines = [typeface.wrapped(words, SMALL, column - _BETWEEN) if words else () for words in labels]
    height = (max(map(len, lines), default=0) + 1) * _LINE + 2

    def draw(page: Canvas, top: float) -> None:
        for place, (key, words) in enumerate(zip(keys, lines, strict=True)):
            middle = _middle(place, len(keys), column)
            first = top - (height - 2 - (len(words) + 1) * _LINE)  # all end on one line
            for number, line in enumerate((*words, key)):
                bold = number == len(words)
                half = typeface.width(line, SMALL, bold=bold) / 2
                at = (middle - half, first - number * _LINE)
                pieces.write(page, line, at, SMALL, bold=bold)

    return Piece(height, draw)


def _row(label: str, tick: str | None, columns: int, column: float) -> Piece:
    left = MARGIN + (_TICK if tick else 0)
    words = paragraph([(label, False)], left, MARGIN + WIDE - left - columns * column - _BETWEEN)
    height = max(words.height, BOX) + 1.6

    def draw(page: Canvas, top: float) -> None:
        pieces.hair(page, top)
        words.draw(page, top - 0.5)
        if tick:
            pieces.box(page, MARGIN, top - 0.8)
            pieces.write(page, tick, (MARGIN + BOX + 3, top - 2), SMALL, bold=True)
        for place in range(columns):
            pieces.box(page, _middle(place, columns, column) - BOX / 2, top - 0.8)

    return Piece(height, draw)


def _middle(place: int, columns: int, column: float) -> float:
    return MARGIN + WIDE - (columns - place - 0.5) * column
