"""What the activity plan says, and the small words all papers share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from surveys.reports import Material, outline
from surveys.reports.names import file_name
from surveys.reports.paper import Heading, Table
from surveys.reports.phrases import letter, millions, period
from tests.surveys import district
from tests.surveys.papers import rows, section, texts


@pytest.fixture(scope="module")
def material() -> Material:
    return district.material()


def test_the_plan_keeps_its_outline_and_adds_up(material: Material) -> None:
    paper = outline.activity_plan(material)
    titles = [p.text for p in paper.parts if isinstance(p, Heading) and p.level == 1]
    assert titles == [
        "Mục đích, yêu cầu",
        "Chỉ tiêu",
        "Nội dung thực hiện",
        "Kinh phí",
        "Tổ chức thực hiện",
    ]
    assert paper.subject.replace("\N{NO-BREAK SPACE}", " ").endswith("quý II năm 2027")
    total = next(row for row in rows(section(paper, "Kinh phí")) if row.total)
    assert total.cells == ("Tổng cộng", "2", "80")
    said = " ".join(texts(section(paper, "Chỉ tiêu")))
    assert "MT-2030-DV" in said
    assert "còn thiếu 2.102" in said
    (annex,) = paper.annexes
    assert annex.landscape
    (schedule,) = (part for part in annex.parts if isinstance(part, Table))
    assert len(schedule.columns) == 10
    assert schedule.rows[-1].cells[7:9] == ("570", "80")


def test_a_plan_without_activities_still_opens(material: Material) -> None:
    paper = outline.activity_plan(replace(material, activities=(), targets=()))
    assert "năm\N{NO-BREAK SPACE}2026" in paper.subject
    assert "[" in " ".join(texts(section(paper, "Nội dung thực hiện")))


def test_periods_are_quarters_years_or_spans() -> None:
    spring, summer, next_year = date(2027, 4, 1), date(2027, 7, 1), date(2028, 1, 1)
    assert _plain(period([spring], [date(2027, 6, 30)], "vi", spring)) == "quý II năm 2027"
    assert _plain(period([spring], [summer], "vi", spring)) == "năm 2027"
    assert _plain(period([spring], [next_year], "vi", spring)) == "năm 2027–2028"


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert [letter(i) for i in range(8)] == ["a", "b", "c", "d", "đ", "e", "g", "h"]


def test_money_in_millions_has_no_idle_zeros() -> None:
    assert [millions(m, "vi") for m in (1_250_000, 80_000_000, 67_500_000)] == [
        "1,25",
        "80",
        "67,5",
    ]
    assert millions(1_234_000_000, "en") == "1,234"


def test_file_names_are_plain_letters() -> None:
    assert file_name("BC_KhaoSat_NhuCau", date(2026, 11, 22)) == "BC_KhaoSat_NhuCau_2026-11-22.docx"
    assert (
        file_name("Kế hoạch Đợt 1/2", date(2026, 1, 2), "xlsx")
        == "Ke_hoach_Dot_1_2_2026-01-02.xlsx"
    )
