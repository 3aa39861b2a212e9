"""The same chart on dark ground: every colour changed for the one with its role."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from surveys.charts.look import ACCENT, INK, PAPER, PRIMARY, QUIET, RULE, TINT, WEAK

_NIGHT = {
    PAPER: "#12161A",
    INK: "#E9EDF1",
    QUIET: "#AEB8C2",
    RULE: "#4A5560",
    PRIMARY: "#9CC4EA",
    TINT: "#22384E",
    ACCENT: "#E8703A",
    WEAK: "#2A3138",
}


def at_night(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification with its colours changed."""
    text = json.dumps(spec, ensure_ascii=False)
    for day, night in _NIGHT.items():
        text = text.replace(f'"{day}"', f'"{night}"')
    changed: dict[str, Any] = json.loads(text)
    return changed
