"""Opens Excel workbooks for every import: only as much as their parts hold, no sheet again and
again, no pictures, no macros."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader

MOST_SHEETS = 200  # that are hidden, too
MOST_READ = 60_000_000  # bytes of all sheets, a part that stands for several as often


class TooMuch(Exception):
    """More sheets than anybody looks through."""


def opened(data: bytes) -> Workbook:
    """The workbook, its rows not yet read; TooMuch, or whatever a damaged one brings about."""
    reader = _Reader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


class _Reader(ExcelReader):
    """Looks at the list of sheets before it opens them: each costs the reading of its part."""

    def read_worksheets(self) -> None:
        sizes = {part.filename: part.file_size for part in self.archive.infolist()}
        sheets = self.parser.sheets
        if len(sheets) > MOST_SHEETS:
            raise TooMuch(len(sheets))
        read = sum(sizes.get(rel.target, 0) for _, rel in self.parser.find_sheets())
        if read > MOST_READ:
            raise TooMuch(read)
        super().read_worksheets()

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Pictures are not read."""
