"""The typeface of posters and charts: where it lies, what it can draw, how a text fits in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

FAMILY = "Be Vietnam Pro"
FOLDER = Path(__file__).parent
REGULAR = FOLDER / "BeVietnamPro-Regular.ttf"
BOLD = FOLDER / "BeVietnamPro-Bold.ttf"
ASCENT, DESCENT = 1.0, 0.265  # of the size; the font leaves room for stacked accents

_MEASURED_AT = 1000  # pixels: one unit of the font's own grid, so nothing is rounded
_EVEN = 0.45  # how long the shorter of two lines must be beside the longer
_SHRINK = 0.94  # below the wanted range a text still shrinks, rather than being cut


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines that are no wider than asked, all of one size."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """The widest line."""
        return max(width(line, self.size, bold=self.bold) for line in self.lines)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is, in the unit of `size`, as reportlab and Pillow set it (no kerning)."""
    return _face(bold).getlength(text) * size / _MEASURED_AT


def wrap(text: str, size: float, most: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most that width, broken between words, within a word if it must."""
    lines = [""]
    for word in _words(plain(text), size, most, bold):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@lru_cache(maxsize=4096)  # sixty posters share all but the name of the unit
def fit(
    text: str, most: float, *, sizes: tuple[float, float], lines: int = 1, bold: bool = False
) -> Fitted:
    """The text as large as `sizes` (largest, smallest) lets it be on that many lines.

    A text too long for the smallest size grows still smaller: nothing is ever cut off.
    """
    size, smallest = sizes
    while True:
        broken = wrap(text, size, most, bold=bold)
        if len(broken) <= lines:
            return Fitted(balanced(text, size, most, bold=bold), size, bold)
        size = max(size - 1, smallest) if size > smallest else size * _SHRINK


def balanced(text: str, size: float, most: float, *, bold: bool = False) -> tuple[str, ...]:
    """As `wrap`, on as few lines, but all about equally long: no word is left alone. Two lines
    part after a comma where they can, since a break inside a Vietnamese compound misleads."""
    best = wrap(text, size, most, bold=bold)
    if len(best) == 2 and (parted := _at_comma(text, size, most, bold)):
        return parted
    narrow, wide = most / 2, most
    while len(best) > 1 and wide - narrow > size / 2:
        tried = wrap(text, size, middle := (narrow + wide) / 2, bold=bold)
        if len(tried) == len(best) and not _breaks_words(tried, text):
            best, wide = tried, middle
        else:
            narrow = middle
    return best


def plain(text: str) -> str:
    """The text as the fonts draw it: accents composed, one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def lacking(text: str) -> tuple[str, ...]:
    """The letters of the text that the typeface cannot draw, in their order."""
    drawn = _drawn()
    return tuple(dict.fromkeys(letter for letter in plain(text) if ord(letter) not in drawn))


def _words(text: str, size: float, most: float, bold: bool) -> Iterator[str]:
    for word in text.split():
        part = ""
        for letter in word:
            if part and width(part + letter, size, bold=bold) > most:
                yield part
                part = ""
            part += letter
        yield part


def _at_comma(text: str, size: float, most: float, bold: bool) -> tuple[str, ...]:
    """The text in two lines that part after a comma, about evenly; () where none will do."""
    words = plain(text).split()
    breaks = [i for i, word in enumerate(words, 1) if word.endswith((",", ";", ":", "?", "."))]
    pairs = [(" ".join(words[:i]), " ".join(words[i:])) for i in breaks if i < len(words)]
    wide = {pair: sorted(width(line, size, bold=bold) for line in pair) for pair in pairs}
    fitting = [p for p in pairs if wide[p][1] <= most and wide[p][0] >= _EVEN * wide[p][1]]
    return min(fitting, key=lambda pair: wide[pair][1], default=())


def _breaks_words(lines: tuple[str, ...], text: str) -> bool:
    return " ".join(lines) != plain(text)


@cache
def _face(bold: bool) -> ImageFont.FreeTypeFont:
    path = str(BOLD if bold else REGULAR)
    return ImageFont.truetype(path, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@cache
def _drawn() -> frozenset[int]:
    """What both weights draw."""
    return frozenset.intersection(
        *(frozenset(TTFontFile(str(path)).charToGlyph) for path in (REGULAR, BOLD))
    )
