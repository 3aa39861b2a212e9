"""DR-24: a questionnaire names nobody, and the check cries wolf for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys import catalogue
from surveys.catalogue import survey_of
from surveys.model import Choice, Kind, Question, Survey
from surveys.questionnaires import named, persons

NAMED = {
    "Ông Nguyễn Văn Hùng có đối xử công bằng không?": "Nguyễn Văn Hùng",
    "Anh/chị nghĩ gì về ông Hùng?": "Hùng",
    "Anh/chị có hài lòng với chị Hoa không?": "Hoa",
    "Chị Hoa có giúp anh/chị không?": "Hoa",
    "Đồng chí Lê Thị Mai có gần gũi công nhân không?": "Lê Thị Mai",
    "đ/c Tuấn làm việc thế nào?": "Tuấn",
    "Trần Thị Bích Ngọc có xứng đáng không?": "Trần Thị Bích Ngọc",
    "Ai nên làm chủ tịch: Phạm Minh Tuấn?": "Phạm Minh Tuấn",
    "Giám đốc Tuấn có trả lương đúng hạn không?": "Tuấn",
    "Anh/chị có tin chủ tịch Đặng Quốc Việt không?": "Đặng Quốc Việt",
    "Bầu cô Lan hay thầy Điểu Krông?": "Lan",
    "Già làng Điểu Văn Xuân nói gì?": "Điểu Văn Xuân",
    "Mai Văn Phúc có đúng giờ không?": "Mai Văn Phúc",
    "Nguyen Van Hung co cong bang khong?": "Nguyen Van Hung",
    "Le Thi Mai co giup ban khong?": "Le Thi Mai",
    "ÔNG NGUYỄN VĂN HÙNG CÓ CÔNG BẰNG KHÔNG?": "NGUYỄN VĂN HÙNG",
    "Ông Tuấn Có Đối Xử Công Bằng Không?": "Tuấn",
    "Is Mr. Hung fair?": "Hung",
    "Does Mrs Lan listen to you?": "Lan",
    "Do you trust manager Tuấn?": "Tuấn",
    "Tại công ty, Nguyễn Văn An có tốt không?": "Nguyễn Văn An",
    "Ông Nguye\u0302\u0303n Văn Hùng": "Nguyễn Văn Hùng",  # accents that come apart
}
HARMLESS = (
    "Anh/chị có hài lòng với công đoàn không?|Anh Chị Có Hài Lòng Với Ban Chấp Hành Không?"
    "|ANH CHỊ CÓ HÀI LÒNG KHÔNG?|Ông, bà của anh/chị có sống cùng không?|Người quản lý trực tiếp"
    "|Chủ tịch công đoàn cơ sở có lắng nghe không?|Đồng chí Chủ tịch công đoàn có thăm xưởng không?"
    "|Anh/chị quê ở Bà Rịa – Vũng Tàu?|Anh/chị có đến Thành phố Hồ Chí Minh không?|Học tập Bác Hồ"
    "|Công ty TNHH Nguyễn Văn An có trả lương đúng hạn không?|Anh/chị ở đường Trần Hưng Đạo?"
    "|Con anh/chị học Trường Võ Thị Sáu?|Trường Cao Đẳng Nghề có xa không?|Tiếng Anh Văn Phòng"
    "|Đoàn Thanh Niên Cộng Sản|Thái Bình Dương|Ở Hà Nội, Lâm Đồng hay Cao Bằng?|Trần nhà có dột?"
    "|Lương tối thiểu vùng|Chế độ thai sản của chị. Công đoàn giúp gì?|Trẻ em Việt Nam"
    "|Giám đốc Sở Nội vụ|Phó Chủ tịch Liên đoàn Lao động tỉnh|Do You Know Your Rights At Work?"
    "|Does the manager listen?|Mr and Mrs|Tết Dương lịch|Chị Em Phụ Nữ|Hoa mai, hoa đào"
    "|Ho Chi Minh City|Union chair|Anh hùng lao động|Sở Y tế Bình Phước|Công đoàn Việt Nam"
)


@pytest.mark.parametrize(("text", "name"), NAMED.items())
def test_dr_24_a_person_who_is_named_is_found(text: str, name: str) -> None:
    assert named(text).startswith(name)


@pytest.mark.parametrize("text", HARMLESS.split("|"))
def test_dr_24_a_text_that_names_nobody_is_let_through(text: str) -> None:
    assert named(text) == ""


def test_dr_24_officers_are_found_however_their_names_are_written() -> None:
    survey = _survey("bạn nghĩ gì về krông điểu mẫu?")
    assert persons(survey) == ()
    assert [p.name for p in persons(survey, ["Krông Điểu Mẫu", "Hoa"])] == ["krong dieu mau"]
    assert persons(_survey("Hoa mai hay hoa đào?"), ["Hoa"]) == ()  # a word alone is no name


def test_dr_24_every_place_of_a_survey_is_read() -> None:
    plain, name = _survey("Chọn một"), {"vi": "Ông Nguyễn Văn Hùng"}
    question = plain.questions[0]
    for changed in (
        replace(question, label=name),
        replace(question, help={"en": "About Mr. Hung"}),
        replace(question, choices=(Choice("a", name),)),
        replace(question, rows=(Choice("a", name),)),
        replace(question, kind=Kind.NOTE, label=name),
        replace(question, constraint_message=name),
    ):
        assert persons(replace(plain, questions=(changed,)))
    assert [p.where for p in persons(replace(plain, title=name))] == ["title"]
    contact = replace(question, kind=Kind.CONSENT, label={"vi": "Hỏi thêm: bà Nguyễn Thị Hà"})
    assert persons(replace(plain, questions=(contact,))) == ()


def test_dr_24_what_the_product_brings_names_nobody() -> None:
    for template in catalogue.templates().values():
        assert persons(survey_of(template)) == ()
    words = [text for q in catalogue.bank().values() for text in q.label.values()]
    assert len(words) > 200
    assert [text for text in words if named(text)] == []


def _survey(text: str) -> Survey:
    return Survey("p1", {"vi": "Phiếu"}, (Question("C01", Kind.SINGLE, {"vi": text}),), ())
