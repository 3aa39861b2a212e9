"""What blocks tell, as arrays: the one way from a release to a Sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from surveys.blocks import POOLED, Release, Table
from surveys.statistics.margins import MARGINS, calibrated
from surveys.statistics.sample import Array, Indices, Sample, grouped
from surveys.statistics.strata import EVERYTHING, Selection, Stratum, strata

_KEPT = 32  # selections whose weights are kept, about 3 MB each at 5,000 units
_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Cells:
    """The blocks of a selection in one partition, a row each: `rows` are their places in the
    release's `table` (None where it has no blocks), `stratum` is the block's place in
    `strata`, `where` its value of each coordinate ("*" where pooled), `n` its people, `weight`
    what each of them stands for. Blocks that no margin tells apart are one `alike`, and weigh the
    same; `unexplained` turns their mean deviations (alikes, columns) into what the calibration
    leaves, None where headcounts alone weigh; `left_out` are coordinates that could not be
    calibrated (surveys.statistics.margins)."""

    table: Table | None
    rows: Indices
    strata: tuple[Stratum, ...]
    stratum: Indices
    where: Mapping[str, NDArray[np.str_]]
    n: Array
    weight: Array
    alike: Indices
    unexplained: Callable[[Array], Array] | None
    left_out: tuple[str, ...]

    @property
    def is_one_unit(self) -> bool:
        """Whether all of it is one whole unit, so that nothing is weighted."""
        return len(self.strata) == 1 and self.strata[0].unit != POOLED

    def drawn(self, *, corrected: bool) -> Array:
        """The share of each stratum that answered; zeros without correction."""
        if not corrected:
            return np.zeros(len(self.strata))
        heads = np.array([stratum.heads for stratum in self.strata])
        answered = np.array([float(stratum.n) for stratum in self.strata])
        drawn: Array = np.clip(answered / np.maximum(heads, 1), 0, 1)
        return drawn


@lru_cache(maxsize=_KEPT)
def cells(release: Release, partition: str, selection: Selection = EVERYTHING) -> Cells:
    """The blocks of a selection, stratum by stratum, with their weights."""
    taken = strata(release, partition, selection)
    table = release.table(partition)
    rows = np.array([row for one in taken for row in one.rows], dtype=np.intp)
    stratum = np.repeat(np.arange(len(taken)), [len(one.rows) for one in taken])
    names = table.coordinates if table else ()
    where = {name: table.told(name, POOLED)[rows] for name in names if table}
    n = table.n[rows].astype(float) if table else np.zeros(0)
    first, alike = _alikes(stratum, where)
    people = np.bincount(alike, weights=n, minlength=len(first)).astype(float)
    theirs = {name: values[first] for name, values in where.items()}
    found = calibrated(taken, stratum[first], theirs, people)
    weight = found.weight[alike]
    calibration = alike, found.unexplained, found.left_out
    return Cells(table, rows, taken, stratum, where, n, weight, *calibration)


def _alikes(stratum: Indices, where: Mapping[str, NDArray[np.str_]]) -> tuple[Indices, Indices]:
    """Blocks of a stratum with the same calibrated coordinates: a block of each such kind, and
    the kind of each block."""
    key = stratum.astype(np.int64)
    for name in MARGINS:
        if name in where:
            values, number = np.unique(where[name], return_inverse=True)
            key = key * len(values) + number.ravel()
    _, first, alike = np.unique(key, return_index=True, return_inverse=True)
    return first, alike.ravel()


def counts(found: Cells, name: str, codes: Sequence[str]) -> Array:
    """How many people of each block gave each answer to what is published under a name: (blocks,
    codes); zeros where nobody did."""
    counted = np.zeros((len(found.n), len(codes)))
    column = found.table.columns.get(name) if found.table else None
    if column is not None:
        known = {code: place for place, code in enumerate(column.codes)}
        told = [place for place, code in enumerate(codes) if code in known]
        inside = column.counts[found.rows]
        counted[:, told] = inside[:, [known[codes[place]] for place in told]]
    return counted


def codes_of(found: Cells, name: str) -> tuple[str, ...]:
    """The answers anybody of these blocks gave to what is published under a name."""
    column = found.table.columns.get(name) if found.table else None
    if column is None:
        return ()
    people = column.counts[found.rows].sum(axis=0).tolist()
    return tuple(code for code, some in zip(column.codes, people, strict=True) if some)


def sample(found: Cells, kinds: Array, *, corrected: bool = True) -> Sample:
    """The people of the blocks as a Sample: `kinds` (blocks, kinds) of them who are alike become
    the first rows, block by block; those of no kind follow, a row a block."""
    outside = np.maximum(found.n - kinds.sum(axis=1), 0)
    people = np.concatenate([kinds.ravel(), outside])
    return Sample(
        people=people,
        stratum=spread(found.stratum, kinds),
        weight=spread(found.weight, kinds),
        drawn=found.drawn(corrected=corrected),
        residual=_residual(found, people, kinds),
    )


def spread(by_block: NDArray[_Value], kinds: Array) -> NDArray[_Value]:
    """A value of each block for the rows of `sample`."""
    return np.concatenate([np.repeat(by_block, kinds.shape[1]), by_block])


def _residual(found: Cells, people: Array, kinds: Array) -> Callable[[Array], Array] | None:
    """The margins are the same for all people of an alike, so they explain its mean alone."""
    unexplained = found.unexplained
    if unexplained is None:
        return None
    alike = spread(found.alike, kinds)
    count = int(found.alike.max(initial=-1)) + 1
    size = np.maximum(np.bincount(alike, weights=people, minlength=count), 1)[:, None]

    def left(values: Array) -> Array:
        middle = grouped(alike, people[:, None] * values, count) / size
        rest: Array = values - (middle - unexplained(middle))[alike]
        return rest

    return left
