"""The needs that made-up persons pick, and how content they are with them (handbook 6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from db.demo_shares import Columns, Numbers, picked, read_json, satisfaction, weights_of
from surveys.organisation import Unit

_RATE_PICKED, _RATE_OTHERS = 0.98, 0.85  # rate a need they picked, one of the two others
_UNKNOWN_PICKED, _UNKNOWN_OTHERS = 0.004, 0.08  # rate it "none, do not know"
_OTHERS = 2  # needs that are asked besides the picked ones
_RATINGS = np.array(["1", "2", "3", "4", "5"])

Hits = npt.NDArray[np.bool_]


def needs_of(
    rng: np.random.Generator, units: Sequence[Unit], columns: Columns, wave: str
) -> tuple[list[list[str]], dict[str, list[str]]]:
    """The needs each person picks, and each need's ratings: the picked ones and two others."""
    special = read_json("demo_shifts")["waves"][wave]
    usual = read_json("demo_distributions")["needs"]
    needs = {code: {**usual[code], **special.get(code, {})} for code in sorted(usual)}
    hits = picked(rng, _chances(needs, units, columns))
    others = np.argsort(np.argsort(rng.random(hits.shape) + hits, axis=1), axis=1) < _OTHERS
    rated = {
        code: _ratings(rng, need, hits[:, place], others[:, place])
        for place, (code, need) in enumerate(needs.items())
    }
    chosen = [[code for code, hit in zip(needs, row, strict=True) if hit] for row in hits]
    return chosen, rated


def _chances(needs: Mapping[str, Any], units: Sequence[Unit], columns: Columns) -> Numbers:
    """How likely each person picks each need. What a group picks more often it takes from its
    other needs, so that everybody picks as many and all together keep the known shares."""
    usual = np.array([need["choose_pct"] / 100 for need in needs.values()])
    chances: Numbers = np.tile(usual, (len(columns["sector"]), 1))
    for shift in read_json("demo_shifts")["needs"]:
        points = np.array([shift["points"].get(code, 0) / 100 for code in needs])
        others = np.where(points == 0, usual, 0)
        points -= others / others.sum() * points.sum()
        weights = weights_of(units, shift["by"])
        share = weights[shift["group"]] / sum(weights.values())
        chances += np.outer((columns[shift["by"]] == shift["group"]) - share, points)
    return np.clip(chances, 0.01, 0.99)


def _ratings(
    rng: np.random.Generator, need: Mapping[str, float], picks: Hits, other: Hits
) -> list[str]:
    """A need's rating by each person; "" where it is not asked or not given."""
    chances = satisfaction(need["dissatisfied_of_choosers_pct"] / 100, need["satisfaction_mean"])
    luck = rng.random(len(picks))[:, None]
    values = _RATINGS[np.minimum((luck > np.cumsum(chances)).sum(1), len(_RATINGS) - 1)]
    unknown = rng.random(len(picks)) < np.where(picks, _UNKNOWN_PICKED, _UNKNOWN_OTHERS)
    given = rng.random(len(picks)) < np.where(picks, _RATE_PICKED, _RATE_OTHERS * other)
    found: list[str] = np.where(given, np.where(unknown, "0", values), "").tolist()
    return found
