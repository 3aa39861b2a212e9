"""A table taken along as an Excel file: what it says stays what it says."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from surveys.reports.one_table import one_table

TABLE = pd.DataFrame({"Đơn vị": ["Trường Mẫu", "Tổ"], "Số phiếu": [12, None], "%": [34.7, 2.0]})


def opened(title: str = "Nhu cầu", table: pd.DataFrame = TABLE) -> Worksheet:
    book = load_workbook(io.BytesIO(one_table(title, ["n = 12"], table, ["Phiếu tự nguyện."])))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_title_and_base_stand_above_and_the_note_below() -> None:
    first = [row[0] for row in opened().iter_rows(values_only=True)]
    assert first == [
        "Nhu cầu",
        "n = 12",
        None,
        "Đơn vị",
        "Trường Mẫu",
        "Tổ",
        None,
        "Phiếu tự nguyện.",
    ]


def test_numbers_stay_numbers_and_gaps_stay_empty() -> None:
    rows = list(opened().iter_rows(min_row=5, max_row=6, values_only=True))
    assert rows == [("Trường Mẫu", 12, 34.7), ("Tổ", None, 2)]


def test_the_head_of_the_table_stays_in_sight() -> None:
    assert opened().freeze_panes == "A5"


@pytest.mark.parametrize("word", ["=1+1", "+84 100", "-5", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_word_becomes_a_formula(word: str) -> None:
    sheet = opened(word, pd.DataFrame({word: [word]}))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == word]
    assert len(cells) == 3
    assert {cell.data_type for cell in cells} == {"s"}
