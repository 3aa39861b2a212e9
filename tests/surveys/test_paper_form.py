"""What a paper form promises: nothing missing, nothing cut, nothing that tells sheets apart."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from surveys import catalogue
from surveys.campaigns import Campaign
from surveys.fonts import plain
from surveys.model import Choice, Group, Kind, Question, Sensitivity, Survey
from surveys.organisation import Unit
from surveys.paper_form import (
    Occasion,
    a4,
    numbers,
    on_paper,
    spoken,
)

MM = 72 / 25.4  # points
UNIT = Unit("DV07", "Công ty Hạt điều Mẫu 07", "dn_nn", "dieu", "Bù Nho", "Cụm 1", 90, 60)
OTHER = replace(UNIT, code="DV08", name="Trường Mầm non Mẫu 08")
CAMPAIGN = Campaign(
    id=12,
    title="Khảo sát nhu cầu, nguyện vọng 2026",
    survey_version=1,
    opens_on=date(2026, 11, 1),
    closes_on=date(2026, 11, 20),
    delete_on=date(2027, 5, 20),
    contact_name="Liên đoàn Lao động huyện Mẫu",
    contact_phone="0271 000 000",
    k=10,
)
TEMPLATES = [(name, lang) for name in catalogue.templates() for lang in ("vi", "en")]


def words(vi: str, en: str = "") -> dict[str, str]:
    return {"vi": vi, "en": en or vi}


def options(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{n}", words(label)) for n, label in enumerate(labels, 1))


YES_NO = (Choice("yes", words("Có", "Yes")), Choice("no", words("Không", "No")))
EVERY_KIND = Survey(
    id="every",
    title=words("Mọi loại câu hỏi"),
    slots=tuple(
        (id,)
        for id in (
            *("note", "one", "many", "scale", "rows", "order", "text", "amount", "day", "hour"),
            *("name", "age", "unseen"),
        )
    ),
    questions=(
        Question("note", Kind.NOTE, words("Phần này hỏi về chỗ làm.")),
        Question("one", Kind.SINGLE, words("Có ăn ca không?"), choices=YES_NO),
        Question("many", Kind.MULTIPLE, words("Chọn gì?"), choices=options("Một", "Hai"), most=1),
        Question(
            "scale",
            Kind.RATING,
            words("Chấm điểm", "Rate it"),
            choices=tuple(Choice(str(n), words(str(n))) for n in range(11)),
        ),
        Question(
            "rows",
            Kind.MATRIX,
            words("Từng điều"),
            choices=options("Rất không hài lòng", "Bình thường", "Hài lòng"),
            rows=options("Tiền lương", "Bữa ăn"),
            show_if="selected(${one}, 'yes')",
        ),
        Question("order", Kind.RANKING, words("Xếp thứ tự"), choices=options("Xa", "Gần"), most=2),
        Question("text", Kind.TEXT, words("Anh/chị mong gì?"), longest=300),
        Question("amount", Kind.NUMBER, words("Bao nhiêu?"), lowest=0, highest=999, whole=True),
        Question("day", Kind.DATE, words("Ngày nào?")),
        Question("hour", Kind.TIME, words("Mấy giờ?")),
        Question("name", Kind.TEXT, words("Người phụ thuộc là ai?"), short=True, group="family"),
        Question("age", Kind.NUMBER, words("Tuổi?"), whole=True, group="family"),
        Question("unseen", Kind.CALCULATED, {}, calculation="1 + 1"),
    ),
    groups=(Group("family", words("Gia đình"), show_if="${amount} > 0", most=5),),
)


@cache
def occasion(template: str, lang: str = "vi") -> Occasion:
    survey = catalogue.survey_of(catalogue.templates()[template])
    return Occasion(survey, CAMPAIGN, "Liên đoàn Lao động huyện Mẫu", lang)


@cache
def printed(template: str, lang: str = "vi") -> bytes:
    return a4(occasion(template, lang), [UNIT])


def every_kind(lang: str = "vi") -> Occasion:
    return Occasion(EVERY_KIND, CAMPAIGN, "Công đoàn Mẫu", lang)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, blanks evened out."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def boxes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every rectangle that is drawn, in millimetres."""
    found = []
    for page in PdfReader(BytesIO(pdf)).pages:
        drawn = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
        for width, height in re.findall(r"[-\d.]+ [-\d.]+ ([-\d.]+) ([-\d.]+) re", drawn):
            found.append((float(width) / MM, float(height) / MM))
    return found


def word_boxes(pdf: bytes, folder: Path) -> list[tuple[str, float, float, float, float]]:
    (folder / "w.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox", folder / "w.pdf", folder / "w.html"]
    subprocess.run(command, check=True)
    found = ElementTree.parse(folder / "w.html").iter("{http://www.w3.org/1999/xhtml}word")
    sides = ("xMin", "yMin", "xMax", "yMax")
    return [(w.text or "", *(float(w.get(side, "")) for side in sides)) for w in found]


@pytest.mark.parametrize(("template", "lang"), TEMPLATES)
def test_every_word_of_every_template_is_on_the_paper(template: str, lang: str) -> None:
    text = " ".join(pages(printed(template, lang)))
    paper = on_paper(occasion(template, lang).survey)
    for question in paper.questions:
        if question is not paper.consent:
            assert spoken(question.label, {}, lang) in text
        for choice in (*question.choices, *question.rows):
            for word in spoken(choice.label, {}, lang).split():
                assert word in text


@pytest.mark.parametrize(("template", "lang"), TEMPLATES)
def test_no_question_is_cut_across_two_pages(template: str, lang: str) -> None:
    paper = on_paper(occasion(template, lang).survey)
    known = numbers(paper)
    sides = pages(printed(template, lang))
    for question in (q for q in paper.questions if q.id in known):
        [side] = [s for s in sides if f"{known[question.id]}. {plain(question.label[lang])}" in s]
        after = side.split(f"{known[question.id]}. {plain(question.label[lang])}")[1]
        for choice in (*question.choices, *question.rows):
            assert spoken(choice.label, {}, lang).split()[-1] in after


@pytest.mark.parametrize(("template", "lang"), TEMPLATES)
def test_every_side_is_a4_and_no_word_leaves_its_margins(
    template: str, lang: str, tmp_path: Path
) -> None:
    pdf = printed(template, lang)
    for page in PdfReader(BytesIO(pdf)).pages:
        assert [float(side) / MM for side in page.mediabox[2:]] == pytest.approx([210, 297])
    for word, left, top, right, bottom in word_boxes(pdf, tmp_path):
        assert left > 10 * MM, word
        assert right < 200 * MM, word
        assert top > 7 * MM, word
        assert bottom < 290 * MM, word


@pytest.mark.parametrize(("template", "lang"), TEMPLATES)
def test_boxes_are_five_millimetres_handbook_4_6(template: str, lang: str) -> None:
    found = boxes(printed(template, lang))
    survey = on_paper(occasion(template, lang).survey)
    ticks = sum(len(q.choices) * (len(q.rows) or 1) for q in survey.questions)
    assert len(found) == ticks
    assert all(side == pytest.approx(5, abs=0.05) for box in found for side in box)


# the two longest ask for sixteen needs and how each is met, in boxes of five millimetres
SIDES = {"a": 3, "b": 1, "c": 2, "d": 1, "e": 3, "f": 2, "g": 1, "h": 1}


@pytest.mark.parametrize(("template", "lang"), TEMPLATES)
def test_a_template_takes_no_more_sides_than_it_must(template: str, lang: str) -> None:
    assert len(pages(printed(template, lang))) <= SIDES[template]


def test_the_typeface_travels_with_the_file_and_is_large_enough() -> None:
    reader = PdfReader(BytesIO(printed("a")))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "/FontFile2" in font["/FontDescriptor"]
    drawn = reader.pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
    sizes = [float(size) for size in re.findall(r"/F\S+ ([\d.]+) Tf", drawn)]
    assert sizes.count(13.0) > len(sizes) / 2


def test_it_is_printed_in_black_on_white(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(printed("e"))
    subprocess.run(["pdftoppm", "-r", "50", tmp_path / "p.pdf", tmp_path / "p"], check=True)
    for file in tmp_path.glob("p-*.ppm"):
        picture = Image.open(file)
        assert picture.getcolors(1 << 16) is not None
        assert all(red == green == blue for _, (red, green, blue) in picture.getcolors(1 << 16))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", "Không ghi tên|Không ai xem phiếu riêng|Câu nào cũng bỏ qua được|Tôi đồng ý"),
        ("en", "No names|Nobody reads single answers|Skip any question|I agree"),
    ],
)
def test_the_consent_is_that_of_the_phone_with_its_facts(lang: str, said: str) -> None:
    first = pages(printed("a", lang))[0]
    facts = ("0271 000 000", "Liên đoàn Lao động huyện Mẫu")
    for part in (*said.split("|"), *facts, "20/5/2027" if lang == "vi" else "20 May 2027"):
        assert part in first
    assert "{" not in first


def test_the_foot_names_campaign_and_unit_and_nothing_tells_sheets_apart_dr_02() -> None:
    sides = pages(a4(occasion("b"), [UNIT, OTHER]))
    assert len(sides) == 2
    for side, unit in zip(sides, (UNIT, OTHER), strict=True):
        assert (
            f"Mã đợt 12 · Mã đơn vị {unit.code} · {unit.name} Cảm ơn anh/chị đã trả lời. Trang 1/1"
            in side
        )
    without = [
        s.replace(u.code, "").replace(u.name, "") for s, u in zip(sides, (UNIT, OTHER), strict=True)
    ]
    assert without[0] == without[1]
    assert a4(occasion("b"), [UNIT]) == a4(occasion("b"), [UNIT])


def test_who_writes_freely_is_asked_not_to_name_anybody_dr_01() -> None:
    assert "Xin đừng ghi tên, số điện thoại." in " ".join(pages(printed("g")))
    contact = " ".join(pages(printed("h")))
    assert "Không ghi tên" not in contact  # this one does ask how to reach the person


def test_every_kind_of_question_has_its_place_on_paper() -> None:
    text = " ".join(pages(a4(every_kind(), [UNIT])))
    for part in (
        "Phần này hỏi về chỗ làm.",
        "1. Có ăn ca không?",
        "2. Chọn gì? (chọn tối đa 1)",
        "4. Từng điều (Chỉ trả lời nếu câu 1 chọn “Có”.)",
        "5. Xếp thứ tự (ghi số 1 vào ô cần nhất, rồi 2, 3…, tối đa 2 ô)",
        "6. Anh/chị mong gì? Xin đừng ghi tên, số điện thoại.",
        "7. Bao nhiêu? (từ 0 đến 999)",
        "(ngày / tháng / năm)",
        "(giờ : phút)",
        "GIA ĐÌNH (1) (Chỉ trả lời nếu câu 7 lớn hơn 0.)",
    ):
        assert part in text
    assert "1 + 1" not in text


def test_a_repeat_is_printed_for_three_turns() -> None:
    text = " ".join(pages(a4(every_kind(), [UNIT])))
    assert text.count("Người phụ thuộc là ai?") == 3
    assert text.count("Tuổi?") == 3
    assert "GIA ĐÌNH (3)" in text


def test_number_day_and_time_have_a_box_for_each_sign() -> None:
    known = {q.id for q in EVERY_KIND.questions}
    only = {"amount": 3, "day": 8, "hour": 4}
    for id, signs in only.items():
        kept = tuple(q for q in EVERY_KIND.questions if q.id == id)
        assert id in known
        survey = replace(EVERY_KIND, questions=kept, slots=((id,),), groups=())
        assert len(boxes(a4(replace(every_kind(), survey=survey), [UNIT]))) == signs


def test_a_question_longer_than_a_page_goes_on_overleaf_and_loses_nothing() -> None:
    long = Question(
        "q", Kind.SINGLE, words("Xã nào?"), choices=options(*(f"Xã số {n} " * 9 for n in range(90)))
    )
    survey = Survey("long", words("Dài"), (long,), (("q",),))
    sides = pages(a4(replace(every_kind(), survey=survey), [UNIT]))
    assert len(sides) > 1
    assert all(f"Xã số {n} Xã" in " ".join(sides) for n in range(90))
    assert len(boxes(a4(replace(every_kind(), survey=survey), [UNIT]))) == 90


def test_a_question_about_contact_is_told_apart_by_its_sensitivity() -> None:
    assert occasion("a").nameless
    assert not occasion("h").nameless
    assert Sensitivity.CONTACT in {q.sensitivity for q in occasion("h").survey.questions}
