"""The units of the demo, and how many of their workers answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from db.demo_shares import Numbers, read_json, read_table
from surveys.organisation import Letterhead, Unit
from surveys.texts import say

LANG = "vi"  # names, titles and papers of the demo

_HALVINGS = 60  # of the interval in which the factor lies


@dataclass(frozen=True, slots=True)
class Workplace:
    """A unit of the demo; `rate` is the usual share of its workers who answer."""

    unit: Unit
    rate: float


def workplaces() -> tuple[Workplace, ...]:
    """The 60 made-up units; their names say that they are samples (DR-21)."""
    return tuple(
        Workplace(_unit(row), float(row["expected_response_rate"]))
        for row in read_table("demo_units")
    )


def marked(name: str) -> str:
    """A name with the mark of the demo."""
    return say("db.demo.marked", LANG, name=name)


def letterhead() -> Letterhead:
    """The made-up organisation."""
    named = read_json("demo_organisation")["letterhead"]
    return Letterhead(**{**named, "copies": tuple(named["copies"])})


def usual_answers(places: Sequence[Workplace]) -> int:
    """How many answer in one wave when nothing else is asked for."""
    return round(sum(place.unit.workers * place.rate for place in places))


def spread(places: Sequence[Workplace], total: int) -> Mapping[str, int]:
    """How many answers each unit gives, by code: in proportion to its usual ones, never more than
    it has workers unless `total` asks for more than all. The units named in the data as having
    few answers keep their number."""
    few: dict[str, int] = read_json("demo_shifts")["units"]["few"]
    others = [place for place in places if place.unit.code not in few]
    workers = np.array([place.unit.workers for place in others], dtype=float)
    usual = np.array([place.rate for place in others]) * workers
    parts = _rounded(_stretched(usual, workers, max(0, total - sum(few.values()))))
    return few | {place.unit.code: n for place, n in zip(others, parts, strict=True)}


def _stretched(usual: Numbers, most: Numbers, total: int) -> Numbers:
    """The usual numbers times one factor, each at most `most`, so that they add up to the total."""
    if total >= most.sum():
        return np.asarray(most * (total / most.sum()))
    low, high = 0.0, float((most / usual).max())
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = np.minimum(most, usual * middle).sum() < total
        low, high = (middle, high) if below else (low, middle)
    return np.minimum(most, usual * high)


def _rounded(numbers: Numbers) -> list[int]:
    """Whole numbers with the same sum, rounded up where the rest is largest."""
    whole = np.floor(numbers).astype(int)
    missing = round(float(numbers.sum())) - int(whole.sum())
    whole[np.argsort(whole - numbers, kind="stable")[:missing]] += 1
    found: list[int] = whole.tolist()
    return found


def _unit(row: Mapping[str, str]) -> Unit:
    workers, members = int(row["workers"]), int(row["members"])
    until = row["cba_until"]
    return Unit(
        code=row["code"],
        name=marked(row["name"]),
        type=row["type"],
        sector=row["sector"],
        place=row["commune_2023"],
        cluster=row["cluster_2025"],
        workers=workers,
        members=members,
        women=round(workers * float(row["female_share"])),
        women_members=round(members * float(row["female_share"])),
        has_union=row["has_union"] == "1",
        agreement=row["cba"] == "1",
        agreement_until=date.fromisoformat(until) if until else None,
    )
