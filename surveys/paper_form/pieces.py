"""What a sheet is put together from: lines of text, boxes to tick, combs, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from surveys.paper_form import typeface
from surveys.paper_form.typeface import BOLD, LEADING, REGULAR

TEXT = 13.0  # points (handbook 4.6)
SMALL = 10.5  # keys for those who type the sheets in, and the foot
BOX = 5 * mm  # handbook 4.6
MARGIN = 11 * mm
WIDE = A4[0] - 2 * MARGIN
HAIR = 0.7  # points, of a box
BESIDE = 4.0  # between a box and its words
_BETWEEN = 9.0
_WRITING = 7.5 * mm  # between lines for handwriting
_OWN_WORDS = 80.0  # at least, for "other, please say"
_BELOW = 1.6  # between rows of boxes

_STEPS = (WIDE / 12, WIDE / 24, 1.0)  # where boxes may begin: the tidiest that saves no line less

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


_Row = list[tuple[float, Option]]  # where each begins


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
                x += typeface.width(words + " ", size, bold=bold)
            top -= LEADING * size

    return Piece(len(lines) * LEADING * size, draw)


def asked(words: Sequence[Run], boxes: Sequence[Option]) -> Iterator[Piece]:
    """A question and its boxes: below each other where that costs no line, otherwise as close as
    they can be; a form of one sheet is answered, one of two is put away."""
    lines = _broken(words, TEXT, WIDE)
    end = sum(typeface.width(text + " ", TEXT, bold=bold) for text, bold in lines[-1]) + _BETWEEN
    ways = [(start, _rows(boxes, start, step)) for start in (0.0, end) for step in _STEPS]
    fitting = [way for way in ways if way[1][0]]
    start, rows = min(fitting, key=lambda way: len(way[1]) - (way[0] > 0))
    question = paragraph(words)
    first, *others = map(_row, rows)
    if start == 0:
        yield question
        yield first
    else:
        yield _over(question, first)
    yield from others


def options(boxes: Sequence[Option]) -> Iterator[Piece]:
    """Boxes in rows, as many beside each other as fit."""
    if boxes:
        ways = [_rows(boxes, 0, step) for step in _STEPS]
        rows = min(ways, key=len)
        yield from map(_row, rows)


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
                x += typeface.width(part, TEXT) + 4

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
    page.drawString(at[0], at[1] - typeface.ASCENT * size, words)


def dotted(page: Canvas, left: float, right: float, y: float) -> None:
    """A line to write on."""
    page.saveState()
    page.setStrokeGray(0)
    page.setLineWidth(0.6)
    page.setDash(1, 2)
    page.line(left, y, right, y)
    page.restoreState()


def _rows(boxes: Sequence[Option], start: float, step: float) -> list[_Row]:
    """Options in rows, each beginning at a multiple of the step; the first row may begin late,
    and is empty when nothing fits there."""
    rows: list[_Row] = [[]]
    left = start
    for option in boxes:
        needed = _width(option)
        if left + needed > WIDE and left > 0:
            rows.append([])
            left = 0.0
        rows[-1].append((left, option))
        left += -(-(needed + _BETWEEN) // step) * step
    return rows


def _over(question: Piece, row: Piece) -> Piece:
    """The first boxes on the last line of their question."""
    down = max(0.0, question.height - TEXT * LEADING)

    def draw(page: Canvas, top: float) -> None:
        question.draw(page, top)
        row.draw(page, top - down)

    return Piece(down + row.height, draw)


def _row(row: _Row) -> Piece:
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
                begin = _lead(option) + typeface.width(option.label, TEXT) + BESIDE
                dotted(page, MARGIN + left + begin, MARGIN + end, top - 1.1 * TEXT)

    return Piece(height, draw)


def _label(option: Option, left: float) -> Piece:
    lead = _lead(option)
    return paragraph([(option.label, False)], MARGIN + left + lead, WIDE - left - lead)


def _lead(option: Option) -> float:
    """How far the words stand from the left side of their box."""
    key = typeface.width(option.key, SMALL, bold=True) + 3 if option.key else 0
    return BOX + BESIDE + key


def _width(option: Option) -> float:
    own = _OWN_WORDS if option.writes else 0
    return _lead(option) + typeface.width(option.label, TEXT) + own


def _broken(runs: Sequence[Run], size: float, width: float) -> list[list[Run]]:
    """Runs in lines of at most that width; a word wider than a line is broken."""
    lines: list[list[Run]] = [[]]
    free = width
    for words, bold in runs:
        for part in typeface.parts(words, size, width, bold=bold):
            wide = typeface.width(part, size, bold=bold)
            if wide > free and lines[-1]:
                lines.append([])
                free = width
            lines[-1].append((part, bold))
            free -= wide + typeface.width(" ", size, bold=bold)
    return lines
