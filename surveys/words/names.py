"""Names of persons and places in a text: suggestions, for a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from surveys.words.hiding import Span, Trace
from surveys.words.letters import (
    Syllable,
    alike,
    bare,
    by_first,
    composed,
    data,
    is_accentless,
    is_shouted,
    phrases,
    syllables,
)
from surveys.words.tokens import edges

_LONGEST = 4  # syllables of a name: surname, two in the middle, the own name
_FULL = 2  # syllables in capitals that stand together


class _Text:
    """A text with what its capitals and accents are worth."""

    def __init__(self, text: str) -> None:
        self.parts = syllables(text)
        self.shouted = is_shouted(text)
        self.accentless = is_accentless(text)
        self.text = text
        self._edges = edges(text, self.parts)

    def is_listed(self, part: Syllable, name: str) -> bool:
        """Whether the syllable is in the list; without accents where none were typed."""
        return part.written.lower() in _listed(name, accents=not self.accentless)

    def is_capital(self, part: Syllable) -> bool:
        """Whether a capital says something here."""
        return part.is_capital and not self.shouted and not self.is_listed(part, "never")

    def is_word(self, place: int) -> bool:
        """Whether the syllable is a word by itself: not the first half of "tài xế"."""
        return self.shouted or self._edges is None or {place, place + 1} <= self._edges

    def follows(self, place: int) -> bool:
        """Whether the syllable stands in one phrase with the one before."""
        gap = self.text[self.parts[place - 1].end : self.parts[place].start]
        return place > 0 and not gap.strip()


def names(text: str) -> Iterator[Span]:
    """The spans of a composed text that may name a person or a place."""
    known = _Text(text)
    yield from _titled(known)
    yield from _full(known)
    yield from _capitals(known)
    yield from _places(known)


def _titled(text: _Text) -> Iterator[Span]:
    """What follows "anh", "tổ trưởng", "tôi tên" and is a name."""
    for start, title in _after(text, "titles"):
        length = 0
        for place in range(start, min(start + _LONGEST, len(text.parts))):
            is_name = _goes_on(text, place) if length else _is_name(text, place, title)
            if not text.follows(place) or not is_name:
                break
            length += 1
        if length:
            yield _span(text, start, length, Trace.NAME)


def _is_name(text: _Text, place: int, title: tuple[str, ...]) -> bool:
    """Whether a name begins here: by its capital, or by the lists. Without accents some titles
    and many names are other words as well."""
    part = text.parts[place]
    if text.is_capital(part):
        return True
    if text.accentless and title in phrases("names", "weak_titles"):
        return text.is_listed(part, "given") and not text.is_listed(part, "also_words")
    return text.is_word(place) and (text.is_listed(part, "given") or text.is_listed(part, "births"))


def _goes_on(text: _Text, place: int) -> bool:
    """Whether the name that has begun goes on."""
    part, before = text.parts[place], text.parts[place - 1]
    if text.is_capital(part) or text.is_capital(before):
        return text.is_capital(part)
    return text.is_listed(before, "surnames") and text.is_listed(part, "given")


def _full(text: _Text) -> Iterator[Span]:
    """Surname, middle name and own name, however they are written."""
    middles = "sure_middles" if text.accentless else "middles"
    for place in range(len(text.parts) - 2):
        surname, middle, own = text.parts[place : place + 3]
        together = text.follows(place + 1) and text.follows(place + 2)
        if not together or not text.is_listed(surname, "surnames"):
            continue
        if text.is_listed(middle, middles) and _is_own(text, own):
            yield _span(text, place, 3, Trace.NAME)


def _is_own(text: _Text, part: Syllable) -> bool:
    return any(text.is_listed(part, name) for name in ("given", "births", "middles"))


def _capitals(text: _Text) -> Iterator[Span]:
    """Words in capitals that stand together, anywhere; a single one not after a full stop."""
    place = 0
    while place < len(text.parts):
        length = 0
        while place + length < len(text.parts) and _is_proper(text, place + length, length):
            length += 1
        if length >= _FULL or (length and not _begins(text, place)):
            yield _span(text, place, length, Trace.NAME)
        place += max(length, 1)


def _is_proper(text: _Text, place: int, length: int) -> bool:
    part = text.parts[place]
    is_shortened = part.written.isupper()  # BHXH, "hạng C"
    apart = length > 0 and not text.follows(place)
    return text.is_capital(part) and not is_shortened and not apart


def _begins(text: _Text, place: int) -> bool:
    """Whether the syllable begins a sentence."""
    before = text.text[: text.parts[place].start].rstrip()
    return not before or before[-1] in ".!?\n:-"


def _places(text: _Text) -> Iterator[Span]:
    """ "tổ 3", "chuyền 7", "ấp 2"; "xã Phú Mẫu", "công ty ABC"."""
    for start, words in _after(text, "places"):
        if text.follows(start) and text.parts[start].bare[0].isdigit():
            yield _span(text, start - len(words), len(words) + 1, Trace.PLACE)
    for start, words in _after(text, "areas"):
        length = 0
        while start + length < len(text.parts) and text.follows(start + length):
            if not text.is_capital(text.parts[start + length]):
                break
            length += 1
        if length:
            yield _span(text, start - len(words), len(words) + length, Trace.PLACE)


def _after(text: _Text, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a phrase of the list has ended, and the phrase."""
    written = [part.written for part in text.parts]
    for place, part in enumerate(text.parts):
        for words in by_first("names", name).get(part.bare, ()):
            end = place + len(words)
            together = all(map(text.follows, range(place + 1, min(end, len(written)))))
            if end < len(written) and together and all(map(alike, words, written[place:end])):
                yield end, words


def _span(text: _Text, start: int, length: int, trace: Trace) -> Span:
    parts: Sequence[Syllable] = text.parts[start : start + length]
    return Span(parts[0].start, parts[-1].end, trace)


@cache
def _listed(name: str, *, accents: bool) -> frozenset[str]:
    words = (composed(word).lower() for word in data("names")[name])
    return frozenset(words if accents else map(bare, words))
