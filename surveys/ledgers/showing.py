"""Entries as a reader of each language reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from surveys.ledgers.books import Book, Entry, Kind, Value, wording
from surveys.texts import say
from surveys.texts.numbers import day, number


def cell_text(book: Book, name: str, value: Value, lang: str) -> str:
    """What stands in a column, in words; "" for nothing."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, tuple):
        return "; ".join(choice_text(name, code, lang) for code in value)
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, int):
        return number(value, lang)
    return choice_text(name, value, lang) if book.column(name).kind is Kind.CHOICE else value


def choice_text(column: str, code: str, lang: str) -> str:
    """A choice of a column in words."""
    return wording(column, code, lang) or say(f"ledgers.choice.{column}.{code}", lang)


def title(book: Book, entry: Entry, names: Mapping[str, str], lang: str) -> str:
    """How an entry is called: its unit, partner or course, and its day."""
    who = names.get(entry.unit, entry.unit) or str(entry.values.get(book.identity[0]) or "")
    on = entry.values.get(book.newest)
    return f"{who}, {day(on, lang)}" if isinstance(on, date) else who
