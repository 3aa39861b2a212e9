"""Every function of the language: how many arguments it takes, and what it does with them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from surveys.expressions.patterns import day_format, portable
from surveys.expressions.values import NAN, Value, day, number, text, truth, whole

_MANY = 500
_BLANK = re.compile(r"[ \t\r\n]+")
_HIGHEST_POWER = 64

# Their last argument is a text in quotes, checked while reading.
LITERAL: Mapping[str, Callable[[str], str]] = {
    "regex": portable,
    "format-date": day_format,
    "jr:choice-name": lambda name: name.strip().removeprefix("${").removesuffix("}").strip(),
}


@dataclass(frozen=True, slots=True)
class Function:
    """A function: fewest and most arguments; `does` is None where the evaluator itself acts."""

    arity: tuple[int, int]
    does: Callable[..., Value] | None


def _split(value: Value) -> list[str]:
    return [code for code in _BLANK.split(text(value)) if code]


def _selected(codes: Value, code: Value) -> bool:
    return text(code) in _split(codes)


def _selected_at(codes: Value, place: Value) -> str:
    chosen, at = _split(codes), number(place)
    return chosen[int(at)] if at in range(len(chosen)) else ""


def _substr(value: Value, start: Value, end: Value | None = None) -> str:
    letters = text(value)
    return letters[whole(number(start)) : None if end is None else whole(number(end))]


def _before(value: Value, mark: Value) -> str:
    head, found, _ = text(value).partition(text(mark)) if text(mark) else ("", "", "")
    return head if found else ""


def _after(value: Value, mark: Value) -> str:
    if not text(mark):
        return text(value)
    return text(value).partition(text(mark))[2]


def _translate(value: Value, old: Value, new: Value) -> str:
    to = text(new)
    table: dict[str, str] = {}
    for place, letter in enumerate(text(old)):
        table.setdefault(letter, to[place] if place < len(to) else "")
    return "".join(table.get(letter, letter) for letter in text(value))


def _rounded(value: Value, places: Value = 0.0) -> float:
    """Half up, as in XPath."""
    exact, shift = number(value), max(-15, min(15, whole(number(places))))
    power = _power(10.0, float(abs(shift)))
    scaled = exact * power if shift >= 0 else exact / power
    if not math.isfinite(scaled):
        return exact
    up = float(math.floor(scaled + 0.5))
    return up / power if shift >= 0 else up * power


def _power(base: Value, exponent: Value) -> float:
    """Whole exponents only, by multiplying: anything else may end in another digit elsewhere."""
    low, high = number(base), number(exponent)
    if not high.is_integer() or abs(high) > _HIGHEST_POWER:
        return NAN
    product = 1.0
    for _ in range(int(abs(high))):
        product *= low
    return product if high >= 0 else divided(1.0, product)


def divided(left: float, right: float) -> float:
    """A quotient as browsers have it: by zero it is endless, or no number."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """The remainder with the sign of the left side; no number where there is none."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


def _stepped(step: Callable[[float], int]) -> Callable[[Value], float]:
    def stepped(value: Value) -> float:
        exact = number(value)
        return float(step(exact)) if math.isfinite(exact) else exact

    return stepped


def _numbers(given: tuple[Value, ...]) -> list[float]:
    return [number(value) for value in given if value != ""]


def _lowest(*given: Value) -> float:
    found = _numbers(given)
    return NAN if not found or any(map(math.isnan, found)) else min(found)


def _highest(*given: Value) -> float:
    found = _numbers(given)
    return NAN if not found or any(map(math.isnan, found)) else max(found)


def _sum(*given: Value) -> float:
    total = 0.0
    for part in _numbers(given):
        total += part
    return total


def _count(*given: Value) -> float:
    return float(sum(1 for value in given if value != ""))


def _regex(value: Value, pattern: Value) -> bool:
    return _compiled(text(pattern)).fullmatch(text(value)) is not None


@lru_cache(maxsize=2_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _date(value: Value) -> str:
    return day(number(value))


def _format_date(value: Value, form: Value) -> str:
    exact = number(value)
    shown = day(exact)
    if not shown:
        return ""
    minutes = math.floor((exact - math.floor(exact)) * 1440 + 0.5)
    year, month, of_month = shown.split("-")
    hour, minute = f"{minutes // 60:02}", f"{minutes % 60:02}"
    parts = {
        "Y": year, "y": year[2:], "m": month, "n": str(int(month)), "d": of_month,
        "e": str(int(of_month)), "H": hour, "h": str(int(hour)), "M": minute, "S": "00", "%": "%",
    }  # fmt: skip
    return re.sub(r"%(.)", lambda found: parts[found[1]], text(form))


def _int(value: Value) -> float:
    exact = number(value)
    return float(math.trunc(exact)) if math.isfinite(exact) else exact


_TEXTS: dict[str, tuple[tuple[int, int], Callable[..., Any]]] = {
    "string": ((1, 1), text),
    "concat": ((0, _MANY), lambda *given: "".join(map(text, given))),
    "join": ((1, _MANY), lambda mark, *given: text(mark).join(text(v) for v in given if v != "")),
    "contains": ((2, 2), lambda value, part: text(part) in text(value)),
    "starts-with": ((2, 2), lambda value, part: text(value).startswith(text(part))),
    "ends-with": ((2, 2), lambda value, part: text(value).endswith(text(part))),
    "substr": ((2, 3), _substr),
    "substring-before": ((2, 2), _before),
    "substring-after": ((2, 2), _after),
    "string-length": ((1, 1), lambda value: float(len(text(value)))),
    "normalize-space": ((1, 1), lambda value: _BLANK.sub(" ", text(value)).strip(" ")),
    "upper-case": ((1, 1), lambda value: text(value).upper()),
    "lower-case": ((1, 1), lambda value: text(value).lower()),
    "translate": ((3, 3), _translate),
    "regex": ((2, 2), _regex),
    "selected": ((2, 2), _selected),
    "selected-at": ((2, 2), _selected_at),
    "count-selected": ((1, 1), lambda codes: float(len(_split(codes)))),
}
_NUMBERS: dict[str, tuple[tuple[int, int], Callable[..., Any]]] = {
    "number": ((1, 1), number),
    "int": ((1, 1), _int),
    "round": ((1, 2), _rounded),
    "floor": ((1, 1), _stepped(math.floor)),
    "ceiling": ((1, 1), _stepped(math.ceil)),
    "abs": ((1, 1), lambda value: abs(number(value))),
    "pow": ((2, 2), _power),
    "min": ((1, _MANY), _lowest),
    "max": ((1, _MANY), _highest),
    "sum": ((1, _MANY), _sum),
    "count": ((1, _MANY), _count),
    "count-non-empty": ((1, _MANY), _count),
    "date": ((1, 1), _date),
    "format-date": ((2, 2), _format_date),
    "decimal-date-time": ((1, 1), number),
    "decimal-time": ((1, 1), number),
}
_TRUTHS: dict[str, tuple[tuple[int, int], Callable[..., Any]]] = {
    "true": ((0, 0), lambda: True),
    "false": ((0, 0), lambda: False),
    "not": ((1, 1), lambda value: not truth(value)),
    "boolean": ((1, 1), truth),
    "boolean-from-string": ((1, 1), lambda value: text(value) in ("true", "1")),
    "once": ((1, 1), lambda value: value),
    "indexed-repeat": ((3, 3), lambda value, group, turn: value),  # laid out before (unfolding)
}

FUNCTIONS: Mapping[str, Function] = {
    **{name: Function(*entry) for name, entry in {**_TEXTS, **_NUMBERS, **_TRUTHS}.items()},
    **dict.fromkeys(("if",), Function((3, 3), None)),
    **dict.fromkeys(("coalesce",), Function((2, 2), None)),
    **dict.fromkeys(("today",), Function((0, 0), None)),
    **dict.fromkeys(("jr:choice-name",), Function((2, 2), None)),
}
