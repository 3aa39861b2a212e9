"""What blocks tell, as arrays: the one way from a release to a Sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from surveys.blocks import POOLED, Release
from surveys.statistics.margins import calibrated
from surveys.statistics.sample import Array, Indices, Sample, grouped
from surveys.statistics.strata import EVERYTHING, Selection, Stratum, strata

_KEPT = 32  # selections whose weights are kept, about 3 MB each at 5,000 units
_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Cells:
    """The blocks of a selection in one partition, a row each: `stratum` is the block's place in
    `strata`, `where` its value of each coordinate ("*" where pooled), `n` its people, `weight`
    what each of them stands for. `unexplained` turns deviations (blocks, columns) into what the
    calibration leaves, None where headcounts alone weigh; `left_out` are coordinates that could
    not be calibrated (surveys.statistics.margins)."""

    strata: tuple[Stratum, ...]
    stratum: Indices
    where: Mapping[str, NDArray[np.str_]]
    n: Array
    weight: Array
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
    blocks = [block for stratum in taken for block in stratum.blocks]
    names = blocks[0].where if blocks else ()
    stratum = np.repeat(np.arange(len(taken)), [len(stratum.blocks) for stratum in taken])
    where = {name: np.array([b.where.get(name, POOLED) for b in blocks]) for name in names}
    n = np.array([float(block.n) for block in blocks])
    found = calibrated(taken, stratum, where, n)
    return Cells(taken, stratum, where, n, found.weight, found.unexplained, found.left_out)


def counts(found: Cells, name: str, codes: Sequence[str]) -> Array:
    """How many people of each block gave each answer to what is published under a name: (blocks,
    codes); zeros where nobody did."""
    blocks = (block for stratum in found.strata for block in stratum.blocks)
    tallies = (block.tallies.get(name, {}) for block in blocks)
    rows = [[float(tally.get(code, 0)) for code in codes] for tally in tallies]
    return np.array(rows).reshape(len(rows), len(codes))


def codes_of(found: Cells, name: str) -> tuple[str, ...]:
    """The answers anybody of these blocks gave to what is published under a name."""
    blocks = (block for stratum in found.strata for block in stratum.blocks)
    return tuple(sorted({code for block in blocks for code in block.tallies.get(name, {})}))


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
    """The margins are alike for all people of a block, so its mean is what they explain of it."""
    unexplained = found.unexplained
    if unexplained is None:
        return None
    block = spread(np.arange(len(found.n)), kinds)
    size = np.maximum(np.bincount(block, weights=people, minlength=len(found.n)), 1)[:, None]

    def left(values: Array) -> Array:
        middle = grouped(block, people[:, None] * values, len(found.n)) / size
        rest: Array = values - (middle - unexplained(middle))[block]
        return rest

    return left
