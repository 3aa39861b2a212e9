"""Opens a workbook by what it is, not by what it is called, and without trusting it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from typing import Any, cast
from zipfile import BadZipFile, ZipFile

import xlrd  # type: ignore[import-untyped]
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from pyxform.xls2json_backends import (  # type: ignore[import-untyped]
    xls_value_to_unicode,
    xlsx_value_to_str,
)

from surveys.excel_files import TooMuch
from surveys.excel_files import opened as opened_workbook
from surveys.xlsform.book import MOST_BYTES, MOST_COLUMNS, Book, Counting, sheet_of, wanted
from surveys.xlsform.told import NotXlsForm

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_PARTS = 2_000
_MOST_UNPACKED = 40_000_000
_MOST_TAGS = {"worksheets": 800_000, "sharedStrings": 250_000}  # what takes time is their number
_MOST_OTHER_TAGS = 100_000  # of styles, properties, drawings
_MOST_TAGS_OF_A_ROW = 100_000  # Excel's 16,384 columns, six for each
_SHEET = "worksheets"
_KIND = re.compile(r"xl/(worksheets|sharedStrings)\b")
_HEADERS_READ = MOST_COLUMNS + 50  # enough to see that there are too many


def opened(content: bytes) -> Book:
    """The workbook in these bytes; NotXlsForm when it is none, damaged, locked or too big."""
    if len(content) > MOST_BYTES:
        raise NotXlsForm("xlsform.refused.file_size", values={"most": MOST_BYTES // 1_000_000})
    if content.startswith(_ZIP):
        return _guarded(_new_kind, content)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise NotXlsForm("xlsform.refused.password")
        return _guarded(_old_kind, content)
    raise NotXlsForm("xlsform.refused.not_a_workbook")


def _guarded(read: Callable[[bytes], Book], content: bytes) -> Book:
    try:
        with warnings.catch_warnings():  # of styles and properties that nobody looks at
            warnings.simplefilter("ignore")
            return read(content)
    except NotXlsForm:
        raise
    except Exception as error:  # a damaged workbook fails in as many ways as there are bytes
        raise NotXlsForm("xlsform.refused.damaged") from error


def _new_kind(content: bytes) -> Book:
    _weigh(content)
    try:
        workbook = opened_workbook(content)
    except TooMuch as error:
        raise NotXlsForm("xlsform.refused.too_big") from error
    counting = Counting()
    sheets = {
        name: sheet_of(title, _lines(workbook[title]), counting)
        for name, title in wanted(workbook.sheetnames).items()
    }
    return Book(sheets, tuple(workbook.sheetnames))


def _weigh(content: bytes) -> None:
    """NotXlsForm when the parts that will be read are too many, too large or too full."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _MOST_UNPACKED:
                raise NotXlsForm("xlsform.refused.too_big")
            if "xl/workbook.xml" not in names:
                raise NotXlsForm("xlsform.refused.not_a_workbook")
            for part in parts:
                kind = found[1] if (found := _KIND.match(part.filename)) else ""
                _weigh_part(kind, archive.read(part))
    except BadZipFile as error:
        raise NotXlsForm("xlsform.refused.damaged") from error


def _weigh_part(kind: str, data: bytes) -> None:
    if data.count(b"<") > _MOST_TAGS.get(kind, _MOST_OTHER_TAGS):
        raise NotXlsForm("xlsform.refused.too_big")
    if kind == _SHEET and any(r.count(b"<") > _MOST_TAGS_OF_A_ROW for r in data.split(b"row")):
        raise NotXlsForm("xlsform.refused.too_big")


def _lines(sheet: Any) -> Iterator[list[str]]:
    cast(ReadOnlyWorksheet, sheet).reset_dimensions()  # some programs write them wrong
    for row in sheet.iter_rows(max_col=_HEADERS_READ, values_only=True):
        yield [_text(value) for value in row]


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return (value or "").strip()
    return str(xlsx_value_to_str(value)).strip()


def _old_kind(content: bytes) -> Book:
    workbook = xlrd.open_workbook(
        file_contents=content, on_demand=True, ragged_rows=True, logfile=StringIO()
    )
    counting = Counting()
    titles = tuple(workbook.sheet_names())
    sheets = {
        name: sheet_of(title, _old_lines(workbook, title), counting)
        for name, title in wanted(titles).items()
    }
    return Book(sheets, titles)


def _old_lines(workbook: Any, title: str) -> Iterator[list[str]]:
    for row in workbook.sheet_by_name(title).get_rows():
        yield [_old_text(cell, workbook.datemode) for cell in row[:_HEADERS_READ]]


def _old_text(cell: Any, datemode: int) -> str:
    if cell.value is None or isinstance(cell.value, str):
        return (cell.value or "").strip()
    return str(xls_value_to_unicode(cell.value, cell.ctype, datemode)).strip()
