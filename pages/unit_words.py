"""What became another value of a unit, as a sentence says it."""

from __future__ import annotations

from datetime import date

from surveys.organisation import Unit
from surveys.register import Change, label
from surveys.texts import say
from surveys.texts.numbers import day, number

_GROUPS = {"type": "unit_type", "sector": "sector", "parent_kind": "link_kind"}


def difference(change: Change, field: str, lang: str) -> str:
    """Number of workers: 80 → 90."""
    before, after = (shown(unit, field, lang) for unit in (change.before, change.after))
    return say("units.import.from_to", lang, field=label(field, lang), before=before, after=after)


def shown(unit: Unit, field: str, lang: str) -> str:
    """A value as a sentence says it."""
    value = getattr(unit, field)
    if field in _GROUPS and value:
        return say(f"names.{_GROUPS[field]}.{value}", lang)
    if isinstance(value, bool):
        return say(f"units.file.{'yes' if value else 'no'}", lang)
    if isinstance(value, date):
        return day(value, lang)
    return number(value, lang) if isinstance(value, int) else value or "–"
