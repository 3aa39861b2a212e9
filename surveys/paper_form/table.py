"""A matrix as a table: a row for each thing, a column of boxes for each option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from surveys import fonts
from surveys.model import Question
from surveys.paper_form import pieces
from surveys.paper_form.keys import keys_of
from surveys.paper_form.pieces import BOX, MARGIN, SMALL, WIDE, Piece, paragraph
from surveys.paper_form.wording import spoken

_NARROWEST = BOX + 8  # a column of boxes
_WIDEST = 62.0
_LEAST_LABEL = 0.42  # of the width, for the words of a row
_BETWEEN = 4.0  # points between the words of neighbouring columns


def table(question: Question, lang: str) -> Iterator[Piece]:
    """The head of the table, then its rows."""
    labels = [spoken(choice.label, {}, lang) for choice in question.choices]
    keys = keys_of(question)
    column = max(_NARROWEST, min(_WIDEST, (1 - _LEAST_LABEL) * WIDE / max(1, len(keys))))
    longest = (word for label in labels for word in label.split())
    if max((fonts.width(word, SMALL) for word in longest), default=0.0) > column - _BETWEEN:
        named = [(key, f"{label};") for key, label in zip(keys, labels, strict=True)]
        yield paragraph([run for key, label in named for run in ((key, True), (label, False))])
        labels = ["" for _ in labels]
    yield _head(keys, labels, column)
    for row in question.rows:
        yield _row(spoken(row.label, {}, lang), len(keys), column)


def _head(keys: Sequence[str], labels: Sequence[str], column: float) -> Piece:
    lines = [fonts.wrap(label, SMALL, column - _BETWEEN) if label else () for label in labels]
    height = (max(map(len, lines), default=0) + 1) * SMALL * 1.2 + 2

    def draw(page: Canvas, top: float) -> None:
        for place, (key, words) in enumerate(zip(keys, lines, strict=True)):
            middle = _middle(place, len(keys), column)
            first = top - (height - 2 - (len(words) + 1) * SMALL * 1.2)  # all end on one line
            for number, line in enumerate((*words, key)):
                bold = number == len(words)
                half = fonts.width(line, SMALL, bold=bold) / 2
                at = (middle - half, first - number * SMALL * 1.2)
                pieces.write(page, line, at, SMALL, bold=bold)

    return Piece(height, draw)


def _row(label: str, columns: int, column: float) -> Piece:
    words = paragraph([(label, False)], MARGIN, WIDE - columns * column - _BETWEEN)
    height = max(words.height, BOX) + 2

    def draw(page: Canvas, top: float) -> None:
        pieces.hair(page, top)
        words.draw(page, top - 0.5)
        for place in range(columns):
            pieces.box(page, _middle(place, columns, column) - BOX / 2, top - 1.2)

    return Piece(height, draw)


def _middle(place: int, columns: int, column: float) -> float:
    return MARGIN + WIDE - (columns - place - 0.5) * column
