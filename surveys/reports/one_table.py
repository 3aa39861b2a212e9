"""A table as an Excel file: what it is above, whose figures they are below, no formulas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_WIDEST, _NARROWEST = 60, 10  # characters of a column
_BOLD = Font(bold=True)


def one_table(title: str, above: Sequence[str], table: pd.DataFrame, below: Sequence[str]) -> bytes:
    """The workbook: title, lines above, the table with a fixed head, lines below."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has one sheet")
    for line in (title, *above, ""):
        sheet.append([line])
    sheet.append([str(name) for name in table.columns])
    head = sheet.max_row
    for row in table.itertuples(index=False):
        sheet.append([_value(cell) for cell in row])
    for line in ("", *below):
        sheet.append([line])
    _dress(sheet, head, table)
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with "=" stays a text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _value(cell: Any) -> Any:
    return None if pd.isna(cell) else cell


def _dress(sheet: Worksheet, head: int, table: pd.DataFrame) -> None:
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.freeze_panes = f"A{head + 1}"
    for number, name in enumerate(table.columns, 1):
        cell = sheet.cell(head, number)
        cell.font, cell.alignment = _BOLD, Alignment(wrap_text=True, vertical="top")
        longest = max([len(str(name)) // 2, *(len(str(value)) for value in table[name])])
        width = min(_WIDEST, max(_NARROWEST, longest + 2))
        sheet.column_dimensions[get_column_letter(number)].width = width
