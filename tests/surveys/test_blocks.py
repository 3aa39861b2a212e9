"""Blocks: who is grouped with whom, what is told of them, what never changes afterwards."""

from __future__ import annotations

import json
import random
import time
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
    from_document,
    to_document,
    together,
    waiting,
)
from surveys.blocks.partition import Crowd, Guard, crowds, parted
from surveys.campaigns import COORDINATES
from surveys.model import Choice, Kind, Question
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
    from tests.surveys.r_reference import read

    units, rows = read("units.csv"), read("wave.csv")
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


def test_own_words_are_only_counted() -> None:
    text = Question("Z01", Kind.TEXT, crowd.WORDS)
    other = Question("S01", Kind.MULTIPLE, crowd.WORDS, (Choice("oth", crowd.WORDS, writes=True),))
    values = {"Z01": "ông Ba ở tổ cạo", "S01": ["oth"], "S01.oth": "rắn lục"}
    forms = [*sent("A1", 12, **values), *sent("A1", 3)]
    release = published([text, other], [place("A1")], forms)
    document = json.dumps(to_document(release), ensure_ascii=False)
    assert "ông Ba" not in document
    assert "rắn lục" not in document
    tallies = release.blocks[0].tallies
    assert tallies == {"Z01": {"#": 12, "": 3}, "S01": {"#": 12, "": 3, "oth": 12}}


def test_rankings_and_matrices_are_counted_by_place_and_row() -> None:
    choices = tuple(Choice(code, crowd.WORDS) for code in ("a", "b"))
    ranking = Question("D03", Kind.RANKING, crowd.WORDS, choices)
    matrix = Question("S05", Kind.MATRIX, crowd.WORDS, choices, (Choice("r", crowd.WORDS),))
    forms = sent("A1", 6, D03=["b", "a"], S05={"r": "a"}) + sent("A1", 4, D03=["a"])
    tallies = published([ranking, matrix], [place("A1")], forms).blocks[0].tallies
    assert tallies["D03"] == {"#": 10, "a": 10, "a:1": 4, "a:2": 6, "b": 6, "b:1": 6}
    assert tallies["S05.r"] == {"a": 6, "": 4}


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
    assert {len(b.tallies) for b in pairs} == {16}


def test_pairs_tell_how_many_needs_were_picked_and_rated() -> None:
    asked = [q for q in crowd.yearly().questions if q.id in ("I01", "I02")]
    forms = [
        *sent("A1", 20, I01=["n01", "n05"], I02={"n05": "2", "n09": "4"}),
        *sent("A1", 2, I01=["n05"]),
        *sent("A1", 3),
    ]
    release = published(asked, [place("A1")], forms)
    tallies = next(b.tallies for b in release.blocks if b.partition == "pairs")
    assert tallies["I01*I02.n05"] == {"y2:2": 20, "y1:": 2}
    assert tallies["I01*I02.n09"] == {"n2:4": 20, "n1:": 2}
    assert tallies["I01*I02.n01"] == {"y2:": 20, "n1:": 2}


def test_a_release_comes_back_from_its_document() -> None:
    release = crowd.release()
    assert from_document(json.loads(json.dumps(to_document(release)))) == release


@pytest.mark.parametrize("change", ["n", "pending", "previous", "k"])
def test_an_altered_document_is_refused(change: str) -> None:
    document = json.loads(json.dumps(to_document(crowd.release())))
    holder = {"n": document["blocks"][0], "k": document["rule"]}.get(change, document)
    holder[change] = "x" if change == "previous" else holder[change] + 1
    with pytest.raises(ValueError, match="altered"):
        from_document(document)


def test_a_later_release_adds_blocks_and_leaves_the_earlier_one_alone() -> None:
    survey, rule, places = crowd.yearly(), Rule(10, COORDINATES), crowd.frame()
    forms = list(crowd.forms())
    early, late = forms[::2], forms[1::2]
    first = build(survey, rule, places, early, number=1, made_on=DAY)
    before = json.dumps(to_document(first))
    again = [early[i] for i in waiting(survey, rule, places, early)]
    second = build(survey, rule, places, again + late, number=2, made_on=DAY, earlier=(first,))
    assert json.dumps(to_document(first)) == before
    assert second.previous == first.checksum
    assert all(block.n >= 10 for block in second.blocks)
    both = together((first, second))
    assert both.blocks == first.blocks + second.blocks
    assert both.answered == len(forms)


def test_forms_that_come_one_by_one_appear_by_ten_or_not_at_all() -> None:
    places = [place("A1"), place("A2")]
    arriving = [
        f for pair in zip(*[sent(u, 16, X1="red") for u in ("A1", "A2")], strict=True) for f in pair
    ]
    first = published([COLOUR], places, sent("A1", 40, X1="blue"))
    shown = []
    for count in range(len(arriving) + 1):
        second = build(
            crowd.survey(COLOUR),
            first.rule,
            places,
            arriving[:count],
            made_on=DAY,
            earlier=(first,),
        )
        shown.append(second.answered - second.pending)
        assert all(block.n >= 10 for block in second.blocks)
    assert set(shown[:10]) == {0}
    assert shown[10] == 10
    assert all(published == 0 or published >= 10 for published in shown)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [({"k": 9}, True), ({"k": 10}, False), ({"k": 11}, False), ({"coordinates": ("unit",)}, True)],
)
def test_the_rule_may_only_become_stricter(changed: dict[str, object], refused: bool) -> None:
    first = published([COLOUR], [place("A1")], sent("A1", 30, X1="red"))
    fields = {"k": 10, "coordinates": first.rule.coordinates} | changed
    rule = Rule(**fields)  # type: ignore[arg-type]
    request = (crowd.survey(COLOUR), rule, [place("A1")], sent("A1", 30, X1="red"))
    if refused:
        with pytest.raises(ValueError, match="may not change"):
            build(*request, made_on=DAY, earlier=(first,))
    else:
        assert build(*request, made_on=DAY, earlier=(first,)).number == 2


def test_a_third_release_is_refused() -> None:
    first = published([COLOUR], [place("A1")], sent("A1", 30, X1="red"))
    with pytest.raises(ValueError, match="release 3"):
        build(
            crowd.survey(COLOUR), first.rule, [place("A1")], [], made_on=DAY, earlier=(first, first)
        )


def test_answers_from_a_unit_outside_the_frame_are_refused() -> None:
    with pytest.raises(ValueError, match="Z9"):
        published([COLOUR], [place("A1")], sent("Z9", 30, X1="red"))


@pytest.mark.parametrize("coordinate", ["X9", "I01"])
def test_a_sensitive_question_or_a_list_is_no_coordinate(coordinate: str) -> None:
    picked = next(q for q in crowd.yearly().questions if q.id == "I01")
    with pytest.raises(ValueError, match=coordinate):
        build(
            crowd.survey(SECRET, picked),
            Rule(10, (coordinate,)),
            [place("A1")],
            sent("A1", 30, X9="yes"),
            made_on=DAY,
        )


def test_six_thousand_forms_are_published_within_three_seconds() -> None:
    draw = random.Random(7)
    places = [place(f"U{i:02}", "dn_fdi" if i < 30 else "dn_nn", 300) for i in range(60)]
    drawn = [Answers(crowd.robot(crowd.yearly(), draw)) for _ in range(1500)]
    forms = [Submission(f"U{i % 60:02}", drawn[i % 1500]) for i in range(6000)]
    start = time.perf_counter()
    release = build(crowd.yearly(), Rule(10, COORDINATES), places, forms, made_on=DAY)
    assert time.perf_counter() - start < 3
    assert release.answered == 6000
