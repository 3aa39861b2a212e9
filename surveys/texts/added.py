"""Sentences in languages that an office added, the customer's own where one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from surveys.texts import say


@dataclass(frozen=True, slots=True)
class Added:
    """What was typed, as (language, key, words)."""

    sentences: frozenset[tuple[str, str, str]] = frozenset()

    def say(self, key: str, lang: str, **values: object) -> str:
        """As `say`, in every language that was added."""
        words = self.of(lang).get(key)
        if words is None:
            return say(key, lang, **values)
        return words.format_map(values) if values else words

    def of(self, lang: str) -> Mapping[str, str]:
        """What was typed in one language, by key."""
        return _by_language(self.sentences).get(lang, {})


NONE = Added()


@lru_cache(maxsize=8)
def _by_language(sentences: frozenset[tuple[str, str, str]]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for lang, key, words in sentences:
        found.setdefault(lang, {})[key] = words
    return found
