"""Word files open again as a clerk expects: real styles, tables and numbers, no person named."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from surveys.reports import outline, word
from surveys.reports.letters import clean
from surveys.reports.paper import Column, Heading, Paper, Paragraph, Picture, Row, Table
from tests.surveys import district

_HEADINGS = ("Heading 1", "Heading 2")


@pytest.fixture(scope="module")
def paper() -> Paper:
    return outline.report(district.material())


@pytest.fixture(scope="module")
def content(paper: Paper) -> bytes:
    return word.write(paper, district.LETTERHEAD)


@pytest.fixture(scope="module")
def document(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


@pytest.fixture(scope="module")
def plan() -> Document:
    paper = outline.activity_plan(district.material())
    return docx.Document(BytesIO(word.write(paper, district.LETTERHEAD)))


def _small(*parts: Paragraph | Table) -> Document:
    paper = Paper("BC", "Báo cáo", "Thử", "", (), parts, (), date(2026, 3, 5), "vi", False)
    return docx.Document(BytesIO(word.write(paper, district.LETTERHEAD)))


def test_the_page_is_a4_with_the_margins_of_the_decree(document: Document) -> None:
    section = document.sections[0]
    assert _size(section) == (210, 297)
    margins = (
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(margin.mm) for margin in margins if margin] == [20, 20, 30, 20]


def test_everything_is_in_times_and_in_vietnamese(content: bytes) -> None:
    styles = ZipFile(BytesIO(content)).read("word/styles.xml").decode()
    assert 'w:ascii="Times New Roman"' in styles
    assert 'w:lang w:val="vi-VN"' in styles
    assert "Theme" not in styles
    assert 'w:themeFontLang w:val="vi-VN"' in _part(content, "word/settings.xml")


def test_an_english_paper_says_so() -> None:
    paper = outline.report(district.material(lang="en"))
    content = word.write(paper, district.LETTERHEAD)
    assert 'w:lang w:val="en-GB"' in _part(content, "word/styles.xml")
    head = docx.Document(BytesIO(content)).tables[0]
    assert "Socialist Republic of Viet Nam" in head.cell(0, 1).text


def test_the_file_tells_of_no_person(document: Document, content: bytes) -> None:
    about = document.core_properties
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("",) * 4
    assert about.title.startswith("Báo cáo Kết quả khảo sát")
    assert about.created is not None
    assert about.created.date() == district.TODAY
    assert "docProps/thumbnail.jpeg" not in ZipFile(BytesIO(content)).namelist()


def test_the_head_names_both_sides_and_leaves_the_number_open(document: Document) -> None:
    head = document.tables[0]
    left, right = head.rows[0].cells
    bodies = [p.text for p in left.paragraphs if p.text]
    assert bodies == ["LĐLĐ tỉnh Bình Phước", "Liên đoàn Lao động", "huyện Phú Riềng"]
    country = [p.text for p in right.paragraphs if p.text]
    assert country == ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc"]
    number, place = head.rows[1].cells
    assert number.text == "Số:     /BC-LĐLĐ"
    assert place.text == "Phú Riềng, ngày 22 tháng 11 năm 2026"


def test_lines_are_borders_and_never_underscores(document: Document) -> None:
    for cell in document.tables[0].rows[0].cells:
        assert cell.paragraphs[-1]._p.pPr is not None
        assert cell.paragraphs[-1]._p.pPr.find(qn("w:pBdr")) is not None
    everything = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    assert "__" not in everything


def test_the_date_in_the_head_pads_days_below_ten() -> None:
    assert "ngày 05 tháng 3 năm 2026" in _small(Paragraph("Một.")).tables[0].cell(1, 1).text


def test_headings_are_real_numbered_and_stay_with_what_follows(
    document: Document, paper: Paper
) -> None:
    found = [p for p in document.paragraphs if p.style and p.style.name in _HEADINGS]
    expected = [part for part in paper.parts if isinstance(part, Heading)]
    assert [(p.style.name, p.text) for p in found if p.style] == [
        (f"Heading {part.level}", part.text) for part in expected
    ]
    for name in _HEADINGS:
        style = document.styles[name]
        assert style.paragraph_format.keep_with_next
        assert style.element.find(f".//{qn('w:numPr')}") is not None
        assert style.element.find(f".//{qn('w:outlineLvl')}") is not None


def test_the_body_is_justified_with_an_indented_first_line(document: Document) -> None:
    style = document.styles["Body Text"].element
    assert style.find(f".//{qn('w:jc')}").get(qn("w:val")) == "both"
    assert style.find(f".//{qn('w:ind')}").get(qn("w:firstLine")) == str(Mm(12.7).twips)


def test_every_table_repeats_its_head_and_breaks_no_row(document: Document) -> None:
    data = [table for table in document.tables if table.style and table.style.name == "Table Grid"]
    assert len(data) > 20
    for table in data:
        first, *others = (row._tr.trPr for row in table.rows)
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:cantSplit")) is not None for row in (first, *others))
        assert not any(row.find(qn("w:tblHeader")) is not None for row in others)


def test_captions_count_with_fields(document: Document, paper: Paper) -> None:
    fields = [
        node.text.split()[1]
        for node in document.element.body.iter(qn("w:instrText"))
        if node.text and node.text.split()[0] == "SEQ"
    ]
    tables = [part for part in paper.parts if isinstance(part, Table)]
    assert fields.count("Bang") == len(tables)
    assert fields.count("Bieu_do") == 2
    captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Caption"]
    assert captions[0] == "Bảng\N{NO-BREAK SPACE}1. Cơ cấu người trả lời"


def test_pictures_say_their_finding_to_those_who_cannot_see(
    document: Document, paper: Paper
) -> None:
    said = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert said == [clean(part.chart.alt) for part in paper.parts if isinstance(part, Picture)]
    assert all(said)


def test_authority_and_copies_stand_side_by_side(document: Document) -> None:
    table = next(t for t in document.tables if t.cell(0, 0).text.startswith("Nơi nhận"))
    copies, signature = (cell.text.split("\n") for cell in table.rows[0].cells)
    assert copies == [
        "Nơi nhận:",
        "- LĐLĐ tỉnh;",
        "- Các đ/c UV BCH LĐLĐ huyện;",
        "- Các công đoàn cơ sở;",
        "- Lưu: VT.",
    ]
    assert signature == ["TM. Ban Thường vụ", "Chủ tịch", "Nguyễn Văn Mẫu"]


def test_each_annex_counts_its_own_pages(document: Document) -> None:
    starts = [
        None if (number := s._sectPr.find(qn("w:pgNumType"))) is None else number.get(qn("w:start"))
        for s in document.sections
    ]
    assert starts == [None, "1", "1", "1", "1"]
    assert all(section.different_first_page_header_footer for section in document.sections)


def test_the_schedule_of_the_plan_lies_across(plan: Document) -> None:
    first, annex = plan.sections
    assert first.orientation == WD_ORIENT.PORTRAIT
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert _size(annex) == (297, 210)
    heads = [cell.text for cell in plan.tables[-1].rows[0].cells]
    assert heads[0] == "TT"
    assert len(heads) == 10


def test_all_text_is_composed_however_it_was_typed() -> None:
    typed = unicodedata.normalize("NFD", "Tiền lương của người lao động")
    table = Table((Column(typed, 1),), (Row((typed,)),))
    document = _small(Paragraph(typed), table)
    everything = "".join(node.text or "" for node in document.element.iter(qn("w:t")))
    assert typed not in everything
    assert everything.count(unicodedata.normalize("NFC", typed)) == 3


def test_control_characters_do_not_stop_a_paper() -> None:
    document = _small(Paragraph("Trước\x0b\x00sau"))
    assert "Trướcsau" in [p.text for p in document.paragraphs]


def test_a_letterhead_without_symbol_or_copies_still_makes_a_paper(paper: Paper) -> None:
    bare = replace(district.LETTERHEAD, symbol="", copies=(), superior="", body="", signer="")
    document = docx.Document(BytesIO(word.write(replace(paper, annexes=(), parts=()), bare)))
    assert document.tables[0].cell(1, 0).text == "Số:     /BC-…"


def _size(section: Section) -> tuple[int, int]:
    assert section.page_width
    assert section.page_height
    return round(section.page_width.mm), round(section.page_height.mm)


def _part(content: bytes, name: str) -> str:
    return ZipFile(BytesIO(content)).read(name).decode()
