"""Words compared as people type them in a hurry: without accents, capitals or doubled spaces."""

from __future__ import annotations

import unicodedata

from surveys.texts.composing import apart as taken_apart

_STROKE = {0x0111: "d"}  # the one Vietnamese letter that does not come apart


def plain(text: str) -> str:
    """ "  Đơn vị  SỰ nghiệp" -> "don vi su nghiep"."""
    apart = taken_apart(text.casefold().translate(_STROKE))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.split())


def finds(query: str, *texts: str) -> bool:
    """Whether every word of the query stands somewhere in the texts; an empty one finds all."""
    place = plain(" ".join(texts))
    return all(word in place for word in plain(query).split())
