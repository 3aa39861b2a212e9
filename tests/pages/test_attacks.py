"""What an attacker tries on the running product, and on its routes over both databases."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from db import events, installation, officers, one_time_links, second_steps, sessions
from db.one_time_links import Purpose
from pages import settings_password
from pages.api.routes import routes
from pages.api.throttle import FREE_TRIES, Throttle
from pages.settings import codes_seal, now
from surveys.access import Officer, Role
from surveys.texts import say
from tests.db.cast import ALICE, BOB, PASSWORD, sign_up
from tests.pages.browsing import Browser
from tests.pages.world import LETTERHEAD
from tests.product import Product, running

EVIL = "http://evil.example"
NULS = ("a\0b", "\0", "lan\0", "'; DROP TABLE officer;--\0")


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        officers.add(product.engine, Officer(0, "lan", "Lan", Role.ADMIN, "vi"), PASSWORD)
        yield product


def _token(product: Product) -> str:
    officer = officers.recognise(product.engine, "lan", PASSWORD)
    assert officer is not None
    return sessions.begin(product.engine, officer.id, now())


def _ask(product: Product, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, "", {"Accept": "text/html", **named})
    answer = line.getresponse()
    answer.body = answer.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
    line.close()
    return answer


@pytest.mark.slow
@pytest.mark.parametrize(
    ("origin", "taken"), [(EVIL, False), ("null", False), ("http://127.0.0.1:1", False), ("", True)]
)
def test_another_site_opens_no_socket_with_an_officers_cookie(
    product: Product, origin: str, taken: bool
) -> None:
    address = f"ws://127.0.0.1:{product.port}/_stcore/stream"
    cookie = {"Cookie": f"langnghe={_token(product)}", "Origin": origin or product.url}

    def told() -> bool:
        try:
            with connect(address, additional_headers=cookie, subprotocols=["streamlit"]) as line:  # type: ignore[list-item]
                line.send(b"\x5a\x00")
                return bool(line.recv(timeout=20))
        except (InvalidStatus, ConnectionClosed):
            return False

    assert told() is taken


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/dang-nhap", "/", "/rieng-tu", "/k", "/k/{code}", "/ho-tro", "/moi/x"]
)
def test_no_page_of_ours_is_shown_inside_another_site(product: Product, path: str) -> None:
    cookie = f"langnghe={_token(product)}"
    answer = _ask(product, "GET", path.format(code=product.code), Cookie=cookie)
    framed = answer.getheader("x-frame-options") == "DENY"
    policy = answer.getheader("content-security-policy") or ""
    assert framed or "frame-ancestors 'none'" in policy


@pytest.mark.slow
def test_the_host_a_request_names_stands_in_no_answer(product: Product) -> None:
    cookie = f"langnghe={_token(product)}"
    for path in ("/dang-nhap", "/", "/k", "/nhap-phieu/1", "/ho-tro", "/dang-nhap/chung"):
        answer = _ask(product, "GET", path, Host="evil.example", Cookie=cookie)
        told = f"{answer.getheaders()} {answer.body}"  # type: ignore[attr-defined]
        assert "evil.example" not in told, path


@pytest.mark.slow
def test_a_cookie_that_somebody_planted_is_never_taken_over(product: Product) -> None:
    planted = "planted-by-somebody-else-0123456789abcdefghij"
    line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=20)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"langnghe={planted}"}
    line.request("POST", "/dang-nhap", urlencode({"login": "lan", "password": PASSWORD}), form)
    answer = line.getresponse()
    assert answer.status == 303
    assert planted not in (answer.getheader("set-cookie") or "")
    assert sessions.officer_of(product.engine, planted, now()) is None
    line.close()


@pytest.fixture
def browser(engine: Engine) -> Browser:
    installation.set_up(engine, LETTERHEAD, now())
    sign_up(engine, BOB)
    return Browser(routes(engine))


@pytest.mark.parametrize("typed", NULS)
def test_a_sign_that_no_database_keeps_is_a_wrong_word_and_no_fault(
    browser: Browser, typed: str
) -> None:
    assert browser.post("/dang-nhap", {"login": typed, "password": PASSWORD}).status == 401
    assert browser.post("/dang-nhap", {"login": "bob", "password": typed}).status == 401
    assert browser.get(f"/bc/{typed}").status == 404
    assert browser.get(f"/moi/{typed}").status == 404


def test_a_new_password_ends_what_was_begun_with_the_old_one(engine: Engine) -> None:
    """Who knew the old password and waits for a code has to begin again."""
    bob = sign_up(engine, BOB)
    second_steps.propose(engine, codes_seal(), bob.id, now())
    token = second_steps.begin(engine, bob.id, now())
    link = one_time_links.make(engine, bob.id, Purpose.RESET, now())
    one_time_links.use(engine, link, "một câu mới tinh", now())
    assert second_steps.halfway(engine, token, now()) is None


def test_a_name_writes_no_second_line_into_the_record(engine: Engine) -> None:
    eve = officers.add(
        engine,
        Officer(0, "eve", "Eve\n2026-01-01 Alice\x1fexport\u202e", Role.ADMIN, "vi"),
        PASSWORD,
    )
    events.note(engine, now() + timedelta(seconds=1), eve.id, "export", "a\r\nb\x1fc\u2028d")
    [line] = events.latest(engine)
    assert line.officer.isprintable()
    assert line.detail == "a  b c d"
    assert events.first_broken(engine) is None


def test_two_administrators_who_shut_each_other_leave_one(engine: Engine) -> None:
    alice = sign_up(engine, ALICE)
    carol = sign_up(engine, replace(BOB, login="carol", role=Role.ADMIN))
    for _ in range(6):
        with ThreadPoolExecutor(2) as at_once:
            list(at_once.map(lambda who: _shut(engine, who), (alice, carol)))
        left = [o for o in officers.everyone(engine) if o.active and o.role is Role.ADMIN]
        assert len(left) == 1
        for officer in (alice, carol):
            officers.change(engine, officer)


def _shut(engine: Engine, officer: Officer) -> None:
    with suppress(officers.LastAdmin):
        officers.change(engine, replace(officer, active=False))


def test_whoever_finds_a_screen_unlocked_guesses_no_password(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = sign_up(engine, BOB)
    monkeypatch.setattr(settings_password, "engine", lambda: engine)
    monkeypatch.setattr(settings_password, "_TRIES", Throttle())
    said = [settings_password.wrong(bob, f"đoán {n}") for n in range(FREE_TRIES + 1)]
    assert said[:FREE_TRIES] == [say("office.password.wrong", "vi")] * FREE_TRIES
    assert said[-1] != said[0]
    assert settings_password.wrong(bob, PASSWORD) != ""  # it is not even looked at
    carol = sign_up(engine, replace(BOB, login="carol"))
    assert settings_password.wrong(carol, PASSWORD) == ""
