"""What a register says at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from surveys.ledgers import (
    TRADE_UNION,
    Agreement,
    Book,
    Entry,
    expires_soon,
    is_valid,
)
from surveys.texts import say
from surveys.texts.numbers import number


def finding(book: Book, entries: Sequence[Entry], today: date, lang: str) -> str:
    """The sentence above the register."""
    agreements = [agreement_of(entry) for entry in entries] if book.name == "agreement" else []
    launched = sum(entry.values.get("stage") == TRADE_UNION for entry in entries)
    counts = {
        "count": len(entries) - launched,
        "units": len({entry.unit for entry in entries}),
        "valid": sum(is_valid(agreement, today) for agreement in agreements),
        "soon": sum(expires_soon(agreement, today) for agreement in agreements),
        "founded": launched,
        "due": sum(is_due(entry, today) for entry in entries),
        "people": sum(people for e in entries if isinstance(people := e.values.get("people"), int)),
    }
    said = {name: number(count, lang) for name, count in counts.items()}
    return say(f"ledgers.book.{book.name}.finding", lang, **said)


def agreement_of(entry: Entry) -> Agreement:
    """The days of an agreement's entry."""
    values = entry.values
    days = {
        name: day
        for name in ("signed_on", "valid_from", "valid_to", "extended_to")
        if isinstance(day := values.get(name), date)
    }
    return Agreement(entry.unit, **days)


def is_due(entry: Entry, today: date) -> bool:
    """Whether a coordination agreement in force waits for its review."""
    review, ended = entry.values.get("next_review"), entry.values.get("ended_on")
    over = isinstance(ended, date) and ended < today
    return isinstance(review, date) and review <= today and not over
