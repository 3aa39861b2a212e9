"""The workers' form: what it promises to a phone, and to whoever sends something else."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from db import campaigns
from db.engine import writing
from pages.phone import render
from pages.phone.routes import Phone
from pages.settings import today
from tests.pages.asgi import Answer, ask, ask_all
from tests.pages.world import ANNUAL, open_campaign

FLIGHT = 14_600  # bytes of one first TCP flight
ID = "0123456789abcdef0123456789abcdef"
GOOD = [("id", ID), ("G01", "yes"), ("P06", "co"), ("S01", "dem"), ("S01", "ran"), ("U06", "9")]


@pytest.fixture
def phone(engine: Engine) -> Iterator[Phone]:
    made = Phone(engine)
    yield made
    made.stop()


def _stored(engine: Engine) -> list[dict[str, object]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT answers FROM submission")).scalars()
        return [json.loads(row) for row in rows]


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="?{re.escape(name)}"? value="([^"]*)"', page)
    assert found, f"no field {name} in the page"
    return found[1]


def _wire_bytes(answer: Answer) -> int:
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return len("HTTP/1.1 200 OK\r\n\r\n") + head + len(answer.raw) + 80  # date and server


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_twenty_questions_fit_into_one_first_flight(
    engine: Engine, phone: Phone, lang: str
) -> None:
    _, code = open_campaign(engine)
    page = ask(phone, "GET", f"/k/{code}?l={lang}")
    assert page.status == 200
    assert ANNUAL.length == 20
    assert all(f"id={q.id}" in page.text for q in ANNUAL.questions)
    assert _wire_bytes(page) <= FLIGHT


def test_dr_04_the_page_loads_nothing_else_and_sets_no_cookie(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    page = ask(phone, "GET", f"/k/{code}")
    assert "set-cookie" not in page.headers
    assert not re.search(r'(src|href)="?(https?:)?//', page.text)
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_an_answer_is_stored_and_thanked_for(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    thanks = ask(phone, "POST", f"/k/{code}", GOOD)
    assert thanks.status == 200
    assert "Cảm ơn anh/chị!" in thanks.text
    assert "115" in thanks.text  # DR-16
    assert _stored(engine) == [{"P06": "co", "S01": ["dem", "ran"], "U06": "9"}]


def test_dr_03_nothing_but_campaign_unit_day_language_and_answers_is_kept(
    engine: Engine, phone: Phone
) -> None:
    campaign, code = open_campaign(engine)
    ask(phone, "POST", f"/k/{code}?l=en", GOOD)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM submission")).mappings().one()
    assert set(row) == {"key", "campaign_id", "unit_id", "day", "lang", "mode", "answers"}
    assert (row["campaign_id"], str(row["day"]), row["lang"]) == (campaign.id, str(today()), "en")
    assert ID.encode() not in bytes(row["key"])
    assert ID not in str(dict(row))


def test_a_form_sent_many_times_counts_once(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    again = asyncio.run(ask_all(phone, [("POST", f"/k/{code}", GOOD)] * 20))
    assert {answer.status for answer in again} == {200}
    assert len(_stored(engine)) == 1


def test_two_phones_count_twice(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    for other in ("a" * 32, "b" * 32):
        ask(phone, "POST", f"/k/{code}", [("id", other), *GOOD[1:]])
    assert len(_stored(engine)) == 2


def test_who_declines_leaves_nothing(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    answer = ask(phone, "POST", f"/k/{code}", [("id", ID), ("G01", "no"), ("P06", "co")])
    assert answer.status == 200
    assert "Không có gì được lưu" in answer.text
    assert _stored(engine) == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([("G01", "yes"), ("P06", "sai")], "Câu trả lời này không có trong phiếu"),
        ([("G01", "yes"), ("S01", "dem"), ("S01", "none")], "Ô này không đi cùng ô khác"),
        ([("G01", "yes"), *[("S01", c) for c in ("dem", "ran", "bui", "on")]], "tối đa là 3"),
        ([("G01", "yes"), ("Z01", "x" * 301)], "Dài 301 ký tự"),
        ([("G01", "yes")], "Phiếu còn trống"),
        ([("P06", "co")], "đồng ý hay không tham gia"),
    ],
)
def test_a_refused_form_says_why_beside_the_question_and_keeps_what_was_typed(
    engine: Engine, phone: Phone, sent: list[tuple[str, str]], said: str
) -> None:
    _, code = open_campaign(engine)
    kept = [("id", ID), ("P02", "nu"), ("P04", "oth"), ("P04.oth", "thợ hàn <b>"), *sent]
    if said == "Phiếu còn trống":
        kept = [("id", ID), *sent]
    page = ask(phone, "POST", f"/k/{code}", kept)
    assert page.status == 422
    assert page.text.count(said) == 2  # in the list on top, and beside the question
    assert _field(page.text, "id") == ID
    if said != "Phiếu còn trống":
        assert 'name=P02 value="nu" checked' in page.text
        assert 'value="thợ hàn &lt;b&gt;"' in page.text
    assert _stored(engine) == []


def test_an_answer_to_a_hidden_question_does_not_survive(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    sent = [("id", ID), ("G01", "yes"), ("P06", "khong"), ("U06", "9"), ("U01", "muon")]
    ask(phone, "POST", f"/k/{code}", [*sent, ("I02.n01", "2")])
    assert _stored(engine) == [{"P06": "khong", "U01": "muon"}]


def test_without_script_the_server_asks_what_follows_and_counts_once(
    engine: Engine, phone: Phone
) -> None:
    _, code = open_campaign(engine)
    first = [("id", ""), ("G01", "yes"), ("P06", "khong"), ("I01", "n03"), ("P04.oth", "")]
    step = ask(phone, "POST", f"/k/{code}", first)
    assert step.status == 200
    assert _stored(engine) == []
    rows = re.findall(r'data-code="(n\d\d)"', step.text)
    assert "n03" in rows
    assert len(rows) == 3  # the chosen one and two others
    assert "name=U01" in step.text
    assert "name=U06" not in step.text
    last = [
        ("id", _field(step.text, "id")),
        ("seen", _field(step.text, "seen")),
        ("G01", _field(step.text, "G01")),
        ("P06", _field(step.text, "P06")),
        ("I01", _field(step.text, "I01")),
        ("I02.n03", "1"),
        ("U01", "cannhac"),
    ]
    for _ in range(2):
        assert "Phiếu đã được gửi" in ask(phone, "POST", f"/k/{code}", last).text
    assert _stored(engine) == [
        {"P06": "khong", "I01": ["n03"], "I02": {"n03": "1"}, "U01": "cannhac"}
    ]


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"opens_on": today() + timedelta(1)}, 200, "Chưa đến ngày mở"),
        ({"closes_on": today() - timedelta(1)}, 200, "Đợt khảo sát đã đóng"),
        ({"closes_on": today()}, 200, "Câu 1/20"),
        ({"opens_on": today(), "closes_on": today()}, 200, "Câu 1/20"),
    ],
)
def test_each_day_has_its_page(
    engine: Engine, phone: Phone, changes: dict[str, object], status: int, said: str
) -> None:
    _, code = open_campaign(engine, **changes)
    page = ask(phone, "GET", f"/k/{code}")
    assert (page.status, said in page.text) == (status, True)


def test_a_closed_campaign_takes_nothing(engine: Engine, phone: Phone) -> None:
    campaign, code = open_campaign(engine)
    assert ask(phone, "GET", f"/k/{code}").status == 200  # kept as open for a moment
    campaigns.close(engine, campaign.id, today())
    answer = ask(phone, "POST", f"/k/{code}", GOOD)
    assert (answer.status, "đã đóng" in answer.text) == (409, True)
    assert _stored(engine) == []


@pytest.mark.parametrize("code", ["XXXXXXXXX", "a/b", "%00", "'; DROP TABLE link", "k" * 5000])
def test_an_unknown_code_gets_a_kind_page(engine: Engine, phone: Phone, code: str) -> None:
    open_campaign(engine)
    for method in ("GET", "POST"):
        page = ask(phone, method, f"/k/{code}", GOOD)
        assert page.status == 404
        assert "Không có mã này" in page.text
        assert len(page.text) < 8_000


def test_a_code_typed_by_hand_finds_its_form(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    asked = ask(phone, "GET", "/k")
    assert "Gõ mã" in asked.text
    typed = f"{code[:3].lower()}-{code[3:6]} {code[6:]}".replace(" ", "%20")
    assert ask(phone, "GET", f"/k?c={typed}").headers["location"] == f"/k/{code}"
    assert ask(phone, "GET", f"/k/{code.lower()}").status == 200


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe\x00", b"&" * 600, b"=" * 100, b"a=1" * 10_000, b"G01=yes&" + b"P06=co&" * 600],
)
def test_nonsense_is_refused_and_never_stored(engine: Engine, phone: Phone, body: bytes) -> None:
    _, code = open_campaign(engine)
    assert 400 <= ask(phone, "POST", f"/k/{code}", body).status < 500
    assert _stored(engine) == []


def test_a_body_beyond_the_limit_is_refused(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    assert ask(phone, "POST", f"/k/{code}", b"Z01=" + b"x" * 70_000).status == 413


def test_nothing_is_acknowledged_when_the_database_cannot_keep_it(
    engine: Engine, phone: Phone
) -> None:
    _, code = open_campaign(engine)
    ask(phone, "GET", f"/k/{code}")
    with writing(engine) as session:
        session.execute(text("ALTER TABLE submission RENAME TO elsewhere"))
    answer = ask(phone, "POST", f"/k/{code}", GOOD)
    assert (answer.status, "Chưa lưu được" in answer.text) == (503, True)
    with writing(engine) as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO submission"))
    assert ask(phone, "POST", f"/k/{code}", GOOD).status == 200


def test_the_script_is_plain_enough_for_old_phones() -> None:
    script = render.script()
    assert not re.search(r"=>|\?\?|\?\.|`|\blet\b|\bconst\b|\bclass \w+|async ", script)


def test_a_language_the_campaign_does_not_speak_gives_its_first(
    engine: Engine, phone: Phone
) -> None:
    _, code = open_campaign(engine, languages=("en",))
    for asked in ("vi", "km", "../..", "zz-Zzzz"):
        assert "<html lang=en>" in ask(phone, "GET", f"/k/{code}?l={asked}").text


def test_dr_17_help_is_kept_as_a_way_of_answering_and_nobody_who_gave_it(
    engine: Engine, phone: Phone
) -> None:
    _, code = open_campaign(engine)
    ask(phone, "POST", f"/k/{code}?m=help", [*GOOD, ("mode", "helped"), ("helper", "chị Lan")])
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM submission")).mappings().one()
    assert row["mode"] == "helped"
    assert "Lan" not in str(dict(row))
