"""What a figure tells of itself when it is opened up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys.catalogue import bank
from surveys.statistics import EVERYTHING, Selection, figure
from surveys.statistics.explanation import Formula, Interval, Some, Told, explained
from surveys.statistics.score import score
from tests.surveys import crowd, district
from tests.surveys.crowd import COLOUR, place, sent


def _unit(forms: int, red: int, workers: int) -> Told:
    """A share in one unit."""
    sheets = [*sent("A1", red, X1="red"), *sent("A1", forms - red, X1="blue")]
    release = crowd.published([COLOUR], [place("A1", workers=workers)], sheets)
    bar = figure(release, crowd.survey(COLOUR), "X1", crowd.A1).bars[0]
    return Told(bar.label, bar.estimate, Formula.ONE, release, crowd.A1, people=bar.count)


def test_the_certain_bounds_hold_whatever_the_others_would_say() -> None:
    found = explained(_unit(forms=40, red=10, workers=100))
    assert (found.n, found.heads, found.rate) == (40, 100, 0.4)
    assert found.bounds is not None
    assert (found.bounds.low, found.bounds.high) == pytest.approx((0.10, 0.70))
    assert found.bounds.moves == pytest.approx(0.06)


def test_weights_make_nothing_certain() -> None:
    """Half of all are yes by weight; of 200 heads 50 said so for sure, and 10 said no."""
    forms = [*sent("A1", 50, X1="red"), *sent("A2", 10, X1="blue")]
    release = crowd.published([COLOUR], [place("A1"), place("A2")], forms)
    bar = figure(release, crowd.survey(COLOUR), "X1").bars[0]
    assert bar.estimate.value == pytest.approx(0.5)
    where = (release, EVERYTHING)
    found = explained(Told(bar.label, bar.estimate, Formula.ONE, *where, people=bar.count)).bounds
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.25, 0.95))


def test_of_people_whom_the_register_does_not_count_nothing_is_certain() -> None:
    told = _unit(forms=40, red=10, workers=100)
    some = explained(replace(told, of=Some(60)))
    assert (some.heads, some.rate) == (60, 40 / 60)
    assert some.bounds is not None
    assert some.bounds.low == pytest.approx(10 / 60)
    unknown = explained(replace(told, of=Some(None)))
    assert (unknown.heads, unknown.rate, unknown.bounds) == (None, None, None)


def test_one_whole_unit_is_exact_and_each_form_stands_for_as_many_workers() -> None:
    found = explained(_unit(forms=40, red=10, workers=100))
    assert found.interval is Interval.EXACT
    assert (found.own, found.pools) == (1, 0)
    assert found.lightest == found.heaviest == pytest.approx(2.5)
    assert not found.calibrated


def test_a_whole_campaign_is_weighted_and_its_interval_is_wilsons() -> None:
    release, survey = district.release(), district.survey()
    bar = figure(release, survey, "W02").bars[0]
    found = explained(Told(bar.label, bar.estimate, Formula.ONE, release, EVERYTHING))
    assert found.interval is Interval.WILSON
    assert found.own > 40
    assert found.pools >= 1
    assert 0 < found.lightest < found.heaviest
    assert set(found.calibrated) | set(found.left_out) == {"P02", "P06"}


def test_a_count_has_no_interval() -> None:
    told = Told({"vi": "Ai"}, None, Formula.FORMS, crowd.release(), EVERYTHING)
    assert explained(told).interval is Interval.NONE
    assert explained(told).bounds is None


U06 = replace(bank()["U06"], show_if="")


def _scored(*steps: tuple[int, int]) -> tuple[int, float | None, str]:
    """So many forms with each step; answers, score and why there is none."""
    forms = [form for count, step in steps for form in sent("A1", count, U06=str(step))]
    release = crowd.published([U06], [place("A1", workers=1000)], forms)
    found = score(release, crowd.survey(U06), Selection())
    assert found is not None
    return found.n, found.estimate.value if found.estimate else None, found.withheld


def test_the_score_is_those_who_would_advise_it_less_those_who_would_not() -> None:
    n, value, withheld = _scored((50, 10), (20, 8), (30, 3))
    assert (n, withheld) == (100, "")
    assert value == pytest.approx(20)


@pytest.mark.parametrize(("forms", "told"), [(29, 25), (30, 30), (31, 31)])
def test_dr_05_no_score_below_thirty(forms: int, told: int) -> None:
    n, value, withheld = _scored((forms, 10))
    assert n == told
    assert (value is None) == (forms < 30)
    assert withheld == ("results.withheld.few" if forms < 30 else "")


def test_a_survey_that_does_not_ask_has_no_score() -> None:
    release = crowd.published([COLOUR], [place("A1")], sent("A1", 40, X1="red"))
    assert score(release, crowd.survey(COLOUR)) is None
