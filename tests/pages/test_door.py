"""The door: officers' pages answer nobody without a session, however they are asked."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from db import officers, sessions
from pages.api.admission import safe_next
from pages.api.routes import routes
from pages.api.sent import LARGEST
from pages.api.throttle import FREE_TRIES
from pages.settings import now
from surveys.access import Officer, Role
from tests.pages.asgi import ask
from tests.product import ROOT, Product, running

PASSWORD = "một câu dễ nhớ 2026"
PAGES = ("/", "/tong-quan", "/ket-qua", "/bao-cao", "/cai-dat", "/settings_page", "/_router", "/x")
MACHINES = (
    "/_stcore/health",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/upload_file/a/b",
    "/media/a.docx",
    "/app/static/fonts/x.woff2",
    "/component/x/index.html",
    "/static/js/index.js",
)


@pytest.fixture(scope="module", params=["by itself", "streamlit run"])
def product(request: pytest.FixtureRequest) -> Iterator[Product]:
    """A product that has just started and that nobody has visited, launched either way."""
    with running(plain=request.param == "streamlit run") as product:
        officers.add(product.engine, Officer(0, "lan", "Lan", Role.ADMIN, "vi"), PASSWORD)
        yield product


def _get(product: Product, path: str, **headers: str) -> http.client.HTTPResponse:
    return _send(product, "GET", path, "", headers)


def _send(
    product: Product, method: str, path: str, body: str, headers: dict[str, str]
) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=20)
    line.request(method, path, body, {"Accept": "text/html", **headers})
    answer = line.getresponse()
    answer.body = answer.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
    line.close()
    return answer


def _sign_in(
    product: Product, password: str = PASSWORD, **headers: str
) -> http.client.HTTPResponse:
    body = urlencode({"login": "lan", "password": password})
    form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    return _send(product, "POST", "/dang-nhap", body, form)


def _socket(product: Product, cookie: str = "") -> ClientConnection:
    headers = {"Cookie": cookie} if cookie else {}
    address = f"ws://127.0.0.1:{product.port}/_stcore/stream"
    return connect(address, additional_headers=headers, subprotocols=["streamlit"])  # type: ignore[list-item]


def _read_to_the_end(line: ClientConnection) -> None:
    while True:
        line.recv(timeout=20)


@pytest.mark.slow
def test_a_fresh_process_shows_no_page_to_a_deep_link(product: Product) -> None:
    for path in PAGES:
        answer = _get(product, path)
        assert answer.status == 303, path
        assert (answer.getheader("location") or "").startswith("/dang-nhap"), path


@pytest.mark.slow
def test_machines_without_a_session_get_401(product: Product) -> None:
    for path in MACHINES:
        answer = _get(product, path, Accept="*/*")
        assert answer.status == 401, path


@pytest.mark.slow
def test_a_socket_without_a_session_is_refused(product: Product) -> None:
    for cookie in ("", "langnghe=wrong", "langnghe="):
        with pytest.raises((InvalidStatus, ConnectionClosed)), _socket(product, cookie) as line:
            line.recv(timeout=5)


@pytest.mark.slow
def test_a_socket_whose_session_ended_delivers_nothing_more(product: Product) -> None:
    """Fragments, callbacks and deferred downloads all travel as messages of this socket."""
    officer = officers.recognise(product.engine, "lan", PASSWORD)
    assert officer is not None
    token = sessions.begin(product.engine, officer.id, now())
    with _socket(product, f"langnghe={token}") as line:
        line.send(b"\x5a\x00")  # rerun the script
        assert line.recv(timeout=20)
        sessions.end(product.engine, token)
        line.send(b"\x5a\x00")
        with pytest.raises(ConnectionClosed) as closed:
            _read_to_the_end(line)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008


@pytest.mark.slow
def test_signing_in_gives_a_cookie_scripts_cannot_read_and_signing_out_ends_it(
    product: Product,
) -> None:
    answer = _sign_in(product)
    assert answer.status == 303
    cookie = answer.getheader("set-cookie") or ""
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    session = cookie.split(";")[0]
    assert _get(product, "/ket-qua", Cookie=session).status == 200
    assert _send(product, "POST", "/dang-xuat", "", {"Cookie": session}).status == 303
    assert _get(product, "/ket-qua", Cookie=session).status == 303


@pytest.mark.slow
def test_a_form_from_another_site_is_refused(product: Product) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = _sign_in(product, **headers)
        assert (answer.status, answer.getheader("set-cookie")) == (403, None)


@pytest.mark.slow
def test_an_odd_request_is_refused_and_no_fault(product: Product) -> None:
    odd: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("PUT", "/dang-nhap", {}),
        ("DELETE", "/healthz", {}),
        ("OPTIONS", "*", {}),
        ("POST", "/dang-nhap", {"Content-Type": "multipart/form-data"}),
        ("POST", "/dang-nhap", {"Origin": "http://[bad"}),
    )
    for method, path, headers in odd:
        assert 400 <= _send(product, method, path, "login=x", headers).status < 500, (method, path)
    assert "Traceback" not in product.log.read_text()


def test_a_form_larger_than_any_of_ours_is_not_read_to_its_end(engine: Engine) -> None:
    sent = [("login", "lan"), ("password", "x" * LARGEST)]
    assert ask(routes(engine), "POST", "/dang-nhap", sent).status == 413


@pytest.mark.slow
def test_the_set_up_page_is_gone_after_set_up(product: Product) -> None:
    for method in ("GET", "POST"):
        assert _send(product, method, "/thiet-lap", "", {}).status == 404


@pytest.mark.slow
def test_unknown_addresses_of_ours_are_404_and_not_streamlit(product: Product) -> None:
    for path in ("/k/NOBODY999", "/k/a/b", "/api/x", "/healthz/x", "/dang-nhap/x", "/thiet-lap/x"):
        answer = _get(product, path)
        assert answer.status == 404, path
        assert "streamlit" not in answer.body.lower(), path  # type: ignore[attr-defined]


@pytest.mark.slow
def test_dr_03_no_log_says_who_opened_a_form(product: Product) -> None:
    for method in ("GET", "POST"):
        _send(product, method, f"/k/{product.code}", "G01=no", {})
    said = product.log.read_text()
    assert product.code not in said
    assert "/k/" not in said
    assert "GET" not in said


@pytest.mark.slow
def test_health_is_json_with_database_and_version(product: Product) -> None:
    answer = _get(product, "/healthz")
    assert answer.status == 200
    assert '"database":true' in answer.body  # type: ignore[attr-defined]


def test_health_says_503_when_the_database_is_gone(tmp_path: Path) -> None:
    from db.engine import connect as open_database

    engine = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    app = routes(engine)
    with engine.connect():
        pass
    assert ask(app, "GET", "/healthz").status == 200
    (tmp_path / "a.sqlite").unlink()
    assert ask(app, "GET", "/healthz").status == 503
    engine.dispose()


def test_streamlit_finds_the_app_without_running_the_file() -> None:
    from streamlit.web.server.app_discovery import discover_asgi_app

    assert discover_asgi_app(ROOT / "streamlit_app.py").is_asgi_app


def test_wrong_passwords_have_to_wait(engine: Engine) -> None:
    from tests.pages.world import open_campaign

    open_campaign(engine)
    app = routes(engine)
    sent = [("login", "lan"), ("password", "sai")]
    tries = [ask(app, "POST", "/dang-nhap", sent).status for _ in range(FREE_TRIES + 1)]
    assert tries == [401] * FREE_TRIES + [429]


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/ket-qua", "/ket-qua"),
        ("/ket-qua?dot=3", "/ket-qua?dot=3"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("//[", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(asked: str, goes_to: str) -> None:
    assert safe_next(asked) == goes_to
