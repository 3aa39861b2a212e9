"""DR-01: a worker's form never asks who somebody is, and the check cries wolf for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys import catalogue
from surveys.model import Choice, Kind, Question
from surveys.questionnaires import identities, identity
from surveys.questionnaires.starting import from_template

ASKED = {
    "name": (
        "Họ và tên|ho ten|HỌ VÀ TÊN:|Họ, tên|Tên|Tên của bạn là gì?|Anh/chị tên gì?"
        "|Xin cho biết tên|Ten anh chi|Full name|Name|What is your name?|Respondent's name"
    ),
    "phone": (
        "Số điện thoại|so dien thoai cua anh chi|SĐT|Số ĐT liên hệ|Số Zalo|Xin để lại số điện thoại"
        "|Số điện thoại (không bắt buộc)|Phone number|Your mobile number|Mobile"
        "|Đừng ghi tên người khác, hãy ghi số điện thoại của anh/chị"
    ),
    "email": "Email|Địa chỉ e-mail|Thư điện tử|E-mail address",
    "id_number": "Số CMND/CCCD|Số căn cước công dân|can cuoc|Mã số BHXH|National ID",
    "birth": (
        "Ngày sinh|Ngày, tháng, năm sinh|Anh/chị sinh năm nào?|nam sinh|Date of birth"
        "|When were you born?"
    ),
    "address": "Địa chỉ nhà|dia chi|Số nhà, đường|Anh/chị ở thôn nào?|Home address|Address",
    "employee_number": "Mã nhân viên|ma nhan vien|MSNV|Mã số công nhân|Employee ID|Badge number",
    "team": (
        "Anh/chị làm ở tổ nào?|lam o to nao|Tổ sản xuất|Thuộc chuyền nào?"
        "|Anh/chị thuộc tổ, đội nào?|Which team do you work in?|Line number"
    ),
    "photo": "Ảnh chân dung|Chụp ảnh anh/chị|Upload a photo|Your photo",
    "signature": "Chữ ký|Ký tên|Signature|Sign here",
}
HARMLESS = (
    "Anh/chị có điện thoại thông minh không?"
    "|Mong công đoàn làm gì? (xin đừng ghi tên, số điện thoại)"
    "|What do you hope for? (no names or phone numbers please)|Những điều mà công nhân cần nhất"
    "|Anh/chị cần giải thích về chuyện gì?|Chu kỳ khám sức khỏe bao lâu một lần?"
    "|Công đoàn gửi anh/chị lời cảm ơn|Ghi tên khóa học anh/chị muốn học"
    "|Anh/chị muốn quà sinh nhật gì?"
    "|Have you worked here ten years?|Mỗi ca làm mấy giờ?|Nhà vệ sinh năm nay sạch hơn không?"
    "|Không cần ghi họ tên. Anh/chị muốn góp ý gì?"
    "|Please do not write your name. What should change?"
    "|Does the company address your concerns?|What line of work are you in?|Anh/chị bao nhiêu tuổi?"
)
FACTS = (  # harmless where one chooses, though each speaks of a number, a document, a signature
    "Anh/chị có biết số điện thoại của cán bộ công đoàn không?"
    "|Công ty có giữ căn cước của anh/chị không?|Anh/chị có phải ký tên vào bảng lương không?"
    "|Anh/chị có dùng email không?|Ở tổ của anh/chị có ai bị tai nạn không?"
    "|Where do you live at present?"
)


def _typed(text: str) -> Question:
    return Question("C01", Kind.TEXT, {"vi": text})


@pytest.mark.parametrize(
    ("what", "text"), [(what, text) for what, texts in ASKED.items() for text in texts.split("|")]
)
def test_dr_01_a_question_that_asks_who_somebody_is_is_found(what: str, text: str) -> None:
    hit = identity(_typed(text))
    assert hit
    assert hit.what == what


@pytest.mark.parametrize("text", HARMLESS.split("|"))
def test_dr_01_a_harmless_question_is_let_through(text: str) -> None:
    assert identity(_typed(text)) is None


@pytest.mark.parametrize("text", FACTS.split("|"))
def test_dr_01_a_fact_to_choose_is_let_through(text: str) -> None:
    yes, no = Choice("yes", {"vi": "Có"}), Choice("no", {"vi": "Không"})
    assert identity(Question("C01", Kind.SINGLE, {"vi": text}, choices=(yes, no))) is None


def test_dr_01_the_banks_questions_for_workers_are_all_let_through() -> None:
    workers = [q for q in catalogue.bank().values() if q.id[0] not in "ORX"]
    assert len(workers) > 80
    assert [identity(q) for q in workers if identity(q)] == []


def test_dr_01_the_support_form_is_refused_as_a_survey() -> None:
    support = from_template("p1", "h", {"vi": "Phiếu"})
    assert [hit.what for hit in identities(support)] == ["name", "phone"]


def test_dr_01_every_language_is_read_and_so_are_help_and_options_with_a_field() -> None:
    base = Question("C01", Kind.SINGLE, {"vi": "Chọn một"})
    own = Choice("oth", {"vi": "Số điện thoại"}, writes=True)
    assert identity(replace(base, label={"vi": "Câu hỏi", "km": "Your phone number"}))
    assert identity(replace(base, kind=Kind.TEXT, help={"vi": "Ghi họ tên"}))
    assert identity(replace(base, choices=(own,)))
    assert identity(replace(base, choices=(replace(own, writes=False),))) is None


def test_dr_01_what_asks_nothing_may_promise() -> None:
    promise = {"vi": "Phiếu không hỏi họ tên, số điện thoại."}
    assert identity(Question("C01", Kind.NOTE, promise)) is None
    assert identity(Question("C01", Kind.CONSENT, promise)) is None
