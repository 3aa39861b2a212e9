"""Where words end in a Vietnamese text, whose blanks stand between syllables: told by underthesea,
whose model lies in its package; nothing is fetched."""

from __future__ import annotations

from functools import lru_cache

from underthesea.pipeline.word_tokenize import word_tokenize  # type: ignore[import-untyped]

from surveys.words.letters import Syllable, is_accentless

_KEPT = 4_096  # texts


def edges(text: str, parts: tuple[Syllable, ...]) -> frozenset[int] | None:
    """Before which syllables a word begins or ends: "nhà nước" has no edge inside. None for a
    text without accents, of which no tokenizer knows."""
    return None if is_accentless(text) else _edges(text, parts)


@lru_cache(_KEPT)
def _edges(text: str, parts: tuple[Syllable, ...]) -> frozenset[int]:
    starts = {part.start: number for number, part in enumerate(parts)}
    ends = {part.end: number + 1 for number, part in enumerate(parts)}
    found, place = {0, len(parts)}, 0
    for word in word_tokenize(text, use_token_normalize=False):
        start = text.find(word, place)
        if start < 0:  # the tokenizer wrote it in another way
            continue
        place = start + len(word)
        found |= {starts[start]} if start in starts else set()
        found |= {ends[place]} if place in ends else set()
    return frozenset(found)
