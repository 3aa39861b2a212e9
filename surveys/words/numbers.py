"""Telephone, identity and staff numbers, plates, e-mail addresses and exact days in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from surveys.words.hiding import Span, Trace
from surveys.words.letters import bare, composed, data, phrases

_LEAST_PHONE, _MOST_PHONE = 8, 11  # digits with the leading zero; +84 makes them one more
_LEAST_NUMBER = 7  # digits that are no amount of money
_MISTYPED = 3  # letters that stand for digits: O, I, L
_SPELLED = 7  # digits written as words, one after the other
_IDENTITY = (9, 12)  # digits of old and new identity cards

_EMAIL = re.compile(
    r"[\w.+-]+\s?(@|\(at\)|\[at\]|\ba cong\b|\ba moc\b)\s?[\w-]+(\s?(\.|\bcham\b)\s?[a-z]{2,})+"
)
_PLATE = re.compile(
    r"(?<![a-z\d])\d{2}\s?[-.]?\s?[a-z]{1,2}\d?\s?[-.\s]\s?(\d{3}[.\s]?\d{2}|\d{4,5})(?!\d)"
    r"|(?<![a-z\d])\d{2}[a-z]{1,2}\d?(\d{3}\.?\d{2}|\d{4})(?!\d)"
)
_DIGITS = re.compile(r"(?<![a-z\d])\+?[\do](?:[\s.,()_/·–-]{0,3}(?:\d|[oil](?=[\s.,()-]{0,3}\d)))*")
_MONEY = re.compile(r"[1-9]\d{0,2}([., ]\d{3})+")
_SLASHED = re.compile(r"(?<![\d/])\d{1,2}\s?[/.-]\s?\d{1,2}(\s?[/.-]\s?(\d{4}|\d{2}))?(?![\d/])")


def numbers(text: str) -> Iterator[Span]:
    """The spans of a composed text; some may lie inside others."""
    plain = bare(text)
    yield from (Span(*found.span(), Trace.EMAIL) for found in _EMAIL.finditer(plain))
    yield from (Span(*found.span(), Trace.PLATE) for found in _PLATE.finditer(plain))
    yield from (Span(*found.span(), Trace.PHONE) for found in _spelled().finditer(plain))
    yield from (Span(*found.span(), Trace.NUMBER) for found in _staff().finditer(plain))
    days = list(_days(plain))
    yield from days
    yield from _digits(plain, days)


def _days(plain: str) -> Iterator[Span]:
    """Days of a month; public holidays lead to nobody."""
    known = {composed(day) for day in data("names")["open_days"]}
    for found in _SLASHED.finditer(plain):
        if re.sub(r"\s", "", found[0]) not in known and _is_day(found[0], whole=bool(found[1])):
            yield Span(*found.span(), Trace.DAY)
    yield from (Span(*found.span(), Trace.DAY) for found in _named_day().finditer(plain))


def _is_day(found: str, *, whole: bool) -> bool:
    parts = [int(part) for part in re.split(r"\D+", found)]
    separated = "/" in found or "-" in found or whole  # "6.5" is a number
    return separated and 1 <= parts[0] <= 31 and 1 <= parts[1] <= 12


def _digits(plain: str, days: list[Span]) -> Iterator[Span]:
    for found in _DIGITS.finditer(plain):
        real = sum(sign.isdigit() for sign in found[0])
        count = sum(sign.isalnum() for sign in found[0])
        start, end = found.span()
        is_day = any(day.start <= start and end <= day.end for day in days)
        if min(count, real + _MISTYPED) < _LEAST_NUMBER or is_day or _MONEY.fullmatch(found[0]):
            continue
        is_phone = _LEAST_PHONE <= count <= _MOST_PHONE and count not in _IDENTITY
        yield Span(start, end, Trace.PHONE if is_phone else Trace.NUMBER)


@cache
def _spelled() -> re.Pattern[str]:
    one = "|".join(bare(word) for (word,) in phrases("names", "numerals"))
    return re.compile(rf"\b(?:{one})(?:[\s,.-]+(?:{one}|\d)){{{_SPELLED - 1},}}\b")


@cache
def _staff() -> re.Pattern[str]:
    lead = "|".join(r"\s+".join(map(bare, words)) for words in phrases("names", "staff"))
    return re.compile(rf"\b(?:{lead})\s*(?:la|:|so)?\s*[a-z]{{0,3}}[-.]?\d{{2,}}\b")


@cache
def _named_day() -> re.Pattern[str]:
    words = {name: bare(composed(word)) for name, word in data("names")["kept_days"].items()}
    year = rf"(?:\s+(?:{words['year']}\s+)?\d{{4}})?"
    return re.compile(
        rf"\b(?:{words['day']}|{words['first']})\s*\d{{1,2}}\s+{words['month']}\s*\d{{1,2}}\b{year}"
    )
