"""What workers write in their own words stays out of everything published (DR-10)."""

from __future__ import annotations

import json
from datetime import date

from surveys import catalogue
from surveys.answers import Answers, Submission, read
from surveys.blocks import Rule, build, to_document
from surveys.campaigns import COORDINATES
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
