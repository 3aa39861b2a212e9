"""How periods are called: "quý 4 năm 2026"."""

from __future__ import annotations

from surveys.periodic import Period, named
from surveys.texts import LANGUAGES, say


def period_name(period: Period, lang: str) -> str:
    """A period in words."""
    values = {"number": period.number, "year": period.first.year}
    return say(f"periodic.period.{period.every}", lang, **values)


def noted(what: str, key: str) -> str:
    """How the record of the office names a unit's report, or a number of them, of a period."""
    period = named(key)
    return f"{what}, {period_name(period, LANGUAGES[0]) if period else key}"
