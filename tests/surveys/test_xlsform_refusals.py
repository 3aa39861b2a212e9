"""What of a form is refused or left out, and that it is told at its place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from surveys import xlsform
from surveys.checking import faults
from surveys.xlsform import Imported, NotXlsForm
from tests.surveys.xlsform_files import HEAD, LISTS, form, workbook


def _read(*rows: dict[str, object], **further: object) -> Imported:
    return xlsform.read(form(*rows, **further), "s")  # type: ignore[arg-type]


def _row(type: str, name: str, **further: object) -> dict[str, object]:
    return {"type": type, "name": name, "label::Tiếng Việt (vi)": f"Câu {name}", **further}


def _keys(found: Imported) -> list[str]:
    return [told.key.rpartition(".")[2] for told in found.left_out]


@pytest.mark.parametrize(
    ("cells", "field", "key"),
    [
        ({"relevant": "${last} = 'x'"}, "show_if", "refers_later"),
        ({"relevant": "${photo} != ''"}, "show_if", "refers_left"),
        ({"relevant": "pulldata('f', 'a', 'b', ${first}) = 1"}, "show_if", "unreadable"),
        ({"relevant": "../first = 1"}, "show_if", "unreadable"),
        ({"constraint": "regex(., '(')"}, "constraint", "unreadable"),
        ({"required": "${first} = 'x'"}, "", "required"),
        ({"default": "today()"}, "preset", "default"),
        ({"label::Tiếng Việt (vi)": "Xem ${last}"}, "", "wording"),
        ({"trigger": "${first}"}, "", "column"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_told_with_its_place(
    cells: dict[str, object], field: str, key: str
) -> None:
    rows = [_row("text", "first"), _row("image", "photo"), _row("text", "q", **cells)]
    found = _read(*rows, _row("text", "last"))
    assert found.survey
    question = found.survey.question("q")
    assert not field or getattr(question, field) == ""
    assert _keys(found) == ["picture", key]
    told = found.left_out[1]
    assert (told.sheet, told.row, told.column) == ("survey", 4, next(iter(cells)))
    assert told.sentence("vi").startswith("Trang «survey», dòng 4, cột «")
    assert faults(found.survey) == ()


def test_what_depends_on_a_lost_calculation_is_lost_and_told_too() -> None:
    found = _read(
        _row("text", "first"),
        {"type": "calculate", "name": "c", "calculation": "uuid()"},
        {"type": "calculate", "name": "d", "calculation": "${c} + 1"},
        _row("text", "q", relevant="${d} > 2"),
    )
    assert found.survey
    assert [q.id for q in found.survey.questions] == ["first", "q"]
    assert _keys(found) == ["unreadable", "refers_left", "refers_left"]


@pytest.mark.parametrize(
    ("type", "key"),
    [
        ("geopoint", "place"),
        ("geoshape", "place"),
        ("image", "picture"),
        ("audio", "recording"),
        ("video", "film"),
        ("file", "file"),
        ("barcode", "barcode"),
        ("start", "metadata"),
        ("end", "metadata"),
        ("today", "metadata"),
        ("deviceid", "metadata"),
        ("username", "metadata"),
        ("phonenumber", "metadata"),
        ("email", "metadata"),
        ("select_one_from_file towns.csv", "external"),
        ("csv-external", "external"),
    ],
)
def test_what_would_give_a_person_away_is_left_out_and_told(type: str, key: str) -> None:
    """DR-01, DR-03: no time, no device, no place, no pictures."""
    found = _read(_row(type, "q"), _row("text", "last"))
    assert found.survey
    assert [q.id for q in found.survey.questions] == ["last"]
    assert _keys(found) == [key]


def test_formatting_is_told_once_for_a_column() -> None:
    rows = [
        {"type": "note", "name": f"n{i}", "label": f"**Mục** <span style='color:red'>{i}</span>"}
        for i in range(5)
    ]
    found = _read(*rows, _row("text", "q"))
    assert found.survey
    assert [q.label["vi"] for q in found.survey.questions[:2]] == ["Mục 0", "Mục 1"]
    assert _keys(found) == ["formatting"]


def test_settings_and_sheets_without_a_meaning_here_are_told() -> None:
    content = workbook(
        survey=[HEAD, ("text", "q", "Câu", "Question")],
        choices=LISTS,
        settings=[("form_title", "form_id", "style", "public_key"), ("Phiếu", "p", "pages", "K")],
        entities=[("list_name", "label"), ("trees", "concat('a', ${q})")],
    )
    found = xlsform.read(content, "s")
    assert found.survey
    assert found.survey.title == {"vi": "Phiếu"}
    assert _keys(found) == ["setting", "setting", "sheet"]


def test_left_out_is_told_in_the_order_of_the_sheet() -> None:
    found = _read(*[_row("image", f"p{i}") for i in range(5)], _row("text", "q"))
    assert all(one.row < other.row for one, other in pairwise(found.left_out))


def _refused(content: bytes) -> NotXlsForm:
    with pytest.raises(NotXlsForm) as refusal:
        xlsform.read(content, "s")
    for lang in ("vi", "en"):
        assert "xlsform." not in refusal.value.sentence(lang)
    return refusal.value


Q = ("text", "q", "Câu")
HEADER = ("type", "name", "label")


@pytest.mark.parametrize(
    ("rows", "key", "row", "column"),
    [
        ([], "empty_survey", 0, ""),
        ([("type", "name", "label", "label"), Q], "column_twice", 1, "label"),
        ([("name", "label"), ("q", "Câu")], "column_missing", 0, ""),
        ([HEADER, Q, ("txet", "r", "Câu")], "unknown_type", 3, "type"),
        ([HEADER, Q, ("", "r", "Câu")], "no_type", 3, "type"),
        ([HEADER, Q, ("text", "", "Câu")], "no_name", 3, "name"),
        ([HEADER, Q, ("text", "a b", "Câu")], "bad_name", 3, "name"),
        ([HEADER, Q, Q], "name_twice", 3, "name"),
        ([HEADER, Q, ("select_one no", "r", "Câu")], "no_choices", 0, ""),
        ([HEADER, Q, ("begin group", "g", "Nhóm")], "begin_alone", 3, "type"),
        ([HEADER, Q, ("end group", "", "")], "end_alone", 3, "type"),
        ([HEADER, Q, ("calculate", "c", "")], "no_calculation", 3, "calculation"),
        ([HEADER, ("note", "n", "${x}"), Q], "no_such_name", 2, "label"),
        ([HEADER, ("note", "n", "${x"), Q], "reference", 2, "label"),
        ([(*HEADER, "parameters"), (*Q, "tart=1")], "parameter", 2, "parameters"),
    ],
)
def test_a_form_that_breaks_the_rules_is_refused_at_its_place(
    rows: list[tuple[str, ...]], key: str, row: int, column: str
) -> None:
    refusal = _refused(workbook(survey=rows))
    assert refusal.key == f"xlsform.refused.{key}"
    assert (refusal.row, refusal.column) == (row, column)
    assert refusal.sheet in ("survey", "")


@pytest.mark.parametrize(
    ("rows", "key", "row"),
    [
        ([("l", "a", "A"), ("l", "a", "B")], "choice_twice", 3),
        ([("l", "", "A")], "choice_name", 2),
        ([("l", "a b", "A")], "choice_space", 2),
        ([("other", "a", "A")], "no_list", 2),
    ],
)
def test_a_list_that_breaks_the_rules_is_refused_at_its_place(
    rows: list[tuple[str, ...]], key: str, row: int
) -> None:
    survey = [HEADER, ("select_multiple l", "q", "Câu")]
    refusal = _refused(workbook(survey=survey, choices=[("list_name", "name", "label"), *rows]))
    assert refusal.key == f"xlsform.refused.{key}"
    assert refusal.row == row
