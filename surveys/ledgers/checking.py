"""What is wrong with an entry, said so that it can be corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from surveys.ledgers.books import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Book,
    Column,
    Kind,
    Value,
    codes_of,
)
from surveys.ledgers.showing import cell_text, choice_text
from surveys.register import MOST_PEOPLE, Fault
from surveys.texts import say
from surveys.texts.numbers import day, number

_LONGEST = {Kind.LINE: LONGEST_LINE, Kind.TEXT: LONGEST_TEXT}


def label(book: Book, name: str, lang: str) -> str:
    """The name of a column."""
    return say(f"ledgers.column.{book.name}.{name}", lang)


def faults_of(book: Book, values: Mapping[str, Value], today: date) -> tuple[Fault, ...]:
    """Everything that keeps these values out of the register; empty when nothing does."""
    found = [fault for column in book.columns for fault in _column(column, values, today)]
    return (*found, *_more(book, values), *_before(book, values))


def explain(book: Book, fault: Fault, lang: str) -> str:
    """The fault as a sentence that says what to write instead."""
    allowed = ""
    if fault.reason == "not_allowed" and book.column(fault.field).kind in (Kind.CHOICE, Kind.MANY):
        codes = codes_of(fault.field)
        allowed = "; ".join(choice_text(fault.field, code, lang) for code in codes)
    return say(
        f"ledgers.fault.{fault.reason}",
        lang,
        column=label(book, fault.field, lang),
        written=fault.written,
        other=label(book, fault.other, lang) if fault.other else "",
        limit=fault.limit,
        allowed=allowed,
    )


def _column(column: Column, values: Mapping[str, Value], today: date) -> Iterator[Fault]:
    value = values.get(column.name)
    if value is None or value in ("", ()):
        if column.must:
            yield Fault("missing", column.name)
    elif column.kind is Kind.COUNT and not (isinstance(value, int) and 0 <= value <= MOST_PEOPLE):
        yield Fault("people", column.name, str(value), limit=number(MOST_PEOPLE, "vi"))
    elif column.past and isinstance(value, date) and value > today:
        yield Fault("ahead", column.name, day(value), limit=day(today))
    elif isinstance(value, str) and len(value) > _LONGEST.get(column.kind, LONGEST_TEXT):
        yield Fault("long", column.name, limit=number(_LONGEST[column.kind], "vi"))
    elif column.kind is Kind.CHOICE and value not in codes_of(column.name):
        yield Fault("not_allowed", column.name, str(value))


def _more(book: Book, values: Mapping[str, Value]) -> Iterator[Fault]:
    for name, other in book.not_more:
        part, whole = values.get(name), values.get(other)
        if isinstance(part, int) and isinstance(whole, int) and part > whole:
            yield Fault("more", name, number(part, "vi"), other, number(whole, "vi"))


def _before(book: Book, values: Mapping[str, Value]) -> Iterator[Fault]:
    for name, other in book.not_before:
        later, first = values.get(name), values.get(other)
        if isinstance(later, date) and isinstance(first, date) and later < first:
            written = cell_text(book, name, later, "vi")
            yield Fault("before", name, written, other, cell_text(book, other, first, "vi"))
