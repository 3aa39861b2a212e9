"""The register is read from the files people really have; what cannot be taken is said by row."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from surveys.organisation import SECTORS, UNIT_TYPES, Unit
from surveys.register import (
    MOST_ROWS,
    compare,
    export,
    label,
    read,
    template,
)
from surveys.register.columns import FIELDS
from surveys.texts import LANGUAGES, say
from tests.surveys.register_files import (
    HEAD,
    ROW,
    UNIT,
    as_text,
    refusal_of,
    saved,
    sheet_of,
    units_of,
    xlsx,
)


def _tones_apart(text: str) -> str:
    """Tone marks as letters of their own, as that encoding wants them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in apart if part not in tones)
        found += unicodedata.normalize("NFC", base) + "".join(p for p in apart if p in tones)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_takes_a_unit_and_leaves_its_example_out(lang: str) -> None:
    workbook = load_workbook(BytesIO(template(lang)))
    sheet = workbook.worksheets[0]
    assert refusal_of(template(lang), "mau.xlsx") == "no_units"
    for place, value in enumerate(["DV01", UNIT.name, say("names.unit_type.dn_ngoai_nn", lang)], 1):
        sheet.cell(3, place, value)
    sheet.cell(3, FIELDS.index("workers") + 1, 350)
    sheet.cell(3, FIELDS.index("members") + 1, 218)
    assert units_of(saved(workbook)) == (UNIT,)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_explains_every_column_and_lists_what_is_allowed(lang: str) -> None:
    workbook = load_workbook(BytesIO(template(lang)))
    first, second = workbook.worksheets
    heads = [str(cell.value).removesuffix(" *") for cell in first[1]]
    assert heads == [label(field, lang) for field in FIELDS]
    words = {cell.value for row in second for cell in row}
    assert {say(f"units.help.{field}", lang) for field in FIELDS} <= words
    assert {say(f"names.unit_type.{code}", lang) for code in UNIT_TYPES} <= words
    assert {say(f"names.sector.{code}", lang) for code in SECTORS} <= words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_exported_comes_back_unchanged(lang: str) -> None:
    units = (
        UNIT,
        Unit("DV02", "=Tổng(1+1) & Con", "dn_fdi", "may", "Phú Trung", "Cụm 2", 1234, 900, 1000),
        replace(
            UNIT,
            code="00012",
            women=0,
            women_members=0,
            agreement=True,
            agreement_until=date(2027, 12, 31),
            ended_on=date(2025, 6, 30),
        ),
        replace(UNIT, code="DV04", members=0, has_union=True, agreement=True),
    )
    found = compare(read(export(units, lang), "So_don_vi.xlsx"), units)
    assert (found.new, found.changed, found.unchanged, found.refused) == ((), (), 4, ())
    assert compare(read(export(units, lang), "x.xlsx"), ()).new == units


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_files_are_read_however_they_were_saved(encoding: str, delimiter: str) -> None:
    data = as_text([HEAD, [*ROW[:3], "350", "218"]], delimiter).encode(encoding)
    assert units_of(data, "so.csv") == (UNIT,)


def test_a_file_of_an_old_vietnamese_windows_keeps_its_accents() -> None:
    data = _tones_apart(as_text([HEAD, ROW], ";")).encode("cp1258")
    assert units_of(data, "so.csv") == (UNIT,)


def test_excels_own_first_line_names_the_separator() -> None:
    text = "sep=;\r\n" + as_text([HEAD, ROW], ";")
    reading = read(text.encode("utf-8-sig"), "so.csv")
    assert [line.row for line in reading.lines] == [3]


def test_columns_stand_in_any_order_with_or_without_accents_below_a_title() -> None:
    data = xlsx(
        ["LIÊN ĐOÀN LAO ĐỘNG HUYỆN MẪU"],
        [],
        [
            "STT",
            "so doan vien",
            "TÊN ĐƠN VỊ",
            "Loại hình *",
            "Tổng số lao động (người)",
            "MÃ",
            "Tel",
        ],
        [1, 218, "Công ty Hạt điều Mẫu", "dn_ngoai_nn", 350, "DV01", "0271 000 000"],
        ["Tổng cộng", 218, None, None, 350, None],
    )
    assert units_of(data) == (UNIT,)
    reading = read(data, "so.xlsx")
    assert reading.unknown == ("STT", "Tel")
    assert reading.lines[0].row == 4
    assert reading.skipped == 1


def test_column_names_may_take_two_rows() -> None:
    workbook, sheet = sheet_of(
        [
            ["Mã", "Tên đơn vị", "Loại hình", "Số lao động", None, "Số đoàn viên", None],
            [None, None, None, "Tổng số", "Nữ", "Tổng số", "Nữ"],
            ["DV01", "Công ty Hạt điều Mẫu", "Ngoài nhà nước", 350, 252, 218, 160],
        ]
    )
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"):
        sheet.merge_cells(merged)
    assert units_of(saved(workbook)) == (replace(UNIT, women=252, women_members=160),)


def test_a_cell_merged_over_several_units_counts_for_each() -> None:
    rows = [[*HEAD, "Cụm"], [*ROW, "Cụm 1"], ["DV02", *ROW[1:], None], ["DV03", *ROW[1:], "Cụm 2"]]
    workbook, sheet = sheet_of(rows)
    sheet.merge_cells("F2:F3")
    assert [unit.cluster for unit in units_of(saved(workbook))] == ["Cụm 1", "Cụm 1", "Cụm 2"]


def test_a_file_changes_only_the_columns_it_has() -> None:
    known = replace(UNIT, place="Bù Nho", women=250, agreement=True, sector="dieu")
    found = compare(read(xlsx(HEAD, [*ROW[:3], 360, 218]), "so.xlsx"), (known,))
    [change] = found.changed
    assert change.after == replace(known, workers=360)
    assert change.fields == ("workers",)


def test_a_known_unit_may_come_with_its_code_and_one_figure_only() -> None:
    found = compare(read(xlsx(["Mã", "Đoàn viên"], ["dv01", 200]), "so.xlsx"), (UNIT,))
    assert [change.after for change in found.changed] == [replace(UNIT, members=200)]
    refused = compare(read(xlsx(["Mã", "Đoàn viên"], ["DV07", 0]), "so.xlsx"), (UNIT,)).refused
    assert {fault.field for fault in refused[0].faults} >= {"name", "type", "workers"}


def test_units_that_are_the_same_are_neither_new_nor_changed() -> None:
    reading = read(xlsx(HEAD, ROW, ["DV02", *ROW[1:]]), "so.xlsx")
    found = compare(reading, (UNIT,))
    assert ([u.code for u in found.new], found.changed, found.unchanged) == (["DV02"], (), 1)
    assert found.to_take_in == (replace(UNIT, code="DV02"),)


def test_the_first_sheet_with_column_names_is_read_and_hidden_ones_are_not() -> None:
    workbook, notes = sheet_of([["Ghi chú của văn phòng"]])
    hidden = workbook.create_sheet("Cũ")
    hidden.append(HEAD)
    hidden.append(["CU01", *ROW[1:]])
    hidden.sheet_state = "hidden"
    sheet = workbook.create_sheet("Đơn vị")
    sheet.append(HEAD)
    sheet.append(ROW)
    assert notes.sheet_state == "visible"
    assert units_of(saved(workbook)) == (UNIT,)


def test_a_list_of_people_is_turned_away() -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Số CCCD"], [1, "Nguyễn Thị Mẫu", "1/1/1990", "0"]]
    assert refusal_of(xlsx(*rows), "danh_sach.xlsx") == "people"


def _packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "so.xlsx", "empty"),
        (xlsx(HEAD, ROW)[:900], "so.xlsx", "damaged"),
        (xlsx(HEAD, ROW).replace(b"sheet1.xml", b"sheet9.xml"), "so.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "so.xls", "old_excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "so.xlsx",
            "password",
        ),
        (b"%PDF-1.7\n", "so.pdf", "wrong_kind"),
        (b"%PDF-1.7\n", "so.xlsx", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "anh.csv", "wrong_kind"),
        (_packed(word__document_xml=b"<w/>"), "bc.docx", "wrong_kind"),
        (_packed(xl__workbook_xml=bytes(60_000_001)), "bom.xlsx", "too_big"),
        (xlsx(), "so.xlsx", "no_rows"),
        (xlsx(HEAD), "so.xlsx", "no_units"),
        (xlsx(["Tên", "Tuổi"], ["a", 1]), "so.xlsx", "no_header"),
        (b"xin chao\n", "so.csv", "no_header"),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_what_to_do(
    data: bytes, name: str, reason: str
) -> None:
    assert refusal_of(data, name) == reason


@pytest.mark.parametrize("more", [0, 1])
def test_a_register_has_ten_thousand_rows_and_no_more(more: int) -> None:
    rows = [HEAD, *([f"DV{i}", *ROW[1:]] for i in range(MOST_ROWS + more))]
    data = as_text(rows).encode()
    if more:
        assert refusal_of(data, "so.csv") == "too_long"
    else:
        assert len(units_of(data, "so.csv")) == MOST_ROWS


def test_the_sample_district_is_read_whole() -> None:
    data = Path(__file__).with_name("demo_units.csv").read_bytes()
    units = units_of(data, "demo_units.csv")
    assert len(units) == 60
    assert sum(unit.workers for unit in units) > sum(unit.members for unit in units) > 0
