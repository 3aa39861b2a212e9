"""One measured figure against its goal, and the table of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`goal` is a bound such as "<= 5"; `how` says what was done to get the value."""

    name: str
    value: float
    unit: str
    goal: str
    how: str

    @property
    def holds(self) -> bool:
        sign, bound = self.goal.split()
        return self.value <= float(bound) if sign == "<=" else self.value >= float(bound)


def row(figure: Figure) -> str:
    """The figure as a line of the table."""
    mark = "ok" if figure.holds else "MISSED"
    value = f"{figure.value:,.2f}".rstrip("0").rstrip(".")
    return f"{mark:7}{figure.name:58}{value:>12} {figure.unit:14}goal {figure.goal}"


def save(figures: Iterable[Figure], path: Path) -> None:
    """Write the list other programs read: every figure in the place of the one of its name, new
    ones at the end; what was not measured now stays as it was measured last."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    rows = {row["name"]: row for row in kept}
    for f in figures:
        rows[f.name] = {key: {**asdict(f), "holds": f.holds}[key] for key in _KEYS}
    path.write_text(
        json.dumps([*rows.values()], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


_KEYS = ("name", "value", "unit", "goal", "holds", "how")
