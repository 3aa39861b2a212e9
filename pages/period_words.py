"""How periods are called: "quý 4 năm 2026"."""

from __future__ import annotations

from surveys.periodic import Period
from surveys.texts import say


def period_name(period: Period, lang: str) -> str:
    """A period in words."""
    values = {"number": period.number, "year": period.first.year}
    return say(f"periodic.period.{period.every}", lang, **values)
