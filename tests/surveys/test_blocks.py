"""Blocks: who is grouped with whom, what is told of them, what never changes afterwards."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.answers import Answers, Submission
from surveys.blocks import (
    POOLED,
    Place,
    Release,
    Rule,
    build,
    waiting,
)
from surveys.blocks.partition import Crowd, Guard, crowds, parted
from surveys.campaigns import COORDINATES
from tests.surveys import crowd
from tests.surveys.crowd import COLOUR, DAY, GENDER, SECRET, place, published, sent

BY_GENDER = Rule(10, ("unit_type", "unit", "P02"))
WHERES = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("uvw"), st.sampled_from("fm*")), max_size=90
)


def main(release: Release) -> list[tuple[dict[str, str], int]]:
    return [(dict(b.where), b.n) for b in release.blocks if b.partition == "main"]


@pytest.mark.parametrize(("k", "refused"), [(4, True), (5, False), (6, False)])
def test_no_campaign_publishes_groups_below_five(k: int, refused: bool) -> None:  # DR-05
    if refused:
        with pytest.raises(ValueError, match="floor"):
            Rule(k, COORDINATES)
    else:
        assert Rule(k, COORDINATES).k == k


@pytest.mark.parametrize(("count", "blocks", "pending"), [(9, [], 9), (10, [10], 0), (11, [11], 0)])
def test_fewer_than_ten_wait(count: int, blocks: list[int], pending: int) -> None:
    release = published([COLOUR], [place("A1")], sent("A1", count, X1="red"))
    assert [n for _, n in main(release)] == blocks
    assert release.pending == pending
    assert release.answered == count


@pytest.mark.parametrize(("count", "own"), [(9, False), (10, True), (11, True)])
def test_a_unit_below_ten_is_pooled_with_its_type(count: int, own: bool) -> None:
    places = [place("A1"), place("A2"), place("A3")]
    forms = sent("A1", 40, X1="red") + sent("A2", count, X1="red") + sent("A3", 12, X1="blue")
    units = {where["unit"] for where, _ in main(published([COLOUR], places, forms))}
    assert ("A2" in units) is own
    assert "A1" in units


@settings(max_examples=60, deadline=None)
@given(wheres=WHERES, k=st.integers(5, 12))
def test_groups_are_large_enough_disjoint_and_leave_nobody_out(
    wheres: list[tuple[str, str, str]], k: int
) -> None:
    groups, left = parted(crowds(wheres), Guard(k, 2, lambda _: False, _forms))
    people = [person for group in [*groups, *left] for person in group.people]
    assert sorted(people) == list(range(len(wheres)))
    assert all(len(group.people) >= k for group in groups)
    assert _forms(left) < k
    assert len({group.where for group in groups}) == len(groups)
    for group in groups:
        for person in group.people:
            pairs = zip(group.where, wheres[person], strict=True)
            assert all(told in (POOLED, own) for told, own in pairs)


def _forms(crowds: list[Crowd]) -> int:
    return sum(len(crowd.people) for crowd in crowds)


def test_the_published_shares_of_the_reference_wave_are_reached() -> None:
    from tests.surveys.r_designs import frame as rows_of
    from tests.surveys.r_designs import read

    units, rows = read("input/synth_units.csv"), rows_of("strat")
    frame = [Place(u.unit, u.unit, u.type, int(u.N), None, int(u.N)) for u in units.itertuples()]
    ages = ("18-25", "26-35", "36-45", "46+")
    asked = crowd.survey(crowd.single("P02", "FM"), crowd.single("P01", ages))
    forms = [
        Submission(r.unit, Answers({"P02": r.gender.replace("U", ""), "P01": r.age}))
        for r in rows.itertuples()
    ]
    rule = Rule(10, ("unit_type", "unit", "P02", "P01"))
    release = build(asked, rule, frame, forms, made_on=DAY)
    told = {
        name: sum(n for where, n in main(release) if where[name] != POOLED) / len(forms)
        for name in rule.coordinates
    }
    shares = [round(100 * told[name], 1) for name in ("unit", "P02", "P01")]
    assert shares == [98.2, 94.4, 76.3]
    assert release.pending == 0


def test_a_few_of_unknown_gender_do_not_wait_in_a_single_unit() -> None:
    forms = sent("A1", 15, P02="nu") + sent("A1", 13, P02="nam") + sent("A1", 2, P02="pns")
    release = build(crowd.survey(GENDER), BY_GENDER, [place("A1")], forms, made_on=DAY)
    assert release.pending == 0
    assert {(where["unit"], where["P02"], n) for where, n in main(release)} == {
        ("A1", "nu", 15),
        ("A1", POOLED, 15),
    }


@pytest.mark.parametrize(("workers", "own"), [(9, False), (10, True), (11, True)])
def test_no_block_for_a_unit_with_fewer_heads_than_ten(workers: int, own: bool) -> None:
    places = [place("A1"), place("A2", workers=workers)]
    forms = sent("A1", 30, X1="red") + sent("A2", 12, X1="red")
    units = {where["unit"] for where, _ in main(published([COLOUR], places, forms))}
    assert ("A2" in units) is own


@pytest.mark.parametrize(("women", "own"), [(9, False), (10, True), (None, True)])
def test_no_block_for_women_where_fewer_than_ten_work(women: int | None, own: bool) -> None:
    forms = sent("A1", 30, P02="nam") + sent("A1", 12, P02="nu")
    places = [place("A1", women=women)]
    release = build(crowd.survey(GENDER), BY_GENDER, places, forms, made_on=DAY)
    assert (
        {"unit_type": "dn_fdi", "unit": "A1", "P02": "nu"} in [w for w, _ in main(release)]
    ) is own


def test_a_padded_unit_lends_no_cover_to_its_neighbours() -> None:
    places = [place("A1"), place("A2", workers=3), place("A3", workers=20)]
    forms = sent("A1", 50, X1="red") + sent("A2", 9, X1="red") + sent("A3", 4, X1="blue")
    release = published([COLOUR], places, forms)
    assert [(where["unit"], n) for where, n in main(release)] == [("A1", 50)]
    assert release.pending == 13


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_forms_changes_nothing(seed: int) -> None:
    shuffled = list(crowd.forms())
    random.Random(seed).shuffle(shuffled)
    again = build(
        crowd.yearly(), Rule(10, COORDINATES), reversed(crowd.frame()), shuffled, made_on=DAY
    )
    assert again == crowd.release()


def test_a_large_unit_is_not_given_up_for_a_few_neighbours() -> None:
    forms = sent("A1", 50, X1="red") + sent("A2", 9, X1="blue")
    release = published([COLOUR], [place("A1"), place("A2")], forms)
    assert [(where["unit"], n) for where, n in main(release)] == [("A1", 50)]
    assert release.pending == 9


def test_every_form_is_told_once() -> None:
    release = crowd.release()
    assert release.answered == len(crowd.forms())
    genders = Counter(str(form.answers.values.get("P02", "")) for form in crowd.forms())
    told: Counter[str] = Counter()
    for block in release.blocks:
        told.update(block.tallies.get("P02", {}))
    assert release.pending == len(
        waiting(crowd.yearly(), Rule(10, COORDINATES), crowd.frame(), crowd.forms())
    )
    assert told.total() == genders.total() - release.pending


@pytest.mark.parametrize(("count", "told"), [(19, False), (20, True), (21, True)])
def test_sensitive_answers_are_told_only_of_twenty_and_by_type(count: int, told: bool) -> None:
    places = [place("A1"), place("B1", "dn_nn")]
    forms = sent("A1", count, X9="yes", X1="red") + sent("B1", 80, X9="no", X1="red")
    release = published([COLOUR, SECRET], places, forms)
    blocks = [b for b in release.blocks if b.partition == "sensitive"]
    assert {b.where["unit_type"]: b.n for b in blocks} == ({"dn_fdi": count} if told else {}) | {
        "dn_nn": 80
    }
    assert all(set(b.tallies) == {"X9"} for b in blocks)
    assert all("X9" not in b.tallies for b in release.blocks if b.partition == "main")


def test_the_rating_of_needs_is_told_only_in_pairs_of_twenty() -> None:
    pairs = [b for b in crowd.release().blocks if b.partition == "pairs"]
    assert pairs
    assert all(b.n >= 20 and set(b.where) == {"unit_type"} for b in pairs)
    others = [b for b in crowd.release().blocks if b.partition != "pairs"]
    assert not any(name.startswith("I02") for b in others for name in b.tallies)
    assert {len([n for n in b.tallies if "+" not in n]) for b in pairs} == {16}


def test_an_answer_counts_the_same_as_a_word_and_as_a_list_of_one() -> None:
    """In whatever handful it comes, and whether the word or the list came first."""
    words = sent("A1", 205, X1="red") + sent("A1", 15, X1="")
    lists = [Submission("A1", Answers({"X1": ["red"]})) for _ in range(210)]
    for forms in ([*words, *lists], [*lists, *words]):
        [block] = published([COLOUR], [place("A1")], forms).blocks
        assert block.n == 430
        assert block.tallies["X1"] == {"red": 415, "": 15}
