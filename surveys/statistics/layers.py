"""People by group and by what they answered: shares of groups and their covariance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from surveys.statistics.cells import Cells, sample
from surveys.statistics.sample import Array, Indices, Sample, grouped

_FIRST_TWO_FIRST = ["einsum_path", (0, 1), (0, 1)]  # as numpy would find out every time


@dataclass(frozen=True, slots=True)
class Layer:
    """Kinds of people: `kinds` (blocks, kinds) counts them, `hits` (kinds, answers) says which
    of the layer's answers each kind gave, `base` (kinds) how much each counts in the base."""

    kinds: Array
    hits: Array
    base: Array

    def sample(self, found: Cells, *, corrected: bool = True) -> Sample:
        """The people as a sample: a row each block and kind."""
        return sample(found, self.kinds, corrected=corrected)

    def people(self, groups: Groups) -> Array:
        """People by group and kind."""
        inside = np.flatnonzero(groups.number >= 0)
        return grouped(groups.number[inside], self.kinds[inside], groups.size)


def one_answer(kinds: Array) -> Layer:
    """The answers of a question to which everybody gives one."""
    size = kinds.shape[1]
    return Layer(kinds, np.eye(size), np.ones(size))


def one_of_several(hits: Array, base: Array) -> Layer:
    """People (by block) of the base who gave an answer, and who did not."""
    return Layer(np.column_stack([hits, base - hits]), np.array([[1.0], [0.0]]), np.ones(2))


@dataclass(frozen=True, slots=True)
class Groups:
    """Blocks by group: `number` (blocks) is that of the group, from 0, and -1 where a block is in
    none; there are `size` groups."""

    number: Indices
    size: int


@dataclass(frozen=True, slots=True)
class Crossed:
    """The people of a layer by group. `people`, the persons they stand for (`mass`) and the sums
    of their squared weights (`squares`) are each (groups, kinds); `covariance` is that of the
    masses (groups, kinds, groups, kinds)."""

    layer: Layer
    people: Array
    mass: Array
    squares: Array
    covariance: Array

    @property
    def n(self) -> Array:
        """By group, the people in the base."""
        found: Array = self.people @ (self.layer.base > 0)
        return found

    @property
    def base(self) -> Array:
        """By group, the persons they stand for."""
        found: Array = self.mass @ self.layer.base
        return found

    @property
    def base_squares(self) -> Array:
        """By group, the sum of the squares of what each of them stands for."""
        found: Array = self.squares @ self.layer.base**2
        return found

    @property
    def tops(self) -> Array:
        """By answer and group, the persons who gave it."""
        found: Array = ((self.mass * self.layer.base) @ self.layer.hits).T
        return found

    @property
    def shares(self) -> Array:
        """By answer and group; nan where nobody is in the base."""
        base = self.base
        found: Array = self.tops / np.where(base > 0, base, np.nan)
        return found

    def covariances(self) -> Array:
        """Of the shares of groups, by answer: (answers, groups, groups)."""
        pulls = self._pulls(self.shares, self.base)
        found: Array = np.einsum(
            "agk,gkhl,ahl->agh", pulls, self.covariance, pulls, optimize=_FIRST_TWO_FIRST
        )
        return found

    def of_the_rest(self) -> tuple[Array, Array]:
        """By answer and group, the share of all other groups together, and the variance of how
        far the group's own lies from it."""
        tops, base = self.tops, self.base
        rest = base.sum() - base
        shares = (tops.sum(axis=1, keepdims=True) - tops) / np.where(rest > 0, rest, np.nan)
        own, others = self._pulls(self.shares, base), self._pulls(shares, rest)
        is_own = np.eye(len(base), dtype=np.bool_)[:, :, None]
        pulls = np.where(is_own, own[:, :, None, :], -others[:, :, None, :])
        flat = pulls.reshape(*pulls.shape[:2], -1)
        size = flat.shape[2]
        through = flat @ self.covariance.reshape(size, size)
        return shares, np.einsum("agj,agj->ag", through, flat)

    def only(self, groups: Sequence[int]) -> Crossed:
        """Some of the groups."""
        kept = np.array(groups, dtype=np.intp)
        covariance = self.covariance[kept][:, :, kept]
        sums = self.people[kept], self.mass[kept], self.squares[kept]
        return Crossed(self.layer, *sums, covariance)

    def _pulls(self, shares: Array, base: Array) -> Array:
        """How a person moves the share of an answer: (answers, groups, kinds)."""
        apart = self.layer.hits.T[:, None, :] - np.nan_to_num(shares)[:, :, None]
        found: Array = apart * self.layer.base / np.where(base > 0, base, 1.0)[:, None]
        return found
