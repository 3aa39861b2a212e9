"""The plan's targets: what was promised by when, and where the register stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import Any

from surveys.catalogue import read
from surveys.ledgers import History
from surveys.model import Words
from surveys.organisation import ENTERPRISES, Unit, alive, has_valid_agreement
from surveys.texts import say
from surveys.texts.numbers import number, percent

SERIES_BREAK = date(2025, 6, 1)  # public employees left the union (handbook 1.4)
METRICS = ("members", "membership_rate", "union_rate_headcount", "cba_rate")
OPERATORS, KINDS = ("approx", "ge", "gt"), ("target", "milestone")
_DAYS_A_YEAR = 365.25
_TENS = 10  # members: a pace told to the last one would pretend to know the future
_REMARKS = {  # what must be said beside a target (handbook 1.3, 1.4)
    "MT-2025-DV": "reports.target.break",
    "MT-2025-TU75": "reports.target.milestone",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the plan. `value` is persons or a share 0..1 (by `unit`), None where the plan
    names no number ("hầu hết"): such a target is shown and not judged, unless somebody sets a
    `threshold` to work with. The denominator counts units of `unit_types`, with a union where
    `has_union`, of at least `min_headcount` workers. Of several with one metric and year one may
    be `binding`."""

    id: str
    label: Words
    metric: str
    deadline: date
    operator: str
    value: float | None
    unit: str
    kind: str
    as_written: str
    unit_types: frozenset[str] = frozenset()
    has_union: bool = False
    min_headcount: int = 0
    threshold: float | None = None
    binding: bool = False
    note: str = ""
    version: int = 0

    @property
    def goal(self) -> float | None:
        """What the result is judged by; None when it is not."""
        return self.threshold if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Progress:
    """A target beside the register. `value` is the goal; it, `result` and `gap` are persons or
    shares 0..1 by `unit`; `gap` is what is missing (negative when passed). `counts` names what
    the denominator counts, `remark` a sentence that must stand beside it ("" for none)."""

    id: str
    label: Words
    year: int
    deadline: date
    operator: str
    value: float | None
    unit: str
    numerator: int
    denominator: int | None
    result: float
    gap: float | None
    met: bool | None
    kind: str
    as_written: str
    counts: str
    remark: str
    of_office: bool = False  # judged by a threshold of the office, not by a number of the plan
    binding: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """The result of a target on a day, as in `Progress`."""

    day: date
    numerator: int
    denominator: int | None
    result: float


@cache
def targets() -> tuple[Target, ...]:
    """The targets of the plan in its order."""
    labels = {t["id"]: {"vi": t["label_vi"], "en": t["gloss_en"]} for t in read("plan")}
    return tuple(_target(row, labels[row["id"]]) for row in read("targets"))


def progress(
    units: Iterable[Unit], on: date, wanted: Iterable[Target] | None = None
) -> tuple[Progress, ...]:
    """Every target (those of the plan unless others are `wanted`) with the result of the units
    that exist on that day."""
    here = alive(units, on)
    return tuple(_progress(target, here, on) for target in wanted or targets())


def course(history: History, wanted: Sequence[Target], today: date) -> dict[str, list[Point]]:
    """How the result of each target came to be, by its id: ends of quarters, and today."""
    found: dict[str, list[Point]] = {target.id: [] for target in wanted}
    for day in history.days(today):
        units = history.on(day)
        for target in wanted:
            numerator, denominator = _count(target, units, day)
            if denominator != 0:
                result = _result(numerator, denominator)
                found[target.id].append(Point(day, numerator, denominator, result))
    return found


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


def _target(row: dict[str, Any], label: Words) -> Target:
    counted = row.get("denominator", {})
    value = row["value"]
    if value is not None and row["unit"] == "percent":
        value = value / 100
    return Target(
        id=row["id"],
        label=label,
        metric=row["metric"],
        deadline=date.fromisoformat(row["deadline"]),
        operator=row["operator"],
        value=value,
        unit=row["unit"],
        kind=row["kind"],
        as_written=row["as_written"],
        unit_types=frozenset(counted.get("unit_types", ())),
        has_union=counted.get("has_union", False),
        min_headcount=counted.get("min_headcount", 0),
    )


def _progress(target: Target, units: tuple[Unit, ...], on: date) -> Progress:
    numerator, denominator = _count(target, units, on)
    result = _result(numerator, denominator)
    judged = target.goal is not None and denominator != 0
    return Progress(
        id=target.id,
        label=target.label,
        year=target.deadline.year,
        deadline=target.deadline,
        operator=target.operator,
        value=target.goal,
        unit=target.unit,
        numerator=numerator,
        denominator=denominator,
        result=result,
        gap=target.goal - result if judged and target.goal is not None else None,
        met=_met(target, result) if judged else None,
        kind=target.kind,
        as_written=target.as_written,
        counts=_counts(target),
        remark=_REMARKS.get(target.id, ""),
        of_office=target.value is None and target.threshold is not None,
        binding=target.binding,
        note=target.note,
    )


def _count(target: Target, units: tuple[Unit, ...], on: date) -> tuple[int, int | None]:
    """Numerator and denominator; None where the target is a plain number."""
    match target.metric:
        case "members":
            return sum(u.members for u in units), None
        case "membership_rate":
            return sum(u.members for u in units), sum(u.workers for u in units)
        case "union_rate_headcount":
            counted = _denominator(target, units)
            return sum(u.has_union for u in counted), len(counted)
        case "cba_rate":
            counted = _denominator(target, units)
            return sum(has_valid_agreement(u, on) for u in counted), len(counted)
        case other:
            raise ValueError(f"unknown metric {other!r}")


def _denominator(target: Target, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    return tuple(
        u
        for u in units
        if u.type in target.unit_types
        and u.workers >= target.min_headcount
        and (u.has_union or not target.has_union)
    )


def _result(numerator: int, denominator: int | None) -> float:
    if denominator is None:
        return float(numerator)
    return numerator / denominator if denominator else 0.0


def _met(target: Target, result: float) -> bool | None:
    if target.goal is None:
        return None
    return result > target.goal if target.operator == "gt" else result >= target.goal


def _counts(target: Target) -> str:
    if target.metric == "members":
        return "members"
    if target.metric == "membership_rate":
        return "workers"
    return "enterprises" if target.unit_types <= frozenset(ENTERPRISES) else "units"
