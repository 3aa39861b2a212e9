"""Posters for the wall: one A4 page a unit, all in one PDF of lines and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from surveys import fonts
from surveys.fonts import Fitted, fit
from surveys.posters.code import QUIET, Code, code_of
from surveys.posters.sheet import Sheet

INK, PRIMARY, RULE = HexColor("#1B1F23"), HexColor("#1F4E79"), HexColor("#8A939B")
MARGIN = 15 * mm
CODE = 90 * mm  # without its quiet zone: read from a metre (handbook 8.4)
INVITATION = (48.0, 40.0)  # points; readable from two metres
TYPED = 20.0
LEADING = 1.28  # line height: stacked accents of one line never meet the line above

_WIDE = A4[0] - 2 * MARGIN
_REGULAR, _BOLD = "Regular", "Bold"


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of the foot; `below` is the space under it, in points."""

    text: Fitted
    below: float = 0
    ink: Color = INK
    ruled: bool = False


def a4(sheets: Sequence[Sheet]) -> bytes:
    """One PDF, one page a sheet, in the order given. ValueError when there is no sheet."""
    if not sheets:
        raise ValueError("no sheets")
    _register()
    file = BytesIO()
    page = Canvas(
        file,
        A4,
        pageCompression=1,
        invariant=1,
        lang=sheets[0].lang,
        initialFontName=_REGULAR,  # type: ignore[arg-type]  # a name; the stub says float
    )
    page.setTitle(sheets[0].say("sheet.title", campaign=sheets[0].campaign))
    page.setAuthor(sheets[0].organisation)
    for number, sheet in enumerate(sheets):
        page.bookmarkPage(str(number))
        page.addOutlineEntry(fonts.plain(sheet.unit), str(number))
        _draw(page, sheet)
        page.showPage()
    page.save()
    return file.getvalue()


def _draw(page: Canvas, sheet: Sheet) -> None:
    code = code_of(sheet.link)
    quiet = QUIET * CODE / code.side
    top = _head(page, sheet) - quiet
    _promises(page, sheet, MARGIN + CODE + quiet + 4, top)
    _code(page, code, top)
    page.linkURL(sheet.link, (MARGIN, top - CODE, MARGIN + CODE, top))
    top -= CODE + quiet
    top = _typed(page, sheet.say("sheet.typed"), sheet.address, top - 6)
    top = _typed(page, sheet.say("sheet.typed_code"), sheet.typed_code, top)
    _foot(page, sheet, room=top - MARGIN - 8)


def _head(page: Canvas, sheet: Sheet) -> float:
    top = A4[1] - MARGIN + 4
    union = fit(sheet.organisation, _WIDE, sizes=(16, 11), lines=2, bold=True)
    top = _write(page, union, MARGIN, top, PRIMARY)
    top = _rule(page, top - 6) - 10
    invitation = fit(sheet.say("sheet.invitation"), _WIDE, sizes=INVITATION, bold=True)
    top = _write(page, invitation, MARGIN, top)
    scan = fit(sheet.say("sheet.scan"), _WIDE, sizes=(20, 14))
    return _write(page, scan, MARGIN, top)


def _code(page: Canvas, code: Code, top: float) -> None:
    module = CODE / code.side
    path = page.beginPath()
    for x, y, length in code.runs:
        path.rect(MARGIN + x * module, top - (y + 1) * module, length * module, module)
    page.setFillColorRGB(0, 0, 0)
    page.drawPath(path, stroke=0, fill=1)


def _promises(page: Canvas, sheet: Sheet, left: float, top: float) -> None:
    beside = left + 28
    most = A4[0] - MARGIN - beside
    size = min(fit(p, most, sizes=(22, 14), lines=2, bold=True).size for p in sheet.promises)
    broken = [
        Fitted(fonts.balanced(p, size, most, bold=True), size, bold=True) for p in sheet.promises
    ]
    free = (CODE - sum(map(_height, broken))) / len(broken)
    top -= free / 2
    for promise in broken:
        _tick(page, left, top - fonts.ASCENT * size, size)
        top = _write(page, promise, beside, top) - free


def _typed(page: Canvas, label: str, value: str, top: float) -> float:
    beside = fonts.width(label + " ", TYPED)
    if beside + fonts.width(value, TYPED, bold=True) > _WIDE:
        top = _write(page, fit(label, _WIDE, sizes=(TYPED, 14)), MARGIN, top)
        beside = 0
    else:
        _write(page, Fitted((label + " ",), TYPED), MARGIN, top)
    typed = fit(value, _WIDE - beside, sizes=(TYPED, 12), bold=True)
    return _write(page, typed, MARGIN + beside, top)


def _foot(page: Canvas, sheet: Sheet, room: float) -> None:
    """Free choice, unit, campaign, last day, telephone: as large as the room lets them be,
    set on the lower margin."""
    scale = 1.0
    while _height_of(lines := _foot_lines(sheet, scale)) > room:
        scale *= 0.96
    top = MARGIN + _height_of(lines)
    for line in lines:
        top = _write(page, line.text, MARGIN, top, line.ink) - line.below
        if line.ruled:
            _rule(page, top + line.below / 2)


def _foot_lines(sheet: Sheet, scale: float) -> tuple[_Line, ...]:
    def fitted(text: str, size: float, lines: int, *, bold: bool = False) -> Fitted:
        return fit(text, _WIDE, sizes=(size * scale, size * scale * 0.7), lines=lines, bold=bold)

    return (
        _Line(fitted(sheet.say("sheet.free"), 18, 1), below=22, ruled=True),
        _Line(fitted(sheet.unit, 24, 3, bold=True), below=2, ink=PRIMARY),
        _Line(fitted(sheet.campaign, 18, 3), below=8),
        _Line(fitted(sheet.until, 18, 1, bold=True), below=2),
        _Line(fitted(sheet.questions_to, 18, 1)),
    )


def _height_of(lines: tuple[_Line, ...]) -> float:
    return sum(_height(line.text) + line.below for line in lines)


def _write(page: Canvas, text: Fitted, left: float, top: float, ink: Color = INK) -> float:
    page.setFillColor(ink)
    page.setFont(_BOLD if text.bold else _REGULAR, text.size)
    for line in text.lines:
        page.drawString(left, top - fonts.ASCENT * text.size, line)
        top -= LEADING * text.size
    return top


def _height(text: Fitted) -> float:
    return len(text.lines) * LEADING * text.size


def _rule(page: Canvas, y: float) -> float:
    page.setStrokeColor(RULE)
    page.setLineWidth(0.8)
    page.line(MARGIN, y, A4[0] - MARGIN, y)
    return y


def _tick(page: Canvas, left: float, base: float, size: float) -> None:
    page.setStrokeColor(PRIMARY)
    page.setLineWidth(size / 7)
    page.setLineCap(1)
    page.setLineJoin(1)
    tick = page.beginPath()
    tick.moveTo(left, base + 0.32 * size)
    tick.lineTo(left + 0.26 * size, base + 0.06 * size)
    tick.lineTo(left + 0.74 * size, base + 0.66 * size)
    page.drawPath(tick, stroke=1, fill=0)


@cache
def _register() -> None:
    pdfmetrics.registerFont(TTFont(_REGULAR, str(fonts.REGULAR)))
    pdfmetrics.registerFont(TTFont(_BOLD, str(fonts.BOLD)))
