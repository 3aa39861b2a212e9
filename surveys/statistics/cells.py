"""What blocks tell, as arrays: the one way from a release to a Sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from surveys.blocks import POOLED, Release, Table
from surveys.statistics.calibration import Unexplained
from surveys.statistics.margins import CODES, MARGINS, People, calibrated
from surveys.statistics.sample import Array, Indices, Sample, across, grouped, rates
from surveys.statistics.strata import EVERYTHING, Selection, Stratum, strata

_KEPT = 32  # selections whose weights are kept, about 3 MB each at 5,000 units
_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The blocks of a selection in one partition, a row each: `rows` are their places in the
    release's `table` (None where it has no blocks), `stratum` is the block's place in
    `strata`, `n` its people, `weight` what each of them stands for; `rates` are the shares of the
    strata that answered. Blocks that no margin tells apart are one `alike`, and weigh the
    same; `unexplained` turns their mean deviations (alikes, columns) into what the calibration
    leaves, None where headcounts alone weigh; `left_out` are coordinates that could not be
    calibrated (surveys.statistics.margins)."""

    table: Table | None
    rows: Indices | slice
    strata: tuple[Stratum, ...]
    stratum: Indices
    n: Array
    weight: Array
    rates: Array
    alike: Indices
    unexplained: Unexplained | None
    left_out: tuple[str, ...]

    @property
    def is_one_unit(self) -> bool:
        """Whether all of it is one whole unit, so that nothing is weighted."""
        return len(self.strata) == 1 and self.strata[0].unit != POOLED

    def drawn(self, *, corrected: bool) -> Array:
        """The share of each stratum that answered; zeros without correction."""
        return self.rates if corrected else np.zeros_like(self.rates)

    @property
    def coordinates(self) -> tuple[str, ...]:
        """The coordinates that blocks of the partition tell, or pool."""
        return self.table.coordinates if self.table else ()

    def told(self, coordinate: str) -> NDArray[np.str_]:
        """The value of a coordinate, by block; "*" where pooled."""
        return self.table.told(coordinate, POOLED)[self.rows] if self.table else np.zeros(0, "U1")

    def values(self, coordinate: str) -> frozenset[str]:
        """Those that any of these blocks has."""
        if self.table is None:
            return frozenset()
        known, number = self.table.numbers(coordinate)
        some = np.bincount(number[self.rows], minlength=len(known)).tolist()
        return frozenset(value for value, blocks in zip(known, some, strict=True) if blocks)

    def number(self, coordinate: str, values: Sequence[str]) -> Indices:
        """Which of these values of a coordinate each block has; -1 for none of them."""
        if self.table is None:
            return np.zeros(0, dtype=np.intp)
        known, number = self.table.numbers(coordinate)
        places = {value: place for place, value in enumerate(values)}
        of_known = np.array([places.get(value, -1) for value in known], dtype=np.intp)
        found: Indices = of_known[number[self.rows]]
        return found


@lru_cache(maxsize=_KEPT)
def cells(release: Release, partition: str, selection: Selection = EVERYTHING) -> Cells:
    """The blocks of a selection, stratum by stratum, with their weights."""
    taken = strata(release, partition, selection)
    table = release.table(partition)
    rows = _together([one.rows for one in taken])
    stratum = np.repeat(np.arange(len(taken)), [len(one.rows) for one in taken])
    n = table.n[rows].astype(float) if table else np.zeros(0)
    names = [name for name in MARGINS if table and name in table.coordinates]
    first, alike = _alikes(stratum, [table.numbers(name)[1][rows] for name in names if table])
    people = np.bincount(alike, weights=n, minlength=len(first)).astype(float)
    theirs = {name: table.told(name, POOLED)[rows][first] for name in names if table}
    said = {
        name: grouped(alike, _counted(table, rows, name, CODES[name]), len(first))
        for name in names
        if table
    }
    found = calibrated(taken, People(stratum[first], people, theirs, said))
    heads = np.array([one.heads for one in taken])
    answered = np.array([float(one.n) for one in taken])
    return Cells(
        table=table,
        rows=rows,
        strata=taken,
        stratum=stratum,
        n=n,
        weight=found.weight[alike],
        rates=rates(answered, heads),
        alike=alike,
        unexplained=found.unexplained,
        left_out=found.left_out,
    )


def _together(parts: Sequence[tuple[int, ...]]) -> Indices | slice:
    """The places of all; a slice where they lie side by side, which is read without copying."""
    rows = np.fromiter(chain.from_iterable(parts), dtype=np.intp)
    if len(rows) and np.array_equal(rows, np.arange(rows[0], rows[0] + len(rows))):
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows


def _alikes(stratum: Indices, told: Sequence[NDArray[np.integer]]) -> tuple[Indices, Indices]:
    """Blocks of a stratum with the same calibrated coordinates: a block of each such kind, and
    the kind of each block."""
    key = stratum.astype(np.int64)
    for number in told:
        key = key * (int(number.max(initial=0)) + 1) + number
    _, first, alike = np.unique(key, return_index=True, return_inverse=True)
    return first, alike.ravel()


def counts(found: Cells, name: str, codes: Sequence[str]) -> Array:
    """How many people of each block gave each answer to what is published under a name: (blocks,
    codes); zeros where nobody did."""
    return (
        _counted(found.table, found.rows, name, codes) if found.table else np.zeros((0, len(codes)))
    )


def _counted(table: Table, rows: Indices | slice, name: str, codes: Sequence[str]) -> Array:
    counted = np.zeros((len(table.n[rows]), len(codes)))
    column = table.columns.get(name)
    if column is not None:
        known = {code: place for place, code in enumerate(column.codes)}
        told = [place for place, code in enumerate(codes) if code in known]
        inside = column.counts[rows]
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
    outside = np.maximum(found.n - across(kinds), 0)
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
