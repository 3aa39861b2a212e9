"""Sign-in by a shared provider, against a certified one on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from db import events, identities, installation, officers, sessions
from pages.api.provider import Provider, ProviderFault, Secrets
from pages.api.routes import routes
from pages.api.shared_sign_in import BACK, START, TIE
from pages.api.throttle import FREE_TRIES
from pages.cookies import cookie_name
from pages.settings import BadSetting, SharedSignIn, now, read, settings
from surveys.access import Officer
from surveys.texts import say
from tests.db.cast import ALICE, BOB, PASSWORD, sign_up
from tests.oidc.running import Running, provider
from tests.pages.browsing import Browser, Page, fresh_database, migrated_database
from tests.pages.world import LETTERHEAD

pytestmark = pytest.mark.slow

PROOF = {"password": PASSWORD}
HOME = "http://127.0.0.1:1"  # nobody listens there: the browser of the tests stops before


@dataclass(frozen=True)
class World:
    engine: Engine
    shared: Running
    bob: Officer

    def browser(self, officer: Officer | None = None) -> Browser:
        """A browser, with this officer signed in."""
        browser = Browser(routes(self.engine))
        if officer:
            browser.cookies[cookie_name()] = sessions.begin(self.engine, officer.id, now())
        return browser

    def there_and_back(self, browser: Browser, name: str, answer: Page | None = None) -> Page:
        """Leave for the provider, sign in there as somebody, come back."""
        answer = answer or browser.get(f"{START}?next=/ket-qua")
        assert answer.status == 303, answer.text
        return browser.get(self.path(answer.location, name))

    def path(self, address: str, name: str) -> str:
        """The way back that the provider gives to somebody who signed in there."""
        return self.shared.sign_in(address, HOME + BACK, name).removeprefix(HOME)


@pytest.fixture(scope="module")
def shared() -> Iterator[Running]:
    with provider(HOME + BACK) as running:
        yield running


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_database(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def world(
    shared: Running, migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(officers, "_HASHER", quick)
    known = {
        "OIDC_ISSUER": shared.issuer,
        "OIDC_CLIENT_ID": shared.client_id,
        "OIDC_CLIENT_SECRET": shared.client_secret,
        "OIDC_NAME": "LĐLĐ tỉnh Mẫu",
        "BASE_URL": HOME,
        "DATA_DIR": str(tmp_path),
    }
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    with fresh_database(migrated, tmp_path) as engine:
        installation.set_up(engine, LETTERHEAD, now())
        sign_up(engine, ALICE)
        yield World(engine, shared, sign_up(engine, BOB))
    settings.cache_clear()


def _who(world: World, browser: Browser) -> Officer | None:
    return sessions.officer_of(world.engine, browser.cookies.get(cookie_name(), ""), now())


def test_who_tied_the_account_signs_in_with_the_provider(world: World) -> None:
    browser = world.browser(world.bob)
    tied = world.there_and_back(browser, "bob@tinh", browser.post(TIE, PROOF))
    assert (tied.status, tied.location) == (303, "/tai-khoan")
    fresh = world.browser()
    assert "LĐLĐ tỉnh Mẫu" in fresh.get("/dang-nhap").text
    answer = world.there_and_back(fresh, "bob@tinh")
    assert (answer.status, answer.location) == (303, "/ket-qua")
    assert _who(world, fresh) == world.bob
    assert [e.what for e in events.latest(world.engine)] == ["sign_in", "identity_linked"]


def test_a_stranger_gets_no_account_and_no_session(world: World) -> None:
    before = officers.everyone(world.engine)
    for name in ("eve", "bob", "alice"):  # a name that looks like an account is no account
        browser = world.browser()
        answer = world.there_and_back(browser, name)
        assert (answer.status, say("access.shared.unknown", "vi") in answer.text) == (403, True)
        assert _who(world, browser) is None
    assert officers.everyone(world.engine) == before


def test_an_account_that_is_shut_stays_outside(world: World) -> None:
    identities.tie(world.engine, world.bob.id, world.shared.issuer, "bob@tinh")
    officers.change(world.engine, replace(world.bob, active=False))
    browser = world.browser()
    assert world.there_and_back(browser, "bob@tinh").status == 403


def test_an_identity_is_tied_to_one_account(world: World) -> None:
    identities.tie(world.engine, world.bob.id, world.shared.issuer, "bob@tinh")
    alice = next(o for o in officers.everyone(world.engine) if o.login == "alice")
    browser = world.browser(alice)
    answer = world.there_and_back(browser, "bob@tinh", browser.post(TIE, PROOF))
    assert (answer.status, say("access.shared.taken", "vi") in answer.text) == (409, True)


def test_the_way_back_is_the_browsers_that_left_and_goes_once(world: World) -> None:
    identities.tie(world.engine, world.bob.id, world.shared.issuer, "bob@tinh")
    browser, thief = world.browser(), world.browser()
    path = world.path(browser.get(START).location, "bob@tinh")
    thief.app = browser.app
    assert thief.get(path).status == 400  # a stolen way back
    assert browser.get(path).status == 400  # which is then spent
    path = world.path(browser.get(START).location, "bob@tinh")
    assert browser.get(path).status == 303
    assert browser.get(path).status == 400
    forged = browser.get(f"{BACK}?code=x&state=forged")
    assert (forged.status, say("access.shared.stale", "vi") in forged.text) == (400, True)


def test_tying_needs_a_session_and_a_form_of_ours(world: World) -> None:
    assert world.browser().post(TIE, PROOF).status == 403
    browser = world.browser(world.bob)
    assert browser.post(TIE, PROOF, **{"sec-fetch-site": "cross-site"}).status == 403
    left = browser.post(TIE, PROOF)
    del browser.cookies[cookie_name()]  # signed out on the way
    assert browser.get(world.path(left.location, "bob@tinh")).status == 403
    assert not identities.those_tied(world.engine)


def test_tying_needs_the_password_and_a_screen_left_unlocked_guesses_none(world: World) -> None:
    browser, other = world.browser(world.bob), world.browser(world.bob)
    other.app = browser.app
    for typed in ({}, *({"password": f"đoán {n}"} for n in range(FREE_TRIES - 1))):
        answer = browser.post(TIE, typed)
        assert (answer.status, say("access.shared.password", "vi") in answer.text) == (403, True)
    assert browser.post(TIE, PROOF).status == 429  # it is not even looked at
    assert other.post(TIE, PROOF).status == 429


def test_a_request_carries_pkce_state_and_nonce_and_asks_for_nothing_but_who(world: World) -> None:
    asked = [parse_qs(urlsplit(world.browser().get(START).location).query) for _ in range(2)]
    for one in asked:
        assert one["code_challenge_method"] == ["S256"]
        assert one["scope"] == ["openid"]
        assert one["response_type"] == ["code"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


@pytest.mark.parametrize("wrong", ["nonce", "state", "verifier", "client_secret", "issuer"])
def test_what_does_not_fit_is_not_believed(world: World, wrong: str) -> None:
    right = Secrets("s" * 48, "n" * 48, "v" * 48)
    known = SharedSignIn(world.shared.issuer, "lang-nghe", world.shared.client_secret, "x")
    honest = Provider(known, HOME + BACK)
    answer = HOME + world.path(honest.address(right), "bob@tinh")
    if wrong in ("nonce", "state", "verifier"):
        with pytest.raises(ProviderFault):
            honest.subject(answer, replace(right, **{wrong: "x" * 48}))
    else:
        other = {"client_secret": "guessed", "issuer": world.shared.issuer + "/"}[wrong]
        with pytest.raises(ProviderFault):
            Provider(replace(known, **{wrong: other}), HOME + BACK).subject(answer, right)
        assert honest.subject(answer, right) == "bob@tinh"


def test_a_provider_that_is_away_is_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OIDC_ISSUER", "http://127.0.0.1:9")
    settings.cache_clear()
    answer = world.browser().get(START)
    assert (answer.status, say("access.shared.failed", "vi") in answer.text) == (502, True)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"OIDC_ISSUER": "https://a"}, "OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "https://a", "OIDC_CLIENT_ID": "b"}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_CLIENT_ID": "b", "OIDC_CLIENT_SECRET": "c"}, "OIDC_ISSUER"),
        (
            {"OIDC_ISSUER": "http://a", "OIDC_CLIENT_ID": "b", "OIDC_CLIENT_SECRET": "c"},
            "OIDC_ISSUER",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    given: dict[str, str], named: str, tmp_path: Path
) -> None:
    with pytest.raises(BadSetting, match=named):
        read({"DATA_DIR": str(tmp_path), **given})
