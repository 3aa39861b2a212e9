"""Targets and their results in words: the number, what is missing, at which pace."""

from __future__ import annotations

from datetime import date
from math import ceil

from surveys.targets.progress import Progress
from surveys.texts import say
from surveys.texts.numbers import number, percent

_DAYS_A_YEAR = 365.25
_TENS = 10  # members: a pace told to the last one would pretend to know the future


def result_in_words(row: Progress, lang: str) -> str:
    """The result as it is always printed: "17/24 doanh nghiệp (70,8%)", "3.100 đoàn viên"."""
    counted = say(f"reports.target.counts.{row.counts}", lang)
    if row.denominator is None:
        return f"{number(row.result, lang)} {counted}"
    part = f"{number(row.numerator, lang)}/{number(row.denominator, lang)} {counted}"
    return f"{part} ({percent(row.result, lang)})" if row.denominator else part


def target_in_words(row: Progress, lang: str) -> str:
    """What is to be reached: "≥ 85%", "khoảng 3.100"; the plan's own words without a number."""
    if row.value is None:
        return say("reports.target.no_number", lang, words=row.as_written)
    shown = row.value if row.unit == "person" else row.value * 100
    value = number(shown, lang, 0 if float(shown).is_integer() else 1)
    value = value if row.unit == "person" else f"{value}%"
    said = say(f"reports.target.operator.{row.operator}", lang, value=value)
    if row.of_office:
        return say("reports.target.of_office", lang, words=row.as_written, value=said)
    return said


def gap_in_words(row: Progress, lang: str) -> str:
    """How much is missing: "còn thiếu 1.400", "còn thiếu 14,2 điểm phần trăm", "đạt"."""
    if row.gap is None or row.met is None:
        return say("reports.target.not_judged", lang)
    if row.met:
        return say("reports.target.met", lang)
    if row.unit == "person":
        return say("reports.target.missing_people", lang, gap=number(row.gap, lang))
    return say("reports.target.missing_points", lang, gap=number(row.gap * 100, lang, 1))


def yearly_pace(row: Progress, on: date) -> float | None:
    """What must be gained in each year that is left; None when met, over or not judged."""
    left = (row.deadline - on).days / _DAYS_A_YEAR
    if row.gap is None or row.met or left <= 0:
        return None
    return row.gap / max(left, 1)


def pace_in_words(row: Progress, on: date, lang: str) -> str:
    """The pace as people say it, rounded up to tens of persons: "cần thêm khoảng 350 đoàn viên
    mỗi năm"; "" when there is none."""
    pace = yearly_pace(row, on)
    if pace is None:
        return ""
    if row.unit == "person":
        rounded = ceil(pace / _TENS) * _TENS if pace > _TENS else ceil(pace)
        return say("reports.target.pace_person", lang, pace=number(rounded, lang))
    return say("reports.target.pace_percent", lang, pace=number(pace * 100, lang, 1))
