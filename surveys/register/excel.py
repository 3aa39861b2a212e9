"""Sheets of an Excel workbook, without trusting it: limited size, cached values, no macros run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import islice
from typing import cast
from zipfile import ZipFile

from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from surveys.excel_files import TooMuch, opened
from surveys.register.cells import Cell
from surveys.register.sheets import MOST_COLUMNS, MOST_ROWS, NotReadable, Rows, Table, tidy

START = b"PK\x03\x04"
START_OF_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES = 60_000_000  # unpacked: 10,000 units are about 5 million
_MOST_PARTS = 2_000
_MOST_MERGED = 2_000
_MOST_TAGS = 3_000_000  # what takes time is their number; 10,000 rows of 60 columns have 2,400,000
_MOST_SHEETS = 20  # that are seen
_MOST_PASSED = 300_000  # rows in all sheets, empty ones too
_MOST_LETTERS = 10_000_000  # in all cells
_EMPTY_ROWS = MOST_ROWS  # after which a sheet is over
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^<>]*ref="([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)"')


def tables(data: bytes) -> tuple[Table, ...]:
    """The visible sheets of a workbook; NotReadable when it is none, is damaged or too big."""
    _check_size(data)
    try:
        workbook, counting = opened(data), _Counting()
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        if len(sheets) > _MOST_SHEETS:
            raise NotReadable("too_big")
        found = tuple(Table(sheet.title, _rows(sheet, counting)) for sheet in sheets)
    except NotReadable:
        raise
    except TooMuch as error:
        raise NotReadable("too_big") from error
    except Exception as error:  # a damaged workbook fails in as many ways as there are bytes
        raise NotReadable("damaged") from error
    if not found:  # parts are missing
        raise NotReadable("damaged")
    return found


def old(data: bytes) -> NotReadable:
    """Why a file of the old kind is refused: a password, or a version before 2007."""
    return NotReadable("password" if _ENCRYPTED in data else "old_excel")


def _check_size(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise NotReadable("too_big")
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise NotReadable("wrong_kind")
            if sum(archive.read(part).count(b"<") for part in parts) > _MOST_TAGS:
                raise NotReadable("too_big")
    except NotReadable:
        raise
    except Exception as error:  # a part may be damaged in many ways, or behind a password
        raise NotReadable("damaged") from error


class _Counting:
    """Counts what is read of all sheets, so that a small file cannot become a large register."""

    def __init__(self) -> None:
        self.passed = self.rows = self.letters = 0

    def row(self) -> None:
        """One more row, empty or not; NotReadable when there are too many."""
        self.passed += 1
        if self.passed > _MOST_PASSED:
            raise NotReadable("too_long")

    def filled(self, values: Sequence[object]) -> None:
        """One more that says something; before anything is done with its letters."""
        self.rows += 1
        self.letters += sum(len(value) for value in values if isinstance(value, str))
        if self.rows > MOST_ROWS * 2:
            raise NotReadable("too_long")
        if self.letters > _MOST_LETTERS:
            raise NotReadable("too_big")


def _rows(sheet: Worksheet, counting: _Counting) -> Rows:
    cast(ReadOnlyWorksheet, sheet).reset_dimensions()  # some programs write them wrong
    found: list[tuple[int, tuple[Cell, ...]]] = []
    last = 0
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=_MOST_PASSED + 1)
    for number, row in enumerate(rows, 1):
        counting.row()
        if any(cell.value is not None for cell in row):
            counting.filled([cell.value for cell in row])
            cells = tidy([_value(cell.value, cell.number_format) for cell in row])
            if any(cell is not None for cell in cells):
                found.append((number, cells))
                last = number
        if number - last > _EMPTY_ROWS:
            break
    return _filled_down(found, _merged(sheet))


def _value(value: object, number_format: str) -> Cell:
    """The value as the sheet shows it where that changes its meaning: 0.72 as "72%"."""
    if value is None or isinstance(value, str | date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value * 100:.6g}%" if "%" in number_format else value
    return str(value)


def _merged(sheet: Worksheet) -> list[tuple[int, int, int]]:
    """Cells merged over several rows, as (column from 0, first row, last row). Reading row by
    row, openpyxl passes over them: they stand at the end of the sheet."""
    with sheet._get_source() as source:  # type: ignore[attr-defined]
        refs = islice(_MERGED.finditer(source.read()), _MOST_MERGED)
        ranges = [range_boundaries(ref[1].decode()) for ref in refs]
    return [
        (int(left) - 1, int(top), int(bottom))
        for left, top, right, bottom in ranges
        if left and top and right and bottom and bottom > top and left <= MOST_COLUMNS
    ]


def _filled_down(
    rows: list[tuple[int, tuple[Cell, ...]]], merged: list[tuple[int, int, int]]
) -> Rows:
    """What was written once for several rows, in each of them."""
    cells = {number: list(row) for number, row in rows}
    for column, first, last in merged:
        above = cells[first][column] if first in cells else None
        for number in (n for n in cells if first < n <= last):
            cells[number][column] = cells[number][column] or above
    return [(number, tuple(row)) for number, row in cells.items()]
