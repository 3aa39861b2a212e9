"""A made-up survey with every kind of question and every construct there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.model import Choice, Group, Kind, Question, Survey


def words(vi: str, en: str = "") -> Mapping[str, str]:
    """A wording in both languages."""
    return {"vi": vi, "en": en or f"[{vi}]"}


def options(*labels: str, **changes: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Options `code=wording`; `changes` by code give more of an option."""
    pairs = [label.split("=") for label in labels]
    return tuple(Choice(code, words(label), **changes.get(code, {})) for code, label in pairs)


YES_NO = options("yes=Có", "no=Không")
FIVE = options("1=Rất kém", "2=Kém", "3=Bình thường", "4=Tốt", "5=Rất tốt", "kb=Không biết")
TEN = tuple(Choice(str(step), words(str(step), str(step))) for step in range(11))
NEEDS = options("an=Bữa ăn", "o=Nhà ở", "hoc=Học nghề", "vay=Vay vốn", "tre=Gửi trẻ")
COMMUNES = tuple(
    Choice(code, words(label), columns={"huyen": district})
    for code, label, district in (
        ("bn", "Bù Nho", "pr"),
        ("lh", "Long Hà", "pr"),
        ("tl", "Tân Lợi", "dp"),
        ("tp", "Tân Phước", "dp"),
    )
)


def _asked(id: str, kind: Kind, label: str, **more: Any) -> Question:
    return Question(id, kind, words(label), seconds=8, **more)


_OPENING = (
    _asked(
        "dongy",
        Kind.CONSENT,
        "Mời trả lời. • Không ghi tên • Bỏ qua được • Kết quả cộng chung",
        choices=options("yes=Tôi đồng ý, bắt đầu", "no=Tôi không tham gia"),
    ),
    _asked("loi", Kind.NOTE, "Phần đầu hỏi về công việc."),
    _asked(
        "viec",
        Kind.SINGLE,
        "Anh/chị làm việc gì?",
        choices=options("may=Thợ may", "hat=Chế biến hạt điều", "khac=Việc khác",
                        khac={"writes": True}),
        required=True,
        help=words("Chọn việc làm nhiều giờ nhất."),
    ),
    _asked(
        "ca",
        Kind.MULTIPLE,
        "Anh/chị đi ca nào?",
        choices=options("s=Sáng", "c=Chiều", "d=Đêm", "k=Không đi ca"),
        least=2,
        most=3,
        exclusive=frozenset({"k"}),
    ),
    _asked("khuyen", Kind.RATING, "0 đến 10: có giới thiệu nơi này không?", choices=TEN),
    _asked("bua", Kind.RATING, "Bữa ăn ca ra sao?", choices=FIVE),
    _asked(
        "mat",
        Kind.MATRIX,
        "Mức hài lòng về ${viec}",
        choices=FIVE,
        rows=options("anh=Ánh sáng", "bui=Bụi", "on=Tiếng ồn"),
    ),
)  # fmt: skip
_CHOOSING = (
    _asked(
        "can",
        Kind.MULTIPLE,
        "Cần nhất điều gì?",
        choices=NEEDS,
        most=3,
        required=True,
    ),
    _asked(
        "hai",
        Kind.MATRIX,
        "Đang được đáp ứng đến đâu?",
        choices=FIVE,
        rows=NEEDS,
        rows_from="can",
        extra_rows=2,
        required=True,
    ),
    _asked("xep", Kind.RANKING, "Điều nào quan trọng nhất?", choices=NEEDS, most=3),
    _asked("xep2", Kind.RANKING, "Xếp ba việc theo thứ tự", choices=NEEDS[:3], least=2),
    _asked(
        "tinh",
        Kind.SINGLE,
        "Ở huyện nào?",
        choices=options("pr=Phú Riềng", "dp=Đồng Phú"),
        shuffled=True,
    ),
    _asked("xa", Kind.SINGLE, "Ở xã nào?", choices=COMMUNES, choice_filter="huyen = ${tinh}",
           show_if="${tinh} != ''"),
    _asked(
        "kenh",
        Kind.MULTIPLE,
        "Nghe tin từ đâu?",
        choices=options("loa=Loa", "zalo=Zalo", "to=Tổ trưởng", "khac=Nơi khác",
                        khac={"writes": True}),
        shuffled=True,
        anchored=frozenset({"khac"}),
    ),
)  # fmt: skip
_TYPING = (
    _asked("gio", Kind.NUMBER, "Mỗi ngày làm mấy giờ?", lowest=0, highest=24),
    _asked("tuoi", Kind.NUMBER, "Bao nhiêu tuổi?", whole=True, lowest=15, highest=80,
           constraint=". >= 18 or ${viec} != 'may'",
           constraint_message=words("Thợ may ở đây từ 18 tuổi.", "Sewers are at least 18.")),
    _asked("to", Kind.TEXT, "Tổ nào?", short=True, longest=20, group="nho",
           constraint="regex(., '[A-Z][0-9]|.{2,}')"),
    _asked("ngay", Kind.DATE, "Vào làm ngày nào?", group="nho", constraint=". <= today()"),
    _asked("luc", Kind.TIME, "Thường tan ca lúc nào?", group="nho"),
    _asked("them", Kind.TEXT, "Còn điều gì muốn nói?", longest=200),
    _asked("dau", Kind.SINGLE, "Đã khám sức khỏe?", choices=YES_NO, preset="yes"),
    Question("kenh_an", Kind.HIDDEN, {}, preset="tờ dán"),
    Question("gio_tuan", Kind.CALCULATED, {}, calculation="if(${gio} = '', '', ${gio} * 6)"),
)  # fmt: skip
_REPEATED = (
    _asked("con", Kind.NUMBER, "Có mấy con?", whole=True, lowest=0, highest=3),
    _asked("con_ten", Kind.TEXT, "Gọi cháu là gì?", short=True, group="chau"),
    _asked("con_tuoi", Kind.NUMBER, "Cháu ${con_ten} mấy tuổi?", whole=True, group="chau",
           lowest=0, highest=60, required=True),
    _asked("xe", Kind.SINGLE, "Đi làm bằng gì?", group="duong",
           choices=options("may=Xe máy", "bo=Đi bộ", "bus=Xe đưa đón")),
    _asked("phut", Kind.NUMBER, "Mất bao nhiêu phút?", whole=True, group="duong",
           show_if="${xe} != ''"),
    Question("tong", Kind.CALCULATED, {}, calculation="sum(${con_tuoi})"),
    _asked(
        "cuoi",
        Kind.SINGLE,
        "${gio} giờ mỗi ngày, ${viec}: như thế có mệt không?",
        choices=options("m=Mệt vì ${viec}", "k=Không mệt", "h=Hơi mệt"),
        show_if="${gio} > 0 and count-selected(${can}) >= 1",
        required=True,
        required_message=words("Xin chọn một ô.", "Please choose one."),
    ),
)  # fmt: skip
_QUESTIONS = (*_OPENING, *_CHOOSING, *_TYPING, *_REPEATED)

EVERYTHING = Survey(
    "moi-thu",
    words("Khảo sát đủ mọi thứ", "A survey of everything"),
    _QUESTIONS,
    tuple((q.id,) for q in _QUESTIONS),
    groups=(
        Group("nho", words("Về tổ", "Your team"), page=True),
        Group("chau", words("Con", "Child"), most=3, count="${con}", page=True),
        Group("duong", words("Chuyến đi", "Trip"), most=3, show_if="${viec} != 'hat'"),
    ),
)
