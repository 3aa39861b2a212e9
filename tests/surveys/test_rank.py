"""The rank test (statistics.md, part 1): all figures of all filters, weighted and unweighted, as
linear forms over the people who answered; groups side by side too.

The forms are not read from the code but measured: one person answers differently, and every number
that moves is written down. What can be computed from figures is the space of these rows."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from surveys.answers import Answers, Submission, Value
from surveys.blocks import Release, Rule, build
from surveys.blocks.building import waiting
from surveys.blocks.partition import Crowd
from surveys.campaigns import COORDINATES
from surveys.catalogue import bank
from surveys.model import Survey
from surveys.statistics import EVERYTHING, Figure, Selection, figure
from surveys.statistics.contrast import contrast
from surveys.statistics.scopes import unit_types
from surveys.statistics.sides import UNIT_TYPE
from surveys.statistics.tables import Asked
from tests.surveys import crowd
from tests.surveys.subtraction import opened, usual_filters
from tests.surveys.swapping import PROFILE, Swap

K = 10
SENSITIVE_K = 20
RULE = Rule(K, COORDINATES)
PLAIN, SENSITIVE = "W02", "O09"
AXES = (UNIT_TYPE, *PROFILE)
MEASURED = 2  # people of each group who change their mind: the first and the last
_EXACT = 1e-9


@cache
def survey() -> Survey:
    """The yearly questionnaire's traits, an open question and a sensitive one."""
    yearly = crowd.yearly()
    kept = [*(yearly.question(name) for name in (*PROFILE, PLAIN)), bank()[SENSITIVE]]
    return replace(yearly, questions=tuple(kept), slots=tuple((q.id,) for q in kept))


@cache
def forms() -> tuple[Submission, ...]:
    """Everybody answers: who leaves a question out stands in other bases, not in other groups."""
    draw = random.Random(3)
    units = [unit for unit, (_, _, sent) in crowd.SIZES.items() for _ in range(sent)]
    return tuple(Submission(unit, Answers(_one(draw))) for unit in units)


def _one(draw: random.Random) -> dict[str, Value]:
    """Somebody who gives one of two answers to either question."""
    asked = (survey().question(name) for name in (PLAIN, SENSITIVE))
    either = {q.id: draw.choice([choice.code for choice in q.choices[:2]]) for q in asked}
    return crowd.robot(survey(), draw) | either


def released(sent: Sequence[Submission]) -> Release:
    return build(survey(), RULE, crowd.frame(), sent, made_on=crowd.DAY)


def filters(release: Release) -> Iterator[Selection]:
    """Every set of types, every unit and every two of them."""
    yield EVERYTHING
    types = unit_types(release)
    for some in chain.from_iterable(combinations(types, n) for n in range(1, len(types))):
        yield Selection(unit_types=frozenset(some))
    units = [place.code for place in release.frame]
    for few in chain(combinations(units, 1), combinations(units, 2)):
        yield Selection(units=frozenset(few))


def obtainable(release: Release, question: str) -> NDArray[np.float64]:
    """Every number that anybody can get about the question."""
    told: list[float] = []
    for selection in filters(release):
        found = figure(release, survey(), question, selection)
        told += [found.n, found.left_out, *_numbers(found)]
    asked = Asked(release, survey(), survey().question(question), "", EVERYTHING)
    for axis in AXES:
        for side in contrast(asked, axis).sides:
            told += [side.n, *(bar.estimate.value for bar in side.bars)]
    return np.array(told)


def _numbers(found: Figure) -> Iterator[float]:
    """Weighted and unweighted, of every answer."""
    for bar in found.bars:
        yield bar.count
        yield bar.estimate.value


def measured(people: Iterable[int], question: str) -> NDArray[np.float64]:
    """How every number moves when one of these people answers otherwise: a column a person. A
    share is linear in the answers as long as as many answer."""
    before = obtainable(released(forms()), question)
    columns = []
    for person in people:
        changed = list(forms())
        values = changed[person].answers.values
        first, second = (choice.code for choice in survey().question(question).choices[:2])
        given, sign = (second, 1) if values[question] == first else (first, -1)
        answers = Answers({**values, question: given})
        changed[person] = Submission(changed[person].unit, answers)
        columns.append(sign * (obtainable(released(changed), question) - before))
    return np.array(columns).T


def _groups() -> list[Crowd]:
    """Who is in which block."""
    return Swap(survey(), RULE, crowd.frame(), seed=0).groups(forms())


def _some(group: Crowd) -> tuple[int, ...]:
    return (group.people[0], group.people[-1])


@pytest.mark.slow
def test_dr_06_the_space_of_all_figures_is_that_of_the_blocks() -> None:
    groups = _groups()
    moves = measured(chain.from_iterable(map(_some, groups)), PLAIN)
    assert len(moves) > 300
    assert np.abs(moves).max() > 0
    by_group = moves.reshape(len(moves), len(groups), MEASURED)
    assert np.abs(by_group - by_group[:, :, :1]).max() < _EXACT
    assert min(len(group.people) for group in groups) >= K
    whole = np.zeros((len(moves), len(forms())))
    for number, group in enumerate(groups):
        whole[:, list(group.people)] = by_group[:, number, :1]
    small = [p for p in usual_filters(forms()).values() if len(p) < K]
    assert opened(whole, small) == 0
    assert np.linalg.matrix_rank(whole, tol=_EXACT) <= len(groups)


@pytest.mark.slow
def test_a_sensitive_answer_moves_figures_as_every_other_of_twenty_does() -> None:
    people = [p for group in _groups() for p in _some(group)[:1]]
    moves = measured(people, SENSITIVE)
    alike = np.unique(moves.round(9), axis=1, return_inverse=True)[1]
    sizes = [sum(len(g.people) for g, a in zip(_groups(), alike, strict=True) if a == one)
             for one in range(alike.max() + 1)]  # fmt: skip
    assert min(sizes) >= SENSITIVE_K
    assert len(sizes) < len(people)


def test_whoever_waits_moves_nothing() -> None:
    people = waiting(survey(), RULE, crowd.frame(), forms())
    few = people or (len(forms()) - 1,)
    assert not people or not np.abs(measured(few, PLAIN)).any()


def test_weighted_beside_unweighted_opens_the_usual_rule() -> None:
    """Two units of six and seven people, shown together: the share of the answers and the share
    of the workers are two equations for two unknowns. Blocks carry one weight."""
    first, second = range(6), range(6, 13)
    heads = {**dict.fromkeys(first, 2.0), **dict.fromkeys(second, 5.0)}
    weighted = np.array([heads[person] for person in range(13)])
    both = np.array([np.ones(13), weighted])
    assert opened(both, [list(first), list(second)]) == 2
    assert opened(both[:1], [list(first), list(second)]) == 0


def test_weights_are_constant_inside_a_block() -> None:
    """So the weighted figure of a block is the unweighted one, times a number."""
    release = released(forms())
    for place in release.frame:
        found = figure(release, survey(), PLAIN, Selection(units=frozenset({place.code})))
        shares = [bar.count / found.n for bar in found.bars if found.n]
        assert all(
            abs(share - bar.estimate.value) < _EXACT
            for share, bar in zip(shares, found.bars, strict=False)
        )
