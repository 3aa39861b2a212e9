"""What is suggested to be hidden in a text, and that nothing hidden can be read again."""

from __future__ import annotations

import pytest

from surveys.words.hiding import Span, Trace, hidden, merged
from surveys.words.letters import bare, composed
from surveys.words.traces import traces, typed


def _shown(text: str) -> str:
    return hidden(text, traces(text), "vi")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("chị Hoa tổ 3 nói vậy", ["Hoa", "3"]),
        ("CHỊ HOA TỔ 3 NÓI VẬY", ["HOA", "3"]),
        ("chi hoa to 3 noi vay", ["hoa", "3"]),
        ("ANH BA NO LUONG", ["BA"]),
        ("gặp anh Nguyễn Văn Ba", ["Nguyễn", "Văn", "Ba"]),
        ("nguyen van ba o ap 4", ["nguyen", "van", "ba", "4"]),
        ("NGUYEN THI HOA CHUYEN 7", ["NGUYEN", "HOA", "7"]),
        ("Hôm qua Trần Thị Mỹ Hạnh xin nghỉ", ["Trần", "Mỹ", "Hạnh"]),
        ("tổ trưởng Hạnh đối xử không công bằng", ["Hạnh"]),
        ("quản đốc tên Sáu hay chửi", ["Sáu"]),
        ("toi ten Mau Thi Lua lam o kho 2", ["Mau", "Lua", "kho 2"]),
        ("cô Mẫu Thị Sen dạy lớp 3 bệnh nặng", ["Mẫu", "Sen", "lớp 3"]),
        ("làm ở công ty Mẫu Việt xã Phú Mẫu", ["Mẫu Việt", "Phú Mẫu"]),
    ],
)
def test_names_and_places_are_found_however_they_are_typed(text: str, gone: list[str]) -> None:
    assert not [word for word in gone if word in _shown(text)]


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("goi 0912345678 nhe", Trace.PHONE),
        ("goi 0 9 1 2 3 4 5 6 7 8 nhe", Trace.PHONE),
        ("goi 0912.345.678 nhe", Trace.PHONE),
        ("goi +84 912 345 678 nhe", Trace.PHONE),
        ("goi O9I2 345 678 nhe", Trace.PHONE),
        ("so em 0100 000 017", Trace.PHONE),
        ("không chín một hai ba bốn năm sáu bảy tám", Trace.PHONE),
        ("khong chin mot hai ba bon nam sau bay tam", Trace.PHONE),
        ("so cccd 070 085 001 234", Trace.NUMBER),
        ("CMND 285123456", Trace.NUMBER),
        ("MSNV 12345", Trace.NUMBER),
        ("mã số nhân viên A-1203", Trace.NUMBER),
        ("xe 93X-000.12 hỏng", Trace.PLATE),
        ("xe 93x1 123.45 hu", Trace.PLATE),
        ("xe 61C12345 hu", Trace.PLATE),
        ("hoa.nguyen@gmail.com", Trace.EMAIL),
        ("hoa.nguyen @ gmail . com", Trace.EMAIL),
        ("hoanguyen a còng gmail chấm com", Trace.EMAIL),
        ("bị trừ lương ngày 10 tháng 8 năm 2026", Trace.DAY),
        ("12/09/2026 bi duoi viec", Trace.DAY),
        ("nghỉ từ 7-9", Trace.DAY),
        ("ở số nhà 12", Trace.PLACE),
    ],
)
def test_numbers_addresses_and_days_are_found(text: str, trace: Trace) -> None:
    assert trace in {span.trace for span in traces(text)}
    assert not any(sign.isdigit() for sign in _shown(text))


@pytest.mark.parametrize(
    "text",
    [
        "chị em công nhân mong được nghỉ",
        "anh em tài xế không có bảo hiểm tai nạn",
        "tăng lương 6 000 000 hay 10.000.000 đồng",
        "không có thu nhập mùa thay lá",
        "8/3 to chuc cho chi em di choi mot ngay",
        "tang luong co ban chu tang ca hoai met lam",
        "Đóng BHXH đủ mức. Mong Tết có thưởng",
        "em an com khong du chat",
        "lương 6 triệu rưỡi làm 12 tiếng",
        "cô giáo mong bớt họp",
    ],
)
def test_what_leads_to_nobody_stays(text: str) -> None:
    assert traces(text) == ()


def test_what_is_hidden_once_is_hidden_wherever_it_is_repeated() -> None:
    text = "chị Hạnh hay la, ai cũng sợ hạnh và HANH"
    assert bare(_shown(text)).count("hanh") == 0


def test_two_names_of_different_length_leave_the_same_behind() -> None:
    assert _shown("gặp chị Vy nhé") == _shown("gặp chị Nguyễn Thị Mỹ Hạnh nhé")
    assert _shown("goi 0912345678") == _shown("goi 0 9 8 7.6 5 4-3 2 1")


def test_letters_put_together_by_the_phone_are_the_same_letters() -> None:
    apart = "gặp chị Hạnh nhé".encode().decode()
    assert _shown("gặp chị Ha\u0323nh nhé") == _shown(composed(apart))


def test_words_that_a_person_types_are_found_in_any_spelling() -> None:
    text = "con ông chủ TIỆM VÀNG ngoài chợ"
    spans = typed(text, "tiệm vàng")
    assert hidden(text, spans, "vi") == "con ông chủ [đã che] ngoài chợ"
    assert typed(text, "  ") == ()
    assert typed(text, "tạp hóa") == ()


def test_spans_that_overlap_become_one_and_those_outside_are_refused() -> None:
    text = "anh Ba Tư"
    found = merged(text, [Span(4, 6, Trace.NAME), Span(4, 9, Trace.NAME)])
    assert found == (Span(4, 9, Trace.NAME),)
    with pytest.raises(ValueError, match="outside"):
        merged(text, [Span(4, 10, Trace.NAME)])
