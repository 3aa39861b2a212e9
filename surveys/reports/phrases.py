"""Figures in the words of a paper: shares, intervals, ranks, names, periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from surveys.model import Question, Words
from surveys.needs import NeedRow
from surveys.statistics import Estimate
from surveys.texts import LANGUAGES, say, sentences
from surveys.texts.numbers import FEW, hundredths, number, percent

UNANIMOUS = 30  # below this n a share near 0 or 1 would tell on everybody (statistics 1.8)
_NEAR = 0.05
_MILLION = 1_000_000
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+\([^()]*\)\s*$")
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the alphabet in which points of a paper are counted


def words(label: Words, lang: str) -> str:
    """A wording in the reader's language, in the customer's where it has none."""
    return label.get(lang) or label[LANGUAGES[0]]


def asked(question: Question, lang: str) -> str:
    """The wording of a question without the hint in brackets at its end."""
    return _IN_BRACKETS.sub("", words(question.label, lang))


def share(estimate: Estimate, lang: str) -> str:
    """An estimated share as printed."""
    return guarded(estimate.value, estimate.n, lang)


def guarded(value: float, n: int, lang: str) -> str:
    """A share of n as printed: "34,7%"; "< 5%" where a small group is close to unanimous."""
    if n < UNANIMOUS and value < _NEAR:
        return "< 5%"
    if n < UNANIMOUS and value > 1 - _NEAR:
        return "> 95%"
    return percent(value, lang, n)


def interval(estimate: Estimate, lang: str) -> str:
    """The interval as printed: "30,1–39,5%"."""
    if estimate.n < UNANIMOUS:
        return "–"
    decimals = 0 if estimate.n < FEW else 1
    low = number(hundredths(estimate.low, decimals), lang, decimals)
    return f"{low}–{number(hundredths(estimate.high, decimals), lang, decimals)}%"


def rank(row: NeedRow) -> str:
    """The rank a need may have: "1", or "2–4" where the data cannot tell."""
    return str(row.first) if row.first == row.last else f"{row.first}–{row.last}"


def out_of_hundred(value: float) -> int:
    """A share as people of a hundred, for sentences said aloud."""
    return int(hundredths(value))


def millions(dong: int, lang: str) -> str:
    """Money in millions without idle zeros: 1250000 -> "1,25"."""
    text = f"{dong / _MILLION:.2f}".rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return number(dong / _MILLION, lang, decimals)


def listed(items: Sequence[str], lang: str) -> str:
    """Items as a sentence lists them: "a, b và c"."""
    if len(items) < 2:
        return "".join(items)
    both = say("reports.list.last_two", lang, first=items[-2], last=items[-1])
    return ", ".join([*items[:-2], both])


def letter(place: int) -> str:
    """The letter of a point, counted from 0 in the Vietnamese alphabet."""
    return _LETTERS[place % len(_LETTERS)]


def named(group: str, code: str, lang: str) -> str:
    """The name of a code such as a unit type; a text typed freely stays as it is."""
    return sentences(lang).get(f"names.{group}.{code}", code)


def period(starts: Sequence[date], ends: Sequence[date], lang: str, today: date) -> str:
    """The time a plan covers: a quarter where everything falls into one, else the year or years."""
    if not starts:
        return say("reports.period.year", lang, year=today.year)
    first, last = min(starts), max(ends)
    if first.year != last.year:
        return say("reports.period.years", lang, first=first.year, last=last.year)
    if quarter(first) == quarter(last):
        return say("reports.period.quarter", lang, quarter=_roman(first), year=first.year)
    return say("reports.period.year", lang, year=first.year)


def quarter(day: date) -> int:
    """The quarter of the year, 1 to 4."""
    return (day.month + 2) // 3


def _roman(day: date) -> str:
    return ("I", "II", "III", "IV")[quarter(day) - 1]
