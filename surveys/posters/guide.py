"""The sheet for the chair of a unit: where to hang the code, and what nobody may do (DR-18)."""

from __future__ import annotations

from surveys import fonts
from surveys.fonts import Fitted, fit
from surveys.posters import parts
from surveys.posters.logo import Logo
from surveys.posters.marks import A4, MM, PRIMARY, Page, height
from surveys.posters.parts import MARGIN, WIDE
from surveys.posters.sheet import Sheet

CODE = 30 * MM
RULES = ("where", "shoulder", "free", "list", "group", "help", "torn", "down")
_SIZES = (15.5, 10.0)
_BETWEEN = 8.0


def draw(page: Page, sheet: Sheet, logo: Logo | None) -> None:
    """Draw the sheet."""
    top = parts.head(page, sheet, logo)
    top = page.write(fit(sheet.say("guide.title"), WIDE, sizes=(30, 20), bold=True), MARGIN, top)
    top = page.write(
        fit(sheet.unit, WIDE, sizes=(18, 11), lines=2, bold=True), MARGIN, top, PRIMARY
    )
    top = page.write(fit(sheet.campaign, WIDE, sizes=(14, 10), lines=2), MARGIN, top) + 6
    quiet = parts.quiet(sheet, CODE)
    below = A4[1] - MARGIN - CODE - quiet
    _rules(page, sheet, top, below - 12 - top)
    parts.rule(page, below - 6)
    parts.code(page, sheet, MARGIN, below - quiet + 6, CODE)
    _beside(page, sheet, below + 6, MARGIN + CODE + 2 * quiet)


def _rules(page: Page, sheet: Sheet, top: float, room: float) -> None:
    """The rules, each with its number, as large as the page lets them be."""
    texts = [
        sheet.say(
            f"guide.{name}", until=sheet.until, phone=sheet.phone, organisation=sheet.organisation
        )
        for name in RULES
    ]
    size = _SIZES[0]
    while _tall(rules := _wrapped(texts, size)) > room and size > _SIZES[1]:
        size -= 0.25
    for number, rule in enumerate(rules, 1):
        page.write(Fitted((f"{number}.",), size, bold=True), MARGIN, top, PRIMARY)
        top = page.write(rule, MARGIN + 24, top) + _BETWEEN


def _wrapped(texts: list[str], size: float) -> list[Fitted]:
    return [Fitted(fonts.wrap(text, size, WIDE - 24), size) for text in texts]


def _tall(rules: list[Fitted]) -> float:
    return sum(height(rule) + _BETWEEN for rule in rules)


def _beside(page: Page, sheet: Sheet, top: float, left: float) -> None:
    """How to try the code, and whom to ask."""
    room = A4[0] - MARGIN - left
    lines = (
        (sheet.say("guide.try"), False),
        (f"{sheet.address} · {sheet.typed_code}", True),
        (sheet.until, True),
        (sheet.questions_to, False),
    )
    for text, bold in lines:
        if text:
            top = page.write(fit(text, room, sizes=(12, 8), lines=2, bold=bold), left, top) + 2
