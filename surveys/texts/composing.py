"""Letters put together and taken apart, however many marks somebody heaped on one of them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

_MOST_MARKS = 30  # on one letter, as in Unicode's Stream-Safe Text Format; no language has five
_MARKS = range(0x300, 0x1F000)  # where Unicode has them


def composed(text: str) -> str:
    """One sign for each letter: "e", "^" and "." together as "ệ"."""
    return _normal("NFC", text)


def apart(text: str) -> str:
    """The other way: each letter and each mark a sign of its own."""
    return _normal("NFD", text)


def _normal(form: Literal["NFC", "NFD"], text: str) -> str:
    """Marks are sorted in a time that grows with the square of their number on one letter."""
    if len(text) > _MOST_MARKS and not text.isascii():
        text = _too_many().sub(r"\1", text)
    return unicodedata.normalize(form, text)


@cache
def _too_many() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in _MARKS if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")
