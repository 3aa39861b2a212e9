"""Releases: what is told of a block, what later releases leave alone, what is refused."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import asdict

import pytest

from surveys.answers import Answers, Submission
from surveys.blocks import Block, Rule, build, from_document, to_document, together, waiting
from surveys.campaigns import COORDINATES
from surveys.model import Choice, Kind, Question
from tests.surveys import crowd
from tests.surveys.crowd import COLOUR, DAY, SECRET, place, published, sent


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
    assert {name: t for name, t in tallies.items() if "+" in name} == {
        "I01*I02.n01+n05": {"mu": 20}
    }


def test_a_release_comes_back_from_its_document() -> None:
    release = crowd.release()
    assert from_document(json.loads(json.dumps(to_document(release)))) == release


def test_a_release_kept_in_its_first_form_is_read_as_it_was_sealed() -> None:
    """Block by block, as releases were kept before their tables."""
    release = crowd.release()
    document = json.loads(json.dumps(to_document(release)))
    del document["tables"]
    document |= {"blocks": [asdict(block) for block in release.blocks], "checksum": ""}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    document["checksum"] = hashlib.sha256(text.encode()).hexdigest()
    found = from_document(document)
    assert sorted(map(_told, found.blocks)) == sorted(map(_told, release.blocks))
    assert found.checksum == document["checksum"]
    document["blocks"][0]["n"] += 1
    with pytest.raises(ValueError, match="altered"):
        from_document(document)


@pytest.mark.parametrize("change", ["bytes", "pending", "previous", "k"])
def test_an_altered_document_is_refused(change: str) -> None:
    document = json.loads(json.dumps(to_document(crowd.release())))
    holder = {"bytes": document["tables"][0]["n"], "k": document["rule"]}.get(change, document)
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
    assert sorted(map(_told, both.blocks)) == sorted(map(_told, first.blocks + second.blocks))
    assert both.answered == len(forms)


def _told(block: Block) -> str:
    return json.dumps(asdict(block), sort_keys=True)


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


def test_six_thousand_forms_are_published_whole() -> None:
    draw = random.Random(7)
    places = [place(f"U{i:02}", "dn_fdi" if i < 30 else "dn_nn", 300) for i in range(60)]
    drawn = [Answers(crowd.robot(crowd.yearly(), draw)) for _ in range(1500)]
    forms = [Submission(f"U{i % 60:02}", drawn[i % 1500]) for i in range(6000)]
    release = build(crowd.yearly(), Rule(10, COORDINATES), places, forms, made_on=DAY)
    assert release.answered == 6000
