"""Drawn sheets as one PDF of lines and letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache, singledispatch
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from surveys import fonts
from surveys.posters.code import Code
from surveys.posters.logo import Logo
from surveys.posters.marks import A4, LEADING, PRIMARY, Bar, Line, Page, Picture, Squares, Tick
from surveys.posters.marks import Words as Text

Told = Callable[[int], None]  # hears how many pages are done
_REGULAR, _BOLD = "Regular", "Bold"
TICK = ((0.0, 0.32), (0.26, 0.06), (0.74, 0.66))  # corners, in the size of the letters


def document(pages: Iterable[Page], lang: str, title: str, author: str, told: Told) -> bytes:
    """One PDF, a page after the other. ValueError when there is none."""
    _register()
    file, page, number = BytesIO(), None, 0
    for number, each in enumerate(pages, 1):
        if page is None:
            page = _opened(file, lang, title, author)
        page.setPageSize(each.size)
        page.bookmarkPage(str(number))
        page.addOutlineEntry(fonts.plain(each.title), str(number))
        page.scale(each.size[0] / A4[0], each.size[0] / A4[0])  # drawn for A4, printed smaller
        for mark in each.marks:
            _draw(mark, page)
        page.showPage()
        told(number)
    if page is None:
        raise ValueError("no sheets")
    page.save()
    return file.getvalue()


def _opened(file: BytesIO, lang: str, title: str, author: str) -> Canvas:
    page = Canvas(
        file,
        A4,
        pageCompression=1,
        invariant=1,
        lang=lang,
        initialFontName=_REGULAR,  # type: ignore[arg-type]  # a name; the stub says float
    )
    page.setTitle(title)
    page.setAuthor(author)
    return page


def _y(top: float) -> float:
    """PDF counts from below."""
    return A4[1] - top


@singledispatch
def _draw(mark: object, page: Canvas) -> None:
    raise TypeError(mark)


@_draw.register
def _(mark: Text, page: Canvas) -> None:
    text, top = mark.text, _y(mark.top)
    page.setFillColor(_ink(mark.ink))
    page.setFont(_BOLD if text.bold else _REGULAR, text.size)
    write = page.drawCentredString if mark.centred else page.drawString
    for line in text.lines:
        write(mark.left, top - fonts.ASCENT * text.size, line)
        top -= LEADING * text.size


@_draw.register
def _(mark: Bar, page: Canvas) -> None:
    page.setFillColor(_ink(mark.ink))
    page.setStrokeColor(_ink(mark.ink))
    page.setLineWidth(mark.edge)
    place = (mark.left, _y(mark.top + mark.height), mark.width, mark.height)
    page.rect(*place, stroke=int(mark.edge > 0), fill=int(not mark.edge))


@_draw.register
def _(mark: Line, page: Canvas) -> None:
    page.setStrokeColor(_ink(mark.ink))
    page.setLineWidth(mark.width)
    page.setDash([3, 3] if mark.dashed else [])
    page.line(mark.start[0], _y(mark.start[1]), mark.end[0], _y(mark.end[1]))


@_draw.register
def _(mark: Squares, page: Canvas) -> None:
    page.setFillColorRGB(0, 0, 0)
    page.saveState()
    page.translate(mark.left, _y(mark.top))
    page.scale(mark.side / mark.code.side, mark.side / mark.code.side)
    page.drawPath(_path(page, mark.code), stroke=0, fill=1)
    page.restoreState()
    right, bottom = mark.left + mark.side, mark.top + mark.side
    page.linkURL(mark.link, (mark.left, _y(bottom), right, _y(mark.top)), relative=1)


@_draw.register
def _(mark: Tick, page: Canvas) -> None:
    page.setStrokeColor(_ink(PRIMARY))
    page.setLineWidth(mark.size / 7)
    page.setLineCap(1)
    page.setLineJoin(1)
    page.setDash([])
    tick, base = page.beginPath(), _y(mark.base)
    for number, (x, y) in enumerate(TICK):
        go = tick.lineTo if number else tick.moveTo
        go(mark.left + x * mark.size, base + y * mark.size)
    page.drawPath(tick, stroke=1, fill=0)
    page.setLineCap(0)


@_draw.register
def _(mark: Picture, page: Canvas) -> None:
    place = (mark.left, _y(mark.top + mark.height), mark.width, mark.height)
    page.drawImage(_image(mark.logo), *place)


def _path(page: Canvas, code: Code) -> object:
    """The code in modules: whole numbers are short to write."""
    path = page.beginPath()
    for x, y, length in code.runs:
        path.rect(x, -y - 1, length, 1)
    return path


@cache
def _ink(name: str) -> Color:
    return HexColor(name)


@lru_cache(maxsize=4)
def _image(logo: Logo) -> ImageReader:
    return ImageReader(BytesIO(logo.content))


@cache
def _register() -> None:
    pdfmetrics.registerFont(TTFont(_REGULAR, str(fonts.REGULAR)))
    pdfmetrics.registerFont(TTFont(_BOLD, str(fonts.BOLD)))
