"""The register with its tree as a file: round and round, and every slip refused in its row."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from surveys.organisation import Unit
from surveys.register import Comparison, compare, explain, export, read
from tests.surveys.tree_cast import FOUNDED, LEVELS, TURN, body, place

HEAD = ("Mã đơn vị", "Tên đơn vị", "Loại hình", "Số lao động", "Số đoàn viên")
TREE = ("Cấp", "Thuộc", "Quan hệ", "Thuộc từ ngày", "Ngày thành lập", "Ngày kết thúc")
KNOWN = (
    body("P", "top"),
    body("H", "district", parent="P", began_on=FOUNDED, parent_from=FOUNDED),
    place("A", parent="H", parent_from=date(2018, 1, 1)),
)


def sheet(*rows: tuple[Any, ...], merged: str = "") -> bytes:
    workbook = Workbook()
    page = workbook.worksheets[0]
    for row in ((*HEAD, *TREE), *rows):
        page.append(row)
    if merged:
        page.merge_cells(merged)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def row(code: str, *tree: Any, workers: Any = 60, members: Any = 30) -> tuple[Any, ...]:
    return (code, f"Công ty {code}", "Doanh nghiệp FDI", workers, members, *tree)


def compared(*rows: tuple[Any, ...], known: tuple[Unit, ...] = KNOWN, **more: Any) -> Comparison:
    return compare(read(sheet(*rows, **more), "so.xlsx"), known, LEVELS)


def reasons(found: Comparison) -> dict[int, list[str]]:
    return {refused.row: [fault.reason for fault in refused.faults] for refused in found.refused}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_whole_tree_comes_back_unchanged_and_a_second_time_doubles_nothing(lang: str) -> None:
    known = (*KNOWN, place("B", ended_on=TURN, parent="H", parent_kind="phu_trach"))
    reading = read(export(known, lang, LEVELS), "So_don_vi.xlsx")
    again = compare(reading, known, LEVELS)
    assert (again.new, again.changed, again.unchanged, again.refused) == ((), (), 4, ())
    fresh = compare(reading, (), LEVELS)
    assert {unit.code: unit for unit in fresh.new} == {unit.code: unit for unit in known}


def test_a_body_needs_neither_type_nor_workers_and_may_stand_below_its_units() -> None:
    found = compared(
        row("N1", "Cơ sở", "x", None, "01/07/2025"),
        ("X", "Công đoàn xã Mẫu", None, None, None, "Xã", "p", "Quản lý", TURN, "01/07/2025"),
    )
    assert found.refused == ()
    first, second = found.new
    assert (first.parent, first.parent_from, first.level) == ("X", TURN, "work")
    assert (second.parent, second.began_on, second.type) == ("P", TURN, "")


def test_a_new_place_in_the_tree_is_a_change_with_its_day() -> None:
    known = (*KNOWN, body("X", "commune", began_on=TURN))
    found = compared(row("a", None, "X", None, "1.7.2025"), known=known)
    (change,) = found.changed
    assert change.fields == ("name", "parent", "parent_from")
    assert (change.after.parent, change.after.parent_from) == ("X", TURN)
    assert compared(row("A"), known=known).unchanged == 1  # empty cells move nobody


SLIPS = {
    "not_a_level": row("N", "Tổ"),
    "no_parent": row("N", "Cơ sở", "Q"),
    "circular": ("H", "Huyện", None, None, None, "Huyện", "G"),
    "parent_level": row("N", "Cơ sở", "A"),
    "overlap": row("A", None, "P", None, "01/01/2018"),
    "missing": row("F", None, "P"),
    "parent_ended": row("N", "Cơ sở", "E", None, "02/07/2025"),
    "parent_later": row("N", "Cơ sở", "H", None, "31/07/2015"),
    "not_a_day": row("N", "Cơ sở", "H", None, "31/02/2025"),
    "before": row("N", "Cơ sở", "H", None, None, "02/07/2025", "01/07/2025"),
    "more": row("N", "Cơ sở", "H", workers=10, members=11),
    "not_allowed": row("N", "Cơ sở", "H", "Bạn bè"),
}


@pytest.mark.parametrize("reason", SLIPS)
def test_a_slip_is_refused_in_its_row_with_what_to_do(reason: str) -> None:
    known = (
        *KNOWN,
        body("G", "group", parent="H", parent_from=FOUNDED),
        body("E", "top", ended_on=TURN),
        place("F", parent="H"),
    )
    found = compared(row("OK", "Cơ sở", "H"), SLIPS[reason], known=known)
    assert reason in reasons(found)[3]
    assert [unit.code for unit in found.new] == ["OK"]
    for lang in ("vi", "en"):
        assert all("{" not in explain(fault, lang) for fault in found.refused[0].faults)


def test_everybody_in_a_circle_of_the_file_is_refused_and_so_is_who_hangs_on_it() -> None:
    found = compared(
        ("K", "Cụm K", None, None, None, "Cụm", "L"),
        ("L", "Cụm L", None, None, None, "Cụm", "K"),
        row("N", "Cơ sở", "L"),
        row("M", "Cơ sở", "P"),
    )
    assert reasons(found) == {2: ["circular"], 3: ["circular"], 4: ["no_parent"]}
    assert [unit.code for unit in found.new] == ["M"]


def test_a_code_merged_over_two_rows_is_refused_as_doubled() -> None:
    found = compared(row("N", "Cơ sở", "H"), row("", "Cơ sở", "H"), merged="A2:A3")
    assert reasons(found) == {3: ["doubled"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_a_tree_in_a_text_file_is_read_however_it_was_saved(encoding: str) -> None:
    lines = [
        "Mã đơn vị;Tên;Loại hình;Số lao động;Cấp;Thuộc;Thuộc từ ngày",
        "N;Cty;FDI;60;Cơ sở;H;1/7/2025",
    ]
    if encoding == "cp1258":  # which keeps tones apart from their letters
        lines = [
            "Ma don vi;Ten;Loai hinh;So lao dong;Cap;Thuoc;Tu ngay",
            lines[1].replace("Cơ sở", "Co so"),
        ]
    found = compare(read("\n".join(lines).encode(encoding), "so.csv"), KNOWN, LEVELS)
    (unit,) = found.new
    assert (unit.parent, unit.parent_from, unit.level) == ("H", TURN, "work")
