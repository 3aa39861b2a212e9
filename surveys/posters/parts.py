"""Pieces that several designs share: words in two languages, the head, the typed address, the
foot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys import fonts
from surveys.fonts import Fitted, fit
from surveys.posters.code import QUIET, code_of
from surveys.posters.logo import Logo
from surveys.posters.marks import (
    A4,
    INK,
    MM,
    PRIMARY,
    Line,
    Page,
    Picture,
    Squares,
    Tick,
    height,
)
from surveys.posters.sheet import Sheet

MARGIN = 15 * MM
WIDE = A4[0] - 2 * MARGIN
MIDDLE = A4[0] / 2
SMALLER = 0.62  # the second language beside the first
_LOGO = (120.0, 44.0)  # points at most
_SHRINK = 0.96


def twice(sheet: Sheet, name: str, **values: object) -> tuple[str, ...]:
    """A sentence of the sheet in its one or two languages."""
    return tuple(each.say(name, **values) for each in both(sheet))


def both(sheet: Sheet) -> tuple[Sheet, ...]:
    """The sheet in its one or two languages."""
    return (sheet, sheet.other) if sheet.other else (sheet,)


def head(page: Page, sheet: Sheet, logo: Logo | None) -> float:
    """The union's name, its logo at the right, a line below; returns where the rest begins."""
    top, room, high = MARGIN - 4, WIDE, 0.0
    if logo:
        width, high = logo.fitted(*_LOGO)
        page.marks.append(Picture(logo, A4[0] - MARGIN - width, top, width, high))
        room -= width + 12
    union = fit(sheet.organisation, room, sizes=(16, 11), lines=2, bold=True)
    below = page.write(union, MARGIN, top, PRIMARY)
    return rule(page, max(below, top + high) + 6) + 10


def code(page: Page, sheet: Sheet, left: float, top: float, side: float) -> float:
    """The code; returns where its quiet zone ends. `top` is where the quiet zone begins."""
    squares = code_of(sheet.link)
    quiet = QUIET * side / squares.side
    page.marks.append(Squares(squares, sheet.link, left, top + quiet, side))
    return top + side + 2 * quiet


def quiet(sheet: Sheet, side: float) -> float:
    """How much white a code of this side needs around."""
    return QUIET * side / code_of(sheet.link).side


def rule(page: Page, at: float) -> float:
    """A thin line from margin to margin."""
    page.marks.append(Line((MARGIN, at), (A4[0] - MARGIN, at)))
    return at


def tick(page: Page, left: float, top: float, size: float) -> None:
    """A tick before a line of this size that begins at `top`."""
    page.marks.append(Tick(left, top + fonts.ASCENT * size, size))


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the foot; `below` is the space under it, in points."""

    text: Fitted
    below: float = 0
    ink: str = INK
    ruled: bool = False


def foot(page: Page, sheet: Sheet, room: float, *, centred: bool = False) -> None:
    """Free choice, unit, campaign, last day, telephone: as large as the room lets them be, set
    on the lower margin."""
    scale = 1.0
    while tall(rows := _rows(sheet, scale)) > room:
        scale *= _SHRINK
    top = A4[1] - MARGIN - tall(rows)
    for row in rows:
        write = page.centre if centred else page.write
        top = write(row.text, MIDDLE if centred else MARGIN, top, row.ink) + row.below
        if row.ruled:
            rule(page, top - row.below / 2)


def tall(rows: Iterable[Row]) -> float:
    """The room rows take."""
    return sum(height(row.text) + row.below for row in rows)


def _rows(sheet: Sheet, scale: float) -> tuple[Row, ...]:
    def fitted(text: str, size: float, lines: int = 1, *, bold: bool = False) -> Fitted:
        sizes = (size * scale, size * scale * 0.7)
        return fit(text, WIDE, sizes=sizes, lines=lines, bold=bold)

    free, *others = twice(sheet, "sheet.free")
    until = " · ".join(each.until for each in both(sheet))
    return (
        Row(fitted(free, 18), 0 if others else 22 * scale, ruled=not others),
        *(Row(fitted(other, 14), 22 * scale, ruled=True) for other in others),
        Row(fitted(sheet.unit, 24, 3, bold=True), 2, PRIMARY),
        Row(fitted(sheet.campaign, 18, 3), 8 * scale),
        Row(fitted(until, 18, bold=True), 2),
        *([Row(fitted(_ask(sheet), 18))] if sheet.phone else []),
    )


def _ask(sheet: Sheet) -> str:
    """Whom to ask, once: the telephone is the same in every language."""
    if not sheet.other:
        return sheet.questions_to
    other = sheet.other.say("sheet.phone", phone="").strip(": ")
    return f"{sheet.say('sheet.phone', phone='').strip(': ')} / {other}: {sheet.phone}"
