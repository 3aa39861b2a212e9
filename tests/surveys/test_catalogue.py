"""The catalogue hangs together: questions, templates, needs, activities, plan tasks."""

from __future__ import annotations

import pytest

from surveys import catalogue
from surveys.expressions import Look, flat, holds, names, parse
from surveys.model import Survey, fingerprint, from_document, to_document

TEMPLATES = [pytest.param(t, id=t.id) for t in catalogue.templates().values()]


def test_the_whole_bank_is_there_in_both_languages() -> None:
    assert len(catalogue.bank()) == 119
    for q in catalogue.bank().values():
        for words in (q.label, *(c.label for c in (*q.choices, *q.rows))):
            assert set(words) == {"vi", "en"}
            assert all(words.values()), q.id


def test_the_annual_survey_has_twenty_places_and_fits_its_time() -> None:
    survey = catalogue.survey_of(catalogue.templates()["a"])
    assert (survey.length, survey.seconds) == (20, 265)  # handbook 2.3: 4 min 25 s
    assert ("U06", "U01") in survey.slots


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_keeps_its_limits(template: catalogue.Template) -> None:
    survey = catalogue.survey_of(template)
    assert survey.length <= template.max_questions
    assert survey.seconds <= template.max_seconds


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_condition_looks_only_at_questions_before_it(template: catalogue.Template) -> None:
    seen: set[str] = set()
    for q in catalogue.survey_of(template).questions:
        assert names(q.show_if) <= seen, q.id
        assert not q.rows_from or q.rows_from in seen
        seen.add(q.id)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_survey_survives_being_written_down(template: catalogue.Template) -> None:
    survey = catalogue.survey_of(template)
    again: Survey = from_document(to_document(survey))
    assert again == survey
    assert fingerprint(again) == fingerprint(survey)


def test_needs_point_to_questions_activities_and_plan_tasks_that_exist() -> None:
    for need in catalogue.needs():
        assert set(need.questions) <= set(catalogue.bank()), need.code
        assert set(need.activities) <= set(catalogue.activity_types()), need.code
        assert set(need.plan_tasks) <= set(catalogue.plan_tasks()), need.code
    rows = {row for need in catalogue.needs() for row in need.rows}
    assert rows == {choice.code for choice in catalogue.choice_list(catalogue.CORE_NEEDS)}


def test_every_question_serves_a_task_of_the_plan() -> None:
    for q in catalogue.bank().values():
        assert q.plan_tasks, q.id
        assert set(q.plan_tasks) <= set(catalogue.plan_tasks()), q.id


@pytest.mark.parametrize(
    ("item", "answers", "asked"),
    [
        ("M02", {"M01": "taicho"}, True),
        ("M02", {"M01": "tien"}, False),
        ("M02", {}, False),
        ("U02", {"P06": "khong", "U01": "chua"}, True),
        ("U02", {"P06": "khong", "U01": "muon"}, False),
        ("U02", {}, True),  # unanswered counts as "not in" (handbook 2.2)
        ("H02", {"H01": ["none"]}, False),
        ("H02", {"H01": ["hu"]}, True),
        ("H02", {}, False),
        ("C01", {"P10": ["6_15"]}, False),
        ("C01", {"P10": ["u3", "6_15"]}, True),
        ("P05", {}, False),
    ],
)
def test_skip_logic_of_the_bank(item: str, answers: dict[str, object], asked: bool) -> None:
    assert holds(catalogue.bank()[item].show_if, Look(flat(answers))) is asked


@pytest.mark.parametrize("text", ["${a", "foo(1)", "1 +", "${a} = ", "not(", "'x", "a b", "2 2"])
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        parse(text)
