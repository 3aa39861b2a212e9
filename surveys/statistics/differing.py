"""Which groups of a table surely differ: in pairs, or each from all others where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from surveys.statistics.comparisons import LETTERS, LEVEL, Difference, compare, holm, two_sided
from surveys.statistics.crosstabs import Association, association
from surveys.statistics.estimates import LEAST_N_EFF
from surveys.statistics.sample import Array, Sample, covariance
from surveys.statistics.tables import Layer, Table

Columns = Sequence[Array]  # for each group 1 for each of its blocks, 0 for the others
REST = "*"  # all other groups together
# Answers of equal worth that a group must be expected to give, and not to give, if both groups
# were alike. With fewer a share of 0 would look certain, since it does not vary.
LEAST_EXPECTED = 5
_A_PAIR = 2


@dataclass(frozen=True, slots=True)
class Differing:
    """Tests of a table, Holm inside the question (statistics.md 2.8). `worth` says which groups
    have 30 answers of equal worth; only those are tested. By answer and group `higher` and
    `lower` name the groups (letters, or `REST`) whose share is surely lower, or higher. `tests`
    are those of each answer."""

    worth: tuple[bool, ...]
    tests: tuple[tuple[Difference, ...], ...]
    higher: tuple[tuple[str, ...], ...]
    lower: tuple[tuple[str, ...], ...]

    @property
    def p(self) -> float:
        """The smallest chance of a test, with all of them allowed for."""
        return min((one.p_holm for row in self.tests for one in row), default=1.0)


def pairwise(table: Table, columns: Columns) -> Differing:
    """Every group with every other one."""
    raw: list[tuple[Difference, ...]] = []
    worth = [False] * len(columns)
    for layer in table.layers:
        groups = np.column_stack([layer.within(column) for column in columns])
        found = compare(layer.sample(table.cells, corrected=False), layer.answers(), groups)
        worth = [enough(n) for n in found.n_eff]
        for row, shares in zip(found.tests, found.shares, strict=True):
            raw.append(tuple(one for one in row if _fits(shares, found.n_eff, (one.a, one.b))))
    tests = _with_holm(raw)
    names = LETTERS[: len(columns)]
    marks = [[_names(row, g, names) for g in range(len(columns))] for row in tests]
    return Differing(
        tuple(worth),
        tests,
        tuple(tuple(high for high, _ in row) for row in marks),
        tuple(tuple(low for _, low in row) for row in marks),
    )


def against_rest(table: Table, columns: Columns) -> Differing:
    """Every group with all others together."""
    raw: list[tuple[Difference, ...]] = []
    worth: tuple[bool, ...] = ()
    for place in range(len(table.answers)):
        layer, answer = table.at(place)
        sample = layer.sample(table.cells, corrected=False)
        groups = np.column_stack([layer.within(column) for column in columns])
        n_eff = _n_eff(sample, groups)
        worth = tuple(enough(n) for n in n_eff)
        found = _from_rest(sample, layer.answers()[:, answer], groups)
        raw.append(tuple(one for one, yes in zip(found, worth, strict=True) if yes and one))
    tests = _with_holm(raw)
    sure = [{one.a: one.value for one in row if one.p_holm < LEVEL} for row in tests]
    places = range(len(columns))
    return Differing(
        worth,
        tests,
        tuple(tuple(REST if row.get(g, 0) > 0 else "" for g in places) for row in sure),
        tuple(tuple(REST if row.get(g, 0) < 0 else "" for g in places) for row in sure),
    )


def _from_rest(sample: Sample, hits: Array, groups: Array) -> list[Difference | None]:
    """The share of each group less that of its rest, all at once; None where it cannot be told."""
    rest = groups.sum(axis=1, keepdims=True) - groups
    sides = (groups, rest)
    mass = [sample.mass @ side for side in sides]
    shares = [
        np.divide((sample.mass * hits) @ side, full, out=np.full(len(full), np.nan), where=full > 0)
        for side, full in zip(sides, mass, strict=True)
    ]
    one, other = (
        (hits[:, None] - np.nan_to_num(share)) * side / np.where(full > 0, full, 1.0)
        for share, side, full in zip(shares, sides, mass, strict=True)
    )
    errors = np.sqrt(np.maximum(np.diag(covariance(sample, one - other)), 0.0))
    n_eff = np.column_stack([_n_eff(sample, side) for side in sides])
    both = np.column_stack(shares)
    return [
        _difference(place, float(both[place, 0] - both[place, 1]), float(errors[place]), sample.df)
        if _fits(both[place], n_eff[place], (0, 1))
        else None
        for place in range(groups.shape[1])
    ]


def _difference(place: int, value: float, se: float, df: float) -> Difference:
    t = value / se if se > 0 else 0.0
    return Difference(place, -1, value, se, t, df, two_sided(t, df))


def whole_table(table: Table, columns: Columns) -> Association | None:
    """The Rao-Scott test of answers by groups; None where people give several answers or some
    weigh for others, or there are not two groups."""
    if not table.is_plain or len(columns) < _A_PAIR:
        return None
    layer = table.layers[0]
    inside = np.column_stack([layer.within(column) for column in columns])
    answers = np.where(layer.hits.any(axis=1), layer.hits.argmax(axis=1), layer.hits.shape[1])
    blocks = len(layer.kinds)
    rows = np.concatenate([np.tile(answers, blocks), np.full(blocks, -1)])
    groups = np.where(inside.any(axis=1), inside.argmax(axis=1), -1)
    return association(layer.sample(table.cells, corrected=False), rows, groups)


def chance(table: Table, columns: Columns) -> float | None:
    """Of a table at least as uneven, were all groups alike: the Rao-Scott test; where people give
    several answers the smallest of one test an answer, as many times as there are tests. None
    where nothing can be tested."""
    if len(columns) < _A_PAIR:
        return None
    found = [_of_layer(table, layer, columns) for layer in table.layers]
    known = [one for one in found if one is not None]
    return min(1.0, min(known) * len(known)) if known else None


def _of_layer(table: Table, layer: Layer, columns: Columns) -> float | None:
    found = whole_table(Table(table.cells, table.answers, (layer,)), columns)
    return None if found is None else found.p


def enough(n_eff: float) -> bool:
    """Whether a group is worth a test."""
    return bool(n_eff > LEAST_N_EFF - 1e-9)


def _n_eff(sample: Sample, groups: Array) -> Array:
    mass = sample.mass @ groups
    squares = (sample.people * sample.weight**2) @ groups**2
    return np.divide(mass**2, squares, out=np.zeros_like(mass), where=squares > 0)


def _fits(shares: Array, n_eff: Array, pair: tuple[int, int]) -> bool:
    """Whether both groups have answers enough for a test of these shares."""
    worth, both = n_eff[list(pair)], shares[list(pair)]
    if np.isnan(both).any() or not worth.all():
        return False
    common = float(both @ worth / worth.sum())
    return min(common, 1 - common) * float(worth.min()) >= LEAST_EXPECTED


def _with_holm(raw: Sequence[Sequence[Difference]]) -> tuple[tuple[Difference, ...], ...]:
    adjusted = iter(holm([one.p for row in raw for one in row]))
    return tuple(tuple(replace(one, p_holm=next(adjusted)) for one in row) for row in raw)


def _names(row: Sequence[Difference], group: int, names: str) -> tuple[str, str]:
    """The letters of the groups surely lower, and surely higher, than this one."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for one in row:
        if one.p_holm < LEVEL and one.value and group in (one.a, one.b):
            other = one.b if group == one.a else one.a
            is_higher = (one.value > 0) == (group == one.a)
            found[is_higher].add(names[other])
    return "".join(sorted(found[True])), "".join(sorted(found[False]))
