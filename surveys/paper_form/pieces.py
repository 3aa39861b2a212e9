"""What a sheet is put together from: lines of text, boxes to tick, combs, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from surveys import fonts

REGULAR, BOLD = "Regular", "Bold"  # as registered for the poster, too
TEXT = 13.0  # points (handbook 4.6)
SMALL = 10.5  # keys for those who type the sheets in, and the foot
LEADING = 1.27  # of the size: stacked accents of one line never meet the line above
BOX = 5 * mm  # handbook 4.6
MARGIN = 12 * mm
WIDE = A4[0] - 2 * MARGIN
HAIR = 0.7  # points, of a box
BESIDE = 4.0  # between a box and its words
_STOPS = 12  # where an option may begin, so that options stand below each other
_BETWEEN = 9.0
_WRITING = 7.5 * mm  # between lines for handwriting
_OWN_WORDS = 80.0  # at least, for "other, please say"
_BELOW = 2.0  # between rows of boxes

Run = tuple[str, bool]  # words, bold
Draw = Callable[[Canvas, float], None]  # on a page, from this height downwards


@dataclass(frozen=True, slots=True)
class Piece:
    """Something as wide as the page or narrower that is never cut; `left` is in `draw`."""

    height: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Option:
    """A box to tick: its key, its words, and whether one's own words are asked for."""

    key: str
    label: str
    writes: bool = False


def gap(height: float) -> Piece:
    """Nothing, so high."""
    return Piece(height, lambda page, top: None)


def paragraph(
    runs: Sequence[Run], left: float = MARGIN, width: float = WIDE, size: float = TEXT
) -> Piece:
    """Words in lines; runs follow each other, some bold."""
    lines = _broken(runs, size, width)

    def draw(page: Canvas, top: float) -> None:
        for line in lines:
            x = left
            for words, bold in line:
                write(page, words, (x, top), size, bold=bold)
                x += fonts.width(words + " ", size, bold=bold)
            top -= LEADING * size

    return Piece(len(lines) * LEADING * size, draw)


def options(asked: Sequence[Option]) -> Iterator[Piece]:
    """Boxes in rows, as many beside each other as fit."""
    row: list[tuple[float, Option]] = []
    left, step = 0.0, WIDE / _STOPS
    for option in asked:
        needed = _width(option)
        if row and left + needed > WIDE:
            yield _row(row)
            row, left = [], 0.0
        row.append((left, option))
        left += -(-(needed + _BETWEEN) // step) * step
    if row:
        yield _row(row)


def comb(parts: Sequence[int | str]) -> Piece:
    """Boxes for one sign each; a text between them is printed: 2 "/" 2 "/" 4."""

    def draw(page: Canvas, top: float) -> None:
        x = MARGIN + 2
        for part in parts:
            if isinstance(part, int):
                for _ in range(part):
                    box(page, x, top - 2)
                    x += BOX
                x += 3
            else:
                write(page, part, (x, top - 1), TEXT)
                x += fonts.width(part, TEXT) + 4

    return Piece(BOX + 5, draw)


def writing(lines: int) -> Iterator[Piece]:
    """Lines for handwriting."""

    def draw(page: Canvas, top: float) -> None:
        dotted(page, MARGIN, MARGIN + WIDE, top - _WRITING + 3)

    for _ in range(lines):
        yield Piece(_WRITING, draw)


def rule() -> Piece:
    """A line under a heading."""
    return Piece(3, lambda page, top: hair(page, top - 1))


def hair(page: Canvas, y: float) -> None:
    """A thin line from margin to margin."""
    page.setStrokeGray(0)
    page.setLineWidth(0.3)
    page.line(MARGIN, y, MARGIN + WIDE, y)


def box(page: Canvas, left: float, top: float) -> None:
    """One box of five millimetres."""
    page.setLineWidth(HAIR)
    page.setStrokeGray(0)
    page.rect(left, top - BOX, BOX, BOX, stroke=1, fill=0)


def write(
    page: Canvas, words: str, at: tuple[float, float], size: float, *, bold: bool = False
) -> None:
    """Words on a line; `at` is its left end and its top."""
    page.setFillGray(0)
    page.setFont(BOLD if bold else REGULAR, size)
    page.drawString(at[0], at[1] - fonts.ASCENT * size, words)


def dotted(page: Canvas, left: float, right: float, y: float) -> None:
    """A line to write on."""
    page.saveState()
    page.setStrokeGray(0)
    page.setLineWidth(0.6)
    page.setDash(1, 2)
    page.line(left, y, right, y)
    page.restoreState()


def _row(row: Sequence[tuple[float, Option]]) -> Piece:
    """Options beside each other; one that is too long for a whole row takes several lines."""
    ends = [left - _BETWEEN for left, _ in row[1:]] + [WIDE]
    laid = [
        (left, end, option, _label(option, left))
        for (left, option), end in zip(row, ends, strict=True)
    ]
    height = max(BOX, *(label.height for *_, label in laid)) + _BELOW

    def draw(page: Canvas, top: float) -> None:
        for left, end, option, label in laid:
            box(page, MARGIN + left, top - 1)
            write(page, option.key, (MARGIN + left + BOX + 2, top - 2), SMALL, bold=True)
            label.draw(page, top)
            if option.writes:
                begin = _lead(option) + fonts.width(option.label, TEXT) + BESIDE
                dotted(page, MARGIN + left + begin, MARGIN + end, top - 1.1 * TEXT)

    return Piece(height, draw)


def _label(option: Option, left: float) -> Piece:
    lead = _lead(option)
    return paragraph([(option.label, False)], MARGIN + left + lead, WIDE - left - lead)


def _lead(option: Option) -> float:
    """How far the words stand from the left side of their box."""
    key = fonts.width(option.key, SMALL, bold=True) + 3 if option.key else 0
    return BOX + BESIDE + key


def _width(option: Option) -> float:
    own = _OWN_WORDS if option.writes else 0
    return _lead(option) + fonts.width(option.label, TEXT) + own


def _broken(runs: Sequence[Run], size: float, width: float) -> list[list[Run]]:
    """Runs in lines of at most that width; a word wider than a line is broken."""
    lines: list[list[Run]] = [[]]
    free = width
    for words, bold in runs:
        parts = (
            part for word in words.split() for part in fonts.wrap(word, size, width, bold=bold)
        )
        for part in parts:
            wide = fonts.width(part, size, bold=bold)
            if wide > free and lines[-1]:
                lines.append([])
                free = width
            lines[-1].append((part, bold))
            free -= wide + fonts.width(" ", size, bold=bold)
    return lines
