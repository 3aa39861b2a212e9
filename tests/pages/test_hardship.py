"""Asking for help at /ho-tro: alone, in few bytes, read by the right role, gone on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from db.engine import connect
from db.hardship import requests, wishes
from db.migrate import migrate
from db.sealing import new_key
from pages import hardship_store
from pages.phone.routes import Phone
from pages.phone.support_throttle import MOST_AT_ONCE, ONE_MORE_AFTER, Throttle
from pages.settings import BadSetting, now, today
from surveys.campaigns import FORM_LENGTH
from surveys.hardship import USUAL, WishKind
from surveys.hardship import Office as Taken
from tests.pages.asgi import Answer, ask
from tests.pages.support import OPEN, Desk, code_of, desk, forget
from tests.pages.world import LETTERHEAD, open_campaign

_ID = re.compile(r'name=id value="[0-9A-Z]+"')


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """On SQLite only: requests on PostgreSQL are tested with their storage."""
    made = connect(f"sqlite:///{tmp_path / 'test.sqlite'}")
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def there(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk(engine, tmp_path / "own", monkeypatch) as made:
        yield made


def test_dr_15_the_page_needs_no_script_no_cookie_and_few_bytes(there: Desk) -> None:
    for path in ("/ho-tro", "/ho-tro/en", "/ho-tro/ma", "/ho-tro/en/ma"):
        page = there.get(path)
        assert page.status == 200
        assert "<script" not in page.text
        assert not re.search(r"\son\w+=|https?://|type=file", page.text)
        assert "set-cookie" not in page.headers
        assert "script-src" not in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert len(page.raw) < 20_000


def test_dr_16_help_numbers_stand_on_the_form_and_on_the_last_page(there: Desk) -> None:
    for page in (there.get().text, there.get("/ho-tro/en").text, there.send().text):
        assert all(number in page for number in ("113", "114", "115", "111"))


def test_dr_15_the_way_from_a_survey_is_a_bare_address(there: Desk) -> None:
    _, code = open_campaign(there.engine, deletion_codes=True)
    phone = Phone(there.engine)
    form = [("id", "0123456789ABCDEF"), ("G01", "yes"), ("P06", "co")]
    thanks = ask(phone, "POST", f"/k/{code}?l=en", form)
    phone.stop()
    links = re.findall(r"<a [^>]*ho-tro[^>]*>", thanks.text)
    assert links == ['<a href="/ho-tro" rel=noreferrer>']
    assert thanks.headers["referrer-policy"] == "no-referrer"


def test_dr_15_nothing_that_comes_along_is_shown_or_kept(there: Desk) -> None:
    plain, led = there.get(), there.get("/ho-tro?k=ACD7KM3QX&l=en&id=0123456789ABCDEF")
    assert _ID.sub("", plain.text) == _ID.sub("", led.text)
    assert "0123456789ABCDEF" not in led.text
    led_here = "/ho-tro?k=ACD7KM3QX&dv=DV01"
    fields = [("k", "ACD7KM3QX"), ("unit", "DV01"), ("campaign", "khao-sat-7")]
    assert there.send(*fields, path=led_here).status == 200
    [case] = requests.cases(there.store.engine)
    assert there.store.seal is not None
    with there.store.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM request")).mappings().one()
    told = there.store.seal.open(row["sealed"]) + str(dict(row))
    assert not any(word in told for word in ("ACD7KM3QX", "DV01", "khao-sat-7"))
    assert case.came_on == today()


def test_dr_15_what_was_written_lies_sealed_in_a_file_of_its_own(there: Desk) -> None:
    code = code_of(there.send())
    raw = there.bytes()
    for word in ("Chị Bông", "0912", "912 345", "345678", "nằm viện", code, code.replace(" ", "")):
        assert word.encode() not in raw
    assert "request" not in inspect(there.engine).get_table_names()
    [case] = requests.cases(there.store.engine)
    assert requests.read_again(there.store, case.number).said["X06"] == "Chị Bông Mẫu"


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("0912345678", 200),
        ("0912 345 678", 200),
        ("+84 912.345.678", 200),
        ("091234567", 422),
        ("09123456789", 422),
        ("không có", 422),
        ("", 422),
    ],
)
def test_a_request_needs_a_number_to_call(there: Desk, number: str, status: int) -> None:
    answer = there.send(("X07", number))
    assert answer.status == status
    assert len(requests.cases(there.store.engine)) == (status == 200)
    if status == 422:  # nothing typed is lost
        assert "10 chữ số" in answer.text
        assert "Chị Bông Mẫu" in answer.text
        assert re.search(r'value="benhnang" checked', answer.text)


def test_without_consent_nothing_is_kept(there: Desk) -> None:
    assert there.send(("X00", "")).status == 422
    declined = there.send(("X00", "no"))
    assert OPEN.phone in declined.text
    assert requests.cases(there.store.engine) == ()


def test_a_very_urgent_request_shows_the_number_to_call_and_the_day(there: Desk) -> None:
    page = there.send(("X05", "ngay")).text
    assert OPEN.phone in page
    assert "chậm nhất ngày" in page


@pytest.mark.parametrize("taken", [None, USUAL])
def test_a_closed_form_shows_a_telephone_and_takes_nothing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: Taken | None
) -> None:
    with desk(engine, tmp_path / "own", monkeypatch, taken) as closed:
        assert LETTERHEAD.phone in closed.get().text
        assert LETTERHEAD.phone in closed.send().text
        assert not (tmp_path / "own" / "ho-tro.db").exists()


def test_the_own_code_withdraws_or_asks(there: Desk) -> None:
    code = code_of(there.send())

    def own(wish: str, typed: str) -> Answer:
        return ask(there.page, "POST", "/ho-tro/ma", [("m", typed), ("w", wish)])

    assert own("delete", "0000 0000 0000 0000").status == 422
    assert own("", code).status == 422
    assert own("delete", "'; DROP").status == 422
    assert own("view", code).status == 200
    assert own("view", code).status == 200  # pressed twice
    [wish] = wishes.everything(there.store.engine)
    assert (wish.kind, wish.came_on) == (WishKind.VIEW, today())
    assert own("delete", code.lower()).status == 200
    assert requests.cases(there.store.engine) == ()
    assert own("delete", code).status == 422


def test_a_flood_is_put_off_with_everything_that_was_typed(there: Desk) -> None:
    for _ in range(MOST_AT_ONCE):
        assert there.send().status == 200
    late = there.send()
    assert late.status == 503
    assert "Chị Bông Mẫu" in late.text
    assert OPEN.phone in late.text
    assert len(requests.cases(there.store.engine)) == MOST_AT_ONCE


def test_whoever_posts_nothing_keeps_nobody_from_asking_for_help(there: Desk) -> None:
    code = code_of(there.send())
    for sent in ([], [("m", "x"), ("w", "delete")], [("m", code), ("w", "x")]):
        said = [ask(there.page, "POST", "/ho-tro/ma", sent) for _ in range(MOST_AT_ONCE // 2)]
        assert {answer.status for answer in said} == {422}
    assert there.send().status == 200
    wish = [("m", code), ("w", WishKind.VIEW)]
    assert ask(there.page, "POST", "/ho-tro/ma", wish).status == 200


def test_wishes_have_a_throttle_of_their_own(there: Desk) -> None:
    unknown = [("m", "0" * FORM_LENGTH), ("w", WishKind.DELETE)]
    said = [ask(there.page, "POST", "/ho-tro/ma", unknown) for _ in range(MOST_AT_ONCE + 1)]
    assert [answer.status for answer in said] == [422] * MOST_AT_ONCE + [503]
    assert there.send().status == 200


def test_places_grow_again_with_time() -> None:
    throttle, at = Throttle(), now()
    assert all(throttle.lets_in(at) for _ in range(MOST_AT_ONCE))
    assert not throttle.lets_in(at)
    assert throttle.lets_in(at + ONE_MORE_AFTER)
    assert not throttle.lets_in(at + ONE_MORE_AFTER)


def test_the_start_refuses_without_the_key_or_with_another(
    there: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.send()
    hardship_store.check(there.engine, now())
    for key in ("", new_key()):
        forget()
        monkeypatch.setenv("SUPPORT_KEY", key)
        with pytest.raises(BadSetting, match="SUPPORT_KEY"):
            hardship_store.check(there.engine, now())
