"""The same sheet typed in twice: how far the two agree (handbook 8.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many questions were answered in either typing, and which of them differ."""

    compared: int
    differing: tuple[str, ...]


def compared(
    questions: Iterable[str], first: Mapping[str, Any], second: Mapping[str, Any]
) -> Comparison:
    """Two sets of answers, question by question; own words belong to their question. Blanks and
    capitals in texts make no difference."""
    one, other = _by_question(first), _by_question(second)
    answered = [id for id in questions if id in one or id in other]
    differing = tuple(id for id in answered if one.get(id) != other.get(id))
    return Comparison(len(answered), differing)


def _by_question(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        found.setdefault(name.partition(".")[0], {})[name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value
