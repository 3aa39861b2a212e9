"""What is written out, pyxform takes and we read back as the same survey."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from surveys import xlsform
from surveys.catalogue import survey_of, templates
from surveys.checking import faults
from surveys.model import Choice, Kind, Question, Survey
from tests.surveys.xlsform_surveys import surveys

WORDS = {"vi": "Câu", "en": "Question"}
YES_NO = (Choice("yes", {"vi": "Có"}), Choice("no", {"vi": "Không"}))


def _back(survey: Survey) -> xlsform.Imported:
    return xlsform.read(xlsform.write(survey), survey.id)


@pytest.mark.parametrize("letter", templates())
def test_every_template_comes_back_as_it_was(letter: str) -> None:
    survey = survey_of(templates()[letter])
    assert _back(survey) == xlsform.Imported(survey)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(survey=surveys())
def test_every_survey_that_may_be_published_comes_back_as_it_was(survey: Survey) -> None:
    assert faults(survey) == ()
    content = xlsform.write(survey)
    convert(content)  # as any other tool would read it
    found = xlsform.read(content, survey.id)
    assert found.survey == survey
    assert found.left_out == ()


def _cells(survey: Survey, sheet: str) -> list[dict[str, str]]:
    rows = load_workbook(BytesIO(xlsform.write(survey)))[sheet].iter_rows(values_only=True)
    head = next(rows)
    return [{str(h): str(c) for h, c in zip(head, row, strict=True) if c} for row in rows]


def _survey(*questions: Question) -> Survey:
    return Survey("s", WORDS, questions, tuple((q.id,) for q in questions))


def test_other_tools_are_told_the_limits_too() -> None:
    survey = _survey(
        Question("q", Kind.MULTIPLE, WORDS, YES_NO, most=1, exclusive=frozenset({"no"})),
        Question("age", Kind.NUMBER, WORDS, lowest=15, highest=99.5, constraint=". != 20"),
    )
    several, age = _cells(survey, "survey")
    assert several["constraint"] == (
        "count-selected(.) <= 1 and (not(selected(., 'no')) or count-selected(.) = 1)"
    )
    assert age["constraint"] == ". >= 15 and . <= 99.5 and (. != 20)"
    assert _back(survey).survey == survey


def test_other_tools_ask_a_matrix_row_by_row_and_the_text_beside_an_option() -> None:
    writes = (replace(YES_NO[0], writes=True), YES_NO[1])
    survey = _survey(
        Question("q", Kind.SINGLE, WORDS, writes),
        Question("m", Kind.MATRIX, WORDS, YES_NO, rows=YES_NO, rows_from="q", required=True),
        Question("n", Kind.NOTE, {"vi": "${q.yes} ${m.yes}"}),
    )
    rows = [(row["type"], row.get("name"), row.get("relevant")) for row in _cells(survey, "survey")]
    assert rows == [
        ("select_one q", "q", None),
        ("text", "q.yes", "selected(${q}, 'yes')"),
        ("begin_group", "m", None),
        ("select_one m", "m.yes", "selected(${q}, 'yes')"),
        ("select_one m", "m.no", "selected(${q}, 'no')"),
        ("end_group", "m", None),
        ("note", "n", None),
    ]
    assert _back(survey).survey == survey


def test_lists_that_are_the_same_are_written_once() -> None:
    survey = _survey(*(Question(f"q{n}", Kind.SINGLE, WORDS, YES_NO) for n in range(3)))
    assert [row["list_name"] for row in _cells(survey, "choices")] == ["q0", "q0"]


def test_a_change_made_in_a_spreadsheet_arrives() -> None:
    survey = _survey(
        Question("q", Kind.RATING, WORDS, YES_NO, anchored=frozenset({"no"})),
        Question("age", Kind.NUMBER, WORDS, whole=True, seconds=9),
    )
    workbook = load_workbook(BytesIO(xlsform.write(survey)))
    sheet = workbook["survey"]
    sheet["A3"] = "date"
    sheet["C3"] = "Ngày sinh"
    workbook["choices"].delete_rows(3)
    out = BytesIO()
    workbook.save(out)
    changed = xlsform.read(out.getvalue(), "s").survey
    assert changed
    rating, day = changed.questions
    assert (rating.kind, rating.anchored, len(rating.choices)) == (Kind.RATING, frozenset(), 1)
    assert (day.kind, day.label["vi"], day.seconds) == (Kind.DATE, "Ngày sinh", 9)


def test_a_form_of_592_questions_comes_back_as_it_was() -> None:
    questions = [Question("q0", Kind.SINGLE, WORDS, YES_NO)]
    for n in range(1, 592):
        rule = f"selected(${{q{n - 1}}}, 'yes') and ${{q{n // 2}}} != 'no'" if n % 7 < 5 else ""
        questions.append(Question(f"q{n}", Kind.SINGLE, WORDS, YES_NO, show_if=rule))
    survey = _survey(*questions)
    assert sum(bool(q.show_if) for q in questions) >= 420
    assert xlsform.read(xlsform.write(survey), "s").survey == survey
