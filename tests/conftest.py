"""What tests may ask for: databases, a free port, a browser. Nothing starts before it is asked."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from db.engine import connect
from db.migrate import migrate
from tests.prepare import BROWSER
from tests.servers import postgres_cluster, unused_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PHONE = (360, 740)  # CSS pixels
_FLAGS = (
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, ending before the database's name."""
    with postgres_cluster() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The address of a fresh, empty PostgreSQL database."""
    name = f"test_{next(_numbers)}"
    with _database(postgres_url, name):
        yield f"{postgres_url}/{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh, empty database: the test runs once on each kind we promise."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with today's schema and nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("schema") / "migrated.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_name(postgres_url: str) -> str:
    """The name of a PostgreSQL database with today's schema and nothing in it, to be copied."""
    server = sa.create_engine(f"{postgres_url}/postgres", isolation_level="AUTOCOMMIT")
    _say(server, "CREATE DATABASE migrated")
    server.dispose()
    _migrate(f"{postgres_url}/migrated")
    return "migrated"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """A fresh database of each kind with today's schema."""
    if request.param == "sqlite":
        copied = shutil.copyfile(request.getfixturevalue("migrated_file"), tmp_path / "test.sqlite")
        made, url = contextlib.nullcontext(), f"sqlite:///{copied}"
    else:
        server, template = (request.getfixturevalue(n) for n in ("postgres_url", "migrated_name"))
        name = f"copy_{next(_numbers)}"
        made, url = _database(server, name, f" TEMPLATE {template}"), f"{server}/{name}"
    with made:
        engine = connect(url)
        yield engine
        engine.dispose()


def _migrate(url: str) -> None:
    engine = connect(url)
    migrate(engine)
    engine.dispose()


@contextlib.contextmanager
def _database(postgres_url: str, name: str, how: str = "") -> Iterator[None]:
    server = sa.create_engine(f"{postgres_url}/postgres", isolation_level="AUTOCOMMIT")
    try:
        _say(server, f"CREATE DATABASE {name}{how}")
        yield
        _say(server, f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        server.dispose()


@pytest.fixture
def free_port() -> int:
    """A loopback port that nobody listens on."""
    return unused_port()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's browser without a window."""
    return program(BROWSER)


def program(name: str) -> str:
    """The path of a program that the tests drive."""
    path = shutil.which(name)
    if path is None:
        raise RuntimeError(f"no {name} on this machine: run python3 tests/prepare.py")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser for the tests of one file. No longer than that: while it runs, its event loop
    holds the thread and asyncio.run() is refused there."""
    from playwright.sync_api import expect, sync_playwright  # here: fast tests need none of it

    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module")
def desk_profile(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile that tests of officers' pages use one after the other: each fresh one
    reads and compiles all of Streamlit's script anew."""
    context = browser.new_context(locale="vi-VN")
    yield context
    context.close()


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser profile of its own, as wide as a phone unless said otherwise;
    further options are those of Playwright's new_context. With `desk`, the test's first page
    gets the file's desk profile, emptied."""
    contexts: list[BrowserContext] = []
    shared: list[BrowserContext] = []

    def open_one(
        width: int = PHONE[0], height: int = PHONE[1], *, desk: bool = False, **options: Any
    ) -> Page:
        size = {"width": width, "height": height}
        if desk and not options and not shared:
            shared.append(request.getfixturevalue("desk_profile"))
            page = shared[0].new_page()
            page.set_viewport_size(size)  # type: ignore[arg-type]
            return page
        contexts.append(browser.new_context(**{"locale": "vi-VN", "viewport": size, **options}))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()
    for context in shared:
        _empty(context)


def _empty(context: BrowserContext) -> None:
    """Forget all that a test left in the profile, except the scripts it has read."""
    context.set_offline(False)
    context.unroute_all()
    for page in context.pages:
        origin = page.evaluate("location.origin")
        kinds = {"origin": origin, "storageTypes": "local_storage,indexeddb,cache_storage"}
        if origin != "null":
            context.new_cdp_session(page).send("Storage.clearDataForOrigin", kinds)
        page.close()
    context.clear_cookies()


def _say(server: sa.Engine, statement: str) -> None:
    with server.connect() as connection:
        connection.exec_driver_sql(statement)
