"""Many shares at once with their uncertainty, from the tallies of blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from surveys.statistics.cells import Cells
from surveys.statistics.estimates import Estimate, Spread, estimated
from surveys.statistics.sample import Array, Indices, grouped, weighed


@dataclass(frozen=True, slots=True)
class _Rows:
    """Hits and base of rows that share a weight."""

    hits: Array
    base: Array
    n: Array
    weight: Array
    stratum: Indices


def shares(
    found: Cells, hits: Array, base: Array, *, corrected: bool = True
) -> tuple[Estimate | None, ...]:
    """The shares of several answers (columns of `hits`, blocks x answers) in one `base` (people by
    block), each as `estimates.share` gives it for the rows of `cells.sample`: whoever gave an
    answer is in the base. None when nobody is in the base. One whole unit has exact intervals
    where they are `corrected` for its size."""
    rows = _rows(found, hits, base)
    below = float(rows.weight @ rows.base)
    if below <= 0:
        return (None,) * int(hits.shape[1])
    values = np.clip(weighed(rows.weight, rows.hits) / below, 0.0, 1.0)
    drawn = found.drawn(corrected=corrected)
    variances = _variances(found, rows, values, drawn)
    people = round(float(base.sum()))
    kish = people * float(rows.weight**2 @ rows.base) / below**2
    df = max(1.0, float(found.n.sum()) - len(found.strata))
    exact = found.is_one_unit and corrected
    few = hits.sum(axis=0)
    found_each = (
        estimated(
            (float(p), float(v)),
            Spread.of_share(people, below, float(p), kish),
            df,
            corrected=bool(drawn.any()),
            few=round(float(count)) if exact else None,
        )
        for p, v, count in zip(values, variances, few, strict=True)
    )
    return tuple(found_each)


def _rows(found: Cells, hits: Array, base: Array) -> _Rows:
    """Blocks that no margin tells apart are one row; without margins, all of a stratum."""
    by = found.stratum if found.unexplained is None else found.alike
    size = int(by.max(initial=-1)) + 1
    sums = grouped(by, np.column_stack([hits, base, found.n]), size)
    weight, stratum = np.zeros(size), np.zeros(size, dtype=np.intp)
    weight[by], stratum[by] = found.weight, found.stratum
    return _Rows(sums[:, :-2], sums[:, -2], sums[:, -1], weight, stratum)


def _variances(found: Cells, rows: _Rows, values: Array, drawn: Array) -> Array:
    """As in `sample.covariance`, from the sums of the deviations and of their squares by row."""
    below = float(rows.weight @ rows.base)
    base, n, weight = rows.base[:, None], rows.n[:, None], rows.weight[:, None]
    first = (rows.hits - values * base) / below
    second = (rows.hits * ((1 - 2 * values) / below**2)) + base * (values / below) ** 2
    if found.unexplained is not None:
        middle = first / np.maximum(n, 1)
        explained = middle - found.unexplained(middle)
        taken = n * explained
        second -= explained * (2 * first - taken)
        first -= taken
    size = len(drawn)
    answered = np.bincount(rows.stratum, weights=rows.n, minlength=size)
    sums = grouped(rows.stratum, weight * first, size)
    squares = grouped(rows.stratum, weight**2 * second, size)
    scale = (1 - drawn) * answered / np.maximum(answered - 1, 1)
    spread: Array = scale @ (squares - sums**2 / np.maximum(answered, 1)[:, None])
    return np.maximum(spread, 0.0)
