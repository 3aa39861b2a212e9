"""Each row of a register says one unit; what cannot be is refused with its number and reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from surveys.organisation import UNIT_TYPES
from surveys.register import (
    compare,
    explain,
    label,
    read,
)
from surveys.register.cells import Cell, Unreadable, day, people
from surveys.texts import LANGUAGES, say
from tests.surveys.register_files import (
    HEAD,
    ROW,
    UNIT,
    reasons_of,
    saved,
    sheet_of,
    unit_with,
    units_of,
    xlsx,
)


@pytest.mark.parametrize(
    ("written", "workers"),
    [
        (1234, 1234),
        (1234.0, 1234),
        ("1234", 1234),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1.234.000", None),
        ("350 người", 350),
        ("350,0", 350),
        ("12.34", None),
        (1.234, None),
        (350.5, None),
        ("ba trăm", None),
        (-5, None),
        ("72%", None),
        (None, None),
    ],
)
def test_numbers_are_read_as_people_type_them(written: object, workers: int | None) -> None:
    reading = read(xlsx(HEAD[:4], [*ROW[:3], written]), "so.xlsx")
    found = compare(reading, ())
    assert [unit.workers for unit in found.new] == ([workers] if workers else [])
    assert len(found.refused) == (0 if workers else 1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31/12/2027", date(2027, 12, 31)),
        ("31-12-2027", date(2027, 12, 31)),
        ("1.2.27", date(2027, 2, 1)),
        ("2027-12-31", date(2027, 12, 31)),
        ("2027-12-31 00:00:00", date(2027, 12, 31)),
        ("ngày 31 tháng 12 năm 2027", date(2027, 12, 31)),
        (date(2027, 12, 31), date(2027, 12, 31)),
        (datetime(2027, 12, 31, 8, 30), date(2027, 12, 31)),
        (46752, date(2027, 12, 31)),
        ("chưa có", None),
        (None, None),
    ],
)
def test_days_are_read_as_people_type_them(written: object, day: date | None) -> None:
    [unit] = unit_with("Thỏa ước hết hạn", written)
    assert unit.agreement_until == day
    assert unit.agreement is (day is not None)


@pytest.mark.parametrize("written", ["12/31/2027", "31/12", "năm 2027", "30/02/2027", "31/12/3027"])
def test_what_is_no_day_is_refused(written: str) -> None:
    reading = read(xlsx([*HEAD, "Thỏa ước hết hạn"], [*ROW, written]), "so.xlsx")
    assert reasons_of(reading) == [(2, "agreement_until", "not_a_day")]


@pytest.mark.parametrize(
    ("written", "women"), [("72%", 252), ("72,5 %", 254), (252, 252), ("", None)]
)
def test_women_may_be_counted_or_given_as_a_share(written: object, women: int | None) -> None:
    assert unit_with("Lao động nữ", written)[0].women == women


def test_a_share_formatted_by_excel_is_a_share() -> None:
    workbook, sheet = sheet_of([[*HEAD, "Nữ"], [*ROW, 0.72]])
    sheet["F2"].number_format = "0%"
    assert units_of(saved(workbook))[0].women == 252


@pytest.mark.parametrize("type_", UNIT_TYPES)
def test_a_type_is_known_by_code_and_by_name_in_each_language(type_: str) -> None:
    names = [type_, *(say(f"names.unit_type.{type_}", lang).upper() for lang in LANGUAGES)]
    rows = [[f"DV{i}", "Đơn vị Mẫu", name, 10, 5] for i, name in enumerate(names)]
    assert {unit.type for unit in units_of(xlsx(HEAD, *rows))} == {type_}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_type_is_refused_with_the_list_of_allowed_ones(lang: str) -> None:
    [row] = compare(read(xlsx(HEAD, [*ROW[:2], "Hội", 10, 5]), "so.xlsx"), ()).refused
    sentence = explain(row.faults[0], lang)
    assert "Hội" in sentence
    assert all(say(f"names.unit_type.{code}", lang) in sentence for code in UNIT_TYPES)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Mã đơn vị": None}, ("code", "missing")),
        ({"Tên đơn vị": None}, ("name", "missing")),
        ({"Tên đơn vị": "x" * 201}, ("name", "long")),
        ({"Loại hình": None}, ("type", "missing")),
        ({"Số đoàn viên": 351}, ("members", "more")),
        ({"Lao động nữ": 351}, ("women", "more")),
        ({"Lao động nữ": "101%"}, ("women", "share")),
        ({"Lao động nữ": 100, "Đoàn viên nữ": 101}, ("women_members", "more")),
        ({"Số lao động": 1_000_001}, ("workers", "people")),
        ({"Có công đoàn": "có lẽ"}, ("has_union", "not_yes_or_no")),
        (
            {"Có thỏa ước": "Không", "Thỏa ước hết hạn": "31/12/2027"},
            ("agreement_until", "contradicts"),
        ),
        ({"Ngành nghề": "Phép thuật"}, ("sector", "not_allowed")),
        ({"Tên đơn vị": "#REF!"}, ("name", "formula")),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_number_and_reason(
    change: dict[str, object], reason: tuple[str, str]
) -> None:
    row = {**dict(zip(HEAD, ROW, strict=True)), **change}
    good = {**dict.fromkeys(row), **dict(zip(HEAD, ["DV99", *ROW[1:]], strict=True))}
    reading = read(xlsx([*row], [*good.values()], [*row.values()]), "so.xlsx")
    found = compare(reading, ())
    assert [unit.code for unit in found.new] == ["DV99"]
    assert reasons_of(reading) == [(3, *reason)]
    for lang in LANGUAGES:
        assert label(reason[0], lang) in explain(found.refused[0].faults[0], lang)


def test_a_code_stands_once_in_a_file() -> None:
    reading = read(xlsx(HEAD, ROW, [], ["dv01", *ROW[1:]], ["DV02", *ROW[1:]]), "so.xlsx")
    assert reasons_of(reading) == [(4, "code", "doubled")]
    assert compare(reading, ()).refused[0].faults[0].limit == "2"
    assert [unit.code for unit in compare(reading, ()).new] == ["DV01", "DV02"]


def test_formulas_count_as_what_they_last_showed() -> None:
    data = xlsx([*HEAD, "Ghi chú"], [*ROW[:3], "=300+50", 218, "x"])
    assert reasons_of(read(data, "so.xlsx")) == [(2, "workers", "missing")]  # never calculated
    with ZipFile(BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<f>300+50</f><v></v>", b"<f>300+50</f><v>350</v>")
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert units_of(out.getvalue()) == (UNIT,)


@pytest.mark.parametrize("sign", ["9", " 9", "T", " T ", "1,", "0 1:11 "])
@pytest.mark.parametrize("read_cell", [people, day])
def test_a_number_or_a_day_of_endless_letters_is_refused_at_once(
    read_cell: Callable[[Cell], object], sign: str
) -> None:
    began = time.monotonic()
    for many in (60, 3_000, 100_000):
        with pytest.raises(Unreadable) as refused:
            read_cell(f"1{sign * many}1x")
        assert len(refused.value.written) <= 101
    assert time.monotonic() - began < 2
