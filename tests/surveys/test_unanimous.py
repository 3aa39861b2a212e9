"""A group under thirty that nearly agrees is told as such, and no output tells how nearly."""

from __future__ import annotations

import re

import pytest

from surveys.blocks import Release, Rule, build
from surveys.charts import PAGE, Chart, headline, heat_map, ranking_bars
from surveys.model import Choice, Kind, Question
from surveys.needs import Ranking, rank_needs
from surveys.statistics import average, figure
from surveys.statistics.heat import Heat, heat, row_of
from surveys.statistics.sides import sides
from surveys.statistics.tables import Asked
from tests.surveys import crowd
from tests.surveys.crowd import A1, COLOUR, place, sent

SURVEY = crowd.survey(COLOUR)


def choices_of(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, crowd.WORDS) for code in codes)


def _agreeing(heads: int, red: int = 20, blue: int = 0) -> Release:
    """A unit that nearly agrees beside one that does not; the finite workforce makes it sure."""
    forms = [*sent("A1", red, X1="red"), *sent("A1", blue, X1="blue")]
    forms += [*sent("B1", 30, X1="red"), *sent("B1", 30, X1="blue")]
    frame = (place("A1", workers=heads), place("B1", "dn_nn", workers=200))
    return build(SURVEY, Rule(10, ("unit_type", "unit")), frame, forms, made_on=crowd.DAY)


@pytest.mark.parametrize(("heads", "red", "blue"), [(57, 20, 0), (22, 20, 0), (29, 28, 1)])
def test_a_small_group_that_agrees_has_no_heading_in_a_hundred(
    heads: int, red: int, blue: int
) -> None:
    found = figure(_agreeing(heads, red, blue), SURVEY, "X1", A1)
    assert found.bars[0].estimate.reliable
    assert headline.of_answers(found, "vi") == ""


def test_thirty_who_agree_have_one() -> None:
    found = figure(_agreeing(57, red=30), SURVEY, "X1", A1)
    assert headline.of_answers(found, "vi") == "“red”: 100 trong 100 người"


@pytest.mark.parametrize(("fives", "said"), [(28, ""), (29, "Trung bình 5,0 trên thang 1–5")])
def test_a_small_group_that_agrees_has_no_mean(fives: int, said: str) -> None:
    scale = Question("X3", Kind.RATING, crowd.WORDS, choices_of(*"12345"))
    forms = [*sent("A1", fives, X3="5"), *sent("A1", 1, X3="4")]
    survey, release = (
        crowd.survey(scale),
        crowd.published([scale], [place("A1", workers=40)], forms),
    )
    mean = average(release, survey, "X3", A1)
    assert mean is not None
    assert mean.reliable
    assert headline.of_scale(mean, figure(release, survey, "X3", A1), "vi") == said


def _heat(release: Release) -> Heat:
    whole = {bar.code: bar.estimate for bar in figure(release, SURVEY, "X1").bars}
    asked = Asked(release, SURVEY, COLOUR)
    return heat(COLOUR.choices[:2], whole, [row_of(side) for side in sides(asked, "unit")])


@pytest.mark.parametrize(("heads", "blue"), [(22, 0), (25, 1)])
def test_a_heat_map_tells_of_a_small_group_only_that_it_nearly_agrees(
    heads: int, blue: int
) -> None:
    chart = heat_map(_heat(_agreeing(heads, 22 - 2 * (not blue), blue)), "picked", "vi", PAGE)
    assert isinstance(chart, Chart)
    assert chart.alt.endswith("(> 95%)")
    cells = [v for data in chart.spec.to_dict()["datasets"].values() for v in data if "depth" in v]
    told = [cell for cell in cells if "A1" in cell["row"]]
    assert {cell["words"] for cell in told} == {"> 95%", "< 5%"}
    depths = sorted(cell["depth"] for cell in told)
    assert depths == pytest.approx([0.5 * 0.05 / 0.95, 0.5])


PICKS = Question("N1", Kind.MULTIPLE, crowd.WORDS, choices_of("wage", "rest"))
RATES = Question(
    "N2", Kind.MATRIX, crowd.WORDS, choices_of(*"12345"), rows=PICKS.choices, rows_from="N1"
)


def _ranked(skipped: int, happy: int) -> Ranking:
    """Thirty-one who pick the wage: some skip its rating, some are happy; ten rate the rest."""
    picked = [{"N1": ["wage"]}] * skipped + [{"N1": ["wage"], "N2": {"wage": "5"}}] * happy
    picked += [{"N1": ["wage"], "N2": {"wage": "1"}}] * (31 - skipped - happy)
    rated = [values | {"N2": values.get("N2", {}) | {"rest": "1"}} for values in picked[-10:]]
    forms = [form for values in picked[:-10] + rated for form in sent("A1", 1, **values)]
    rule = Rule(10, ("unit_type", "unit"), pairs=(("N1", "N2"),))
    survey = crowd.survey(PICKS, RATES)
    release = build(survey, rule, [place("A1", workers=200)], forms, made_on=crowd.DAY)
    return rank_needs(release, survey)


def test_a_need_that_few_spoke_of_is_told_in_bounds() -> None:
    """Two skipped the rating of the wage, one of the other twenty-nine is content with it."""
    ranking = _ranked(2, 1)
    wage = next(row for row in ranking.rows if row.code == "wage")
    assert (wage.unmet.value, wage.unmet.n) == (pytest.approx(28 / 29), 29)
    assert wage.workers == 190
    assert headline.in_a_hundred(wage.unmet) == 95
    chart = ranking_bars(ranking, "vi")
    assert isinstance(chart, Chart)
    assert "> 95%" in str(chart.spec.to_dict())
    assert not re.search(r"97%|0\.9655", f"{chart.spec.to_dict()} {chart.alt}")
    assert "> 95% người trả lời" in chart.alt
    assert "khoảng tin cậy" not in chart.alt
    assert list(chart.table.iloc[0, 2:5].isna()) == [True, True, True]
