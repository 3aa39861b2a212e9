"""Differences, letters, rank sets, waves, the recommendation score, and what is certain."""

from __future__ import annotations

import numpy as np
import pytest

from surveys.statistics.comparisons import benjamini_hochberg, compare, holm
from surveys.statistics.crosstabs import association
from surveys.statistics.estimates import Estimate, Ratios, ratios
from surveys.statistics.honesty import bounds
from surveys.statistics.ranks import rank_sets
from surveys.statistics.recommendation import recommendation
from surveys.statistics.sample import Array, Sample, of_rows
from surveys.statistics.waves import changes


def _everybody(n: int, heads: float = 1e6) -> Sample:
    return of_rows(np.zeros(n, dtype=np.intp), np.array([heads]), corrected=False)


def _column(*parts: tuple[int, float]) -> Array:
    return np.concatenate([np.full(n, value) for n, value in parts])


def test_holm_and_benjamini_hochberg_are_the_textbook_ones() -> None:
    p = [0.01, 0.04, 0.03, 0.005]
    assert holm(p) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert benjamini_hochberg(p) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert holm([]) == benjamini_hochberg([]) == []


def test_a_letter_names_the_groups_that_are_surely_lower() -> None:
    hits = _column((60, 1), (40, 0), (58, 1), (42, 0), (20, 1), (80, 0))[:, None]
    groups = np.eye(3)[np.repeat([0, 1, 2], 100)]
    found = compare(_everybody(300), hits, groups)
    assert found.letters == (("C", "C", ""),)
    assert found.shares[0] == pytest.approx([0.6, 0.58, 0.2])


@pytest.mark.parametrize(("size", "tests"), [(29, 0), (30, 1), (31, 1)])
def test_a_group_worth_fewer_than_thirty_answers_is_not_tested(size: int, tests: int) -> None:
    hits = _column((100, 1), (size, 0))[:, None]
    groups = np.eye(2)[np.repeat([0, 1], [100, size])]
    assert len(compare(_everybody(100 + size), hits, groups).tests[0]) == tests


def test_questions_that_do_not_vary_have_no_association() -> None:
    same = np.zeros(50, dtype=np.intp)
    assert association(_everybody(50), same, np.arange(50) % 2) is None


def test_ranks_are_one_number_only_when_they_are_sure() -> None:
    values = np.array([0.50, 0.30, 0.29, 0.10])
    found = Ratios(values, np.diag(np.full(4, 0.01**2)), 5_000)
    assert rank_sets(found) == ((1, 1), (2, 3), (2, 3), (4, 4))
    unsure = Ratios(values, np.diag(np.full(4, 0.5**2)), 5_000)
    assert rank_sets(unsure) == ((1, 4),) * 4


def test_a_rank_set_holds_the_true_rank_in_at_least_95_of_100_draws() -> None:
    chance = np.random.default_rng(20261122)
    truth = np.array([0.32, 0.30, 0.30, 0.22, 0.20, 0.05])
    ranks = (
        [1 + int((truth > one).sum()) for one in truth],
        [int((truth >= one).sum()) for one in truth],
    )
    missed = 0
    for _ in range(400):
        hits = (chance.random((600, len(truth))) < truth) * 1.0
        sets = rank_sets(ratios(_everybody(600), hits, np.ones_like(hits)))
        held = all(
            low <= last and high >= first
            for (low, high), first, last in zip(sets, *ranks, strict=True)
        )
        missed += not held
    assert missed <= 30  # 20 are expected at most; three standard deviations more


def _estimate(value: float, se: float) -> Estimate:
    return Estimate(value, value - 2 * se, value + 2 * se, 500, se, 480, 1.0, 500, reliable=True)


def test_a_change_is_certain_only_with_the_others_beside_it_allowed_for() -> None:
    pair = (_estimate(0.40, 0.02), _estimate(0.46, 0.02))
    (alone,) = changes([pair])
    assert (alone.value, alone.certain) == (pytest.approx(0.06), True)
    assert alone.low < 0.06 < alone.high
    still = (_estimate(0.4, 0.02), _estimate(0.41, 0.02))
    among = changes([pair, *[still] * 9])
    assert [change.certain for change in among] == [False] * 10
    assert changes([(_estimate(0.4, 0.0), _estimate(0.4, 0.0))])[0].p == 1.0


def test_the_recommendation_score_leaves_out_who_said_nothing() -> None:
    steps = _column((120, 10), (60, 7), (20, 3), (50, np.nan))
    found = recommendation(_everybody(250), steps)
    assert found is not None
    assert (found.value, found.n) == (pytest.approx(50.0), 200)
    assert found.low < 50 < found.high


def test_a_unanimous_recommendation_of_few_keeps_an_interval() -> None:
    found = recommendation(_everybody(20), np.full(20, 10.0))
    assert found is not None
    assert found.value == 100
    assert -100 <= found.low < 95
    assert found.high <= 100
    assert recommendation(_everybody(5), np.full(5, np.nan)) is None


def test_what_is_certain_shrinks_with_every_answer() -> None:
    half, whole = bounds(0.6, 0.5), bounds(0.6, 1.0)
    assert (half.low, half.high, half.moves) == pytest.approx((0.3, 0.8, 0.05))
    assert (whole.low, whole.high, whole.moves) == pytest.approx((0.6, 0.6, 0.0))
