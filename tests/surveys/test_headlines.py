"""Headings say what was found, and nothing that was not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys.charts import headline
from surveys.needs import rank_needs
from surveys.statistics import Bar, Estimate, Figure, Selection, average, figure
from tests.surveys import district

RELEASE, SURVEY = district.release("a"), district.survey("a")


def share(value: float, half: float = 0.03, *, reliable: bool = True) -> Estimate:
    return Estimate(value, value - half, value + half, 400, half / 2, 390.0, 1.0, 400.0, reliable)


def answers(*shares: Estimate) -> Figure:
    bars = tuple(
        Bar(str(i), {"vi": f"trả lời {i}", "en": f"answer {i}"}, 100, one)
        for i, one in enumerate(shares)
    )
    words = {"vi": "Câu hỏi?", "en": "Question?"}
    return Figure("Q", "", words, bars, 400, 1000, 0.4, "", 10, 0)


def test_the_most_frequent_answer_is_said_in_a_hundred() -> None:
    found = answers(share(0.2), share(0.5), share(0.3))
    assert headline.of_answers(found, "vi") == "“trả lời 1”: 50 trong 100 người"
    assert headline.of_answers(found, "en") == "“answer 1”: 50 in 100 people"


def test_two_answers_that_may_be_equal_are_both_said() -> None:
    said = headline.of_answers(answers(share(0.40), share(0.44)), "vi")
    assert said == "“trả lời 1” và “trả lời 0” ngang nhau: 44 và 40 trong 100 người"


def test_a_tendency_makes_no_heading() -> None:
    assert headline.of_answers(answers(share(0.6, reliable=False), share(0.1)), "vi") == ""


def test_a_withheld_figure_makes_no_heading() -> None:
    assert headline.of_answers(answers(), "vi") == ""


def test_a_scale_is_said_by_its_mean() -> None:
    mean = average(RELEASE, SURVEY, "U06")
    said = headline.of_scale(mean, figure(RELEASE, SURVEY, "U06"), "vi")
    assert mean is not None
    assert said == f"Trung bình {mean.value:.1f} trên thang 0–10".replace(".", ",")
    assert headline.of_scale(None, answers(), "vi") == ""


def test_the_need_to_be_met_first_is_said_in_a_hundred() -> None:
    ranking = rank_needs(RELEASE, SURVEY)
    top = replace(ranking.rows[0], first=1, last=1)
    clear = replace(ranking, rows=(top, *(replace(row, first=2) for row in ranking.rows[1:])))
    hundred = round(top.unmet.value * 100)
    need = top.label["vi"]
    assert headline.of_needs(clear, "vi") == f"{need} cần làm trước: {hundred} trong 100 người"
    few = headline.of_needs(replace(clear, few=True), "vi")
    assert few == f"{need} đứng đầu trong số ít phiếu nhận được: {hundred} trong 100 người"


@pytest.mark.parametrize(("count", "ends"), [(2, "{1}"), (3, "{2}"), (4, "{2}; …")])
def test_needs_that_may_all_be_first_are_named_together(count: int, ends: str) -> None:
    ranking = rank_needs(RELEASE, SURVEY)
    rows = tuple(replace(row, first=1 if i < count else 5) for i, row in enumerate(ranking.rows))
    said = headline.of_needs(replace(ranking, rows=rows), "vi")
    names = [row.label["vi"] for row in rows]
    assert said.startswith(f"{count} điều ngang nhau ở hàng đầu: {names[0]}; {names[1]}")
    assert said.endswith(ends.format(*names))


def test_no_ranking_makes_no_heading() -> None:
    alone = rank_needs(RELEASE, SURVEY, Selection(units=frozenset({"DV01"})))
    assert alone.withheld
    assert headline.of_needs(alone, "vi") == ""
