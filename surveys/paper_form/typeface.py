"""The typeface of papers, as wide as Times New Roman: where it lies, how wide words are in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from surveys import fonts

REGULAR, BOLD = "PaperRegular", "PaperBold"
ASCENT = 0.95  # of the size, for stacked accents on capitals
LEADING = 1.16  # of the size, from line to line


@cache
def register() -> TTFont:
    """Both faces, known to the page by name; the regular one tells which letters it has."""
    regular = TTFont(REGULAR, str(fonts.FOLDER / "LiberationSerif-Regular.ttf"))
    pdfmetrics.registerFont(regular)
    pdfmetrics.registerFont(TTFont(BOLD, str(fonts.FOLDER / "LiberationSerif-Bold.ttf")))
    return regular


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide the words are, in points."""
    register()
    return float(pdfmetrics.stringWidth(words, BOLD if bold else REGULAR, size))


def parts(words: str, size: float, most: float, *, bold: bool = False) -> Iterator[str]:
    """The words one by one; one that is wider than a line in pieces."""
    for word in words.split():
        part = ""
        for letter in word if width(word, size, bold=bold) > most else [word]:
            if part and width(part + letter, size, bold=bold) > most:
                yield part
                part = ""
            part += letter
        yield part


def wrapped(words: str, size: float, most: float) -> tuple[str, ...]:
    """The words in lines of at most that width."""
    lines = [""]
    for part in parts(words, size, most):
        longer = f"{lines[-1]} {part}".strip()
        if lines[-1] and width(longer, size) > most:
            lines.append(part)
        else:
            lines[-1] = longer
    return tuple(lines)
