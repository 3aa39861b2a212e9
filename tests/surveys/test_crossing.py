"""Groups from sums by stratum: the same figures as from a row for each block and kind of people."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from surveys.statistics import EVERYTHING, Selection
from surveys.statistics.cells import spread
from surveys.statistics.comparisons import Difference, compare
from surveys.statistics.crossing import crossed
from surveys.statistics.crosstabs import association
from surveys.statistics.differing import pairwise, whole_table
from surveys.statistics.estimates import ratios
from surveys.statistics.layers import Crossed, Groups, Layer
from surveys.statistics.sample import Array, Sample
from surveys.statistics.screen import questions
from surveys.statistics.sides import axes, groups_of
from surveys.statistics.tables import Asked, Table, tabled
from tests.surveys import crowd, district

CLOSE = 1e-9  # relative, and of the largest number beside it
TYPES = Selection(unit_types=frozenset({"dn_nn"}))
UNITS = Selection(units=frozenset({"A1", "B1"}))
Case = tuple[Table, Groups]


def _cases(selection: Selection, *wanted: str) -> Iterator[Case]:
    """Questions of every kind by every coordinate, who is pooled being a group like others."""
    survey, release = crowd.yearly(), crowd.release()
    for asked in questions(release, survey, selection):
        yield from _by_axes(asked, wanted)


def _by_axes(asked: Asked, wanted: tuple[str, ...]) -> Iterator[Case]:
    table = tabled(asked)
    if not table.cells.strata:
        return
    for axis in axes(asked):
        codes = [code for code, _ in groups_of(asked, table, axis)]
        if (not wanted or axis in wanted) and len(codes) > 1:
            yield table, table.groups(axis, codes)


def _rows(table: Table, layer: Layer, groups: Groups) -> tuple[Sample, Array, Array]:
    """The sample of a layer without correction, the answers of its rows, the rows of groups."""
    blocks = len(layer.kinds)
    outside = np.zeros((blocks, layer.hits.shape[1]))
    hits = np.concatenate([np.tile(layer.hits, (blocks, 1)), outside])
    base = np.concatenate([np.tile(layer.base, blocks), np.zeros(blocks)])
    inside = spread(groups.number, layer.kinds)[:, None] == np.arange(groups.size)
    return layer.sample(table.cells, corrected=False), hits, inside * base[:, None]


def _close(ours: Array, theirs: Array) -> None:
    most = float(np.nanmax(np.abs(theirs), initial=0.0))
    np.testing.assert_allclose(ours, theirs, rtol=CLOSE, atol=CLOSE * most)


def _made(case: Case) -> tuple[Crossed, ...]:
    table, groups = case
    return crossed(table.cells, table.layers, groups, corrected=False)


@pytest.mark.parametrize("selection", [EVERYTHING, TYPES, UNITS])
def test_shares_of_groups_and_their_covariance_are_those_of_rows(selection: Selection) -> None:
    compared = 0
    for case in _cases(selection):
        for made in _made(case):
            sample, hits, groups = _rows(case[0], made.layer, case[1])
            for answer, (shares, covariance) in enumerate(
                zip(made.shares, made.covariances(), strict=True)
            ):
                theirs = ratios(sample, hits[:, [answer]] * groups, groups)
                _close(shares, theirs.values)
                _close(covariance, theirs.covariance)
                compared += 1
    assert compared > 60


def test_a_group_beside_all_others_is_that_of_rows() -> None:
    compared = 0
    for case in _cases(EVERYTHING, "unit", "unit_type"):
        for made in _made(case):
            sample, hits, groups = _rows(case[0], made.layer, case[1])
            shares, variances = made.of_the_rest()
            rest = groups.sum(axis=1, keepdims=True) - groups
            for answer in range(hits.shape[1]):
                both = np.concatenate([groups, rest], axis=1)
                theirs = ratios(sample, hits[:, [answer]] * both, both)
                size = groups.shape[1]
                apart = np.concatenate([np.eye(size), -np.eye(size)])
                _close(shares[answer], theirs.values[size:])
                _close(variances[answer], np.diag(apart.T @ theirs.covariance @ apart))
                compared += 1
    assert compared > 60


def test_tests_of_pairs_are_those_of_rows() -> None:
    compared = 0
    for table, groups in [*_of_district("W02"), *_of_district("S01")]:
        made = _made((table, groups))
        ours = pairwise(table, groups, made).tests
        theirs = [t for m in made for t in compare(*_rows(table, m.layer, groups)).tests]
        for row, other in zip(ours, theirs, strict=True):
            known = {(one.a, one.b): one for one in other}
            for one in row:
                _alike(one, known[one.a, one.b])
            compared += len(row)
    assert compared > 40


def _of_district(id: str) -> Iterator[Case]:
    survey = district.survey()
    asked = Asked(district.release(), survey, survey.question(id))
    return _by_axes(asked, ("P01", "P02", "unit_type"))


def _alike(ours: Difference, theirs: Difference) -> None:
    figures = (ours.value, ours.se, ours.t, ours.df, ours.p)
    expected = (theirs.value, theirs.se, theirs.t, theirs.df, theirs.p)
    assert figures == pytest.approx(expected, rel=1e-8, abs=1e-12)


def test_the_test_of_a_whole_table_is_that_of_rows() -> None:
    compared = 0
    for table, groups in _cases(EVERYTHING):
        ours = whole_table(table.cells, _made((table, groups)))
        if ours is None:
            continue
        layer = table.layers[0]
        sample, hits, inside = _rows(table, layer, groups)
        is_in = inside.any(axis=1)
        given = np.where(is_in, hits.argmax(axis=1), -1)
        theirs = association(sample, given, np.where(is_in, inside.argmax(axis=1), -1))
        assert theirs is not None
        figures = (ours.f, ours.df1, ours.df2, ours.p, ours.chi2, ours.p_chi2)
        expected = (theirs.f, theirs.df1, theirs.df2, theirs.p, theirs.chi2, theirs.p_chi2)
        assert figures == pytest.approx(expected, rel=1e-7)
        assert ours.n == theirs.n
        compared += 1
    assert compared > 20
