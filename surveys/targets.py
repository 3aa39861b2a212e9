"""The plan's targets: what was promised by when, and where the register stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from surveys.catalogue import read
from surveys.model import Words
from surveys.organisation import ENTERPRISES, Unit, alive, has_valid_agreement
from surveys.texts import say
from surveys.texts.numbers import number, percent

_DAYS_A_YEAR = 365.25
_REMARKS = {  # what must be said beside a target (handbook 1.3, 1.4)
    "MT-2025-DV": "reports.target.break",
    "MT-2025-TU75": "reports.target.milestone",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the plan. `value` is persons or a share 0..1 (by `unit`), None where the plan
    names no number ("hầu hết"): such a target is shown and never judged. The denominator counts
    units of `unit_types`, with a union where `has_union`, of at least `min_headcount` workers."""

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


@dataclass(frozen=True, slots=True)
class Progress:
    """A target beside the register. `value`, `result` and `gap` are persons or shares 0..1 by
    `unit`; `gap` is what is missing (negative when passed). `counts` names what the denominator
    counts, `remark` a sentence that must stand beside it ("" for none)."""

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


@cache
def targets() -> tuple[Target, ...]:
    """The targets of the plan in its order."""
    labels = {t["id"]: {"vi": t["label_vi"], "en": t["gloss_en"]} for t in read("plan")}
    return tuple(_target(row, labels[row["id"]]) for row in read("targets"))


def progress(units: Iterable[Unit], on: date) -> tuple[Progress, ...]:
    """Every target of the plan with the result of the units that exist on that day."""
    here = alive(units, on)
    return tuple(_progress(target, here, on) for target in targets())


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
    value = number(row.value, lang) if row.unit == "person" else f"{row.value * 100:.0f}%"
    return say(f"reports.target.operator.{row.operator}", lang, value=value)


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
    judged = target.value is not None and denominator != 0
    return Progress(
        id=target.id,
        label=target.label,
        year=target.deadline.year,
        deadline=target.deadline,
        operator=target.operator,
        value=target.value,
        unit=target.unit,
        numerator=numerator,
        denominator=denominator,
        result=result,
        gap=target.value - result if judged and target.value is not None else None,
        met=_met(target, result) if judged else None,
        kind=target.kind,
        as_written=target.as_written,
        counts=_counts(target),
        remark=_REMARKS.get(target.id, ""),
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
    if target.value is None:
        return None
    return result > target.value if target.operator == "gt" else result >= target.value


def _counts(target: Target) -> str:
    if target.metric == "members":
        return "members"
    if target.metric == "membership_rate":
        return "workers"
    return "enterprises" if target.unit_types <= frozenset(ENTERPRISES) else "units"
