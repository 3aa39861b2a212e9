"""Groups side by side: who is compared, what is told of them, and what is not."""

from __future__ import annotations

import random

import pytest

from surveys.answers import Answers, Submission
from surveys.blocks import POOLED, Release, Rule, build
from surveys.campaigns import COORDINATES
from surveys.model import Question, Survey
from surveys.statistics import Selection, figure
from surveys.statistics.contrast import contrast
from surveys.statistics.gaps import gaps
from surveys.statistics.screen import screen
from surveys.statistics.sides import axes
from surveys.statistics.tables import Asked
from tests.surveys import crowd, district
from tests.surveys.crowd import COLOUR, DAY, GENDER, SECRET, place, sent
from tests.surveys.test_disclosure import RULE, swap

BY_GENDER = ("unit_type", "unit", "P02")


def _released(
    forms: list[Submission], questions: tuple[Question, ...] = (GENDER, COLOUR), workers: int = 400
) -> Asked:
    """The last question of a survey that was answered in one unit and split by gender."""
    survey = crowd.survey(*questions)
    release = build(survey, Rule(10, BY_GENDER), [place("A1", workers=workers)], forms, made_on=DAY)
    return Asked(release, survey, questions[-1])


def _answers(gender: str, red: int, blue: int, silent: int = 0) -> list[Submission]:
    return [
        *sent("A1", red, P02=gender, X1="red"),
        *sent("A1", blue, P02=gender, X1="blue"),
        *sent("A1", silent, P02=gender),
    ]


def test_a_letter_names_the_group_that_is_surely_lower() -> None:
    found = contrast(_released([*_answers("nu", 70, 30), *_answers("nam", 30, 70)]), "P02")
    assert [(side.code, side.letter, side.tested) for side in found.sides] == [
        ("nam", "A", True),
        ("nu", "B", True),
    ]
    assert found.higher == {("red", "nu"): "A", ("blue", "nam"): "B"}
    assert found.lower == {("red", "nam"): "B", ("blue", "nu"): "A"}
    assert found.test is not None
    assert found.test.p < 0.001
    assert found.classified == 1


def test_groups_that_may_be_equal_bear_no_letter() -> None:
    found = contrast(_released([*_answers("nu", 52, 48), *_answers("nam", 48, 52)]), "P02")
    assert not found.higher
    assert not found.lower
    assert found.test is not None
    assert found.test.p > 0.05


@pytest.mark.parametrize(("answered", "shown"), [(9, False), (10, True), (11, True)])
def test_dr_05_a_side_below_ten_answers_says_what_would_be_needed(
    answered: int, shown: bool
) -> None:
    forms = [*_answers("nu", 40, 40), *_answers("nam", answered, 0, silent=12)]
    men = next(s for s in contrast(_released(forms), "P02").sides if s.code == "nam")
    assert bool(men.bars) == shown
    assert men.needed == 10
    assert men.withheld == ("" if shown else "results.withheld.few")
    assert shown or men.n == 5  # in steps of five, down


@pytest.mark.parametrize(("answered", "tested"), [(29, False), (30, True), (31, True)])
def test_a_side_worth_fewer_than_thirty_is_shown_and_not_tested(
    answered: int, tested: bool
) -> None:
    forms = [*_answers("nu", 40, 40), *_answers("nam", answered - 10, 10)]
    men = next(s for s in contrast(_released(forms), "P02").sides if s.code == "nam")
    assert men.bars
    assert men.tested == tested


def test_a_share_of_nobody_is_not_called_different_when_few_were_to_be_expected() -> None:
    """A share of 0 does not vary: by its own variance it would look certain."""
    found = contrast(_released([*_answers("nu", 4, 96), *_answers("nam", 0, 60)]), "P02")
    assert not found.higher
    found = contrast(_released([*_answers("nu", 30, 70), *_answers("nam", 0, 60)]), "P02")
    assert found.higher[("red", "nu")] == "A"


def test_who_is_in_no_group_stands_last_and_is_not_tested() -> None:
    forms = [*_answers("nu", 30, 30), *_answers("nam", 30, 30), *_answers("pns", 20, 20)]
    found = contrast(_released(forms), "P02")
    assert found.sides[-1].code == POOLED
    assert found.sides[-1].n == 40
    assert not found.sides[-1].tested
    assert found.classified == pytest.approx(0.75)


def test_a_unit_shows_what_it_shows_when_the_board_is_narrowed_to_it() -> None:
    release, survey = district.release(), district.survey()
    asked = Asked(release, survey, survey.question("W02"))
    for axis in ("unit", "unit_type"):
        for side in contrast(asked, axis).sides:
            if side.code == POOLED:
                continue
            one = frozenset({side.code})
            chosen = Selection(units=one) if axis == "unit" else Selection(unit_types=one)
            alone = figure(release, survey, "W02", chosen)
            assert (side.n, side.bars, side.withheld) == (alone.n, alone.bars, alone.withheld)


def test_many_units_are_compared_with_all_others_together() -> None:
    survey = district.survey()
    found = contrast(Asked(district.release(), survey, survey.question("W02")), "unit")
    assert not found.in_pairs
    assert not any(side.letter for side in found.sides)
    assert set(found.higher.values()) | set(found.lower.values()) <= {"*"}


def test_questions_that_form_the_groups_are_not_compared_by_traits() -> None:
    """Who is pooled depends on them, so their shares among the classified would be made up."""
    survey = crowd.yearly()
    asked = Asked(crowd.release(), survey, survey.question("P01"))
    assert contrast(asked, "P02").withheld == "results.withheld.trait"
    assert not contrast(asked, "unit_type").withheld


def test_a_sensitive_question_is_compared_by_type_and_gender_alone() -> None:
    forms = [*sent("A1", 40, P02="nu", X9="yes"), *sent("A1", 40, P02="nam", X9="no")]
    asked = _released(forms, (GENDER, SECRET))
    assert axes(asked) == ("unit_type", "P02")
    assert not contrast(asked, "P02").withheld
    assert contrast(asked, "unit").withheld == "results.withheld.sensitive_axis"


def test_satisfaction_with_a_need_is_compared_by_type_alone() -> None:
    survey = crowd.yearly()
    asked = Asked(crowd.release(), survey, survey.question("I02"), "n01")
    assert axes(asked) == ("unit_type",)
    assert contrast(asked, "P02").withheld == "results.withheld.pairs_axis"
    shown = [side for side in contrast(asked, "unit_type").sides if side.bars]
    for side in shown:
        alone = figure(
            asked.release, survey, "I02", Selection(unit_types=frozenset({side.code})), "n01"
        )
        assert side.bars == alone.bars
    assert shown


def _planted(seed: int, share: float) -> tuple[Survey, Release]:
    """The district; so many of the women say that their pay does not suffice."""
    draw, survey = random.Random(seed), district.survey()
    forms = []
    for form in district.submissions(survey, district.units(), seed):
        values = dict(form.answers.values)
        if values.get("P02") == "nu" and draw.random() < share:
            values["W02"] = "thieu"
        forms.append(Submission(form.unit, Answers(values)))
    rule = Rule(10, COORDINATES)
    frame = district.release().frame
    return survey, build(survey, rule, frame, forms, made_on=DAY)


def test_the_screen_finds_what_was_planted_first() -> None:
    survey, release = _planted(5, 0.4)
    found = screen(release, survey)
    first = found.found[0]
    assert (first.question, first.axis, first.answer) == (
        "W02",
        "P02",
        survey.question("W02").choice("thieu").label,
    )
    assert first.sure
    assert first.high == survey.question("P02").choice("nu").label
    assert 0.2 < first.gap < 0.45
    assert found.looked > 50


def test_the_screen_finds_next_to_nothing_where_nothing_differs() -> None:
    found = [screen(*reversed(_planted(seed, 0.0))) for seed in (1, 2, 3)]
    assert sum(len(one.found) for one in found) <= 1


def test_gaps_name_who_has_no_figures_of_their_own() -> None:
    found = gaps(crowd.release())
    own = {b.where["unit"] for b in crowd.release().blocks if b.partition == "main"}
    names = {place.code for place in (*found.pooled, *found.uncovered)}
    assert names == set(crowd.SIZES) - own
    assert 0 < found.classified["P01"] < found.classified["unit"] < 1


def _told(release: Release) -> str:
    survey = crowd.yearly()
    told: list[object] = [gaps(release), screen(release, survey)]
    for question in ("W02", "I01", "U06", "P06"):
        asked = Asked(release, survey, survey.question(question))
        told += [contrast(asked, axis) for axis in axes(asked)]
    return repr(told)


def test_dr_11_a_swap_inside_blocks_changes_no_comparison() -> None:
    forms = swap(4).inside_blocks(crowd.forms())
    release = build(crowd.yearly(), RULE, crowd.frame(), forms, made_on=crowd.DAY)
    assert _told(release) == _told(crowd.release())
    assert _told(release).count("Side(code=") > 20


@pytest.mark.parametrize("forms", [(40, 50), (37, 53)])
def test_types_of_one_mind_each_surely_differ(forms: tuple[int, int]) -> None:
    """Nothing varies inside the types: that is no division by nothing."""
    survey, (reds, blues) = crowd.survey(COLOUR), forms
    places = [place("A1", workers=80), place("B1", "dn_nn", workers=100)]
    answers = [*sent("A1", reds, X1="red"), *sent("B1", blues, X1="blue")]
    release = build(survey, Rule(10, ("unit_type", "unit")), places, answers, made_on=DAY)
    found = contrast(Asked(release, survey, COLOUR), "unit_type")
    assert set(found.higher) == {("red", "dn_fdi"), ("blue", "dn_nn")}
    assert found.test is not None
    assert (found.test.p, found.test.p_chi2) == (0.0, 0.0)
    assert [
        (one.axis, one.gap, one.sure, one.p, one.q) for one in screen(release, survey).found
    ] == [("unit_type", 1.0, True, 0.0, 0.0)]


def test_women_of_one_mind_surely_differ_from_men_of_another() -> None:
    found = contrast(_released([*_answers("nu", 70, 0), *_answers("nam", 0, 60)]), "P02")
    assert found.higher == {("red", "nu"): "A", ("blue", "nam"): "B"}


def test_groups_of_the_same_one_mind_bear_no_letter() -> None:
    found = contrast(_released([*_answers("nu", 70, 0), *_answers("nam", 60, 0)]), "P02")
    assert (found.higher, found.lower, found.test) == ({}, {}, None)
