"""The figures of a paper as an Excel file: how the sheets look and print (handbook 4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from surveys.reports.annexes import attached
from surveys.reports.letters import clean
from surveys.reports.material import Material
from surveys.reports.phrases import guarded
from surveys.reports.sheet import Cell, Millions, Share, Sheet
from surveys.reports.sheets import result_sheets
from surveys.reports.sheets_plan import plan_sheets
from surveys.reports.tables import HIDDEN, NONE
from surveys.texts import say
from surveys.texts.numbers import FEW

_FONT = "Times New Roman"
_SIZE = 12
_HEAD_ROW = 6  # five lines of titles stand above the table
_MARKS = (HIDDEN, NONE, "<", ">")  # they stand where a figure would
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_THIN = Side(style="thin")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="E7E6E6")
_TEXT = Font(name=_FONT, size=_SIZE)
_BOLD = Font(name=_FONT, size=_SIZE, bold=True)
_ITALIC = Font(name=_FONT, size=_SIZE, italic=True)
_MILLION = 1_000_000
_A4 = 9  # Excel's number for the paper
_MARGIN, _FOOTER = 0.6, 0.3  # inches
_LINE_POINTS = 16.5
_LETTERS = 1.08  # that fit into one of Excel's units of width
_COUNT, _DECIMAL, _MONEY = "#,##0", "0.0", "#,##0.0#"


def write(material: Material) -> bytes:
    """The .xlsx file with eight sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = material.letterhead.name
    book.properties.title = clean(material.campaign.title)
    for sheet in (*result_sheets(material), *plan_sheets(material)):
        _add(book.create_sheet(sheet.name), sheet, material)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _add(page: Worksheet, sheet: Sheet, material: Material) -> None:
    _titles(page, sheet, material)
    _head(page, sheet.heads(material.lang))
    lang, widths = material.lang, [width for _, width in sheet.columns]
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.row_dimensions[_HEAD_ROW].height = _height(sheet.heads(lang), [w - 2 for w in widths])
    for number, row in enumerate(sheet.rows, start=_HEAD_ROW + 1):
        _row(page, number, row, lang)
        page.row_dimensions[number].height = _height(row, widths)
    last = _HEAD_ROW + len(sheet.rows)
    if sheet.total:
        _row(page, last + 1, sheet.total, lang, bold=True)
    for number, note in enumerate(sheet.notes, start=last + 2 + bool(sheet.total)):
        _line(page, number, note, sheet)
    page.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(sheet.columns))}{last}"
    page.freeze_panes = f"A{_HEAD_ROW + 1}"
    _print_setup(page, material.lang)


def _titles(page: Worksheet, sheet: Sheet, material: Material) -> None:
    lang = material.lang
    sample = f" {say('reports.head.sample', lang)}" if material.campaign.sample else ""
    unit = say("reports.workbook.unit.line", lang, unit=sheet.unit) if sheet.unit else ""
    lines = (
        (material.letterhead.name.upper(), _BOLD, "left"),
        (sheet.title.upper() + sample, _BOLD, "center"),
        (material.campaign.title, _TEXT, "center"),
        (attached(material, "reports.annex.of_report"), _ITALIC, "center"),
        (unit, _ITALIC, "right"),
    )
    for row, (text, font, side) in enumerate(lines, start=1):
        cell = _line(page, row, text, sheet)
        cell.font = font
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def _line(page: Worksheet, row: int, text: str, sheet: Sheet) -> ExcelCell:
    """A line across the whole table, as high as its text needs."""
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(sheet.columns))
    cell = _cell(page, row, 1)
    _put(cell, text)
    cell.font, cell.alignment = _ITALIC, Alignment(vertical="top", wrap_text=True)
    page.row_dimensions[row].height = _height([text], [sum(width for _, width in sheet.columns)])
    return cell


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points for a row whose longest text is broken over lines; not every program fits rows."""
    texts = ((cell, width) for cell, width in zip(cells, widths, strict=True))
    lines = [ceil(len(t) / (width * _LETTERS)) for t, width in texts if isinstance(t, str)]
    return _LINE_POINTS * max([1, *lines])


def _head(page: Worksheet, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, start=1):
        cell = _cell(page, _HEAD_ROW, column)
        _put(cell, head)
        cell.font, cell.fill, cell.border = _BOLD, _GREY, _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _row(
    page: Worksheet, number: int, row: Sequence[Cell], lang: str, *, bold: bool = False
) -> None:
    for column, value in enumerate(row, start=1):
        cell = _cell(page, number, column)
        _fill(cell, value, lang)
        cell.font, cell.border = _BOLD if bold else _TEXT, _BORDER
        is_text = isinstance(value, str) and not value.startswith(_MARKS)
        side = "left" if is_text else "right"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=is_text)


def _cell(page: Worksheet, row: int, column: int) -> ExcelCell:
    cell = page.cell(row, column)
    if not isinstance(cell, ExcelCell):
        raise TypeError(f"cell {cell.coordinate} was merged away")
    return cell


def _fill(cell: ExcelCell, value: Cell, lang: str) -> None:
    match value:
        case Share(fraction, n) if guarded(fraction, n, lang)[0].isdigit():
            cell.value = fraction
            cell.number_format = "0%" if n < FEW else "0.0%"
        case Share(fraction, n):
            _put(cell, guarded(fraction, n, lang))
        case Millions(dong):
            cell.value, cell.number_format = dong / _MILLION, _MONEY
        case bool() | None:
            cell.value = None
        case int():
            cell.value, cell.number_format = value, _COUNT
        case float():
            cell.value, cell.number_format = value, _DECIMAL
        case str():
            _put(cell, value)


def _put(cell: ExcelCell, text: str) -> None:
    """Text stays text: what looks like a formula is marked so that no program ever runs it."""
    cell.value = clean(text)
    cell.data_type = "s"
    if text.startswith(_DANGEROUS):
        cell.quotePrefix = True


def _print_setup(page: Worksheet, lang: str) -> None:
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    if page.oddFooter is not None:
        page.oddFooter.center.text = say("reports.workbook.page", lang, page="&P", pages="&N")
        page.oddFooter.center.font = f"{_FONT},Regular"
    margins = page.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom, margins.footer = _MARGIN + _FOOTER, _FOOTER
