"""Hostile and broken workbooks: refused by a sentence or read as plain values, soon and small."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

import pytest

from surveys import xlsform
from surveys.xlsform import NotXlsForm
from surveys.xlsform.book import MOST_COLUMNS, MOST_ROWS
from tests.surveys.xlsform_files import repacked, workbook

SECONDS = 10
MEGABYTES = 300
HEAD = ("type", "name", "label")
FORM = workbook(survey=[HEAD, ("text", "q", "Câu")])
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY b0 "lol">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def _sheet(rows: str, doctype: str = "") -> bytes:
    body = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return f'<?xml version="1.0"?>{doctype}{body}'.encode()


@pytest.fixture(autouse=True)
def limits() -> Iterator[None]:
    """Every file here is done with in time (of the processor: a busy machine is no hostile file)
    and without filling the memory."""
    before, begun = _peak(), time.process_time()
    yield
    assert time.process_time() - begun < SECONDS
    assert _peak() - before < MEGABYTES


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _refused(content: bytes) -> str:
    with pytest.raises(NotXlsForm) as refusal:
        xlsform.read(content, "s")
    assert refusal.value.sentence("vi") != refusal.value.sentence("en")
    return refusal.value.key.rpartition(".")[2]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "not_a_workbook"),
        (b"%PDF-1.7", "not_a_workbook"),
        ("type,name,label\ntext,q,Câu".encode(), "not_a_workbook"),
        (b"<html><table></table></html>", "not_a_workbook"),
        (FORM[: len(FORM) // 2], "damaged"),
        (FORM[:-1], "damaged"),
        (b"PK\x03\x04" + bytes(500), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), "damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (bytes(10_000_001), "file_size"),
        (repacked(FORM, {SHEET: b"<worksheet"}), "damaged"),
        (repacked(FORM, {SHEET: b" " * 50_000_000}), "too_big"),
        (repacked(FORM, {SHEET: _sheet(f"<row>{'<c/>' * 200_000}</row>")}), "too_big"),
        (repacked(FORM, {SHEET: _sheet("<row><c/></row>" * 300_000)}), "too_big"),
        (repacked(FORM, {"xl/styles.xml": b"<xf/>" * 200_000}), "too_big"),
        (repacked(FORM, {SHEET: _sheet("<row><c><v>&b9;</v></c></row>", ENTITIES)}), "damaged"),
        (workbook(survey=[(*HEAD, *(f"c{n}" for n in range(MOST_COLUMNS)))]), "too_wide"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_by_a_sentence(content: bytes, key: str) -> None:
    assert _refused(content) == key


@pytest.mark.parametrize(("rows", "refused"), [(MOST_ROWS, False), (MOST_ROWS + 1, True)])
def test_a_sheet_has_at_most_ten_thousand_rows(rows: int, refused: bool) -> None:
    content = workbook(
        survey=[HEAD, ("text", "q", "Câu")], choices=[("list_name",), *[("l",)] * rows]
    )
    if refused:
        assert _refused(content) == "too_long"
    else:
        assert _refused(content) == "column_missing"  # read to its end, then found to be no list


def test_a_hundred_thousand_rows_are_refused() -> None:
    rows = [("text", f"q{n}", "Câu") for n in range(100_000)]
    content = workbook(survey=[HEAD, *rows])
    started = time.process_time()
    assert _refused(content) in ("too_long", "too_big")
    assert time.process_time() - started < SECONDS


def test_loops_that_would_become_thousands_of_questions_are_refused() -> None:
    survey = [HEAD, ("begin loop over l", "x", "X"), *_rows(2_000), ("end loop", "", "")]
    options = [("l", f"c{n}", "C") for n in range(2_000)]
    assert _refused(
        workbook(survey=survey, choices=[("list_name", "name", "label"), *options])
    ) == ("too_nested")


def test_repeats_that_would_become_thousands_of_questions_are_refused() -> None:
    survey = [HEAD, ("begin repeat", "x", "X"), *_rows(3_000), ("end repeat", "", "")]
    assert _refused(workbook(survey=survey)) == "too_nested"


def test_long_lists_in_many_questions_are_refused() -> None:
    survey = [HEAD, *[("select_one l", f"q{n}", "Câu") for n in range(1_000)]]
    options = [("l", f"c{n}", "C") for n in range(5_000)]
    content = workbook(survey=survey, choices=[("list_name", "name", "label"), *options])
    assert _refused(content) == "too_big"


def test_formulas_are_read_as_their_last_values() -> None:
    cells = ("type", "name", "label", "text", "q")
    texts = [f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in cells]
    worked_out = '<c t="str"><f>HYPERLINK("http://example.org")</f><v>Câu hỏi</v></c>'
    rows = f"<row>{''.join(texts[:3])}</row><row>{''.join(texts[3:])}{worked_out}</row>"
    survey = xlsform.read(repacked(FORM, {SHEET: _sheet(rows)}), "s").survey
    assert survey
    assert survey.question("q").label == {"vi": "Câu hỏi"}


def test_macros_and_links_to_other_files_are_never_opened() -> None:
    parts = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "xl/externalLinks/externalLink1.xml": b"<"}
    survey = xlsform.read(repacked(FORM, parts), "s").survey
    assert survey
    assert [q.id for q in survey.questions] == ["q"]


@pytest.mark.parametrize("condition", ["(" * 9_000 + "1" + ")" * 9_000, "regex(., '(a+)+$')"])
def test_conditions_that_would_take_for_ever_are_left_out(condition: str) -> None:
    content = workbook(survey=[(*HEAD, "constraint"), ("text", "q", "Câu", condition)])
    found = xlsform.read(content, "s")
    assert found.survey
    assert found.survey.question("q").constraint == ""
    assert [told.key for told in found.left_out] == ["xlsform.left.unreadable"]


def _rows(count: int) -> list[tuple[str, str, str]]:
    return [("text", f"q{n}", "Câu") for n in range(count)]
