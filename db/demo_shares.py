"""How answers of the demo are distributed: shares of groups that add up to a known whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from surveys.organisation import Unit

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.str_]
Shares = Mapping[str, float]  # answer -> percent
Columns = dict[str, Codes]  # question (or "sector") -> what each person answers there

ELSE = "*"  # the group of everybody without a group of their own
REFUSE = 0.02  # of the persons tell neither gender nor membership
UNSURE = 0.09  # do not know whether they are members
TELL = 0.88  # of the members of the register say that they are one

_FOLDER = Path(__file__).parent / "demo_data"
_ROUNDS = 60  # leaves less than a hundredth of a percent


@cache
def read_json(name: str) -> Any:
    """A JSON file of the demo's data."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_table(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    """A table of the demo's data, one dictionary a row."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def fitted(whole: Shares, weights: Shares, known: Mapping[str, Shares]) -> dict[str, Shares]:
    """Shares of each group in `weights`. Those in `known` stand; the others are found so that
    all groups, weighted, give the whole (iterative proportional fitting)."""
    groups, codes = list(weights), list(whole)
    weight = np.array([weights[g] for g in groups]) / sum(weights.values())
    target = np.array([whole[c] for c in codes], dtype=float)
    fixed = np.array([[known.get(g, {}).get(c, np.nan) for c in codes] for g in groups])
    free = np.isnan(fixed)
    table = np.where(free, target, fixed)
    for _ in range(_ROUNDS):
        wanted = np.clip(target - weight @ np.where(free, 0, table), 0, None)
        table = _scaled(table, free, wanted / _never_zero(weight @ np.where(free, table, 0)))
        wanted = 100 - np.where(free, 0, table).sum(1)
        table = _scaled(table, free, (wanted / _never_zero((table * free).sum(1)))[:, None])
    rows = zip(groups, table.tolist(), strict=True)
    return {group: dict(zip(codes, row, strict=True)) for group, row in rows}


def drawn(rng: np.random.Generator, shares: Mapping[str, Shares], groups: Codes) -> Codes:
    """One answer for each person, from the shares of the group the person belongs to."""
    codes = list(next(iter(shares.values())))
    known, place = np.unique(groups, return_inverse=True)
    rows = [shares[g] if g in shares else shares[ELSE] for g in known.tolist()]
    table = np.array([[row.get(c, 0.0) for c in codes] for row in rows])
    edges = np.cumsum(table / table.sum(1, keepdims=True), axis=1)[place]
    picked = (rng.random(len(groups))[:, None] > edges).sum(1)
    found: Codes = np.array(codes)[np.minimum(picked, len(codes) - 1)]
    return found


def picked(rng: np.random.Generator, chances: Numbers) -> npt.NDArray[np.bool_]:
    """Which options (columns) each person (row) picks: an option exactly as often as its chance
    says, and as many options as the chances of a row add up to, give or take one (systematic
    sampling in random order)."""
    order = np.argsort(rng.random(chances.shape), axis=1)
    ends = np.cumsum(np.take_along_axis(chances, order, axis=1), axis=1)
    ends = np.floor(ends + rng.random((len(chances), 1)))
    hits = np.diff(ends, axis=1, prepend=0.0) > 0
    found = np.zeros(chances.shape, dtype=bool)
    np.put_along_axis(found, order, hits, axis=1)
    return found


def satisfaction(dissatisfied: float, mean: float) -> Numbers:
    """Chances of 1..5 with this share of 1 and 2 and this mean; both as the handbook has them."""
    low = np.array([0.35, 0.65]) * dissatisfied
    rest = 1 - dissatisfied
    lift = np.clip((mean - low @ [1, 2]) / rest - 3, 0, 2) / 2  # how far the others lie above 3
    high = np.array([(1 - lift) ** 2, 2 * lift * (1 - lift), lift**2]) * rest
    return np.concatenate([low, high])


def weights_of(units: Sequence[Unit], by: str) -> Shares:
    """How many workers of the register belong to each group of a question."""
    heads = sum(unit.workers for unit in units)
    if by == "sector":
        found: dict[str, float] = {}
        for unit in units:
            found[unit.sector] = found.get(unit.sector, 0) + unit.workers
        return found
    if by == "P02":
        women = sum(unit.women or 0 for unit in units) * (1 - REFUSE)
        return {"nu": women, ELSE: heads - women}
    if by == "P06":
        members = sum(unit.members for unit in units) * TELL * (1 - REFUSE)
        others = {"khongro": UNSURE * (1 - REFUSE) * heads, "pns": REFUSE * heads}
        return {"co": members, **others, "khong": heads - members - sum(others.values())}
    return distribution(by)


def distribution(question: str) -> Shares:
    """How all workers together answer a question."""
    shares: Shares = read_json("demo_distributions")["items"][question]["dist"]
    return shares


def _scaled(table: Numbers, free: npt.NDArray[np.bool_], factor: Numbers) -> Numbers:
    return np.where(free, table * factor, table)


def _never_zero(values: Numbers) -> Numbers:
    return np.where(values == 0, 1, values)
