"""Asks pyxform whether a workbook is an XLSForm; what it refuses is said in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyxform.builder import create_survey_element_from_dict  # type: ignore[import-untyped]
from pyxform.errors import PyXFormError  # type: ignore[import-untyped]
from pyxform.xls2json import workbook_to_json  # type: ignore[import-untyped]
from pyxform.xls2json_backends import get_xlsform  # type: ignore[import-untyped]

from surveys.xlsform.book import CHOICES, LIBRARY, SURVEY, Book, Sheet
from surveys.xlsform.told import NotXlsForm

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"(?:On the|for sheet:|a sheet named) '(\w+)'")
_COLUMN = re.compile(r"the '([\w:() -]+)' value")

# What pyxform says, where that stands, and how we say it; groups become values of the sentence.
_KNOWN: tuple[tuple[str, str, str, str], ...] = (
    (r"must have a sheet named 'survey'", SURVEY, "", "empty_survey"),
    (r"Duplicate column header: (?P<what>.*)", "", "", "column_twice"),
    (r"different names for the same column were found: (?P<what>.+?)\. ", "", "", "column_alias"),
    (r"required column headers were not found: (?P<what>.+?)\. ", "", "", "column_missing"),
    (r"Question with no type", SURVEY, "type", "no_type"),
    (r"Question or group with no name", SURVEY, "name", "no_name"),
    (r"Names must begin with a letter", SURVEY, "name", "bad_name"),
    (r"'name' value '(?P<what>[^']*)' is invalid", SURVEY, "name", "name_twice"),
    (r"Repeat names must", SURVEY, "name", "name_twice"),
    (r"name 'meta' is reserved", SURVEY, "name", "name_taken"),
    (r"List name not in (?:choices|columns) sheet: (?P<what>.*)", SURVEY, "type", "no_list"),
    (r"There should be a choices sheet", SURVEY, "type", "no_choices"),
    (r"Please specify choices", SURVEY, "type", "no_choices"),
    (r"Choice names must be unique", CHOICES, "name", "choice_twice"),
    (r"Choices must have a name", CHOICES, "name", "choice_name"),
    (r"Choice names with spaces .* See \[(?P<what>.*?)\]", CHOICES, "name", "choice_space"),
    (r"Unmatched 'end_(?P<what>\w+)'", SURVEY, "type", "end_alone"),
    (r"Unmatched 'begin_(?P<what>\w+)'", SURVEY, "type", "begin_alone"),
    (r"invalid parameter key\(s\): '(?P<what>[^']*)'", SURVEY, "parameters", "parameter"),
    (r"'parameters' value is invalid", SURVEY, "parameters", "parameters"),
    (r"Could not find the name '(?P<what>[^']*)'", "", "", "no_such_name"),
    (r"The name '(?P<what>[^']*)' appears more than once", "", "", "name_unclear"),
    (r"Reference variables must start with", "", "", "reference"),
    (r"Unknown question type '(?P<what>[^']*)'", SURVEY, "type", "unknown_type"),
    (r"Missing calculation", SURVEY, "calculation", "no_calculation"),
    (r"Choice filter not supported", SURVEY, "choice_filter", "filter"),
    (r"list names don't match", SURVEY, "type", "table_list"),
    (r"element named '(?P<what>[^']*)' has no label", SURVEY, "label", "no_label"),
)


def check(book: Book) -> None:
    """NotXlsForm, with sheet, row and column where there are any, for what pyxform refuses."""
    if SURVEY not in book.sheets:
        raise NotXlsForm(
            "xlsform.refused.no_survey", values={"sheets": ", ".join(book.titles) or "–"}
        )
    try:
        plain = workbook_to_json(get_xlsform(_as_read(book)), warnings=[])
        create_survey_element_from_dict(plain).to_xml(validate=False, warnings=[])
    except PyXFormError as error:
        raise _refused(str(error), book) from error
    except Exception as error:  # a form can be wrong in ways that pyxform has no words for
        raise NotXlsForm("xlsform.refused.not_understood") from error


def _as_read(book: Book) -> dict[str, Any]:
    """The workbook as pyxform's own readers give it."""
    found: dict[str, Any] = {"sheet_names": list(book.titles)}
    for name, sheet in book.sheets.items():
        if name != LIBRARY:
            found[name] = list(_by_number(sheet))
            found[f"{name}_header"] = [dict.fromkeys(sheet.headers)] if sheet.headers else []
    return found


def _by_number(sheet: Sheet) -> Iterator[dict[str, str]]:
    """The rows in their places: pyxform numbers them as they come."""
    number = 1
    for row in sheet.rows:
        while (number := number + 1) < row.number:
            yield {}
        yield {header: text.replace("\xa0", " ") for header, text in row.cells.items()}


def _refused(said: str, book: Book) -> NotXlsForm:
    row = int(found[1]) if (found := _ROW.search(said)) else 0
    sheet = found[1] if (found := _SHEET.search(said)) else ""
    column = found[1] if (found := _COLUMN.search(said)) else ""
    for pattern, usual_sheet, usual_column, key in _KNOWN:
        if match := re.search(pattern, said):
            values = {name: text.strip() for name, text in match.groupdict().items()}
            where = (sheet or usual_sheet, row, column or usual_column)
            return _placed(f"xlsform.refused.{key}", where, values, book)
    values = {"what": said.strip()[:300]}
    if row and not sheet:
        sheet = SURVEY
    return _placed("xlsform.refused.unknown", (sheet, row, column), values, book)


def _placed(
    key: str, where: tuple[str, int, str], values: Mapping[str, str], book: Book
) -> NotXlsForm:
    """The refusal at its place; where pyxform names none, the cell that holds the culprit."""
    sheet, row, column = where
    if sheet and not row and (what := values.get("what")):
        row = _row_of(book.sheet(sheet), what)
    title = book.sheet(sheet).title if sheet else ""
    return NotXlsForm(key, title, row, column if row else "", values)


def _row_of(sheet: Sheet, what: str) -> int:
    return next((row.number for row in sheet.rows if what in row.cells.values()), 0)
