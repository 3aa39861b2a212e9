"""Figures from blocks: weights, bases, minimum sizes, and what is said instead of a figure."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from surveys.answers import Answers, Submission
from surveys.blocks import Place, Release, Rule, build
from surveys.catalogue import bank
from surveys.model import Choice, Kind, Question, Survey
from surveys.statistics import Selection, average, figure
from surveys.statistics.bases import left_out
from surveys.statistics.estimates import Estimate
from surveys.statistics.intervals import hypergeometric
from surveys.statistics.strata import strata, uncovered, workers
from tests.surveys import crowd
from tests.surveys.crowd import (
    A1,
    COLOUR,
    DAY,
    GENDER,
    place,
    published,
    seen,
    sent,
    shares,
)
from tests.surveys.r_designs import frame as rows_of
from tests.surveys.r_designs import read
from tests.surveys.r_reference import cases

# Through the whole door: a release at k = 5 has the strata of the reference design "strat".


def test_figures_of_a_release_are_those_of_r(capsys: pytest.CaptureFixture[str]) -> None:
    release, survey = _reference_release()
    expected = {
        case.expected.name: case.expected
        for case in cases("strat")
        if case.expected.name.endswith("/all/all")
    }
    compared: list[tuple[float, float]] = []
    for bar in figure(release, survey, "q_need").bars:
        theirs = expected[f"strat/prop/q_need/q_need{bar.code}/all/all"]
        compared += [
            (bar.estimate.value, theirs.value),
            (bar.estimate.se, theirs.se),
            (bar.estimate.deff, theirs.deff or 0),
            (bar.estimate.df, theirs.df or 0),
        ]
    for item in range(1, 7):
        ours = average(release, survey, "sat", row=f"sat{item}")
        theirs = expected[f"strat/mean/sat{item}/sat{item}/all/all"]
        assert ours is not None
        compared += [
            (ours.value, theirs.value),
            (ours.se, theirs.se),
            (ours.low, theirs.low or 0),
            (ours.high, theirs.high or 0),
        ]
    assert len(compared) == 48
    for ours_now, theirs_now in compared:
        assert ours_now == pytest.approx(theirs_now, rel=1e-6)
    with capsys.disabled():
        print(f"\nfrom forms to figures: {len(compared)} numbers as in R")


def _reference_release() -> tuple[Release, Survey]:
    units = read("input/synth_units.csv")
    frame = [Place(u.unit, u.unit, u.type, int(u.N), None, int(u.N)) for u in units.itertuples()]
    steps = tuple(Choice(c, crowd.WORDS) for c in "12345")
    rows = tuple(Choice(f"sat{i}", crowd.WORDS) for i in range(1, 7))
    survey = crowd.survey(
        crowd.single("q_need", "123456"), Question("sat", Kind.MATRIX, crowd.WORDS, steps, rows)
    )
    forms = [
        Submission(
            row["unit"],
            Answers(
                {
                    "q_need": row["q_need"],
                    "sat": {
                        name: f"{row[name]:.0f}"
                        for name in (f"sat{i}" for i in range(1, 7))
                        if row[name] == row[name]
                    },
                }
            ),
        )
        for row in rows_of("strat").to_dict("records")
    ]
    return build(survey, Rule(5, ("unit_type", "unit")), frame, forms, made_on=DAY), survey


# Weights


def test_a_large_unit_weighs_by_its_heads_not_by_its_forms() -> None:
    places = [place("A1", workers=900), place("A2", workers=100)]
    forms = [
        *sent("A1", 20, X1="red"),
        *sent("A1", 10, X1="blue"),
        *sent("A2", 15, X1="red"),
        *sent("A2", 45, X1="blue"),
    ]
    found = seen(COLOUR, forms, places, Selection())
    assert shares(found)["red"] == pytest.approx(0.9 * 20 / 30 + 0.1 * 15 / 60)
    assert (found.n, found.workers, found.rate) == (90, 1000, 0.09)


def test_pooled_units_stand_for_the_heads_that_are_not_published_alone() -> None:
    places = [place("A1", workers=200), place("A2", workers=60), place("A3", workers=40)]
    forms = [
        *sent("A1", 40, X1="red"),
        *sent("A2", 9, X1="blue"),
        *sent("A3", 6, X1="blue"),
    ]
    release = published([COLOUR], places, forms)
    assert [(s.unit, s.heads, s.n) for s in strata(release, "main")] == [
        ("*", 100.0, 15),
        ("A1", 200.0, 40),
    ]
    found = figure(release, crowd.survey(COLOUR), "X1")
    assert shares(found) == {
        "red": pytest.approx(2 / 3, abs=1e-6),
        "blue": pytest.approx(1 / 3, abs=1e-6),
    }


def test_people_pooled_out_of_published_units_bring_their_heads_along() -> None:
    release = _with_unknown_gender()
    found = {s.unit: s for s in strata(release, "main")}
    assert found["*"].n == 12
    assert sum(s.heads for s in found.values()) == pytest.approx(workers(release))
    weights = [s.heads / s.n for s in found.values()]
    assert max(weights) / min(weights) == pytest.approx(1)


def _with_unknown_gender() -> Release:
    """Four units, each with three people who did not tell their gender."""
    forms = []
    for unit in ("A1", "A2", "A3", "A4"):
        forms += sent(unit, 20, P02="nu") + sent(unit, 20, P02="nam") + sent(unit, 3, P02="pns")
    rule = Rule(10, ("unit_type", "unit", "P02"))
    places = [place(unit, workers=86) for unit in ("A1", "A2", "A3", "A4")]
    return build(crowd.survey(GENDER), rule, places, forms, made_on=DAY)


def test_a_unit_without_answers_is_declared_as_not_covered() -> None:
    places = [place("A1"), place("B1", "dn_nn", workers=50)]
    release = published([COLOUR], places, sent("A1", 30, X1="red"))
    found = figure(release, crowd.survey(COLOUR), "X1")
    assert [p.code for p in uncovered(release, "main")] == ["B1"]
    assert found.notes == ("results.note.not_covered",)
    assert (found.workers, found.rate) == (150, 0.2)


# Bases


def test_a_refusal_is_no_part_of_the_base() -> None:
    forms = (
        sent("A1", 15, X1="red")
        + sent("A1", 5, X1="blue")
        + sent("A1", 7, X1="pns")
        + sent("A1", 3)
    )
    found = seen(COLOUR, forms)
    assert (found.n, found.left_out) == (20, 7)
    assert shares(found) == {"red": 0.75, "blue": 0.25}


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("W02", {"pns"}),
        ("U05", {"0"}),
        ("S05", {"0"}),
        ("I02", {"0"}),
        ("P11", {"pns", "kr"}),
        ("S02", {"pns", "khongcan"}),
        ("S03", {"dk"}),
        ("B01", {"pns", "dk"}),
        ("W05", {"pns"}),  # "don't know" stays: the formula of CT-05 does not leave it out
        ("D02", set()),
        ("U06", set()),  # the 0 of a scale from 0 to 10 is an answer
        ("T01", {"pns"}),  # "0" hours of overtime is an answer
    ],
)
def test_what_is_left_out_follows_one_rule(question: str, codes: set[str]) -> None:
    assert left_out(bank()[question]) == codes


def test_a_base_of_several_answers_is_people_not_ticks() -> None:
    picked = _several(("dem", "bui", "none", "pns", "oth"))
    forms = [
        *sent("A1", 12, S01=["dem", "bui"]),
        *sent("A1", 6, S01=["bui"]),
        *sent("A1", 2, S01=["none"]),
        *sent("A1", 4, S01=["pns"]),
        *sent("A1", 3, S01=["oth"]),
        *sent("A1", 3),
    ]
    found = seen(picked, forms)
    assert (found.n, found.left_out) == (23, 4)
    assert shares(found)["bui"] == pytest.approx(18 / 23, abs=1e-6)
    assert [bar.code for bar in found.bars] == ["bui", "dem", "oth", "none"]
    assert {bar.code: bar.count for bar in found.bars}["dem"] == 12


def _several(codes: Sequence[str]) -> Question:
    choices = tuple(Choice(code, crowd.WORDS, writes=code == "oth") for code in codes)
    exclusive = frozenset({"none", "pns"})
    return Question("S01", Kind.MULTIPLE, crowd.WORDS, choices, exclusive=exclusive)


def test_steps_of_a_scale_keep_their_order() -> None:
    scale = Question(
        "Q01", Kind.RATING, crowd.WORDS, tuple(Choice(c, crowd.WORDS) for c in "12345")
    )
    forms = sent("A1", 12, Q01="5") + sent("A1", 6, Q01="2")
    found = seen(scale, forms)
    assert [bar.code for bar in found.bars] == ["1", "2", "3", "4", "5"]
    mean = average(published([scale], [place("A1")], forms), crowd.survey(scale), "Q01")
    assert mean is not None
    assert mean.value == pytest.approx(4)


def test_a_row_of_a_matrix_is_named_by_itself() -> None:
    release = crowd.release()
    found = figure(release, crowd.yearly(), "I02", row="n05")
    assert found.title["vi"] == "An toàn lao động, đồ bảo hộ"
    assert [bar.code for bar in found.bars] == ["1", "2", "3", "4", "5"]
    with pytest.raises(KeyError):
        figure(release, crowd.yearly(), "I02")
    with pytest.raises(KeyError):
        figure(release, crowd.yearly(), "nothing")


# Intervals


def test_one_unit_has_the_exact_interval() -> None:
    found = seen(COLOUR, sent("A1", 12, X1="red") + sent("A1", 18, X1="blue"))
    red: Estimate = found.bars[0].estimate
    assert (red.low, red.high) == hypergeometric(12, 30, 100)
    assert red.low < 0.4 < red.high


def test_the_whole_has_a_narrower_interval_than_a_part() -> None:
    release, survey = crowd.release(), crowd.yearly()
    whole = figure(release, survey, "W02").bars[0].estimate
    part = figure(release, survey, "W02", A1).bars[0].estimate
    assert whole.high - whole.low < part.high - part.low
    assert 0 <= whole.low <= whole.value <= whole.high <= 1
    assert not math.isnan(whole.deff)


# Selections


def test_a_type_takes_its_pooled_answers_with_it() -> None:
    release, survey = crowd.release(), crowd.yearly()
    types = {p.type for p in release.frame}
    whole = figure(release, survey, "I01").n
    parts = [figure(release, survey, "I01", Selection(unit_types=frozenset({t}))).n for t in types]
    pooled = [b for b in release.blocks if b.partition == "main" and b.where["unit_type"] == "*"]
    assert whole == sum(parts) + sum(b.tallies["I01"].get("#", 0) for b in pooled)


def test_a_figure_of_two_units_is_that_of_their_blocks() -> None:
    release, survey = crowd.release(), crowd.yearly()
    both = figure(release, survey, "I01", Selection(units=frozenset({"A1", "B1"})))
    each = [figure(release, survey, "I01", Selection(units=frozenset({u}))) for u in ("A1", "B1")]
    assert both.n == sum(f.n for f in each)
    assert both.workers == 420
