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
    """Write the list other programs read."""
    rows = [{key: {**asdict(f), "holds": f.holds}[key] for key in _KEYS} for f in figures]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


_KEYS = ("name", "value", "unit", "goal", "holds", "how")
