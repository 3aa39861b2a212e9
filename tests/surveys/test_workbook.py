"""The workbook: eight sheets to take along, figures as figures, text never as a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from surveys.organisation import Unit
from surveys.reports import Material, workbook
from tests.surveys import district
from tests.surveys.office import printed

HEAD = 6
SHEETS = [
    "Tong_hop",
    "Co_cau",
    "Theo_cau_hoi",
    "Uu_tien",
    "Theo_don_vi",
    "Chi_tieu",
    "Hoat_dong",
    "Ghi_chu",
]
DANGEROUS = ("=1+1", "+84 271 300", "-x", "@a", "\t=1+1", '=HYPERLINK("http://x","y")')


def _open(material: Material) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook.write(material)))


@pytest.fixture(scope="module")
def material() -> Material:
    return district.material()


@pytest.fixture(scope="module")
def book(material: Material) -> openpyxl.Workbook:
    return _open(material)


def _cells(book: openpyxl.Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell))


def _column(sheet: Worksheet, head: str) -> list[Cell]:
    """The cells under a head, up to the first empty row."""
    heads = [cell.value for cell in sheet[HEAD]]
    place = heads.index(head)
    rows = sheet.iter_rows(min_row=HEAD + 1)
    return [row[place] for row in rows if row[0].border.left.style]


def test_the_sheets_stand_in_their_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_is_ready_to_print(book: openpyxl.Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes == f"A{HEAD + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "Trang &P/&N"


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_names_its_body_title_and_report(book: openpyxl.Workbook, name: str) -> None:
    lines = [book[name].cell(row, 1).value for row in range(1, 5)]
    assert lines[0] == "LIÊN ĐOÀN LAO ĐỘNG HUYỆN PHÚ RIỀNG"
    assert str(lines[1]).endswith("(mẫu)")
    assert str(lines[1])[0].isupper()
    assert lines[2] == "Khảo sát nhu cầu năm 2026"
    assert str(lines[3]).startswith("(Kèm theo Báo cáo số")


def test_everything_is_in_times_twelve(book: openpyxl.Workbook) -> None:
    fonts = {(cell.font.name, cell.font.size) for cell in _cells(book) if cell.value is not None}
    assert fonts == {("Times New Roman", 12)}


def test_heads_are_bold_grey_and_framed(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for cell in sheet[HEAD]:
            assert cell.font.bold
            assert cell.fill.fgColor.rgb == "00E7E6E6"
            assert cell.border.left.style == "thin"


def test_shares_are_fractions_and_counts_whole_numbers(
    book: openpyxl.Workbook, material: Material
) -> None:
    shares = _column(book["Uu_tien"], "Chưa được đáp ứng")
    assert [cell.value for cell in shares] == [
        pytest.approx(row.unmet.value) for row in material.ranking.rows
    ]
    assert {cell.number_format for cell in shares} == {"0.0%"}
    counts = _column(book["Uu_tien"], "Ước tính số lao động")
    assert [cell.value for cell in counts] == [row.workers for row in material.ranking.rows]
    assert {cell.number_format for cell in counts} == {"#,##0"}


def test_ties_and_ranks_are_those_of_the_ranking(
    book: openpyxl.Workbook, material: Material
) -> None:
    ties = [cell.value or "" for cell in _column(book["Uu_tien"], "Ghi chú")]
    assert ties == ["ngang nhau" if row.tie else "" for row in material.ranking.rows]


def test_units_add_up_to_the_frame(book: openpyxl.Workbook, material: Material) -> None:
    names = _column(book["Theo_don_vi"], "Đơn vị")
    workers = _column(book["Theo_don_vi"], "Số lao động")
    forms = _column(book["Theo_don_vi"], "Số phiếu")
    assert names[-1].value == "Tổng cộng"
    assert workers[-1].value == sum(_number(cell) for cell in workers[:-1]) == 6000
    assert forms[-1].value == sum(_number(cell) for cell in forms[:-1])
    assert forms[-1].value == material.release.answered - material.release.pending


def _number(cell: Cell) -> float:
    assert isinstance(cell.value, int | float)
    return cell.value


def test_money_and_people_of_activities_add_up(book: openpyxl.Workbook) -> None:
    sheet = book["Hoat_dong"]
    assert _column(sheet, "Kinh phí dự kiến")[-1].value == 80
    assert _column(sheet, "Dự kiến người")[-1].value == 570


def test_targets_show_both_numbers_behind_a_share(book: openpyxl.Workbook) -> None:
    sheet = book["Chi_tieu"]
    codes = [cell.value for cell in _column(sheet, "Mã")]
    assert "MT-2025-TU80" in codes
    assert "MT-2025-TU75" in codes
    place = codes.index("MT-2030-TU85")
    numerator = _number(_column(sheet, "Tử số")[place])
    denominator = _number(_column(sheet, "Mẫu số")[place])
    assert _column(sheet, "Kết quả")[place].value == pytest.approx(numerator / denominator)


def _with_names(names: tuple[str, ...]) -> Material:
    """Papers of units, activities and letterheads that were named to do harm."""
    units: tuple[Unit, ...] = district.units()[: len(names)]
    release = district.release(few=len(names))
    renamed = dict(zip((unit.code for unit in units), names, strict=True))
    frame = tuple(replace(place, name=renamed[place.code]) for place in release.frame)
    plans = tuple(
        district.activity(id=i, title=name, responsible=name, partner=name, measure=name)
        for i, name in enumerate(names)
    )
    return district.material(
        few=len(names),
        release=replace(release, frame=frame),
        activities=plans,
        campaign=district.campaign(title=names[0]),
        letterhead=replace(district.LETTERHEAD, name=names[1]),
    )


def test_what_looks_like_a_formula_stays_text() -> None:
    book = _open(_with_names(DANGEROUS))
    suspicious = [c for c in _cells(book) if str(c.value).startswith(("=", "+", "-", "@", "\t"))]
    found = {str(cell.value) for cell in suspicious}
    assert set(DANGEROUS) <= found
    for cell in suspicious:
        assert cell.data_type == "s", cell.coordinate
        assert cell.quotePrefix, cell.coordinate


def test_no_cell_of_any_workbook_is_a_formula(book: openpyxl.Workbook) -> None:
    for other in (book, _open(_with_names(DANGEROUS))):
        assert not [cell.coordinate for cell in _cells(other) if cell.data_type == "f"]


def test_no_raw_answer_is_in_the_workbook(book: openpyxl.Workbook) -> None:
    values = {str(cell.value) for cell in _cells(book)}
    assert not [value for value in values if district.OWN_WORDS in value]
    codes = {cell.value for cell in _column(book["Theo_cau_hoi"], "Mã")}
    assert "Z01" not in codes
    assert "W02" in codes


def test_the_notes_say_rules_and_day(book: openpyxl.Workbook) -> None:
    lines = " ".join(str(cell.value) for cell in _column(book["Ghi_chu"], "Nội dung"))
    assert "22/11/2026" in lines
    assert "không phải mẫu ngẫu nhiên" in lines
    assert "từ 10\N{NO-BREAK SPACE}phiếu trở lên" in lines


def test_a_survey_without_ranking_or_plans_still_makes_all_sheets() -> None:
    empty = district.material("b", activities=(), targets=())
    assert _open(empty).sheetnames == SHEETS


def test_an_english_workbook_is_english() -> None:
    sheet = _open(district.material(lang="en"))["Theo_don_vi"]
    assert [cell.value for cell in sheet[HEAD]][:3] == ["Unit", "Type", "Workers"]
    assert sheet.oddFooter.center.text == "Page &P/&N"


@pytest.mark.slow
def test_each_sheet_prints_on_pages_of_its_own_with_the_head_repeated(
    material: Material, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages = printed(workbook.write(material), tmp_path_factory.mktemp("book"), "xlsx")
    assert len(pages) > len(SHEETS)
    for place, page in enumerate(pages, start=1):
        assert page.width == pytest.approx(297, abs=1)
        assert page.lines[-1].text == f"Trang {place}/{len(pages)}"
    by_question = [page for page in pages if "Câu hỏi Nội dung Câu trả lời" in page.text]
    assert len(by_question) > 3
