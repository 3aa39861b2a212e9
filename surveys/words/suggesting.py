"""Which needs a text seems to speak of: suggestions, for a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from surveys.words.letters import Syllable, alike, composed, data, syllables
from surveys.words.tokens import edges

MOST_SUGGESTED = 3  # themes; more would be no suggestion


def suggested(text: str) -> tuple[str, ...]:
    """The needs, the surest first. It goes by turns of phrase that begin and end with words;
    where accents are missing letters decide alone."""
    text = composed(text)
    parts = syllables(text)
    ends = edges(text, parts)
    found: dict[str, int] = {}
    for code, phrase in _phrases():
        if any(_stands(phrase, parts, place, ends) for place in range(len(parts))):
            found[code] = found.get(code, 0) + len(phrase) ** 2
    return tuple(sorted(found, key=lambda code: (-found[code], code))[:MOST_SUGGESTED])


def _stands(
    phrase: tuple[str, ...], parts: tuple[Syllable, ...], place: int, ends: frozenset[int] | None
) -> bool:
    end = place + len(phrase)
    if end > len(parts) or (ends is not None and not {place, end} <= ends):
        return False
    return all(map(alike, phrase, (part.written for part in parts[place:end])))


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(_turns())


def _turns() -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, turns in data("themes").items():
        for turn in turns:
            yield code, tuple(composed(turn).lower().split())
