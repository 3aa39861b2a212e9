"""The unmet shares of all needs together, with the covariance that a ranking needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from surveys.blocks import UNMET
from surveys.model import Question
from surveys.statistics.estimates import Ratios
from surveys.statistics.pairs import table
from surveys.statistics.sample import Array
from surveys.statistics.strata import Stratum

_BOTH = ("uu", "um", "mu", "mm")


def unmet_shares(taken: Sequence[Stratum], first: Question, second: Question) -> Ratios:
    """For each row of the second question the share of all who picked it and find it unmet, of
    those who did not pick it or rated it. Covariance as in `sample.covariance`, from what the
    blocks tell about rows and pairs of rows; without correction for a finite workforce."""
    unmet, unrated, people = _rows(taken, first, second)
    n = np.array([float(stratum.n) for stratum in taken])
    weight = np.array([stratum.heads for stratum in taken]) / n
    base = people[:, None] - unrated
    below = weight @ base
    values = np.divide(weight @ unmet, below, out=np.zeros_like(below), where=below > 0)
    found = np.zeros((len(values), len(values)))
    for h, stratum in enumerate(taken):
        uu, um, mm = _pairs(stratum, first, second)
        np.fill_diagonal(uu, unmet[h])
        np.fill_diagonal(mm, unrated[h])
        in_base = unmet[h][:, None] - um  # unmet in one, in the base of the other
        bases = people[h] - unrated[h][:, None] - unrated[h][None, :] + mm
        squares = uu - values * in_base - (values * in_base).T + np.outer(values, values) * bases
        sums = unmet[h] - values * base[h]
        spread = squares - np.outer(sums, sums) / n[h]
        found += weight[h] ** 2 * n[h] / max(n[h] - 1, 1) * spread
    scale = np.where(below > 0, below, np.inf)
    return Ratios(values, found / np.outer(scale, scale), max(1.0, float(n.sum()) - len(taken)))


def _rows(
    taken: Sequence[Stratum], first: Question, second: Question
) -> tuple[Array, Array, Array]:
    """By stratum and row: people who find it unmet, who picked and did not rate it; and by
    stratum those who picked anything."""
    unmet, unrated = [], []
    people = np.zeros(len(taken))
    for row in second.rows:
        found = table(taken, first, second, row.code)
        picked = np.array([cell.picked for cell in found.cells], dtype=bool)
        bad = np.array([cell.rating in UNMET for cell in found.cells], dtype=bool)
        silent = np.array([not cell.rating for cell in found.cells], dtype=bool)
        unmet.append(found.counts[:, picked & bad].sum(axis=1))
        unrated.append(found.counts[:, picked & silent].sum(axis=1))
        people = found.counts.sum(axis=1)
    return np.column_stack(unmet), np.column_stack(unrated), people


def _pairs(stratum: Stratum, first: Question, second: Question) -> tuple[Array, Array, Array]:
    """By pair of rows: both unmet; the first unmet and the second unrated; both unrated."""
    place = {row.code: number for number, row in enumerate(second.rows)}
    uu, um, mm = (np.zeros((len(place), len(place))) for _ in range(3))
    beginning = f"{first.id}*{second.id}."
    for block in stratum.blocks:
        for name, tally in block.tallies.items():
            one, plus, other = name.removeprefix(beginning).partition("+")
            if not plus or not name.startswith(beginning):
                continue
            i, j = place[one], place[other]
            counts = [tally.get(mark, 0) for mark in _BOTH]
            uu[i, j] += counts[0]
            uu[j, i] += counts[0]
            um[i, j] += counts[1]
            um[j, i] += counts[2]
            mm[i, j] += counts[3]
            mm[j, i] += counts[3]
    return uu, um, mm
