"""Signing in: one-time links, the second step, and a throttle that a stranger cannot turn on
somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from db import events, installation, officers, one_time_links, second_steps, sessions
from db.one_time_links import Purpose
from db.sealing import Seal, new_key
from pages.api.routes import routes
from pages.api.signing_in import FREE_FROM_ONE_PLACE
from pages.api.throttle import FREE_TRIES, neighbourhood
from pages.cookies import cookie_name, halfway_name
from pages.settings import codes_seal, now
from surveys.access import Officer
from surveys.texts import say
from tests.db.cast import ALICE, BOB, PASSWORD, sign_up
from tests.pages.browsing import Browser, Page, fresh_database, migrated_database
from tests.pages.world import LETTERHEAD

WORD = "một câu tự đặt lấy"


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(officers, "_HASHER", quick)
    officers._nobody.cache_clear()
    yield
    officers._nobody.cache_clear()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_database(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def engine(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    with fresh_database(migrated, tmp_path) as engine:
        yield engine


@pytest.fixture
def bob(engine: Engine) -> Officer:
    installation.set_up(engine, LETTERHEAD, now())
    sign_up(engine, ALICE)
    return sign_up(engine, BOB)


def _sign_in(browser: Browser, password: str = PASSWORD, login: str = "bob") -> Page:
    return browser.post("/dang-nhap", {"login": login, "password": password})


def _signed_in(engine: Engine, browser: Browser) -> bool:
    token = browser.cookies.get(cookie_name(), "")
    return sessions.officer_of(engine, token, now()) is not None


def test_an_invited_officer_sets_a_password_and_signs_in(engine: Engine, bob: Officer) -> None:
    token = one_time_links.make(engine, bob.id, Purpose.INVITE, now())
    browser = Browser(routes(engine))
    assert bob.name in browser.get(f"/moi/{token}").text
    short = browser.post(f"/moi/{token}", {"password": "ngắn", "again": "ngắn"})
    assert (short.status, say("door.set_up.short", "vi", shortest=10) in short.text) == (422, True)
    other = browser.post(f"/moi/{token}", {"password": WORD, "again": WORD + "x"})
    assert say("door.set_up.differs", "vi") in other.text
    done = browser.post(f"/moi/{token}", {"password": WORD, "again": WORD})
    assert (done.status, done.location) == (303, "/dang-nhap?xong=1")
    assert not _signed_in(engine, browser)
    assert say("access.link.done", "vi") in browser.get(done.location).text
    assert _sign_in(browser, WORD).status == 303
    assert _signed_in(engine, browser)
    assert [e.what for e in events.latest(engine)] == ["sign_in", "link_used"]


def test_forged_expired_and_used_links_are_refused_with_a_sentence(
    engine: Engine, bob: Officer
) -> None:
    browser = Browser(routes(engine))
    form = {"password": WORD, "again": WORD}
    old = one_time_links.make(engine, bob.id, Purpose.INVITE, now() - timedelta(days=8))
    used = one_time_links.make(engine, sign_up(engine, _carol()).id, Purpose.INVITE, now())
    browser.post(f"/moi/{used}", form)
    for token, name, status in (
        ("a" * 43, "unknown", 404),
        (old, "expired", 410),
        (used, "used", 410),
    ):
        for answer in (browser.get(f"/moi/{token}"), browser.post(f"/moi/{token}", form)):
            assert (answer.status, say(f"access.link.{name}", "vi") in answer.text) == (
                status,
                True,
            )
    assert officers.recognise(engine, "bob", PASSWORD) == bob


def test_a_link_is_not_used_by_a_form_from_another_site(engine: Engine, bob: Officer) -> None:
    token = one_time_links.make(engine, bob.id, Purpose.RESET, now())
    form, site = {"password": WORD, "again": WORD}, {"sec-fetch-site": "cross-site"}
    assert Browser(routes(engine)).post(f"/moi/{token}", form, **site).status == 422
    assert one_time_links.officer_of(engine, token, now()) == bob


def test_the_second_step_stands_between_password_and_session(engine: Engine, bob: Officer) -> None:
    secret = second_steps.propose(engine, codes_seal(), bob.id, now())
    before = now() - timedelta(minutes=5)
    codes = second_steps.confirm(
        engine, codes_seal(), bob.id, pyotp.TOTP(secret).at(before), before
    )
    assert codes
    browser = Browser(routes(engine))
    assert browser.get("/dang-nhap/ma").location == "/dang-nhap"
    halfway = browser.post("/dang-nhap?next=/ket-qua", {"login": "bob", "password": PASSWORD})
    assert halfway.location == "/dang-nhap/ma?next=/ket-qua"
    assert not _signed_in(engine, browser)
    assert not sessions.everyone(engine, now())
    wrong = browser.post("/dang-nhap/ma", {"code": "000000"})
    assert (wrong.status, say("access.code.wrong", "vi") in wrong.text) == (401, True)
    code = pyotp.TOTP(secret).at(now())
    done = browser.post(halfway.location, {"code": code})
    assert (done.status, done.location) == (303, "/ket-qua")
    assert _signed_in(engine, browser)
    assert halfway_name() not in browser.cookies
    again = Browser(browser.app)
    _sign_in(again)
    assert again.post("/dang-nhap/ma", {"code": code}).status == 401  # taken once
    assert again.post("/dang-nhap/ma", {"code": codes[0]}).status == 303
    assert "recovery_used" in [e.what for e in events.latest(engine)]


def test_a_lost_key_is_said_and_a_recovery_code_lets_in(engine: Engine, bob: Officer) -> None:
    seal, before = Seal([new_key()]), now() - timedelta(minutes=5)  # of a machine that is no more
    secret = second_steps.propose(engine, seal, bob.id, before)
    codes = second_steps.confirm(engine, seal, bob.id, pyotp.TOTP(secret).at(before), before)
    assert codes
    browser = Browser(routes(engine))
    _sign_in(browser)
    lost = browser.post("/dang-nhap/ma", {"code": pyotp.TOTP(secret).at(now())})
    assert (lost.status, say("access.code.key_lost", "vi") in lost.text) == (401, True)
    assert not _signed_in(engine, browser)
    assert browser.post("/dang-nhap/ma", {"code": codes[0]}).status == 303


def test_codes_are_not_guessed(engine: Engine, bob: Officer) -> None:
    secret = second_steps.propose(engine, codes_seal(), bob.id, now())
    before = now() - timedelta(minutes=5)
    second_steps.confirm(engine, codes_seal(), bob.id, pyotp.TOTP(secret).at(before), before)
    app = routes(engine)
    tries = []
    for number in range(FREE_TRIES + 2):
        browser = Browser(app, f"198.51.{number}.1")  # from everywhere, each with the password
        _sign_in(browser)
        tries.append(browser.post("/dang-nhap/ma", {"code": f"{number:06}"}).status)
    assert tries == [401] * FREE_TRIES + [429] * 2


def test_a_link_does_not_lead_round_the_second_step(engine: Engine, bob: Officer) -> None:
    secret = second_steps.propose(engine, codes_seal(), bob.id, now())
    before = now() - timedelta(minutes=5)
    second_steps.confirm(engine, codes_seal(), bob.id, pyotp.TOTP(secret).at(before), before)
    token = one_time_links.make(engine, bob.id, Purpose.RESET, now())
    browser = Browser(routes(engine))
    browser.post(f"/moi/{token}", {"password": WORD, "again": WORD})
    assert not _signed_in(engine, browser)
    assert _sign_in(browser, WORD).location.startswith("/dang-nhap/ma")


def test_a_stranger_makes_nobody_wait(engine: Engine, bob: Officer) -> None:
    app = routes(engine)
    stranger = Browser(app, "198.51.100.9")
    tries = [_sign_in(stranger, "đoán").status for _ in range(FREE_TRIES + 1)]
    assert tries == [401] * FREE_TRIES + [429]
    assert _sign_in(Browser(app, "198.51.100.200")).status == 429  # the same neighbourhood
    assert _sign_in(Browser(app, "203.0.113.7")).status == 303
    assert _sign_in(Browser(app, "2001:db8:1::1")).status == 303
    assert [e.what for e in events.latest(engine)][-1] == "sign_in_waits"  # noted once


def test_many_names_from_one_place_have_to_wait(engine: Engine, bob: Officer) -> None:
    spray = Browser(routes(engine), "198.51.100.9")
    tries = [_sign_in(spray, "đoán", f"ai{n}").status for n in range(FREE_FROM_ONE_PLACE + 1)]
    assert tries == [401] * FREE_FROM_ONE_PLACE + [429]
    assert not [e for e in events.latest(engine) if e.what == "sign_in_waits"]  # nobody of ours


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("testclient", "?"),
        ("", "?"),
    ],
)
def test_a_neighbourhood_is_what_one_subscriber_has(address: str, place: str) -> None:
    assert neighbourhood(address) == place


def _carol() -> Officer:
    return Officer(0, "carol", "Carol Mẫu", BOB.role, "vi")
