"""The cast of the organisation's tests: a province, a district of four places, what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from surveys.organisation import Level, Link, Organisation, Unit

FOUNDED, TURN, NOW = date(2015, 8, 1), date(2025, 7, 1), date(2026, 11, 22)
LEVELS = (
    Level("top", {"vi": "Tỉnh", "en": "Province"}, 20, workplace=False),
    Level("district", {"vi": "Huyện", "en": "District"}, 30, False, None, date(2025, 6, 30)),
    Level("commune", {"vi": "Xã", "en": "Commune"}, 40, False, TURN),
    Level("group", {"vi": "Cụm", "en": "Cluster"}, 50, workplace=False),
    Level("work", {"vi": "Cơ sở", "en": "Workplace"}, 60, workplace=True),
)


def body(code: str, level: str, **more: Any) -> Unit:
    """A body above workplaces."""
    known = Unit(code, f"Tổ chức {code}", "", "khac", "", "", 0, 0, level=level)
    return replace(known, **more)


def place(code: str, workers: int = 60, **more: Any) -> Unit:
    """A workplace."""
    known = Unit(code, f"Công ty {code}", "dn_fdi", "may", "", "", workers, workers // 2)
    return replace(known, level="work", **more)


PROVINCE = body("P", "top")
DISTRICT = body("H", "district", began_on=FOUNDED)
PLACES = tuple(place(code, 60 + 10 * n) for n, code in enumerate("ABCD"))
BEFORE = Organisation(
    LEVELS,
    (PROVINCE, DISTRICT, *PLACES),
    (
        Link("H", "P", "quan_ly", FOUNDED),
        *(Link(unit.code, "H", "quan_ly", date(2018, 1, 1)) for unit in PLACES),
    ),
)
