"""A text as people type in a hurry: without accents and capitals, letter by letter in place."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from surveys.texts import composing
from surveys.texts.search import plain

_FOLDER = Path(__file__).parent / "data"
_KEPT = 65_536  # pairs of syllables


Phrase = tuple[str, ...]  # syllables in small letters


@dataclass(frozen=True, slots=True)
class Syllable:
    """A run of letters and digits: what was written, how it sounds without accents, and where."""

    written: str
    bare: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins as names do."""
        return self.written[0].isupper()


@cache
def data(name: str) -> Any:
    """A data file of this folder as plain JSON values."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def composed(text: str) -> str:
    """The text with one sign for each letter, whatever phone it was typed on."""
    return composing.composed(text)


def bare(text: str) -> str:
    """Without accents and capitals, every letter in its place: as long as the composed text."""
    return "".join(map(_bare, text))


def is_accentless(text: str) -> bool:
    """Whether somebody typed without any accents, so that letters tell half of the word."""
    return bare(text) == text.lower()


def is_shouted(text: str) -> bool:
    """Whether capitals say nothing, because nearly all of it is in capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) * 2 > len(letters)


def syllables(text: str) -> tuple[Syllable, ...]:
    """The syllables of a composed text in their order."""
    return tuple(
        Syllable(text[start:end], bare(text[start:end]), start, end) for start, end in _runs(text)
    )


@cache
def phrases(name: str, part: str) -> tuple[Phrase, ...]:
    """A list of words of a data file, each as its syllables, the longest first."""
    found = {tuple(composed(word).lower().split()) for word in data(name)[part]}
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


@cache
def by_first(name: str, part: str) -> dict[str, list[Phrase]]:
    """The same by their first syllable without accents."""
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases(name, part):
        found.setdefault(bare(phrase[0]), []).append(phrase)
    return found


@lru_cache(_KEPT)
def alike(word: str, written: str) -> bool:
    """Whether a syllable is the word, or the word without accents where none were typed."""
    said = written.lower()
    return said == word or (said == bare(said) and said == bare(word))


@cache
def _bare(sign: str) -> str:
    found = plain(sign)
    return found if len(found) == 1 else sign


def _runs(text: str) -> Iterator[tuple[int, int]]:
    marks = [False, *(sign.isalnum() or bool(unicodedata.combining(sign)) for sign in text), False]
    edges = [place for place, (one, other) in enumerate(pairwise(marks)) if one != other]
    return zip(edges[::2], edges[1::2], strict=True)
