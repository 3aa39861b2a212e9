"""What blocks tell, as arrays: the one way from a release to a Sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from surveys.blocks import POOLED, Release
from surveys.statistics.sample import Array, Indices, Sample
from surveys.statistics.strata import EVERYTHING, Selection, Stratum, strata

_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Cells:
    """The blocks of a selection in one partition, a row each: `stratum` is the block's place in
    `strata`, `where` its value of each coordinate ("*" where pooled), `n` its people."""

    strata: tuple[Stratum, ...]
    stratum: Indices
    where: Mapping[str, NDArray[np.str_]]
    n: Array


def cells(release: Release, partition: str, selection: Selection = EVERYTHING) -> Cells:
    """The blocks of a selection, stratum by stratum."""
    taken = strata(release, partition, selection)
    blocks = [block for stratum in taken for block in stratum.blocks]
    names = blocks[0].where if blocks else ()
    return Cells(
        taken,
        np.repeat(np.arange(len(taken)), [len(stratum.blocks) for stratum in taken]),
        {name: np.array([block.where.get(name, POOLED) for block in blocks]) for name in names},
        np.array([float(block.n) for block in blocks]),
    )


def counts(found: Cells, name: str, codes: Sequence[str]) -> Array:
    """How many people of each block gave each answer to what is published under a name: (blocks,
    codes); zeros where nobody did."""
    blocks = (block for stratum in found.strata for block in stratum.blocks)
    tallies = (block.tallies.get(name, {}) for block in blocks)
    rows = [[float(tally.get(code, 0)) for code in codes] for tally in tallies]
    return np.array(rows).reshape(len(rows), len(codes))


def sample(found: Cells, kinds: Array, *, corrected: bool = True) -> Sample:
    """The people of the blocks as a Sample: `kinds` (blocks, kinds) of them who are alike become
    the first rows, block by block; those of no kind follow, a row a block."""
    heads = np.array([stratum.heads for stratum in found.strata])
    answered = np.array([float(stratum.n) for stratum in found.strata])
    drawn = np.clip(answered / np.maximum(heads, 1), 0, 1)
    weight = (heads / np.maximum(answered, 1))[found.stratum]
    outside = np.maximum(found.n - kinds.sum(axis=1), 0)
    return Sample(
        people=np.concatenate([kinds.ravel(), outside]),
        stratum=spread(found.stratum, kinds),
        weight=spread(weight, kinds),
        drawn=drawn if corrected else np.zeros(len(heads)),
    )


def spread(by_block: NDArray[_Value], kinds: Array) -> NDArray[_Value]:
    """A value of each block for the rows of `sample`."""
    return np.concatenate([np.repeat(by_block, kinds.shape[1]), by_block])
