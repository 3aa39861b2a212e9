"""The design for halls and gates: a code of twelve centimetres, few and large words."""

from __future__ import annotations

from surveys.fonts import fit
from surveys.posters import parts
from surveys.posters.logo import Logo
from surveys.posters.marks import A4, MM, PRIMARY, Page
from surveys.posters.parts import MARGIN, MIDDLE, WIDE
from surveys.posters.sheet import Sheet

CODE = 115 * MM  # read from more than a metre
BILINGUAL = 100 * MM


def draw(page: Page, sheet: Sheet, logo: Logo | None) -> None:
    """Draw the sheet."""
    top = parts.head(page, sheet, logo) - 6
    for number, text in enumerate(parts.twice(sheet, "sheet.invitation")):
        sizes = (26.0, 18.0) if number else (56.0, 40.0)
        top = page.centre(fit(text, WIDE, sizes=sizes, bold=True), MIDDLE, top, PRIMARY)
    side = BILINGUAL if sheet.second else CODE
    quiet = parts.quiet(sheet, side)
    top = parts.code(page, sheet, MIDDLE - side / 2, top - quiet / 4, side) - quiet / 2
    top = page.centre(fit(sheet.address, WIDE, sizes=(34, 16), bold=True), MIDDLE, top)
    then = " / ".join(parts.twice(sheet, "sheet.typed_code"))
    typed = fit(f"{then} {sheet.typed_code}", WIDE, sizes=(24, 14), bold=True)
    top = page.centre(typed, MIDDLE, top)
    top = _promises(page, sheet, top + 6) + 4
    parts.foot(page, sheet, room=A4[1] - top - MARGIN - 4, centred=True)


def _promises(page: Page, sheet: Sheet, top: float) -> float:
    """The three promises in one line."""
    for number, each in enumerate(parts.both(sheet)):
        text = " · ".join(each.promises)
        sizes = (12.0, 9.0) if number else (17.0, 12.0)
        top = page.centre(fit(text, WIDE, sizes=sizes, bold=not number), MIDDLE, top)
    return top
