"""Targets that an office adds or changes: their form, what is wrong with one, earlier versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from surveys.targets.target import OF_UNITS, Target

_SHORT = {  # as the plan's own ids end
    "members": "DV",
    "membership_rate": "TL",
    "union_rate_headcount": "CD",
    "cba_rate": "TU",
}
_DAYS = ("deadline", "begins_on", "retired_on")
_HIGHEST = {"percent": 1.0, "person": float("inf")}


def blank(metric: str, today: date) -> Target:
    """A target that nobody has filled in yet; its period is the year that runs."""
    return Target(
        id="",
        label={},
        metric=metric,
        deadline=date(today.year, 12, 31),
        operator="ge",
        value=None,
        unit="person" if metric == "members" else "percent",
        kind="target",
        as_written="",
        begins_on=date(today.year, 1, 1),
    )


def fresh_id(target: Target, taken: Collection[str]) -> str:
    """An id that nobody has: CT-2030-DV, CT-2030-DV-2 …"""
    usual = f"CT-{target.deadline.year}-{_SHORT[target.metric]}"
    number, found = 2, usual
    while found in taken:
        found, number = f"{usual}-{number}", number + 1
    return found


def problems(known: Target, wanted: Target) -> dict[str, str]:
    """What cannot be taken, by field, as the key of a sentence. Only the threshold of a target for
    which the plan names no number may be left empty."""
    found = {}
    goal, may_lack = wanted.goal, bool(known.id) and known.value is None
    if (goal is None and not may_lack) or (
        goal is not None and not 0 < goal <= _HIGHEST[wanted.unit]
    ):
        found["goal"] = f"targets.form.{wanted.unit}_bad"
    if wanted.metric in OF_UNITS and not wanted.unit_types:
        found["types"] = "targets.form.types_bad"
    if not wanted.label.get("vi", "").strip():
        found["label"] = "targets.form.label_bad"
    if wanted.begins_on is not None and wanted.begins_on > wanted.deadline:
        found["begins_on"] = "targets.form.period_bad"
    return found


def to_document(target: Target) -> dict[str, Any]:
    """The target as JSON."""
    values = asdict(target)
    days = {name: values[name].isoformat() if values[name] else None for name in _DAYS}
    return {**values, **days, "unit_types": sorted(target.unit_types)}


def from_document(document: Mapping[str, Any]) -> Target:
    """The target that JSON stands for."""
    days = {
        name: date.fromisoformat(document[name]) if document.get(name) else None for name in _DAYS
    }
    return Target(**{**document, **days, "unit_types": frozenset(document["unit_types"])})
