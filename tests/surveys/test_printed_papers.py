"""Papers as they come out of the printer, measured in millimetres (handbook 4.2)."""

from __future__ import annotations

import re

import pytest

from surveys.reports import outline, word
from surveys.texts.numbers import percent
from tests.surveys import district
from tests.surveys.office import Page, printed

pytestmark = pytest.mark.slow

_NEAR = 0.6  # millimetres
_NUMERALS = ("I", "II", "III", "IV")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    content = word.write(outline.report(district.material()), district.LETTERHEAD)
    return printed(content, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    content = word.write(outline.activity_plan(district.material()), district.LETTERHEAD)
    return printed(content, tmp_path_factory.mktemp("plan"))


def test_every_page_of_the_report_is_a4_upright(report: tuple[Page, ...]) -> None:
    for page in report:
        assert page.width == pytest.approx(210, abs=_NEAR)
        assert page.height == pytest.approx(297, abs=_NEAR)


def test_nothing_but_the_page_number_stands_in_the_margins(report: tuple[Page, ...]) -> None:
    for page in report:
        for line in page.lines:
            is_number = line.text.isdecimal() and line.bottom < 20
            assert is_number or line.top > 20 - 1, line
            assert line.bottom < 277 + _NEAR, line
            assert line.left > 30 - _NEAR, line
            assert line.right < 190 + _NEAR, line


def test_country_motto_and_date_each_stand_on_one_line(report: tuple[Page, ...]) -> None:
    country = report[0].line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = report[0].line("Độc lập - Tự do - Hạnh phúc")
    dated = report[0].line("Phú Riềng, ngày 22 tháng 11 năm 2026")
    assert country.bottom < motto.bottom < dated.bottom
    assert "Số: /BC-LĐLĐ" in dated.text
    assert country.right < 190


def test_page_numbers_begin_on_the_second_page_at_the_top_in_the_middle(
    report: tuple[Page, ...],
) -> None:
    assert all(line.top > 19 for line in report[0].lines)
    number = report[1].lines[0]
    assert number.text == "2"
    assert number.bottom < 20
    assert (number.left + number.right) / 2 == pytest.approx(110, abs=1)


def test_annexes_begin_on_their_own_page_without_number(report: tuple[Page, ...]) -> None:
    firsts = [page for page in report if page.lines[0].text.startswith("Phụ lục")]
    assert [page.lines[0].text for page in firsts] == [f"Phụ lục {n}" for n in _NUMERALS]
    assert report[report.index(firsts[0]) + 1].lines[0].text == "2"


def test_the_printed_order_of_needs_is_the_ranking(report: tuple[Page, ...]) -> None:
    first = district.material().ranking.rows[0]
    pages = [page for page in report if "Thứ tự ưu tiên nhu cầu" in page.text]
    row = next(
        line.text
        for page in pages
        for line in page.lines
        if first.label["vi"] in line.text and line.text.endswith("%")
    )
    assert percent(first.unmet.value, "vi") in row
    assert percent(first.importance.value, "vi") in row


def test_headings_print_their_numbers_and_none_is_left_behind(report: tuple[Page, ...]) -> None:
    everything = " ".join(page.text for page in report)
    for heading in ("I. KHÁI QUÁT VỀ CUỘC KHẢO SÁT", "II. KẾT QUẢ", "V. KIẾN NGHỊ, ĐỀ XUẤT"):
        assert heading in everything
    assert "6. Thứ tự ưu tiên nhu cầu" in everything
    left_behind = re.compile(r"^([IV]+|\d)\. ")
    assert not [page.lines[-1].text for page in report if left_behind.match(page.lines[-1].text)]


def test_vietnamese_letters_come_out_composed(report: tuple[Page, ...]) -> None:
    assert "nguyện vọng" in report[0].text
    assert "\N{REPLACEMENT CHARACTER}" not in " ".join(page.text for page in report)


def test_authority_stands_at_the_height_of_the_copies(report: tuple[Page, ...]) -> None:
    page = next(page for page in report if "TM. BAN THƯỜNG VỤ" in page.text)
    authority, copies = page.line("TM. BAN THƯỜNG VỤ"), page.line("Nơi nhận:")
    assert authority.top == pytest.approx(copies.top, abs=2)
    assert page.line("Nguyễn Văn Mẫu").top - authority.bottom > 25


def test_the_schedule_of_the_plan_is_printed_across(plan: tuple[Page, ...]) -> None:
    assert plan[0].width == pytest.approx(210, abs=_NEAR)
    across = plan[-1]
    assert across.width == pytest.approx(297, abs=_NEAR)
    assert across.lines[0].text == "Phụ lục"
    assert all(line.right < 277 + _NEAR for line in across.lines)
    assert "Khám sức khỏe lưu động" in across.text
