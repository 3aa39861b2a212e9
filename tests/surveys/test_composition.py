"""Who answered, beside the register, and the note on what the figures leave out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from surveys.charts import composition_bars
from surveys.model import Choice
from surveys.statistics import caveat, composition
from tests.surveys import crowd
from tests.surveys.crowd import GENDER, place, published, sent


def test_the_make_up_stands_beside_the_register() -> None:
    places = [
        place("A1", women=60, members=70),
        place("A2", "dn_nn", workers=50, women=20, members=0),
    ]
    forms = [
        *sent("A1", 30, P02="nu"),
        *sent("A1", 9, P02="nam"),
        *sent("A1", 4, P02="oth"),
        *sent("A1", 2, P02="pns"),
        *sent("A2", 20, P02="nam"),
    ]
    gender = replace(GENDER, choices=(*GENDER.choices, Choice("oth", crowd.WORDS)))
    rows = composition(published([gender], places, forms), crowd.survey(gender))
    told = {(r.coordinate, r.code): (r.answered, r.workers) for r in rows}
    assert told == {
        ("unit_type", "dn_nn"): (20, 50),
        ("unit_type", "dn_fdi"): (45, 100),
        ("unit", "A1"): (45, 100),
        ("unit", "A2"): (20, 50),
        ("P02", "nam"): (29, 70),
        ("P02", "nu"): (30, 80),
        ("P02", ""): (6, None),  # four said "other": too few to be named
    }
    women = next(r for r in rows if r.code == "nu")
    assert women.share == pytest.approx(30 / 59)
    assert women.register_share == pytest.approx(80 / 150)


def test_types_that_were_pooled_are_told_together_with_their_heads() -> None:
    """Nobody of a pooled type is said to have sent nothing."""
    places = [place("A1", workers=200), place("B1", "dn_nn", 90), place("C1", "co_quan", 20)]
    forms = [*sent("A1", 60, P02="nu"), *sent("B1", 12, P02="nu"), *sent("C1", 6, P02="nu")]
    rows = composition(published([GENDER], places, forms), crowd.survey(GENDER))
    told = {r.code: (r.answered, r.workers) for r in rows if r.coordinate == "unit_type"}
    assert told == {"dn_fdi": (60, 200), "*": (18, 110)}
    assert sum(r.register_share or 0 for r in rows if r.coordinate == "unit_type") == 1
    chart = composition_bars(rows, "en")
    assert "dn_nn" not in chart.alt
    assert chart.table.iloc[:, 2].min() == 18


def test_a_unit_pooled_over_all_types_is_no_head_of_its_type() -> None:
    places = [place("A1", workers=200), place("A2", workers=50), place("B1", "dn_nn", 40)]
    forms = [*sent("A1", 60), *sent("A2", 6), *sent("B1", 6)]
    rows = composition(published([GENDER], places, forms), crowd.survey(GENDER))
    told = {r.code: (r.answered, r.workers) for r in rows if r.coordinate == "unit_type"}
    assert told == {"dn_fdi": (60, 200), "*": (12, 90)}


def test_the_caveat_says_how_many_answered() -> None:
    release = crowd.release()
    text = caveat(release, "vi")
    assert "305 trong số 718 người (42,5%)" in text
    assert "sai số biên" not in text
    assert "305 of 718 people (42.5%)" in caveat(release, "en")
    assert not re.search(r"[{}]", text + caveat(release, "en"))
