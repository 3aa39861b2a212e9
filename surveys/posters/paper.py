"""Posters for the wall: one page a unit, in one of three designs, all in one PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.posters import band, cards, guide, large, plain
from surveys.posters.logo import Logo
from surveys.posters.marks import A4, MM, Page
from surveys.posters.pdf import Told, document
from surveys.posters.sheet import Sheet

A5 = (148 * MM, 210 * MM)


class Design(StrEnum):
    """How a poster looks."""

    PLAIN = "plain"
    BAND = "band"
    LARGE = "large"


class Paper(StrEnum):
    """What is printed."""

    A4 = "a4"
    A5 = "a5"
    CARDS = "cards"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Style:
    """What an officer chooses for all sheets."""

    paper: Paper = Paper.A4
    design: Design = Design.PLAIN
    logo: Logo | None = None


Draw = Callable[[Page, Sheet, Logo | None], None]
_DESIGNS: dict[Design, Draw] = {
    Design.PLAIN: plain.draw,
    Design.BAND: band.draw,
    Design.LARGE: large.draw,
}
USUAL = Style()


def posters(sheets: Sequence[Sheet], style: Style = USUAL, told: Told = lambda done: None) -> bytes:
    """One PDF, one page a sheet, in the order given; `told` hears how many are done. ValueError
    when there is no sheet."""
    pages = (page(sheet, style) for sheet in sheets)
    return _file(sheets, "sheet.title", pages, told)


def a4(sheets: Sequence[Sheet]) -> bytes:
    """The usual poster of each sheet."""
    return posters(sheets)


def once(sheets: Sequence[Sheet], told: Told = lambda done: None) -> bytes:
    """One-time cards, eight on a page, in the order given. A page holds cards of one unit."""
    return _file(sheets, "card.title", cards.once(sheets), told)


def page(sheet: Sheet, style: Style) -> Page:
    """One sheet as it will be printed."""
    made = Page(sheet.unit)
    if style.paper is Paper.CARDS:
        cards.draw(made, sheet, style.logo)
    elif style.paper is Paper.GUIDE:
        guide.draw(made, sheet, style.logo)
    else:
        _DESIGNS[style.design](made, sheet, style.logo)
    return replace(made, size=A5 if style.paper is Paper.A5 else A4)


def _file(sheets: Sequence[Sheet], title: str, pages: Iterable[Page], told: Told) -> bytes:
    if not sheets:
        raise ValueError("no sheets")
    first = sheets[0]
    name = first.say(title, campaign=first.campaign)
    return document(pages, first.lang, name, first.organisation, told)
