"""Sheets of an Excel workbook, without trusting it: limited size, cached values, no macros run."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import cast
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from surveys.register.cells import Cell
from surveys.register.sheets import MOST_COLUMNS, MOST_ROWS, NotReadable, Rows, Table, tidy

START = b"PK\x03\x04"
START_OF_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES = 60_000_000  # unpacked: 10,000 units are about 5 million
_MOST_PARTS = 2_000
_MOST_MERGED = 2_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)"')


def tables(data: bytes) -> tuple[Table, ...]:
    """The visible sheets of a workbook; NotReadable when it is none, is damaged or too big."""
    _check_size(data)
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        found = tuple(Table(sheet.title, _rows(sheet)) for sheet in sheets)
    except NotReadable:
        raise
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
    except BadZipFile as error:
        raise NotReadable("damaged") from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise NotReadable("too_big")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise NotReadable("wrong_kind")


def _rows(sheet: Worksheet) -> Rows:
    cast(ReadOnlyWorksheet, sheet).reset_dimensions()  # some programs write them wrong
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        cells = tidy([_value(cell.value, cell.number_format) for cell in row])
        if any(cell is not None for cell in cells):
            found.append((number, cells))
        if len(found) > MOST_ROWS * 2:
            raise NotReadable("too_long")
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
        ranges = [
            range_boundaries(ref.decode()) for ref in _MERGED.findall(source.read())[:_MOST_MERGED]
        ]
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
