"""The unmet shares of all needs together, with the covariance that a ranking needs."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from surveys.blocks import UNMET
from surveys.model import Question
from surveys.statistics.cells import Cells, counts
from surveys.statistics.estimates import Ratios
from surveys.statistics.pairs import table
from surveys.statistics.sample import Array, grouped

_BOTH = ("uu", "um", "mu", "mm")


def unmet_shares(taken: Cells, first: Question, second: Question) -> Ratios:
    """For each row of the second question the share of all who picked it and find it unmet, of
    those who did not pick it or rated it. Covariance as in `sample.covariance`, from what the
    blocks tell about rows and pairs of rows; without correction for a finite workforce."""
    strata = len(taken.strata)
    unmet, unrated, people = _rows(taken, first, second)
    pairs = _pairs(taken, first, second)
    n = np.array([float(stratum.n) for stratum in taken.strata])
    weight = np.array([stratum.heads for stratum in taken.strata]) / n
    base = people[:, None] - unrated
    below = weight @ base
    values = np.divide(weight @ unmet, below, out=np.zeros_like(below), where=below > 0)
    found = np.zeros((len(values), len(values)))
    for h in range(strata):
        uu, um, mm = (each[h] for each in pairs)
        np.fill_diagonal(uu, unmet[h])
        np.fill_diagonal(mm, unrated[h])
        in_base = unmet[h][:, None] - um  # unmet in one, in the base of the other
        bases = people[h] - unrated[h][:, None] - unrated[h][None, :] + mm
        squares = uu - values * in_base - (values * in_base).T + np.outer(values, values) * bases
        sums = unmet[h] - values * base[h]
        spread = squares - np.outer(sums, sums) / n[h]
        found += weight[h] ** 2 * n[h] / max(n[h] - 1, 1) * spread
    scale = np.where(below > 0, below, np.inf)
    return Ratios(values, found / np.outer(scale, scale), max(1.0, float(n.sum()) - strata))


def _rows(taken: Cells, first: Question, second: Question) -> tuple[Array, Array, Array]:
    """By stratum and row: people who find it unmet, who picked and did not rate it; and by
    stratum those who picked anything."""
    unmet, unrated = [], []
    people = np.zeros(len(taken.n))
    for row in second.rows:
        found = table(taken, first, second, row.code)
        picked = np.array([cell.picked for cell in found.cells], dtype=bool)
        bad = np.array([cell.rating in UNMET for cell in found.cells], dtype=bool)
        silent = np.array([not cell.rating for cell in found.cells], dtype=bool)
        unmet.append(found.counts[:, picked & bad].sum(axis=1))
        unrated.append(found.counts[:, picked & silent].sum(axis=1))
        people = found.counts.sum(axis=1)
    by_block = np.column_stack([*unmet, *unrated, people])
    by_stratum = grouped(taken.stratum, by_block, len(taken.strata))
    rows = len(second.rows)
    return by_stratum[:, :rows], by_stratum[:, rows:-1], by_stratum[:, -1]


def _pairs(taken: Cells, first: Question, second: Question) -> tuple[Array, Array, Array]:
    """By stratum and pair of rows: both unmet; the first unmet and the second unrated; both
    unrated."""
    size = len(taken.strata), len(second.rows), len(second.rows)
    uu, um, mm = (np.zeros(size) for _ in range(3))
    for (i, one), (j, other) in combinations(enumerate(second.rows), 2):
        name = f"{first.id}*{second.id}.{one.code}+{other.code}"
        by_block = counts(taken, name, _BOTH)
        both, unmet, missed, silent = grouped(taken.stratum, by_block, size[0]).T
        uu[:, i, j] = uu[:, j, i] = both
        um[:, i, j], um[:, j, i] = unmet, missed
        mm[:, i, j] = mm[:, j, i] = silent
    return uu, um, mm
