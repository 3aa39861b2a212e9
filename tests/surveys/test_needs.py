"""The ranking of needs: shares that can be said aloud, ties, fields, and when it is withheld."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest

from surveys.answers import Answers, Submission
from surveys.blocks import Release, Rule, build
from surveys.campaigns import COORDINATES
from surveys.catalogue import survey_of, templates
from surveys.model import Survey
from surveys.needs import NeedRow, Ranking, rank_needs
from surveys.statistics import Selection
from tests.surveys import crowd
from tests.surveys.crowd import place, published, sent

NEEDS = tuple(f"n{i:02}" for i in range(1, 17))


def asked() -> Survey:
    """The two questions of the light mode alone."""
    return crowd.survey(*(q for q in crowd.yearly().questions if q.id in ("I01", "I02")))


def ranked(forms: Sequence[Submission], workers: int = 1000) -> Ranking:
    return rank_needs(_release(forms, workers), asked())


def _release(forms: Sequence[Submission], workers: int = 1000) -> Release:
    return published(asked().questions, [place("A1", workers=workers)], forms)


def rows(ranking: Ranking) -> Mapping[str, NeedRow]:
    return {row.code: row for row in ranking.rows}


def test_unmet_is_picked_and_dissatisfied_of_all_who_answered() -> None:
    forms = [
        *sent("A1", 30, I01=["n01"], I02={"n01": "1"}),
        *sent("A1", 10, I01=["n01"], I02={"n01": "2", "n02": "1"}),
        *sent("A1", 20, I01=["n01"], I02={"n01": "4"}),
        *sent("A1", 15, I01=["n01"]),  # skipped the rating: leaves the base of U, not of I
        *sent("A1", 5, I01=["n01"], I02={"n01": "0"}),  # "do not know": stays, is not dissatisfied
        *sent("A1", 20, I01=["n02"], I02={"n02": "5"}),
        *sent("A1", 7),  # skipped the question: no valid answer
    ]
    found = ranked(forms)
    assert found.n == 100
    first = found.rows[0]
    assert first.code == "n01"
    assert first.importance.value == pytest.approx(80 / 100)
    assert first.unmet.value == pytest.approx(40 / 85)
    assert first.unmet.n == 85
    assert first.workers == round(40 / 85 * 1000)
    assert rows(found)["n02"].unmet.value == 0  # rated 1 by people who did not pick it


def test_satisfaction_weighs_those_asked_at_random_for_those_not_asked() -> None:
    forms = [
        *sent("A1", 40, I01=["n01", "n02"], I02={"n01": "1"}),
        *sent("A1", 10, I01=["n02"], I02={"n01": "5"}),
        *sent("A1", 10, I01=["n02"]),
    ]
    found = rows(ranked(forms))["n01"].satisfaction
    weight = (16 - 1) / 2
    assert found == pytest.approx((40 * 1 + weight * 10 * 5) / (40 + weight * 10))


def test_the_mean_satisfaction_is_that_of_everybody() -> None:
    """Each person has a satisfaction with every need but is asked only for some."""
    draw = random.Random(11)
    forms, everybody = [], []
    for _ in range(6000):
        cares = draw.random() < 0.4
        satisfied = str(draw.choice([1, 2, 2] if cares else [3, 4, 5]))
        everybody.append(int(satisfied))
        others = draw.sample(NEEDS[1:], draw.randint(0, 4))
        picked = (["n01"] if cares else []) + (others or ["n02"])
        rest = [need for need in NEEDS if need not in picked]
        asked_too = picked + draw.sample(rest, 2)
        ratings = dict.fromkeys(asked_too, "3") | ({"n01": satisfied} if "n01" in asked_too else {})
        forms.append(Submission("A1", Answers({"I01": picked, "I02": ratings})))
    truth = sum(everybody) / len(everybody)
    plain = [int(f.answers.values["I02"]["n01"]) for f in forms if "n01" in f.answers.values["I02"]]  # type: ignore[call-overload,index]
    found = rows(ranked(forms, workers=9000))["n01"].satisfaction
    assert found == pytest.approx(truth, abs=0.06)
    assert sum(plain) / len(plain) < truth - 0.5  # without weights it would be far off


def _clear_order() -> list[Submission]:
    """Wages far ahead; health and loans level; the rest nobody misses."""
    return [
        *sent("A1", 150, I01=["n01", "n06"], I02={"n01": "1", "n06": "4"}),
        *sent("A1", 52, I01=["n06", "n16"], I02={"n06": "2", "n16": "2"}),
        *sent("A1", 48, I01=["n12"], I02={"n12": "1"}),
        *sent("A1", 50, I01=["n05"], I02={"n05": "5", "n16": "5"}),
    ]


def test_needs_whose_intervals_overlap_are_level() -> None:
    found = ranked(_clear_order())
    wages, *middle = found.rows[:4]
    assert (wages.code, wages.first, wages.last, wages.tie) == ("n01", 1, 1, False)
    assert {row.code for row in middle} == {"n06", "n16", "n12"}
    assert {(row.first, row.last) for row in middle} == {(2, 4)}
    assert [row.tie for row in middle] == [True, True, False]
    for row in found.rows[4:]:
        assert (row.first, row.last) == (5, 16)
    assert [row.unmet.value for row in found.rows] == sorted(
        (row.unmet.value for row in found.rows), reverse=True
    )


def test_the_quadrant_has_its_lines_at_the_median_and_at_three() -> None:
    found = ranked(_clear_order())
    fields = {code: row.field for code, row in rows(found).items()}
    assert found.middle == 0
    assert fields["n01"] == "now"
    assert fields["n05"] == "keep"
    assert fields["n02"] == ""  # nobody rated it


def test_a_need_few_care_for_is_watched_or_enough() -> None:
    picks = [need for need in NEEDS if need not in ("n15", "n16")]
    forms = [
        Submission(
            "A1",
            Answers({"I01": [picks[i % 14]], "I02": {picks[i % 14]: "3", "n15": "1", "n16": "4"}}),
        )
        for i in range(140)
    ]
    fields = {code: row.field for code, row in rows(ranked(forms)).items()}
    assert (fields["n15"], fields["n16"], fields["n01"]) == ("watch", "enough", "keep")


@pytest.mark.parametrize(("n", "withheld"), [(29, True), (30, False), (31, False)])
def test_no_ranking_below_thirty(n: int, withheld: bool) -> None:  # DR-05
    found = ranked(sent("A1", n, I01=["n01"], I02={"n01": "2"}) + sent("A1", 5))
    assert (found.withheld == "results.withheld.few") is withheld
    assert (found.rows == ()) is withheld
    assert found.needed == 30
    assert found.n == (25 if withheld else n)


@pytest.mark.parametrize(("n", "few"), [(30, True), (99, True), (100, False), (101, False)])
def test_a_short_ranking_says_so(n: int, few: bool) -> None:
    assert ranked(sent("A1", n, I01=["n01"], I02={"n01": "2"})).few is few


def test_needs_are_ranked_by_type_and_not_by_unit() -> None:
    release, survey = crowd.release(), crowd.yearly()
    by_unit = rank_needs(release, survey, Selection(units=frozenset({"A1"})))
    assert (by_unit.withheld, by_unit.rows) == ("results.withheld.pairs", ())
    by_type = rank_needs(release, survey, Selection(unit_types=frozenset({"dn_fdi"})))
    assert len(by_type.rows) == 16
    assert by_type.workers == 438
    assert by_type.n < rank_needs(release, survey).n


def test_types_weigh_by_their_heads() -> None:
    places = [place("A1", "dn_fdi", 900), place("B1", "dn_nn", 100)]
    forms = [
        *sent("A1", 50, I01=["n01"], I02={"n01": "1"}),
        *sent("B1", 50, I01=["n02"], I02={"n02": "1"}),
    ]
    found = rows(rank_needs(published(asked().questions, places, forms), asked()))
    assert found["n01"].unmet.value == pytest.approx(0.9)
    assert (found["n01"].workers, found["n02"].workers) == (900, 100)


def test_a_survey_without_ratings_has_no_ranking() -> None:
    survey = survey_of(templates()["c"])
    draw = random.Random(3)
    forms = [Submission("A1", Answers(crowd.robot(survey, draw))) for _ in range(60)]
    release = build(survey, Rule(10, COORDINATES), [place("A1")], forms, made_on=crowd.DAY)
    assert rank_needs(release, survey).withheld == "results.withheld.not_asked"


def test_a_tie_is_what_the_pair_itself_does_not_tell_apart() -> None:
    """All who lack the second lack the first too, so the two are told apart; the third is named by
    other people, and may stand before either. The ranks overlap, the pair is no tie."""
    forms = [
        *sent("A1", 40, I01=["n01", "n02"], I02={"n01": "1", "n02": "1"}),
        *sent("A1", 20, I01=["n01"], I02={"n01": "1"}),
        *sent("A1", 38, I01=["n03"], I02={"n03": "1"}),
        *sent("A1", 102, I01=["n04"], I02={"n04": "5"}),
    ]
    first, second, third = ranked(forms).rows[:3]
    assert [row.code for row in (first, second, third)] == ["n01", "n02", "n03"]
    assert second.first <= first.last
    assert not first.tie
    assert second.tie
