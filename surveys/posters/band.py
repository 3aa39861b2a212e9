"""The design with a band: the invitation white on dark, the code in the middle, promises below."""

from __future__ import annotations

from surveys.fonts import fit
from surveys.posters import parts
from surveys.posters.logo import Logo
from surveys.posters.marks import (
    A4,
    MM,
    PRIMARY,
    RULE,
    TINT,
    WHITE,
    Bar,
    Page,
    Picture,
    height,
)
from surveys.posters.parts import MARGIN, MIDDLE, WIDE
from surveys.posters.sheet import Sheet

CODE = 90 * MM
BILINGUAL = 80 * MM
_PAD = 14.0
_INSIDE = WIDE - 2 * _PAD
_LOGO = (96.0, 60.0)


def draw(page: Page, sheet: Sheet, logo: Logo | None) -> None:
    """Draw the sheet."""
    top = _band(page, sheet, logo) + 8
    for number, text in enumerate(parts.twice(sheet, "sheet.scan")):
        top = page.centre(fit(text, WIDE, sizes=(13 if number else 19, 10)), MIDDLE, top)
    side = BILINGUAL if sheet.second else CODE
    top = parts.code(page, sheet, MIDDLE - side / 2, top - 8, side) - 10
    top = _address(page, sheet, top) + 8
    top = _promises(page, sheet, top) + 4
    parts.foot(page, sheet, room=A4[1] - top - MARGIN - 4, centred=True)


def _band(page: Page, sheet: Sheet, logo: Logo | None) -> float:
    width, tall = logo.fitted(*_LOGO) if logo else (0.0, 0.0)
    room = _INSIDE - (width + 24 if logo else 0)
    union = fit(sheet.organisation, room, sizes=(16, 11), lines=2, bold=True)
    first, *other = parts.twice(sheet, "sheet.invitation")
    texts = [union, fit(first, room, sizes=(46, 34), bold=True)]
    texts += [fit(text, room, sizes=(24, 16)) for text in other]
    whole = max(sum(map(height, texts)), tall + 12) + 2 * _PAD
    top = MARGIN - 8
    page.marks.append(Bar(MARGIN, top, WIDE, whole, PRIMARY))
    if logo:  # on white: a logo that was drawn for paper does not drown in the band
        left = A4[0] - MARGIN - _PAD - width
        page.marks.append(Bar(left - 6, top + _PAD, width + 12, tall + 12, WHITE))
        page.marks.append(Picture(logo, left, top + _PAD + 6, width, tall))
    at = top + _PAD
    for text in texts:
        at = page.write(text, MARGIN + _PAD, at, WHITE)
    return top + whole


def _address(page: Page, sheet: Sheet, top: float) -> float:
    """The typed address and code in a box of their own."""
    label = " / ".join(parts.twice(sheet, "sheet.typed"))
    then = " / ".join(parts.twice(sheet, "sheet.typed_code"))
    texts = [
        fit(label, _INSIDE, sizes=(14, 10)),
        fit(sheet.address, _INSIDE, sizes=(26, 14), bold=True),
        fit(f"{then} {sheet.typed_code}", _INSIDE, sizes=(20, 12), bold=True),
    ]
    whole = sum(map(height, texts)) + 12
    page.marks.append(Bar(MARGIN, top, WIDE, whole, TINT))
    page.marks.append(Bar(MARGIN, top, WIDE, whole, RULE, edge=0.8))
    at = top + 6
    for text in texts:
        at = page.centre(text, MIDDLE, at)
    return top + whole


def _promises(page: Page, sheet: Sheet, top: float) -> float:
    """The three promises side by side."""
    column = WIDE / 3
    most = column - 30
    size = min(fit(p, most, sizes=(16, 10), lines=2, bold=True).size for p in sheet.promises)
    ends = []
    for number in range(len(sheet.promises)):
        left, at = MARGIN + number * column, top
        parts.tick(page, left, at, size)
        for n, each in enumerate(parts.both(sheet)):
            text = each.promises[number]
            fitted = fit(text, most, sizes=(size * 0.72 if n else size, 8), lines=2, bold=not n)
            at = page.write(fitted, left + 22, at)
        ends.append(at)
    return max(ends)
