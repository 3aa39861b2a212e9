"""The made-up answers look like the published ones: shares of all, shifts of groups, skip logic."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pytest

from db.demo_answers import forms
from db.demo_register import spread, usual_answers, workplaces
from db.demo_shares import fitted, picked, read_json, read_table, satisfaction
from surveys.answers import Answers, rows_of
from surveys.organisation import Unit
from tests.db.cast import annual

FAR = 3.5  # standard errors: passed by chance once in two thousand
WORKERS = 6_000
NEEDS: dict[str, dict[str, float]] = read_json("demo_distributions")["needs"]
ITEMS: dict[str, dict[str, Any]] = read_json("demo_distributions")["items"]
OF_THE_REGISTER = {"P02", "P06"}  # follow each unit's women and members instead
ALL_ASKED = sorted({q.id for q in annual().questions} & ITEMS.keys() - OF_THE_REGISTER - {"U01"})


@cache
def _everybody(wave: str = "open") -> tuple[tuple[Unit, Answers], ...]:
    """All six thousand workers of the district answer."""
    units = [place.unit for place in workplaces()]
    people = [unit for unit in units for _ in range(unit.workers)]
    drawn = forms(annual(), units, people, wave, np.random.default_rng(7))
    return tuple(zip(people, drawn, strict=True))


def _share(question: str, code: str, **group: str) -> tuple[float, int]:
    """The share of an answer among those of a group who gave one, and how many these are."""
    said = [
        answers.values[question]
        for unit, answers in _everybody()
        if question in answers.values and _belongs(unit, answers, group)
    ]
    return said.count(code) / len(said), len(said)


def _belongs(unit: Unit, answers: Answers, group: dict[str, str]) -> bool:
    values = {"sector": unit.sector, **answers.values}
    return all(values.get(name) == value for name, value in group.items())


def _near(found: float, expected: float, n: int) -> bool:
    return abs(found - expected) <= FAR * math.sqrt(expected * (1 - expected) / n) + 1e-9


def test_everybody_who_is_drawn_is_taken() -> None:
    assert len(_everybody()) == WORKERS


@pytest.mark.parametrize("need", NEEDS)
def test_needs_are_picked_as_often_as_published(need: str) -> None:
    picks = sum(need in answers.values.get("I01", ()) for _, answers in _everybody())
    assert _near(picks / WORKERS, NEEDS[need]["choose_pct"] / 100, WORKERS)


def _ratings(need: str, wave: str = "open") -> list[int]:
    """What those who picked a need rated it, "does not exist" left out."""
    found = [
        answers.values["I02"].get(need, "0")
        for _, answers in _everybody(wave)
        if need in answers.values.get("I01", ()) and "I02" in answers.values
    ]
    return [int(code) for code in found if code != "0"]


@pytest.mark.parametrize("need", NEEDS)
def test_as_many_are_dissatisfied_as_published(need: str) -> None:
    ratings = _ratings(need)
    share = sum(rating <= 2 for rating in ratings) / len(ratings)
    assert _near(share, NEEDS[need]["dissatisfied_of_choosers_pct"] / 100, len(ratings))


@pytest.mark.parametrize("need", NEEDS)
def test_satisfaction_is_on_average_as_published(need: str) -> None:
    ratings = np.array(_ratings(need))
    error = ratings.std(ddof=1) / math.sqrt(len(ratings))
    assert abs(ratings.mean() - NEEDS[need]["satisfaction_mean"]) <= FAR * error


@pytest.mark.parametrize("question", ALL_ASKED)
def test_all_workers_together_answer_as_published(question: str) -> None:
    for code, percent in ITEMS[question]["dist"].items():
        found, n = _share(question, code)
        assert _near(found, percent / 100, n), (code, found)


def test_non_members_want_to_join_as_published() -> None:
    for code, percent in ITEMS["U01"]["dist"].items():
        found, n = _share("U01", code)
        assert _near(found, percent / 100, n), (code, found)


@pytest.mark.parametrize("band", ITEMS["U06 grouped"]["dist"])
def test_members_recommend_the_union_as_published(band: str) -> None:
    low, high = map(int, band.split("-"))
    said = [int(str(a.values["U06"])) for _, a in _everybody() if "U06" in a.values]
    share = sum(low <= mark <= high for mark in said) / len(said)
    assert _near(share, ITEMS["U06 grouped"]["dist"][band] / 100, len(said))


@pytest.mark.parametrize(
    ("question", "code", "group", "percent"),
    [
        ("P11", "khoan", {"sector": "dieu"}, 17 + 25),
        ("M01", "khong", {"sector": "dieu"}, 29 + 25),
        ("T01", "khoan", {"sector": "caosu"}, 60),
        ("M01", "khong", {"sector": "may"}, 8),
        ("D01", "du", {"sector": "giaoduc"}, 28 + 20),
        ("W01", "8_10", {"sector": "giaoduc"}, 37),  # one band higher: 37 had 6_8
        ("D02", "dk", {"P03": "u1"}, 31 + 20),
    ],
)
def test_a_group_differs_as_the_handbook_says(
    question: str, code: str, group: dict[str, str], percent: float
) -> None:
    found, n = _share(question, code, **group)
    assert _near(found, percent / 100, n), found


def test_garment_workers_do_more_overtime() -> None:
    long = ("8_12", "12p")
    here = sum(_share("T01", code, sector="may")[0] for code in long)
    usual = sum(_share("T01", code)[0] for code in long)
    assert 0.17 < here - usual < 0.23


def test_non_members_speak_less_freely() -> None:
    free = [
        sum(_share("U12", code, P06=member)[0] for code in ("hoantoan", "phanlon"))
        for member in ("co", "khong")
    ]
    assert 0.05 < free[0] - free[1] < 0.15


def test_women_pick_childcare_and_health_more_often() -> None:
    for need, points in (("n10", 0.10), ("n06", 0.06)):
        women, men = (
            [need in a.values.get("I01", ()) for _, a in _everybody() if a.values.get("P02") == g]
            for g in ("nu", "nam")
        )
        difference = sum(women) / len(women) - sum(men) / len(men)
        assert abs(difference - points) < 0.04


@pytest.mark.parametrize(
    ("sector", "hazards"),
    [("caosu", {"dem", "ran", "hoachat"}), ("may", {"nong", "on"}), ("giaoduc", {"aplu"})],
)
def test_hazards_are_those_of_the_trade(sector: str, hazards: set[str]) -> None:
    named = Counter(
        code
        for unit, answers in _everybody()
        if unit.sector == sector
        for code in answers.values.get("S01", ())
    )
    assert {code for code, _ in named.most_common(len(hazards))} == hazards


def test_women_and_members_are_those_of_the_register() -> None:
    women, n = _share("P02", "nu")
    registered = sum(place.unit.women or 0 for place in workplaces()) / WORKERS
    assert _near(women, registered * 0.98, n)
    places = [place.unit for place in workplaces()]
    none = {unit.code for unit in places if unit.members == 0}
    said = [a.values.get("P06") for unit, a in _everybody() if unit.code in none]
    assert len(said) > 1_000
    assert "co" not in said


def test_the_skip_logic_of_the_questionnaire_is_kept() -> None:
    for _, answers in _everybody():
        values = answers.values
        member = values.get("P06") == "co"
        assert ("U06" not in values) or member
        assert ("U01" not in values) or not member
        assert ("I02" not in values) or values.get("I01")
    assert any("U06" in a.values for _, a in _everybody())
    assert any("U01" in a.values for _, a in _everybody())


def test_nobody_rates_more_than_two_needs_that_were_not_picked() -> None:
    matrix = annual().question("I02")
    extra = Counter(
        len(answers.values["I02"].keys() - set(rows_of(matrix, answers.values)))
        for _, answers in _everybody()
        if "I02" in answers.values
    )
    assert set(extra) == {0, 1, 2}
    assert extra[2] > extra[0]


def test_meals_got_better_between_the_waves() -> None:
    for wave, percent in (("earlier", 62), ("closed", 40), ("open", 25)):
        ratings = _ratings("n07", wave)
        share = sum(rating <= 2 for rating in ratings) / len(ratings)
        assert _near(share, percent / 100, len(ratings))


def test_open_texts_are_of_everyday_length_and_fit_the_trade() -> None:
    sectors = {row["text"]: row["sector"] for row in read_table("demo_texts", "|")}
    written = [(unit, a.values["Z01"]) for unit, a in _everybody() if "Z01" in a.values]
    assert 0.15 < len(written) / WORKERS < 0.25
    assert len({text for _, text in written}) > 120
    for unit, text in written:
        assert 5 <= len(str(text).split()) <= 25
        assert sectors[str(text)] in ("", unit.sector)


def test_some_texts_hold_names_and_numbers_that_reach_nobody() -> None:
    texts = [row["text"] for row in read_table("demo_texts", "|")]
    numbers = [text for text in texts if "0100" in text]
    assert len(numbers) >= 3
    digits = ["".join(c for c in text if c.isdigit()) for text in numbers]
    assert all("0100000" in found for found in digits)
    assert sum(text.isascii() for text in texts) > 50  # typed without accents
    assert sum(not text.isascii() for text in texts) > 50


@pytest.mark.parametrize("total", [200, 2067, 4000, 6_000 - 65, 50_000])
def test_answers_spread_over_the_units_as_asked(total: int) -> None:
    places = workplaces()
    counts = spread(places, total)
    assert sum(counts.values()) == total
    assert (counts["MAU59"], counts["MAU60"]) == (3, 0)
    if total < WORKERS:
        assert all(counts[place.unit.code] <= place.unit.workers for place in places)


def test_without_a_wish_as_many_answer_as_usual() -> None:
    places = workplaces()
    counts = spread(places, usual_answers(places))
    assert usual_answers(places) == 2067
    few = {"MAU59", "MAU60"}
    for place in (p for p in places if p.unit.code not in few):
        assert abs(counts[place.unit.code] - place.unit.workers * place.rate) < 2


def test_groups_that_differ_still_give_the_whole() -> None:
    whole, weights = {"a": 60, "b": 30, "c": 10}, {"x": 1, "y": 3}
    shares = fitted(whole, weights, {"x": {"a": 20, "c": 10}})
    assert shares["x"]["a"] == 20
    for code, percent in whole.items():
        mixed = (shares["x"][code] + 3 * shares["y"][code]) / 4
        assert mixed == pytest.approx(percent, abs=0.01)
    assert all(sum(row.values()) == pytest.approx(100) for row in shares.values())


def test_options_are_picked_exactly_as_often_as_their_chances_say() -> None:
    chances = np.tile([0.7, 0.5, 0.2, 0.1], (40_000, 1))
    hits = picked(np.random.default_rng(1), chances)
    assert np.allclose(hits.mean(0), [0.7, 0.5, 0.2, 0.1], atol=0.01)
    assert set(hits.sum(1).tolist()) == {1, 2}  # the chances add up to 1.5


@pytest.mark.parametrize(("dissatisfied", "mean"), [(0.51, 2.6), (0.15, 3.4), (0.4, 2.8)])
def test_ratings_have_the_share_and_the_mean_asked_for(dissatisfied: float, mean: float) -> None:
    chances = satisfaction(dissatisfied, mean)
    assert chances.sum() == pytest.approx(1)
    assert chances[:2].sum() == pytest.approx(dissatisfied)
    assert chances @ [1, 2, 3, 4, 5] == pytest.approx(mean)
