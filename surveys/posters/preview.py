"""A drawn page as a small picture for the screen: what the printer will lay down."""

from __future__ import annotations

from functools import cache, singledispatch
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from surveys import fonts
from surveys.posters.marks import A4, LEADING, PRIMARY, Bar, Line, Page, Picture, Squares, Tick
from surveys.posters.marks import Words as Text
from surveys.posters.pdf import TICK

WIDTH = 620  # pixels
_EDGE = "#CBD2DA"  # of the paper, on a screen that is white too
_SCALE = WIDTH / A4[0]


def preview(page: Page) -> bytes:
    """The page as PNG."""
    image = Image.new("RGB", (WIDTH, round(A4[1] * _SCALE)), "#FFFFFF")
    draw = ImageDraw.Draw(image)
    for mark in page.marks:
        _draw(mark, draw)
        if isinstance(mark, Picture):
            _paste(mark, image)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=_EDGE)
    file = BytesIO()
    image.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _at(*values: float) -> tuple[float, ...]:
    return tuple(value * _SCALE for value in values)


@singledispatch
def _draw(mark: object, draw: ImageDraw.ImageDraw) -> None:
    """What needs the image itself, a logo, is pasted elsewhere."""


@_draw.register
def _(mark: Text, draw: ImageDraw.ImageDraw) -> None:
    text = mark.text
    face = _face(text.bold, round(text.size * _SCALE, 1))
    for number, line in enumerate(text.lines):
        base = mark.top + fonts.ASCENT * text.size + number * LEADING * text.size
        where = _at(mark.left, base)
        draw.text((where[0], where[1]), line, mark.ink, face, anchor="ms" if mark.centred else "ls")


@_draw.register
def _(mark: Bar, draw: ImageDraw.ImageDraw) -> None:
    left, top, right, bottom = _at(
        mark.left, mark.top, mark.left + mark.width, mark.top + mark.height
    )
    if mark.edge:
        draw.rectangle((left, top, right, bottom), outline=mark.ink)
    else:
        draw.rectangle((left, top, right, bottom), mark.ink)


@_draw.register
def _(mark: Line, draw: ImageDraw.ImageDraw) -> None:
    left, top, right, bottom = _at(*mark.start, *mark.end)
    draw.line((left, top, right, bottom), mark.ink)


@_draw.register
def _(mark: Squares, draw: ImageDraw.ImageDraw) -> None:
    module = mark.side / mark.code.side
    for x, y, length in mark.code.runs:
        left, top = mark.left + x * module, mark.top + y * module
        place = _at(left, top, left + length * module, top + module)
        draw.rectangle(tuple(round(value) - n // 2 for n, value in enumerate(place)), "#000000")


@_draw.register
def _(mark: Tick, draw: ImageDraw.ImageDraw) -> None:
    corners = [_at(mark.left + x * mark.size, mark.base - y * mark.size) for x, y in TICK]
    points = [(corner[0], corner[1]) for corner in corners]
    draw.line(points, PRIMARY, width=max(1, round(mark.size * _SCALE / 7)))


def _paste(mark: Picture, image: Image.Image) -> None:
    left, top, width, height = (round(v) for v in _at(mark.left, mark.top, mark.width, mark.height))
    drawn = Image.open(BytesIO(mark.logo.content), formats=("PNG",)).convert("RGB")
    image.paste(drawn.resize((width, height), Image.Resampling.LANCZOS), (left, top))


@cache
def _face(bold: bool, size: float) -> ImageFont.FreeTypeFont:
    path = str(fonts.BOLD if bold else fonts.REGULAR)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
