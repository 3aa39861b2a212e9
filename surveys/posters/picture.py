"""The picture for Zalo groups: read on the very phone that would have to scan the code."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageColor import getrgb

from surveys import fonts
from surveys.fonts import Fitted, fit
from surveys.posters.code import QUIET, code_of
from surveys.posters.logo import Logo
from surveys.posters.sheet import Sheet

SIZE = (1080, 1350)  # pixels: the upright format that Zalo shows whole
MARGIN = 72
INK, PRIMARY, TINT, WHITE, BLACK = "#1B1F23", "#1F4E79", "#E8EFF6", "#FFFFFF", "#000000"
LEADING = 1.28

_WIDE = SIZE[0] - 2 * MARGIN
_CODE = 440  # pixels at most, without the quiet zone
_LOGO = (220, 72)
_STEPS = 15


def picture(sheet: Sheet, logo: Logo | None = None) -> bytes:
    """The sheet as PNG, 1080 x 1350: code, short address in big letters, the same promises."""
    image = Image.new("RGB", SIZE, WHITE)
    draw = ImageDraw.Draw(image)
    top = _head(draw, sheet, _logo(image, logo) if logo else 0)
    below = _code(draw, sheet, top)
    _promises(draw, sheet, top)
    _address(draw, sheet, below)
    _foot(draw, sheet)
    file = BytesIO()
    few = image.quantize(palette=_palette(logo), dither=Image.Dither.NONE)
    few.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _logo(image: Image.Image, logo: Logo) -> int:
    """Draw the logo at the top right; returns how much room it takes there."""
    width, height = map(round, logo.fitted(*_LOGO))
    drawn = Image.open(BytesIO(logo.content), formats=("PNG",)).convert("RGB")
    image.paste(
        drawn.resize((width, height), Image.Resampling.LANCZOS), (SIZE[0] - MARGIN - width, 40)
    )
    return width + 24


@lru_cache(maxsize=4)
def _palette(logo: Logo | None) -> Image.Image:
    """The colours of all pictures: each ink on each ground in steps, as the edges of letters need
    them, and those of the logo. To find them anew each time takes five times as long."""
    mixed = [
        tuple(round(a + (b - a) * step / _STEPS) for a, b in zip(*map(getrgb, pair), strict=True))
        for pair in ((WHITE, INK), (WHITE, PRIMARY), (WHITE, BLACK), (TINT, INK), (TINT, PRIMARY))
        for step in range(_STEPS + 1)
    ]
    if logo:
        drawn = Image.open(BytesIO(logo.content), formats=("PNG",)).convert("RGB").quantize(128)
        colours = drawn.getpalette() or []
        mixed += list(zip(*[iter(colours)] * 3, strict=True))
    made = Image.new("P", (1, 1))
    made.putpalette([value for colour in mixed[:256] for value in colour])
    return made


def _head(draw: ImageDraw.ImageDraw, sheet: Sheet, taken: int) -> float:
    union = fit(sheet.organisation, _WIDE - taken, sizes=(30, 22), lines=2, bold=True)
    top = _write(draw, union, (MARGIN, 44), PRIMARY)
    invitation = fit(sheet.say("sheet.invitation"), _WIDE - taken, sizes=(88, 56), bold=True)
    return _write(draw, invitation, (MARGIN, top + 8)) + 50


def _code(draw: ImageDraw.ImageDraw, sheet: Sheet, top: float) -> float:
    code = code_of(sheet.link)
    module = _CODE // code.side
    for x, y, length in code.runs:
        left, upper = MARGIN + x * module, int(top) + y * module
        draw.rectangle((left, upper, left + length * module - 1, upper + module - 1), BLACK)
    return top + (code.side + QUIET) * module


def _promises(draw: ImageDraw.ImageDraw, sheet: Sheet, top: float) -> None:
    left = MARGIN + _CODE + 128
    most = SIZE[0] - MARGIN - left
    size = min(fit(p, most, sizes=(44, 26), lines=2, bold=True).size for p in sheet.promises)
    broken = [Fitted(fonts.balanced(p, size, most, bold=True), size, True) for p in sheet.promises]
    free = (_CODE - sum(map(_height, broken))) / len(broken)
    top += free / 2
    for promise in broken:
        _tick(draw, left - 56, top + size, size)
        top = _write(draw, promise, (left, top)) + free


def _address(draw: ImageDraw.ImageDraw, sheet: Sheet, top: float) -> None:
    inside = _WIDE - 72
    tap = fit(sheet.say("picture.tap"), inside, sizes=(34, 22))
    address = fit(sheet.address, inside, sizes=(64, 30), bold=True)
    label = sheet.say("sheet.typed_code") + " "
    typed = fit(label + sheet.typed_code, inside, sizes=(44, 24), bold=True)
    height = sum(map(_height, (tap, address, typed))) + 34
    draw.rounded_rectangle((MARGIN, top, SIZE[0] - MARGIN, top + height), 16, TINT)
    left = MARGIN + 36
    top = _write(draw, tap, (left, top + 14))
    top = _write(draw, address, (left, top), PRIMARY)
    _write(draw, typed, (left, top))


def _foot(draw: ImageDraw.ImageDraw, sheet: Sheet) -> None:
    pieces = (
        (fit(sheet.unit, _WIDE, sizes=(44, 26), lines=2, bold=True), PRIMARY, 2),
        (fit(sheet.campaign, _WIDE, sizes=(32, 24), lines=2), INK, 14),
        (fit(sheet.until, _WIDE, sizes=(34, 24), bold=True), INK, 0),
        (fit(sheet.questions_to, _WIDE, sizes=(34, 24)), INK, 14),
        (fit(sheet.say("sheet.free"), _WIDE, sizes=(30, 22)), INK, 0),
    )
    top = SIZE[1] - 48 - sum(_height(text) + below for text, _, below in pieces)
    for text, ink, below in pieces:
        top = _write(draw, text, (MARGIN, top), ink) + below


def _write(
    draw: ImageDraw.ImageDraw, text: Fitted, at: tuple[float, float], ink: str = INK
) -> float:
    left, top = at
    face = _face(text.bold, round(text.size))
    for line in text.lines:
        draw.text((left, top + fonts.ASCENT * text.size), line, ink, face, anchor="ls")
        top += LEADING * text.size
    return top


def _height(text: Fitted) -> float:
    return len(text.lines) * LEADING * text.size


def _tick(draw: ImageDraw.ImageDraw, left: float, base: float, size: float) -> None:
    corners = [(0.0, -0.32), (0.26, -0.06), (0.74, -0.66)]
    line = [(left + x * size, base + y * size) for x, y in corners]
    draw.line(line, PRIMARY, width=round(size / 7), joint="curve")


@cache
def _face(bold: bool, size: int) -> ImageFont.FreeTypeFont:
    path = str(fonts.BOLD if bold else fonts.REGULAR)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
