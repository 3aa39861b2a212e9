"""Every page and every address of ours, asked by every role: a new one without a line in the
tables here fails."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.routing import Route, Router

from pages import frame
from pages.api.routes import routes
from pages.cookies import cookie_name
from pages.entry.routes import Entry
from pages.settings import engine
from surveys.access import Act, Officer, Role, may
from surveys.texts import say
from tests.pages.part_of_it import World, everything_sent, world

pytestmark = pytest.mark.slow

ALL = frozenset(Role)
SURVEYS = ALL - {Role.CARE}
ABOVE = frozenset({Role.ADMIN, Role.OFFICER})
WHO_SEES = {  # every page, by its address
    "tong-quan": SURVEYS,
    "dot-khao-sat": SURVEYS,
    "phieu": ABOVE,
    "ket-qua": SURVEYS,
    "ke-hoach": SURVEYS,
    "bao-cao": SURVEYS,
    "don-vi": SURVEYS,
    "so-theo-doi": SURVEYS,
    "ho-tro-kho-khan": ALL,  # counts; the requests themselves only by Act.CARE
    "cach-tinh": SURVEYS,
    "y-kien-viet": ABOVE,
    "cai-dat": frozenset({Role.ADMIN}),
    "tai-khoan": ALL,
}
NOBODY = frozenset[Role]()
OPEN_TO_ALL = "everybody, signed in or not"
WHO_IS_ANSWERED: dict[str, object] = {  # every route of ours, by its path
    "/healthz": OPEN_TO_ALL,
    "/api/ok": OPEN_TO_ALL,
    "/favicon.ico": OPEN_TO_ALL,
    "/dang-nhap": OPEN_TO_ALL,
    "/dang-nhap/ma": OPEN_TO_ALL,  # shows nothing without the cookie of the first step
    "/dang-xuat": OPEN_TO_ALL,
    "/moi/{token}": OPEN_TO_ALL,  # nothing without a link that holds
    "/thiet-lap": OPEN_TO_ALL,  # 404 after set-up
    "/rieng-tu": OPEN_TO_ALL,
    "/bc/{code}": OPEN_TO_ALL,  # the report of a unit, by its code
    "/nhap-phieu/{campaign:int}": ALL - {Role.CARE, Role.VIEWER},
}
PUBLIC_BY_PREFIX = ("/ho-tro", "/rieng-tu")  # the workers' pages


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("office")) as made:
        yield made


def open_page(module: str, act: str) -> None:
    from pages import frame
    from surveys.access import Act

    frame.opening(module, Act(act))()


def test_every_page_has_a_line_in_the_table() -> None:
    assert {path for _, path, _, _ in frame.PAGES} == set(WHO_SEES)


@pytest.mark.parametrize("role", Role)
def test_a_role_finds_the_pages_of_the_table_and_no_other(role: Role) -> None:
    officer = Officer(1, "a", "A", role, "vi")
    offered = {path for _, path, _, act in frame.PAGES if may(officer, act)}
    assert offered == {path for path, roles in WHO_SEES.items() if role in roles}


@pytest.mark.parametrize("role", Role)
def test_every_page_opens_for_its_roles_and_refuses_the_others(office: World, role: Role) -> None:
    """Run directly, as a forged request would have it run, whatever the navigation offers."""
    office.sit(role)
    for module, path, _, act in frame.PAGES:
        sent = everything_sent(open_page, {}, module=module, act=act.value)
        refused = say("parts.not_allowed", "vi") in sent
        assert refused is (role not in WHO_SEES[path]), path
        if role in (Role.CLUSTER, Role.UNIT, Role.VIEWER):
            assert not [word for word in office.secrets if word in sent], path
        if role is Role.CARE:
            assert "Nơi Quen" not in sent, path


def test_every_address_of_ours_has_a_line_in_the_table(office: World) -> None:
    known = {route.path for route in (*_routes(), *_entry_routes())}
    unknown = {
        path
        for path in known - set(WHO_IS_ANSWERED)
        if not path.startswith((*PUBLIC_BY_PREFIX, "/dang-nhap/chung"))
    }
    assert not unknown


@pytest.mark.parametrize("role", Role)
def test_addresses_answer_the_roles_of_the_table(office: World, role: Role) -> None:
    entry = Entry(engine())
    allowed = WHO_IS_ANSWERED["/nhap-phieu/{campaign:int}"]
    assert isinstance(allowed, frozenset)
    status = asyncio.run(_status(entry, f"/nhap-phieu/{office.opened.id}", office.tokens[role]))
    entry.stop()
    assert status == (200 if role in allowed else 404)


@pytest.mark.parametrize("role", Role)
def test_requests_for_help_are_for_the_role_that_cares(role: Role) -> None:
    assert may(Officer(1, "a", "A", role, "vi"), Act.CARE) is (role is Role.CARE)


def _routes() -> list[Route]:
    app = routes(engine())
    router = getattr(app, "app", None)
    assert isinstance(router, Router)
    return [route for route in router.routes if isinstance(route, Route)]


def _entry_routes() -> list[Route]:
    entry = Entry(engine())
    router = entry._app.app
    entry.stop()
    assert isinstance(router, Router)
    return [route for route in router.routes if isinstance(route, Route)]


async def _status(app: Entry, path: str, token: str) -> int:
    said: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            said.append(int(str(message["status"])))

    cookie = f"{cookie_name()}={token}".encode()
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"cookie", cookie), (b"host", b"test"), (b"accept", b"text/html")],
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    return said[0]
