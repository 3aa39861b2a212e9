"""Text as office files can hold it."""

from __future__ import annotations

import unicodedata

from surveys.texts.composing import composed

_KEPT = "\n\t"


def clean(text: str) -> str:
    """Composed letters (NFC) and no control characters: what Word can hold and search."""
    kept = (c for c in text if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cs"))
    return composed("".join(kept))
