"""Which needs a text seems to speak of: suggestions, for a person decides."""

from __future__ import annotations

from functools import cache

from surveys.words.letters import Phrase, Syllable, alike, bare, composed, data, syllables
from surveys.words.tokens import edges

MOST_SUGGESTED = 3  # themes; more would be no suggestion


def suggested(text: str) -> tuple[str, ...]:
    """The needs, the surest first. It goes by turns of phrase that begin and end with words;
    where accents are missing letters decide alone."""
    text = composed(text)
    parts = syllables(text)
    ends = edges(text, parts)
    found: dict[str, set[Phrase]] = {}
    for place, part in enumerate(parts):
        for code, phrase in _phrases().get(part.bare, ()):
            if _stands(phrase, parts, place, ends):
                found.setdefault(code, set()).add(phrase)
    worth = {code: sum(len(phrase) ** 2 for phrase in said) for code, said in found.items()}
    return tuple(sorted(worth, key=lambda code: (-worth[code], code))[:MOST_SUGGESTED])


def _stands(
    phrase: Phrase, parts: tuple[Syllable, ...], place: int, ends: frozenset[int] | None
) -> bool:
    end = place + len(phrase)
    if end > len(parts) or (ends is not None and not {place, end} <= ends):
        return False
    return all(map(alike, phrase, (part.written for part in parts[place:end])))


@cache
def _phrases() -> dict[str, list[tuple[str, Phrase]]]:
    """Turns of phrase with their needs, by the first syllable without accents."""
    found: dict[str, list[tuple[str, Phrase]]] = {}
    for code, turns in data("themes").items():
        for turn in turns:
            phrase = tuple(composed(turn).lower().split())
            found.setdefault(bare(phrase[0]), []).append((code, phrase))
    return found
