"""Nobody can be singled out: swaps inside blocks change nothing, and no subtraction opens one.

The rule that most tools follow, "show a group when n >= k", runs beside ours. It fails every one
of these tests, so they are known to bite.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from surveys.answers import Answers, Submission, Value
from surveys.blocks import POOLED, Release, Rule, build, to_document
from surveys.blocks.building import grouped, taken_in
from surveys.blocks.partition import Crowd
from surveys.campaigns import COORDINATES
from surveys.model import Kind
from surveys.needs import rank_needs
from surveys.statistics import EVERYTHING, Selection, average, caveat, composition, figure
from tests.surveys import crowd

K = 10
RULE = Rule(K, COORDINATES)
PROFILE = ("P02", "P01", "P06")  # coordinates that people tell themselves
ON_MEMBERSHIP = ("U06", "U01")  # asked of members, and of the others
Group = tuple[str, ...]


def groups(forms: Sequence[Submission]) -> list[Crowd]:
    """Who is in which block."""
    return grouped(taken_in(crowd.yearly(), RULE, crowd.frame(), forms))[0]


def swapped(forms: Sequence[Submission], seed: int) -> list[Submission]:
    """Every answer but the coordinates dealt out anew inside each block: once among all, and
    what only members (or only others) are asked among those."""
    draw = random.Random(seed)
    values = [dict(form.answers.values) for form in forms]
    for group in groups(forms):
        _deal(values, group.people, lambda name: name not in (*PROFILE, *ON_MEMBERSHIP), draw)
        alike: dict[object, list[int]] = {}
        for person in group.people:
            alike.setdefault(values[person].get("P06"), []).append(person)
        for people in alike.values():
            _deal(values, people, lambda name: name in ON_MEMBERSHIP, draw)
    return [Submission(f.unit, Answers(v)) for f, v in zip(forms, values, strict=True)]


def _deal(
    values: list[dict[str, Value]], people: Sequence[int], moves: object, draw: random.Random
) -> None:
    assert callable(moves)
    hands = [{name: v for name, v in values[p].items() if moves(name)} for p in people]
    draw.shuffle(hands)
    for person, hand in zip(people, hands, strict=True):
        values[person] = {n: v for n, v in values[person].items() if not moves(n)} | hand


def everything(release: Release) -> str:
    """All that anybody can ask for, as text."""
    selections = [
        EVERYTHING,
        *(Selection(unit_types=frozenset({t})) for t in sorted({p.type for p in release.frame})),
        *(Selection(units=frozenset({p.code})) for p in release.frame),
        Selection(units=frozenset({"A1", "B1"})),
    ]
    survey = crowd.yearly()
    told: list[object] = [to_document(release), caveat(release, "vi")]
    for selection in selections:
        told += [composition(release, survey, selection), rank_needs(release, survey, selection)]
        for question in survey.questions:
            rows = [row.code for row in question.rows] if question.kind is Kind.MATRIX else [""]
            told += [figure(release, survey, question.id, selection, row) for row in rows]
    told.append(average(release, survey, "U06"))
    return repr(told)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_dr_11_a_swap_inside_blocks_changes_no_release_and_no_figure(seed: int) -> None:
    before = crowd.forms()
    after = swapped(before, seed)
    assert sum(a != b for a, b in zip(before, after, strict=True)) > len(before) / 2
    release = build(crowd.yearly(), RULE, crowd.frame(), after, made_on=crowd.DAY)
    documents = [json.dumps(to_document(r)).encode() for r in (crowd.release(), release)]
    assert documents[0] == documents[1]
    told = everything(release)
    assert told.count("Bar(code=") > 500
    assert told.count("NeedRow(code=") >= 32
    assert told == everything(crowd.release())


def test_the_usual_rule_fails_the_swap_test() -> None:
    assert naive(crowd.forms()) == naive(list(reversed(crowd.forms())))
    assert naive(crowd.forms()) != naive(swapped(crowd.forms(), 1))


def naive(forms: Sequence[Submission]) -> dict[tuple[Group, str], Counter[str]]:
    """Every filter shown when ten people are in it: the control."""
    wheres = [_where(form) for form in forms]
    shown = {}
    for group, people in _filters(wheres).items():
        if len(people) >= K:
            for question in ("W02", "U12", "N01"):
                given = (forms[p].answers.values.get(question, "") for p in people)
                shown[group, question] = Counter(str(value) for value in given)
    return shown


def _where(form: Submission) -> Group:
    types = {place.code: place.type for place in crowd.frame()}
    answers: Mapping[str, Value] = form.answers.values
    return (types[form.unit], form.unit, *(str(answers.get(name, "")) for name in PROFILE))


def _filters(wheres: Sequence[Group]) -> dict[Group, list[int]]:
    """The people every filter takes; POOLED where it does not look."""
    found: dict[Group, list[int]] = {}
    for person, where in enumerate(wheres):
        for looks in itertools.product((True, False), repeat=len(where)):
            group = tuple(v if look else POOLED for v, look in zip(where, looks, strict=True))
            found.setdefault(group, []).append(person)
    return found


def test_dr_06_no_subtraction_of_filters_opens_a_small_group() -> None:
    """Every figure is a sum over people. A group can be computed from figures exactly when its
    indicator lies in the space they span (statistics.md, part 1)."""
    forms = crowd.forms()
    wheres = [_where(form) for form in forms]
    filters = _filters(wheres)
    small = [people for people in filters.values() if len(people) < K]
    usual = [people for people in filters.values() if len(people) >= K]
    blocks = groups(forms)
    ours = [
        [p for i in chosen for p in blocks[i].people]
        for chosen in _filters([block.where for block in blocks]).values()
    ]
    assert len(small) > 100
    assert _opened(usual, small, len(forms)) > 50
    assert _opened(ours, small, len(forms)) == 0


def _opened(asked: Iterable[Sequence[int]], small: Sequence[Sequence[int]], people: int) -> int:
    """How many of the small groups the answers to these questions give away."""
    known = _indicators(asked, people)
    wanted = _indicators(small, people)
    _, sizes, directions = np.linalg.svd(known, full_matrices=False)
    basis = directions[sizes > 1e-9 * sizes[0]]
    rest = wanted - (wanted @ basis.T) @ basis
    return int((np.abs(rest).max(axis=1) < 1e-7).sum())


def _indicators(groups: Iterable[Sequence[int]], people: int) -> NDArray[np.float64]:
    rows = []
    for group in groups:
        row = np.zeros(people)
        row[list(group)] = 1
        rows.append(row)
    return np.unique(np.array(rows), axis=0)


def test_coarse_partitions_are_unions_of_the_main_blocks() -> None:
    """Otherwise two partitions of the same people could be subtracted from each other."""
    release = crowd.release()
    mains = [b for b in release.blocks if b.partition == "main"]
    for pair in (b for b in release.blocks if b.partition == "pairs"):
        unit_type = pair.where["unit_type"]
        inside = [b for b in mains if b.where["unit_type"] == unit_type]
        if unit_type != POOLED:
            assert pair.n == sum(b.n for b in inside)
            picked = sum(b.tallies["I01"].get("n05", 0) for b in inside)
            cells = pair.tallies["I01*I02.n05"].items()
            assert picked == sum(n for cell, n in cells if cell.startswith("y"))


def test_who_answered_which_question_does_not_move_anybody() -> None:
    """Item non-response: the same people, most of them silent, stand in the same blocks."""
    silent = [
        Submission(f.unit, Answers({n: v for n, v in f.answers.values.items() if n in PROFILE}))
        for f in crowd.forms()
    ]
    assert groups(silent) == groups(crowd.forms())


def test_two_officers_with_different_scopes_learn_nothing_by_comparing_notes() -> None:
    """The pooled rest of a type, which neither sees alone, is itself a block of ten or more."""
    release = crowd.release()
    for unit_type in {place.type for place in release.frame}:
        blocks = [
            b for b in release.blocks if b.partition == "main" and b.where["unit_type"] == unit_type
        ]
        rest = sum(b.n for b in blocks if b.where["unit"] == POOLED)
        assert rest == 0 or rest >= K
