"""The plain design: the code at the left, the three promises beside it."""

from __future__ import annotations

from surveys import fonts
from surveys.fonts import Fitted, fit
from surveys.posters import parts
from surveys.posters.logo import Logo
from surveys.posters.marks import A4, MM, Page, height
from surveys.posters.parts import MARGIN, SMALLER, WIDE
from surveys.posters.sheet import Sheet

CODE = 90 * MM  # without its quiet zone: read from a metre (handbook 8.4)
BILINGUAL = 82 * MM
INVITATION = (48.0, 40.0)  # points; readable from two metres
TYPED = 20.0
LABEL = 13.0  # what says so in two languages


def draw(page: Page, sheet: Sheet, logo: Logo | None) -> None:
    """Draw the sheet."""
    top = parts.head(page, sheet, logo)
    for number, text in enumerate(parts.twice(sheet, "sheet.invitation")):
        sizes = INVITATION if not number else (28.0, 18.0)
        top = page.write(fit(text, WIDE, sizes=sizes, bold=not number), MARGIN, top)
    for number, text in enumerate(parts.twice(sheet, "sheet.scan")):
        size = 20 if not number else 14
        top = page.write(fit(text, WIDE, sizes=(size, 10)), MARGIN, top)
    side = BILINGUAL if sheet.second else CODE
    quiet = parts.quiet(sheet, side)
    _promises(page, sheet, (MARGIN + side + quiet + 4, top + quiet), side)
    top = parts.code(page, sheet, MARGIN, top, side) + 6
    top = _typed(page, sheet, "sheet.typed", sheet.address, top)
    top = _typed(page, sheet, "sheet.typed_code", sheet.typed_code, top)
    parts.foot(page, sheet, room=A4[1] - top - MARGIN - 8)


def _promises(page: Page, sheet: Sheet, at: tuple[float, float], side: float) -> None:
    left, top = at
    beside = left + 28
    most = A4[0] - MARGIN - beside
    size = min(fit(p, most, sizes=(22, 14), lines=2, bold=True).size for p in sheet.promises)
    pieces = [_piece(texts, size, most) for texts in _promised(sheet)]
    free = (side - sum(sum(map(height, piece)) for piece in pieces)) / len(pieces)
    top += free / 2
    for piece in pieces:
        parts.tick(page, left, top, size)
        for text in piece:
            top = page.write(text, beside, top)
        top += free


def _promised(sheet: Sheet) -> list[tuple[str, ...]]:
    """The three promises, each in its one or two languages."""
    return list(zip(*(each.promises for each in parts.both(sheet)), strict=True))


def _piece(texts: tuple[str, ...], size: float, most: float) -> list[Fitted]:
    first, *other = texts
    return [
        Fitted(fonts.balanced(first, size, most, bold=True), size, bold=True),
        *(fit(text, most, sizes=(size * SMALLER, 9), lines=2) for text in other),
    ]


def _typed(page: Page, sheet: Sheet, name: str, value: str, top: float) -> float:
    """What is typed when the code cannot be scanned."""
    label = " / ".join(parts.twice(sheet, name))
    size = LABEL if sheet.second else TYPED
    beside = fonts.width(label + " ", size)
    if beside + fonts.width(value, TYPED, bold=True) > WIDE:
        top = page.write(fit(label, WIDE, sizes=(size, 10)), MARGIN, top)
        beside = 0
    else:  # both stand on one line, also when they are of two sizes
        page.write(Fitted((label + " ",), size), MARGIN, top + fonts.ASCENT * (TYPED - size))
    typed = fit(value, WIDE - beside, sizes=(TYPED, 12), bold=True)
    return page.write(typed, MARGIN + beside, top)
