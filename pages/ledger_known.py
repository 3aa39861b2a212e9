"""What the pages of the registers know of units and entries, within the officer's scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db import ledgers
from pages import seen
from pages.parts import signed_in
from pages.settings import engine
from surveys.access import Act, may
from surveys.ledgers import Book, Entry
from surveys.organisation import ENTERPRISES, Unit


def entries(book: Book) -> tuple[Entry, ...]:
    """The entries of a register, the newest first; those without a unit belong to everybody."""
    mine = seen.scope()
    if not book.of_units:
        return ledgers.entries(engine(), book)
    return ledgers.entries(engine(), book, mine)


def may_keep(book: Book) -> bool:
    """Whether the officer may write here: what belongs to no unit is kept by the level above."""
    allowed = may(signed_in(), Act.KEEP_REGISTERS)
    return allowed and (book.of_units or seen.scope().is_everything)


def names(units: Sequence[Unit]) -> Mapping[str, str]:
    """The names of units by code."""
    return {unit.code: unit.name for unit in units}


def choosable(book: Book, units: Sequence[Unit]) -> Sequence[Unit]:
    """The units an entry may be about: enterprises without a union where one is to be founded."""
    if book.name != "organising":
        return units
    return [unit for unit in units if unit.type in ENTERPRISES and not unit.has_union]
