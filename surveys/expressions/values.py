"""Texts, numbers and truths, and how each becomes another; pages/phone/static/logic.js holds the
same lines for the phone."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

Value = str | float | bool

NAN = math.nan
_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}).*)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}.*)?", re.ASCII)
_FIRST_DAY = date(1970, 1, 1)
_FURTHEST = 2_900_000  # days from 1970 that still are a year of four digits


def number(value: Value) -> float:
    """A value as a number; not-a-number when it is none."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, (int, float)):
        return float(value)
    if found := _NUMBER.fullmatch(value):
        return float(found[1])
    return _moment(value)


def text(value: Value) -> str:
    """A value as a text; whole numbers without a point, others with the fewest digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _digits(float(value))


def truth(value: Value) -> bool:
    """A value as a condition: an empty text, zero and not-a-number are false."""
    if isinstance(value, str):
        return value != ""
    return bool(value) and not math.isnan(value)


def day(days: float) -> str:
    """Days since 1970-01-01 as a day; "" when it is none."""
    if math.isnan(days) or abs(days) > _FURTHEST:
        return ""
    try:
        found = _FIRST_DAY + timedelta(days=math.floor(days))
    except OverflowError:
        return ""
    return found.isoformat() if found.year >= 1 else ""


def days(when: date) -> int:
    """A day as days since 1970-01-01."""
    return (when - _FIRST_DAY).days


def whole(value: float) -> int:
    """A number as a place in a text: cut off, nothing for not-a-number, far for endless."""
    if math.isnan(value):
        return 0
    return int(max(-1e9, min(1e9, value)))


def _moment(value: str) -> float:
    if found := _DAY.fullmatch(value):
        year, month, of_month, hour, minute = found.groups()
        try:
            since = days(date(int(year), int(month), int(of_month)))
        except ValueError:
            return NAN
        return since + _part(hour or "0", minute or "0")
    if found := _TIME.fullmatch(value):
        return _part(*found.groups())
    return NAN


def _part(hour: str, minute: str) -> float:
    if int(hour) > 23 or int(minute) > 59:
        return NAN
    return (int(hour) * 60 + int(minute)) / 1440


def _digits(value: float) -> str:
    """The shortest digits that give the number back, never with an exponent."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    mantissa, _, exponent = repr(value).partition("e")
    sign, mantissa = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    shift = int(exponent or 0)
    digits, point = whole + part, len(whole) + shift
    if point <= 0:
        digits, point = "0" * (1 - point) + digits, 1
    digits = digits.ljust(point, "0")
    before, after = digits[:point].lstrip("0") or "0", digits[point:].rstrip("0")
    shown = f"{before}.{after}" if after else before
    return shown if shown == "0" else sign + shown
