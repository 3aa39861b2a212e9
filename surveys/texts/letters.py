"""Tells Vietnamese written for the fonts of the nineties (TCVN3, VNI) from Vietnamese in Unicode:
on the screen of whoever typed it it looked right, anywhere else it is "C«ng ty" or "Coâng ty"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENOUGH = 2  # such words in a file; one alone may be a slip or a name from abroad
# Signs that stand for vowels inside words, and for "đ" before a vowel.
_SIGNS = "\u00a8-\u00ae\u00b5-\u00b9"
_TCVN3 = f"[a-z][{_SIGNS}][a-z\u00e0-\u00ff]|[\u00ae\u00a7][a-z\u00e0-\u00ff{_SIGNS}]"
# The accent as a letter of its own behind the vowel: "oâ" for "ô", "öô" for "ươ".
_VNI = "[oea]\u00e2|\u00f6[\u00f4\u00f9\u00f8\u00fb\u00f5\u00ef]"
_OLD = re.compile(f"{_TCVN3}|{_VNI}", re.IGNORECASE)


def in_old_letters(texts: Iterable[str]) -> bool:
    """Whether words of these texts are written for such a font."""
    found = 0
    for text in texts:
        found += sum(1 for _ in _OLD.finditer(text))
        if found >= _ENOUGH:
            return True
    return False
