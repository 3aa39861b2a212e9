"""Nobody can be singled out: swaps inside blocks change nothing, and no subtraction opens one.

The rule that most tools follow, "show a group when n >= k", runs beside ours. It fails every one
of these tests, so they are known to bite.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import pytest

from surveys.answers import Answers, Submission
from surveys.blocks import POOLED, Release, Rule, build, to_document
from surveys.campaigns import COORDINATES
from surveys.model import Kind
from surveys.needs import rank_needs
from surveys.statistics import EVERYTHING, Selection, average, caveat, composition, figure
from tests.surveys import crowd
from tests.surveys.subtraction import Group, filters, indicators, opened, usual_filters
from tests.surveys.swapping import PROFILE, Swap

K = 10
RULE = Rule(K, COORDINATES)


def swap(seed: int) -> Swap:
    """A draw that deals the answers of the small district."""
    return Swap(crowd.yearly(), RULE, crowd.frame(), seed)


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
    after = swap(seed).inside_blocks(before)
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
    assert naive(crowd.forms()) != naive(swap(1).inside_blocks(crowd.forms()))


def naive(forms: Sequence[Submission]) -> dict[tuple[Group, str], Counter[str]]:
    """Every filter shown when ten people are in it: the control."""
    shown = {}
    for group, people in usual_filters(forms).items():
        if len(people) >= K:
            for question in ("W02", "U12", "N01"):
                given = (forms[p].answers.values.get(question, "") for p in people)
                shown[group, question] = Counter(str(value) for value in given)
    return shown


def test_dr_06_no_subtraction_of_filters_opens_a_small_group() -> None:
    """Every figure is a sum over people. A group can be computed from figures exactly when its
    indicator lies in the space they span (statistics.md, part 1)."""
    forms = crowd.forms()
    found = usual_filters(forms)
    small = [people for people in found.values() if len(people) < K]
    usual = [people for people in found.values() if len(people) >= K]
    blocks = swap(0).groups(forms)
    ours = [
        [p for i in chosen for p in blocks[i].people]
        for chosen in filters([block.where for block in blocks]).values()
    ]
    assert len(small) > 100
    assert opened(indicators(usual, len(forms)), small) > 50
    assert opened(indicators(ours, len(forms)), small) == 0


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
    assert swap(0).groups(silent) == swap(0).groups(crowd.forms())


def test_two_officers_with_different_scopes_learn_nothing_by_comparing_notes() -> None:
    """The pooled rest of a type, which neither sees alone, is itself a block of ten or more."""
    release = crowd.release()
    for unit_type in {place.type for place in release.frame}:
        blocks = [
            b for b in release.blocks if b.partition == "main" and b.where["unit_type"] == unit_type
        ]
        rest = sum(b.n for b in blocks if b.where["unit"] == POOLED)
        assert rest == 0 or rest >= K
