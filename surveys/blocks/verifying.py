"""Whether a release still keeps what it promised: the chain, the size of groups, the tallies."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from surveys.blocks.columns import Column, Table
from surveys.blocks.filling import COARSE_K
from surveys.blocks.release import MAIN, Release
from surveys.blocks.tallies import ANSWERED, NOTHING


class Fault(StrEnum):
    """What may be wrong with a release whose own checksum fits."""

    CHAIN = "chain"
    SMALL = "small"
    TALLIES = "tallies"


def faults(release: Release, previous: str) -> tuple[Fault, ...]:
    """What is wrong; `previous` is the checksum of the campaign's release before, "" for the
    first."""
    found = {
        Fault.CHAIN: release.previous != previous,
        Fault.SMALL: any(_is_small(table, release.rule.k) for table in release.tables),
        Fault.TALLIES: not all(map(_is_consistent, release.tables)),
    }
    return tuple(fault for fault, holds in found.items() if holds)


def _is_small(table: Table, k: int) -> bool:
    least = k if table.partition == MAIN else max(k, COARSE_K)
    return bool((table.n < least).any())


def _is_consistent(table: Table) -> bool:
    """Whether no block counts more answers than people."""
    return all(_fits(column, table.n.astype(np.int64)) for column in table.columns.values())


def _fits(column: Column, n: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bool:
    counts = column.counts.astype(np.int64)
    if ANSWERED not in column.codes:  # one answer a person
        return bool((counts.sum(axis=1) <= n).all())
    answered = counts[:, column.codes.index(ANSWERED)]
    silent = counts[:, column.codes.index(NOTHING)] if NOTHING in column.codes else 0
    others = [i for i, code in enumerate(column.codes) if code not in (ANSWERED, NOTHING)]
    return bool((answered + silent <= n).all() and (counts[:, others] <= answered[:, None]).all())
