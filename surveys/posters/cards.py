"""Cards: eight on one A4 page with cutting marks, for tables, or to be drawn from a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, islice

from surveys import fonts
from surveys.campaigns import CARDS_A_SHEET
from surveys.fonts import Fitted, fit
from surveys.posters import parts
from surveys.posters.logo import Logo
from surveys.posters.marks import A4, MM, PRIMARY, Line, Page, Picture, height
from surveys.posters.sheet import Sheet

CODE = 30 * MM  # without its quiet zone: read at a table (handbook 8.4)
ACROSS, DOWN = 2, 4
WIDTH, HEIGHT = A4[0] / ACROSS, A4[1] / DOWN
_SIDE, _ABOVE = 9 * MM, 6.5 * MM  # printers leave five millimetres of the paper white
_INSIDE = WIDTH - 2 * _SIDE
_MARK = 4 * MM  # half a cutting mark
_LOGO = (60.0, 22.0)
_LARGEST, _STEP = 11.0, 0.25  # points
_INDENT = 1.3  # room of a tick, in the size of its line


@dataclass(frozen=True, slots=True)
class _Face:
    """What differs between cards: the title in one or two languages, what stands beside the code;
    `ticked` of it are short promises."""

    titles: tuple[str, ...]
    beside: tuple[str, ...]
    ticked: int = 0
    logo: Logo | None = None


def draw(page: Page, sheet: Sheet, logo: Logo | None) -> None:
    """Eight cards of a unit, to stand on tables; of two languages each has a column."""
    both = [replace(each, second="") for each in parts.both(sheet)]
    for place in range(CARDS_A_SHEET):
        each = both[place % ACROSS % len(both)]
        beside = (*each.promises, each.say("sheet.free"))
        face = _Face((each.say("sheet.invitation"),), beside, len(each.promises), logo)
        _card(page, each, place, face)
    _scissors(page)


def once(sheets: Sequence[Sheet]) -> Iterator[Page]:
    """Pages of one-time cards, unit after unit; what is left of a page stays white."""
    for unit, group in groupby(sheets, key=lambda sheet: sheet.unit):
        cards = iter(group)
        while eight := list(islice(cards, CARDS_A_SHEET)):
            page = Page(unit)
            for place, sheet in enumerate(eight):
                words = (". ".join(sheet.promises) + ".", sheet.say("sheet.free"))
                beside = (*parts.twice(sheet, "card.once_text"), *words)
                _card(page, sheet, place, _Face(parts.twice(sheet, "card.once"), beside))
            _scissors(page)
            yield page


def _card(page: Page, sheet: Sheet, place: int, face: _Face) -> None:
    left = place % ACROSS * WIDTH + _SIDE
    row = place // ACROSS * HEIGHT
    quiet = parts.quiet(sheet, CODE)
    top = _titles(page, face, left, row + _ABOVE)
    parts.code(page, sheet, left, top + 3 - quiet, CODE)
    beside = left + CODE + quiet
    _beside(page, face, (beside, top + 2), left + _INSIDE - beside)
    _below(page, sheet, left, (top + 3 + CODE + quiet / 2, row + HEIGHT - _ABOVE))


def _titles(page: Page, face: _Face, left: float, top: float) -> float:
    room = _INSIDE
    if face.logo:
        width, high = face.logo.fitted(*_LOGO)
        page.marks.append(Picture(face.logo, left + room - width, top, width, high))
        room -= width + 6
    for number, title in enumerate(face.titles):
        sizes = (9.0, 7.0) if number else (16.0, 10.0)
        top = page.write(fit(title, room, sizes=sizes, bold=not number), left, top, PRIMARY)
    return top


def _beside(page: Page, face: _Face, at: tuple[float, float], room: float) -> None:
    """What stands beside the code."""
    left, top = at
    for number, text in enumerate(_fitted(face.beside, face.ticked, room)):
        indent = 0.0
        if number < face.ticked:
            parts.tick(page, left, top, text.size)
            indent = text.size * _INDENT
        top = page.write(text, left + indent, top)


@lru_cache(maxsize=64)  # the same on every card
def _fitted(texts: tuple[str, ...], ticked: int, room: float) -> tuple[Fitted, ...]:
    """Texts as large as the code beside them is high."""
    size = _LARGEST
    while sum(map(height, found := _wrapped(texts, ticked, size, room))) > CODE + 6:
        size -= _STEP
    return found


def _wrapped(texts: tuple[str, ...], ticked: int, size: float, room: float) -> tuple[Fitted, ...]:
    widths = [room - (size * _INDENT if n < ticked else 0) for n in range(len(texts))]
    bold = [n < max(ticked, 1) for n in range(len(texts))]
    return tuple(
        Fitted(fonts.balanced(text, size, width, bold=strong), size, strong)
        for text, width, strong in zip(texts, widths, bold, strict=True)
    )


def _below(page: Page, sheet: Sheet, left: float, between: tuple[float, float]) -> None:
    """Under the code: address, code, unit, last day, telephone, set on the lower edge."""
    typed = f"{sheet.say('sheet.typed')} {sheet.address}"
    then = f"{sheet.say('sheet.typed_code')} {sheet.typed_code}"
    until = " · ".join(each.until for each in parts.both(sheet))
    scale = 1.0
    while True:
        texts = [
            fit(typed, _INSIDE, sizes=(11 * scale, 8 * scale)),
            fit(then, _INSIDE, sizes=(13 * scale, 9 * scale), bold=True),
            fit(sheet.unit, _INSIDE, sizes=(9 * scale, 7 * scale), lines=2, bold=True),
            fit(f"{until}. {sheet.questions_to}", _INSIDE, sizes=(8.5 * scale, 6 * scale), lines=2),
        ]
        if (whole := sum(map(height, texts))) <= between[1] - between[0]:
            break
        scale *= 0.96
    top = between[1] - whole
    for number, text in enumerate(texts):
        top = page.write(text, left, top, PRIMARY) if number == 2 else page.write(text, left, top)


def _scissors(page: Page) -> None:
    """Cutting marks where cards meet, and at the edges of the paper."""
    for column in range(ACROSS + 1):
        for row in range(DOWN + 1):
            x, y = column * WIDTH, row * HEIGHT
            if 0 < column < ACROSS:
                page.marks.append(Line((x, y - _MARK), (x, y + _MARK), 0.5))
            if 0 < row < DOWN:
                page.marks.append(Line((x - _MARK, y), (x + _MARK, y), 0.5))
