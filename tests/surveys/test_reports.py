"""What the papers say: figures and neutral sentences, judgement left to the officer."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import islice

import pytest

from surveys.blocks import Release, build
from surveys.catalogue import templates
from surveys.needs import rank_needs
from surveys.plan import State
from surveys.reports import Material, outline
from surveys.reports.paper import (
    Heading,
    Manner,
    Paper,
    Paragraph,
    Picture,
    Table,
)
from surveys.reports.phrases import guarded
from surveys.texts import LANGUAGES
from surveys.texts.numbers import number, percent
from tests.surveys import district
from tests.surveys.papers import all_texts, rows, section, texts

OUTLINE = (  # handbook 4.4
    "Khái quát về cuộc khảo sát: Mục đích, yêu cầu; Thời gian, địa bàn, đối tượng; Cách thức lấy "
    "ý kiến; Số phiếu hợp lệ, tỷ lệ trả lời, cơ cấu người trả lời; Cam kết bảo mật, quy tắc nhóm "
    "tối thiểu",
    "Kết quả: Việc làm, tiền lương, đời sống; Điều kiện làm việc, an toàn, sức khỏe; Nhà ở, con "
    "nhỏ, bảo hiểm; Đối thoại, thỏa ước lao động tập thể, tư vấn pháp luật; Hoạt động công đoàn: "
    "tiếp cận, tin cậy, hài lòng, công khai tài chính; Thứ tự ưu tiên nhu cầu; So với đợt trước; "
    "so với số liệu tham khảo cả nước; Ý kiến mở: nhóm ý kiến chính",
    "Nhận xét: Mặt được; Tồn tại, hạn chế; Nguyên nhân; Hạn chế của khảo sát",
)
_NUMERALS = ("I", "II", "III", "IV")
_NEEDS = "Thứ tự ưu tiên nhu cầu"
PETITIONS = (
    "Với người sử dụng lao động",
    "Với cấp ủy, chính quyền, Mặt trận",
    "Với công đoàn cấp trên",
)


@pytest.fixture(scope="module")
def material() -> Material:
    return district.material()


@pytest.fixture(scope="module")
def paper(material: Material) -> Paper:
    return outline.report(material)


def _sections(paper: Paper) -> list[str]:
    titles: list[str] = []
    for part in paper.parts:
        if isinstance(part, Heading) and part.level == 1:
            titles.append(f"{part.text}:")
        elif isinstance(part, Heading):
            titles[-1] += f" {part.text};"
    return [title.rstrip(";") for title in titles]


def test_the_report_keeps_the_outline(paper: Paper) -> None:
    found = _sections(paper)
    assert tuple(found[:3]) == OUTLINE
    assert found[3].startswith("Nhiệm vụ, giải pháp:")
    assert found[4:] == ["Kiến nghị, đề xuất: " + "; ".join(PETITIONS)]
    assert [annex.label for annex in paper.annexes] == [f"Phụ lục {n}" for n in _NUMERALS]


def test_tables_and_pictures_are_counted_through_and_announced(paper: Paper) -> None:
    tables = [p.number for p in paper.parts if isinstance(p, Table)]
    pictures = [p.number for p in paper.parts if isinstance(p, Picture)]
    assert tables == list(range(1, len(tables) + 1))
    assert pictures == [1, 2]
    leads = [p.text for p in paper.parts if isinstance(p, Paragraph) and p.manner is Manner.LEAD]
    said = " ".join(leads).replace("\N{NO-BREAK SPACE}", " ")
    assert all(f"Bảng {n}" in said for n in tables)
    assert all(f"Biểu đồ {n}" in said for n in pictures)


def test_the_order_of_needs_is_the_ranking_handed_in(paper: Paper, material: Material) -> None:
    found = rows(section(paper, _NEEDS))
    assert len(found) == len(material.ranking.rows) == 16
    for row, need in zip(found, material.ranking.rows, strict=True):
        rank, label, important, satisfaction, unmet, interval = row.cells
        assert label == need.label["vi"]
        assert important == percent(need.importance.value, "vi")
        assert satisfaction == number(need.satisfaction or 0, "vi", 1)
        assert unmet == percent(need.unmet.value, "vi")
        low, high = (number(x * 100, "vi", 1) for x in (need.unmet.low, need.unmet.high))
        assert interval == f"{low}–{high}%"
        assert rank.endswith("(=)") == need.tie
        assert rank.split(" ")[0] in (f"{need.first}–{need.last}", str(need.first))


def test_another_ranking_gives_other_sentences(material: Material) -> None:
    first, *rest = material.ranking.rows
    changed = replace(first, unmet=replace(first.unmet, value=0.5))
    other = replace(material.ranking, rows=(changed, *rest))
    said = " ".join(texts(section(outline.report(replace(material, ranking=other)), _NEEDS)))
    assert "Có 50,0% người trả lời" in said
    assert "khoảng 50 người" in said


def test_the_response_is_said_with_its_base(paper: Paper, material: Material) -> None:
    said = " ".join(texts(section(paper, "Khái quát về cuộc khảo sát")))
    answered = number(material.release.answered, "vi")
    rate = percent(material.release.answered / 6000, "vi")
    expected = f"Có {answered}\N{NO-BREAK SPACE}phiếu hợp lệ trên 6.000 người lao động ({rate})."
    assert expected in said
    assert "3.100 đoàn viên" in said
    assert "01/10/2026 đến hết ngày 19/10/2026" in said


def test_questions_stand_in_the_section_of_their_block(paper: Paper, material: Material) -> None:
    places = {
        "W02": "Việc làm, tiền lương, đời sống",
        "S01": "Điều kiện làm việc, an toàn, sức khỏe",
        "M01": "Điều kiện làm việc, an toàn, sức khỏe",
        "D02": "Đối thoại, thỏa ước lao động tập thể, tư vấn pháp luật",
        "U12": "Hoạt động công đoàn: tiếp cận, tin cậy, hài lòng, công khai tài chính",
    }
    for id, title in places.items():
        choice = material.survey.question(id).choices[0].label["vi"]
        assert choice in " ".join(texts(section(paper, title))), id
    home = section(paper, "Nhà ở, con nhỏ, bảo hiểm")
    assert list(texts(home)) == ["Đợt này không hỏi về nội dung này."]


def test_judgement_stays_open_in_square_brackets(paper: Paper) -> None:
    for title in ("Mặt được", "Tồn tại, hạn chế", "Nguyên nhân"):
        (open_point,) = section(paper, title)
        assert isinstance(open_point, Paragraph)
        assert open_point.manner is Manner.SUGGESTION
        assert (open_point.text[0], open_point.text[-1]) == ("[", "]")
    union, closing = section(paper, PETITIONS[2])
    assert isinstance(union, Paragraph)
    assert union.manner is Manner.SUGGESTION
    assert next(texts((closing,))).endswith("./.")


def test_the_caveat_stands_under_the_order_of_needs(paper: Paper) -> None:
    last = section(paper, _NEEDS)[-1]
    assert isinstance(last, Paragraph)
    assert last.manner is Manner.NOTE
    assert "không phải mẫu ngẫu nhiên" in last.text


def test_plans_follow_the_roads_and_the_order_of_needs(paper: Paper) -> None:
    measures = list(texts(section(paper, "Nhiệm vụ, giải pháp")))
    pay = next(i for i, text in enumerate(measures) if text.startswith("Lớp quản lý chi tiêu"))
    health = next(i for i, text in enumerate(measures) if text.startswith("Khám sức khỏe"))
    assert pay < health
    assert "120 người dự đủ ba buổi" in measures[pay]
    assert measures[pay - 1].startswith("Tiền lương, đơn giá đủ sống (")
    employers = " ".join(texts(section(paper, PETITIONS[0])))
    authorities = " ".join(texts(section(paper, PETITIONS[1])))
    assert "Đối thoại về đơn giá khoán" in employers
    assert "Kiến nghị kiểm tra" in authorities
    assert not any("Đối thoại về đơn giá khoán" in text for text in measures)


def test_a_first_need_without_activity_gets_a_suggestion(paper: Paper) -> None:
    parts = section(paper, "Nhiệm vụ, giải pháp")
    open_points = [p for p in parts if isinstance(p, Paragraph) and p.manner is Manner.SUGGESTION]
    assert any("Trả lương, thưởng đúng hạn" in p.text for p in open_points)
    assert not any("Tiền lương, đơn giá" in p.text for p in open_points)


def test_what_proved_impossible_is_planned_no_more(material: Material) -> None:
    given_up = tuple(replace(a, state=State.IMPOSSIBLE) for a in material.activities)
    paper = outline.report(replace(material, activities=given_up))
    assert "Khám sức khỏe lưu động" not in " ".join(all_texts(paper))


def test_a_few_forms_give_no_order_of_needs() -> None:
    small = district.material(few=1, release=_cut(26))
    assert small.release.answered == 26
    ranked = replace(small, ranking=rank_needs(small.release, small.survey))
    paper = outline.report(ranked)
    assert not rows(section(paper, _NEEDS))
    assert not [p for p in paper.parts if isinstance(p, Picture)]


def _cut(most: int) -> Release:
    full = district.release(few=1)
    answers = islice(district.submissions(district.survey(), district.units()[:1]), most)
    return build(district.survey(), full.rule, full.frame, answers, made_on=full.made_on)


def test_a_withheld_question_says_how_many_forms_it_needs() -> None:
    small = district.material(few=1, release=_cut(12))
    said = " ".join(all_texts(outline.report(small)))
    assert "(*)" in said
    assert "(*) Nhóm có quá ít phiếu, không công bố." in said


@pytest.mark.parametrize(
    ("value", "n", "shown"),
    [
        (0.02, 29, "< 5%"),
        (0.97, 29, "> 95%"),
        (0.02, 30, "2%"),
        (0.345, 99, "35%"),
        (0.347, 100, "34,7%"),
        (0.5, 12, "50%"),
    ],
)
def test_small_groups_close_to_unanimous_are_not_told_exactly(
    value: float, n: int, shown: str
) -> None:
    assert guarded(value, n, "vi") == shown


def test_no_answer_of_ones_own_leaves_the_office(paper: Paper, material: Material) -> None:
    everything = " ".join(all_texts(paper) + all_texts(outline.activity_plan(material)))
    assert district.OWN_WORDS not in everything
    assert "phiếu viết ý kiến mở" in everything


def test_made_up_figures_are_marked(material: Material) -> None:
    real = replace(material, campaign=district.campaign(sample=False))
    assert outline.report(material).sample
    assert not outline.report(real).sample


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("letter", sorted(templates()))
def test_every_ready_survey_makes_papers_in_both_languages(letter: str, lang: str) -> None:
    material = district.material(letter, lang=lang)
    for paper in (outline.report(material), outline.activity_plan(material)):
        said = all_texts(paper)
        assert all(unicodedata.is_normalized("NFC", text) for text in said)
        assert not [text for text in said if "{" in text]


def test_english_papers_are_english(material: Material) -> None:
    paper = outline.report(replace(material, lang="en"))
    assert _sections(paper)[0].startswith("The survey in brief: Purpose and requirements")
    assert "2,066" in " ".join(all_texts(paper))


def test_the_annex_holds_the_form_as_the_phone_showed_it(paper: Paper) -> None:
    form = " ".join(texts(paper.annexes[2].parts))
    assert "19/10/2027" in form
    assert "0271 3000 000" in form
    assert "17b. Nếu có dịp" in form
    assert "18. Ở nơi làm" in form


def test_annex_two_shows_only_units_that_may_be_shown(paper: Paper, material: Material) -> None:
    names = {row.cells[0] for row in rows(paper.annexes[1].parts)}
    alone = {block.where["unit"] for block in material.release.blocks if "unit" in block.where}
    hidden = {p.name for p in material.release.frame if p.code not in alone}
    assert hidden
    assert not hidden & names
    assert "Các nhóm nhỏ gộp chung" in names
