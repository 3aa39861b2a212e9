"""Files of units as people make them, for tests of the register."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from surveys.organisation import Unit
from surveys.register import MOST_ROWS, NotReadable, Reading, compare, read
from surveys.texts import LANGUAGES, say

HEAD = ["Mã đơn vị", "Tên đơn vị", "Loại hình", "Số lao động", "Số đoàn viên"]
ROW = ["DV01", "Công ty Hạt điều Mẫu", "Doanh nghiệp ngoài nhà nước", 350, 218]
UNIT = Unit("DV01", "Công ty Hạt điều Mẫu", "dn_ngoai_nn", "khac", "", "", 350, 218, has_union=True)


def sheet_of(rows: Sequence[Sequence[object]]) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    return workbook, sheet


def saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def xlsx(*rows: Sequence[object]) -> bytes:
    return saved(sheet_of(rows)[0])


def as_text(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def units_of(data: bytes, name: str = "so.xlsx") -> tuple[Unit, ...]:
    """The units of a file none of whose rows is refused."""
    found = compare(read(data, name), ())
    assert not found.refused, found.refused
    return found.new


def unit_with(column: str, written: object) -> tuple[Unit, ...]:
    return units_of(xlsx([*HEAD, column], [*ROW, written]))


def reasons_of(reading: Reading, known: Sequence[Unit] = ()) -> list[tuple[int, str, str]]:
    refused = compare(reading, known).refused
    return [(row.row, fault.field, fault.reason) for row in refused for fault in row.faults]


def refusal_of(data: bytes, name: str) -> str:
    with pytest.raises(NotReadable) as caught:
        read(data, name)
    for lang in LANGUAGES:
        assert say(f"units.file.{caught.value.reason}", lang, most=MOST_ROWS)
    return caught.value.reason
