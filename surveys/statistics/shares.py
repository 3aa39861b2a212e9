"""Many shares at once with their uncertainty, from the tallies of blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from surveys.statistics.cells import Cells
from surveys.statistics.crossing import crossed
from surveys.statistics.estimates import Estimate, Spread, estimated
from surveys.statistics.layers import Crossed, Groups, Layer

Shares = tuple[Estimate | None, ...]
_Share = tuple[Spread | None, tuple[float, float], int]  # base, share and variance, people


def shares(found: Cells, layers: Sequence[Layer], *, corrected: bool = True) -> Shares:
    """The shares of all answers of the layers, each as `estimates.share` gives it for the rows of
    `cells.sample`; None when nobody is in the base. One whole unit has exact intervals where they
    are `corrected` for its size."""
    everybody = Groups(np.zeros(len(found.n), dtype=np.intp), 1)
    exact = found.is_one_unit and corrected
    made = by_group(found, layers, everybody, corrected=corrected, exact=exact)
    return tuple(row[0] for row in made)


def by_group(
    found: Cells,
    layers: Sequence[Layer],
    groups: Groups,
    *,
    corrected: bool = True,
    exact: bool = False,
) -> tuple[Shares, ...]:
    """The same in each group, by answer."""
    df = max(1.0, float(found.n.sum()) - len(found.strata))
    is_corrected = bool(found.drawn(corrected=corrected).any())

    def told(spread: Spread | None, share: tuple[float, float], people: int) -> Estimate | None:
        if spread is None:
            return None
        few = people if exact else None
        return estimated(share, spread, df, corrected=is_corrected, few=few)

    made = crossed(found, layers, groups, corrected=corrected)
    return tuple(tuple(told(*one) for one in row) for layer in made for row in _each(layer))


def _each(made: Crossed) -> Iterator[Iterator[_Share]]:
    """By answer and group."""
    spreads = (made.n.tolist(), made.base.tolist(), made.base_squares.tolist())
    values = np.clip(made.shares, 0.0, 1.0).tolist()
    variances = np.maximum(np.diagonal(made.covariances(), axis1=1, axis2=2), 0.0).tolist()
    people = ((made.people * (made.layer.base > 0)) @ made.layer.hits).T.tolist()
    for row in zip(values, variances, people, strict=True):
        yield (
            (_spread(n, heads, squares, share), (share, variance), round(few))
            for n, heads, squares, share, variance, few in zip(*spreads, *row, strict=True)
        )


def _spread(n: float, heads: float, squares: float, share: float) -> Spread | None:
    """That of a base; None when nobody is in it."""
    people = round(n)
    if heads <= 0:
        return None
    return Spread.of_share(people, heads, share, people * squares / heads**2)
