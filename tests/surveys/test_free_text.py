"""What workers write in their own words stays out of everything published (DR-10)."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date

from surveys import catalogue
from surveys.answers import Answers, Submission, read
from surveys.blocks import Place, Rule, build, in_groups, to_document
from surveys.blocks.own_words import LEAST_WRITERS, Heard, Pile, fields, own_words
from surveys.campaigns import COORDINATES
from surveys.model import Sensitivity, Survey
from tests.surveys.test_releases import place

ANNUAL = catalogue.survey_of(catalogue.templates()["a"])
DAY = date(2026, 11, 22)
STORY = "anh Ba tổ 3 nợ lương tháng tám"


def test_dr_10_no_word_of_ones_own_leaves_the_stored_forms() -> None:
    form = {"G01": ["yes"], "P04": ["oth"], "P04.oth": [STORY], "Z01": [STORY]}
    answers = read(ANNUAL, form, DAY)
    assert isinstance(answers, Answers)
    assert list(answers.values.values()).count(STORY) == 2
    forms = [Submission("A1", answers)] * 40
    release = build(ANNUAL, Rule(10, COORDINATES), [place("A1")], forms, made_on=DAY)
    published = json.dumps(to_document(release), ensure_ascii=False)
    assert release.answered == 40
    assert "Z01" in published  # that it was answered is counted
    assert not any(word in published for word in STORY.split() if len(word) > 2)


def _forms(unit: str, people: int, wrote: int, name: str = "Z01") -> list[Submission]:
    texts = [{name: f"{unit} {number:03}"} if number < wrote else {} for number in range(people)]
    return [Submission(unit, Answers({"P06": "co", **text})) for text in texts]


def _piles(
    forms: list[Submission], frame: list[Place], survey: Survey = ANNUAL
) -> tuple[Pile, ...]:
    rule = Rule(10, COORDINATES)
    heard = Heard(survey, rule)
    return own_words(in_groups(survey, rule, frame, heard.through(forms)), heard)


def test_dr_10_texts_are_gathered_by_type_of_unit() -> None:
    frame = [place("A1"), place("A2"), place("B1", type="htx")]
    forms = _forms("A1", 40, 15) + _forms("A2", 40, 15) + _forms("B1", 40, 25)
    piles = _piles(forms, frame)
    assert [(p.unit_type, p.people, len(p.texts)) for p in piles] == [
        ("dn_fdi", 80, 30),
        ("htx", 40, 25),
    ]


def test_dr_10_a_pile_does_not_know_who_wrote_what() -> None:
    """Whoever exchanges the answers of people of a unit exchanges nothing in the piles."""
    frame = [place("A1"), place("B1", type="htx")]
    forms = _forms("A1", 40, 30) + _forms("B1", 40, 25)
    for seed in range(5):
        shuffled = random.Random(seed).sample(forms, len(forms))
        assert _piles(shuffled, frame) == _piles(forms, frame)
    assert all(list(p.texts) == sorted(p.texts) for p in _piles(forms, frame))


def test_dr_10_few_writers_of_a_type_are_put_together_with_others() -> None:
    frame = [place("A1"), place("B1", type="htx"), place("C1", type="co_quan")]
    sizes = {"A1": 40, "B1": LEAST_WRITERS - 1, "C1": LEAST_WRITERS}
    piles = _piles([f for unit, n in sizes.items() for f in _forms(unit, 50, n)], frame)
    assert [(p.unit_type, len(p.texts)) for p in piles] == [("*", 39), ("dn_fdi", 40)]
    alone = _piles(_forms("A1", 60, LEAST_WRITERS - 1), [place("A1")])
    assert alone == ()


def test_dr_10_a_unit_padded_with_forms_makes_no_pile_large_enough() -> None:
    frame = [place("A1", workers=12), place("A2", workers=60)]
    forms = _forms("A1", 40, 40) + _forms("A2", 30, 5)
    assert _piles(forms, frame) == ()


def test_dr_10_sensitive_questions_are_not_read() -> None:
    shut = tuple(
        replace(q, sensitivity=Sensitivity.HIGH) if q.id == "Z01" else q for q in ANNUAL.questions
    )
    survey = replace(ANNUAL, questions=shut)
    forms = _forms("A1", 60, 40)
    assert _piles(forms, [place("A1")])
    assert _piles(forms, [place("A1")], survey) == ()
    assert {"Z01", "P04.oth", "S01.oth"} <= fields(survey)


def test_dr_10_the_profile_is_not_read() -> None:
    forms = _forms("A1", 60, 40, "P04.oth")
    assert _piles(forms, [place("A1")]) == ()
    assert _piles(_forms("A1", 60, 40, "S01.oth"), [place("A1")])
