"""Targets beside the registers: where each stood on a day, and the way it took there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from surveys.ledgers import History
from surveys.model import Words
from surveys.organisation import ENTERPRISES, Unit, alive, has_valid_agreement
from surveys.targets.target import Target, targets

SERIES_BREAK = date(2025, 6, 1)  # public employees left the union (handbook 1.4)
_OF_MEMBERS = frozenset({"members", "membership_rate"})
_REMARKS = {  # what must be said beside a target (handbook 1.3, 1.4)
    "MT-2025-DV": "reports.target.break",
    "MT-2025-TU75": "reports.target.milestone",
}


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
        remark=_remark(target),
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


def _remark(target: Target) -> str:
    """What must stand beside it; a goal for members set before the break and due after it is one
    for another union than is counted now."""
    begun = target.begins_on
    crosses = begun is not None and begun < SERIES_BREAK <= target.deadline
    broken = "reports.target.break" if crosses and target.metric in _OF_MEMBERS else ""
    return _REMARKS.get(target.id, broken)
