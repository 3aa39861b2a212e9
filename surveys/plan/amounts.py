"""Numbers as officers type them: "1.250.000", "1 250 000 đồng", "1,25 triệu", "2 tỷ"."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "": 1,
    "nghìn": 10**3, "ngàn": 10**3, "thousand": 10**3,
    "triệu": 10**6, "tr": 10**6, "million": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "billion": 10**9,
}  # fmt: skip
_CURRENCY = re.compile(r"\s*(đồng|vnđ|vnd|đ|₫)$")
_PARTS = re.compile(r"([0-9][0-9.,\s]*)\s*([^\W\d_]*)")
_GROUPED = re.compile(r"[0-9]{1,3}([., ])[0-9]{3}(\1[0-9]{3})*")
_FRACTION = re.compile(r"([0-9]+)[.,]([0-9]{1,2})")
_MOST = 10**12  # more than any union spends: a slip of the finger


class NotANumber(ValueError):
    """The text is no whole number of dong or people that anybody would mean."""


def whole(text: str) -> int | None:
    """The number in a text, None when it is empty; NotANumber when it cannot be read, is not
    whole, or is too large to be meant. Dots, commas and spaces may group thousands."""
    plain = _CURRENCY.sub("", unicodedata.normalize("NFC", text).casefold().strip())
    if not plain:
        return None
    parts = _PARTS.fullmatch(plain)
    if parts is None or parts[2] not in _WORDS:
        raise NotANumber(text)
    value = _read(" ".join(parts[1].split()), _WORDS[parts[2]])
    if value is None or value > _MOST:
        raise NotANumber(text)
    return value


def _read(figure: str, unit: int) -> int | None:
    if figure.isdecimal() or _GROUPED.fullmatch(figure):
        return int(re.sub(r"[., ]", "", figure)) * unit
    fraction = _FRACTION.fullmatch(figure)
    if fraction is None or unit == 1:
        return None
    return int(fraction[1]) * unit + int(fraction[2].ljust(2, "0")) * unit // 100
