"""The plan's targets as rows: those it names, and what each says is to be reached by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from surveys.catalogue import read
from surveys.model import Words

METRICS = ("members", "membership_rate", "union_rate_headcount", "cba_rate")
OF_UNITS = frozenset({"union_rate_headcount", "cba_rate"})  # counted in units, not in people
OPERATORS, KINDS = ("approx", "ge", "gt"), ("target", "milestone")


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the plan. `value` is persons or a share 0..1 (by `unit`), None where the plan
    names no number ("hầu hết"): such a target is shown and not judged, unless somebody sets a
    `threshold` to work with. The denominator counts units of `unit_types`, with a union where
    `has_union`, of at least `min_headcount` workers. Of several with one metric and year one may
    be `binding`. `source` is the paper that names it, `begins_on` to `deadline` its period; from
    `retired_on` it is out of use."""

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
    source: str = ""
    begins_on: date | None = None
    retired_on: date | None = None
    version: int = 0

    @property
    def goal(self) -> float | None:
        """What the result is judged by; None when it is not."""
        return self.threshold if self.value is None else self.value


@cache
def targets() -> tuple[Target, ...]:
    """The targets of the plan in its order."""
    labels = {t["id"]: {"vi": t["label_vi"], "en": t["gloss_en"]} for t in read("plan")}
    return tuple(_target(row, labels[row["id"]]) for row in read("targets"))


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
