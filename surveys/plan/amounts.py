"""Numbers as officers type them: grouped by dots, or in thousands, millions, billions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from surveys.texts import LANGUAGES, say
from surveys.texts.composing import composed

_UNITS = {"one": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_PARTS = re.compile(r"([0-9][0-9.,\s]*)(\D*)")
_GROUPED = re.compile(r"[0-9]{1,3}([., ])[0-9]{3}(\1[0-9]{3})*")
_FRACTION = re.compile(r"([0-9]+)[.,]([0-9]{1,2})")
_LONGEST = 100  # letters of an amount with its words
_MOST = 10**12  # more than any union spends: a slip of the finger


class NotANumber(ValueError):
    """The text is no whole number of dong or people that anybody would mean."""


def whole(text: str) -> int | None:
    """The number in a text, None when it is empty; NotANumber when it cannot be read, is not
    whole, or is too large to be meant. Dots, commas and spaces may group thousands; units and
    the currency are understood in every language."""
    plain = " ".join(composed(text).casefold().split())
    if not plain:
        return None
    parts = _PARTS.fullmatch(plain) if len(plain) <= _LONGEST else None
    unit = _unit(parts[2]) if parts else None
    value = _read(parts[1].strip(), unit) if parts and unit else None
    if value is None or value > _MOST:
        raise NotANumber(text)
    return value


def _unit(words: str) -> int | None:
    """How many one is, by the words after the figure; None for words nobody knows."""
    value = 1
    for word in words.split():
        if word not in _vocabulary():
            return None
        value *= _vocabulary()[word]
    return value


@cache
def _vocabulary() -> Mapping[str, int]:
    return {
        word: value
        for name, value in _UNITS.items()
        for lang in LANGUAGES
        for word in say(f"planning.amount.{name}", lang).split()
    }


def _read(figure: str, unit: int) -> int | None:
    if figure.isdecimal() or _GROUPED.fullmatch(figure):
        return int(re.sub(r"[., ]", "", figure)) * unit
    fraction = _FRACTION.fullmatch(figure)
    if fraction is None or unit == 1:
        return None
    return int(fraction[1]) * unit + int(fraction[2].ljust(2, "0")) * unit // 100
