"""A register as an Excel workbook: a template to fill in, or the entries as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from surveys.ledgers.books import Book, Column, Entry, Kind, Value, codes_of
from surveys.ledgers.checking import label
from surveys.ledgers.showing import cell_text, choice_text
from surveys.register import MOST_ROWS
from surveys.texts import say

_WIDTHS = {Kind.UNIT: 12, Kind.DAY: 14, Kind.COUNT: 12, Kind.CHOICE: 24, Kind.MANY: 40}
_WIDTH, _UNIT_NAME = 36, 38
_HEAD = PatternFill("solid", fgColor="FF1F4E79")
_LINE = Border(bottom=Side("thin", color="FF8A94A0"))
_FONT = "Times New Roman"
_LISTS_AT = 5  # the column of the second sheet from which the allowed values stand


def template(book: Book, lang: str) -> bytes:
    """An empty register, and a second sheet that explains every column."""
    workbook, sheet = _new(book, lang, named=False)
    _explain(workbook.create_sheet(say("ledgers.file.sheet_help", lang)), book, lang)
    _choices(sheet, book, lang)
    return _bytes(workbook)


def export(book: Book, entries: Iterable[Entry], names: Mapping[str, str], lang: str) -> bytes:
    """The entries in the columns of the template, with the names of units by code beside them;
    `read` gives them back unchanged."""
    workbook, sheet = _new(book, lang, named=book.of_units)
    for row, entry in enumerate(entries, 2):
        values = [
            _cell(book, column, entry.values.get(column.name), lang) for column in book.columns
        ]
        if book.of_units:
            values.append(names.get(entry.unit, ""))
        _write(sheet, row, values)
    sheet.auto_filter.ref = sheet.dimensions
    _explain(workbook.create_sheet(say("ledgers.file.sheet_help", lang)), book, lang)
    _choices(sheet, book, lang)
    return _bytes(workbook)


def table(name: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]]) -> bytes:
    """Any rows under heads of these widths, in the look of the registers."""
    workbook, sheet = _sheet(name, heads)
    for number, row in enumerate(rows, 2):
        _write(sheet, number, row)
    sheet.auto_filter.ref = sheet.dimensions
    return _bytes(workbook)


def _new(book: Book, lang: str, *, named: bool) -> tuple[Workbook, Worksheet]:
    heads = [
        (_starred(book, column, lang), _WIDTHS.get(column.kind, _WIDTH)) for column in book.columns
    ]
    if named:
        heads.append((say("ledgers.file.unit_name", lang), _UNIT_NAME))
    return _sheet(say(f"ledgers.book.{book.name}.sheet", lang), heads)


def _sheet(name: str, heads: Sequence[tuple[str, int]]) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = name
    for place, (words, width) in enumerate(heads, 1):
        cell = sheet.cell(1, place, words)
        cell.font = Font(_FONT, 12, bold=True, color="FFFFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment("center", "center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return workbook, sheet


def _starred(book: Book, column: Column, lang: str) -> str:
    return label(book, column.name, lang) + (" *" if column.must else "")


def _cell(book: Book, column: Column, value: Value, lang: str) -> object:
    if column.kind in (Kind.CHOICE, Kind.MANY):
        return cell_text(book, column.name, value, lang)
    return value


def _write(sheet: Worksheet, row: int, values: Sequence[object]) -> None:
    for place, value in enumerate(values, 1):
        cell = sheet.cell(row, place)
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type = "s"  # a note that begins with "=" is a note
        cell.font, cell.border = Font(_FONT, 12), _LINE
        cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        elif isinstance(value, int):
            cell.number_format = "#,##0"


def _explain(sheet: Worksheet, book: Book, lang: str) -> None:
    """One row a column: its name, whether it must be filled in, what belongs there."""
    heads = [say(f"ledgers.file.help_{head}", lang) for head in ("column", "must", "what")]
    rows = [heads]
    for column in book.columns:
        must = say(f"ledgers.file.{'yes' if column.must else 'no'}", lang)
        rows.append([label(book, column.name, lang), must, _help(column, lang)])
    rows += [[], [say("ledgers.file.note_people", lang)]]
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place, value)
            cell.font = Font(_FONT, 12, bold=number == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=place > 1)
    for place, column in enumerate(_listed(book), _LISTS_AT):
        words = [choice_text(column.name, code, lang) for code in codes_of(column.name)]
        for number, value in enumerate((label(book, column.name, lang), *words), 1):
            sheet.cell(number, place, value).font = Font(_FONT, 12, bold=number == 1)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    for letter, width in zip("ABC", (26, 12, 70), strict=True):
        sheet.column_dimensions[letter].width = width


def _help(column: Column, lang: str) -> str:
    return say(f"ledgers.help.{column.kind}", lang)


def _listed(book: Book) -> list[Column]:
    return [column for column in book.columns if column.kind in (Kind.CHOICE, Kind.MANY)]


def _choices(sheet: Worksheet, book: Book, lang: str) -> None:
    """Lists to pick from where one of some values is taken."""
    for place, column in enumerate(_listed(book), _LISTS_AT):
        if column.kind is Kind.CHOICE:
            letter = get_column_letter(place)
            last = len(codes_of(column.name)) + 1
            help_sheet = say("ledgers.file.sheet_help", lang)
            rule = DataValidation("list", f"'{help_sheet}'!${letter}$2:${letter}${last}")
            rule.showErrorMessage = False  # what is typed otherwise is judged at the import
            here = get_column_letter(book.names.index(column.name) + 1)
            rule.add(f"{here}2:{here}{MOST_ROWS}")
            sheet.add_data_validation(rule)


def _bytes(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
