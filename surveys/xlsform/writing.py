"""A survey out: a workbook that XLSForm tools take, and that reads back as the same survey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from surveys.model import Survey, in_language
from surveys.xlsform.book import CHOICES, SETTINGS, SURVEY
from surveys.xlsform.columns import OWN
from surveys.xlsform.languages import header_of
from surveys.xlsform.lists import choice_rows, lists_of, worded
from surveys.xlsform.own import VERSION, in_one_cell
from surveys.xlsform.rows import Cells, rows_of

_WIDTH, _WIDE = 18, 48  # of columns, in characters
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write(survey: Survey) -> bytes:
    """The survey as an .xlsx workbook with the sheets survey, choices and settings."""
    lists = lists_of(survey)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _fill(workbook.create_sheet(SURVEY), list(rows_of(survey, lists)))
    _fill(workbook.create_sheet(CHOICES), list(choice_rows(lists)))
    _fill(workbook.create_sheet(SETTINGS), [_settings(survey)])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _settings(survey: Survey) -> Cells:
    cells = {
        "form_title": in_language(survey.title, survey.languages[0]) or survey.id,
        "form_id": survey.id,
        "default_language": header_of(survey.languages[0]),
        f"{OWN}version": VERSION,
        f"{OWN}languages": " ".join(survey.languages),
        **worded(f"{OWN}title", survey.title),
    }
    if survey.slots != tuple((question.id,) for question in survey.questions):
        cells[f"{OWN}slots"] = " ".join("|".join(slot) for slot in survey.slots)
    if survey.language_names:
        cells[f"{OWN}language_names"] = in_one_cell(survey.language_names)
    if len(survey.groups) > 1:
        cells[f"{OWN}groups"] = " ".join(group.id for group in survey.groups)
    return cells


def _fill(sheet: Worksheet, rows: Sequence[Cells]) -> None:
    columns = _columns(rows)
    for place, column in enumerate(columns, 1):
        _put(sheet, 1, place, column)
        sheet.cell(1, place).font = _BOLD
        worded = "label" in column or "hint" in column
        sheet.column_dimensions[get_column_letter(place)].width = _WIDE if worded else _WIDTH
    for number, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            if text := row.get(column):
                _put(sheet, number, place, text)
    sheet.freeze_panes = "C2"


def _columns(rows: Iterable[Cells]) -> list[str]:
    """The columns that are filled anywhere: the usual ones as they come, ours at the end."""
    found = dict.fromkeys(column for row in rows for column, text in row.items() if text)
    return sorted(found, key=lambda column: column.startswith(("ln_", OWN)))


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A text as a text, even when it begins like a formula."""
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.alignment = _WRAPPED
