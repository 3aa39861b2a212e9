"""A provider of sign-in that is slow or away keeps nobody waiting who does not sign in by it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from pages.api.provider import Provider, ProviderFault, Secrets
from pages.api.shared_sign_in import START, Desk
from pages.settings import SharedSignIn
from tests.pages.browsing import fresh_database, migrated_database

SECRETS = Secrets("s" * 48, "n" * 48, "v" * 48)
MANY = 60  # more than the threads that all pages share


@dataclass
class Described:
    """A provider on loopback that only describes itself, when it may."""

    issuer: str = ""
    status: int = 200
    asked: int = 0
    may: Event = field(default_factory=Event)

    def provider(self) -> Provider:
        return Provider(SharedSignIn(self.issuer, "x", "y", "z"), "http://127.0.0.1:1/ve")


@pytest.fixture
def there() -> Iterator[Described]:
    made = Described()
    made.may.set()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked += 1
            made.may.wait(20)
            self.send_response(made.status)
            self.end_headers()
            told = {"issuer": made.issuer, "authorization_endpoint": f"{made.issuer}/auth"}
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    made.may.set()
    server.shutdown()
    server.server_close()


def test_the_description_is_read_once(there: Described) -> None:
    provider = there.provider()
    for _ in range(5):
        assert provider.address(SECRETS).startswith(f"{there.issuer}/auth?")
    assert there.asked == 1


def test_a_provider_that_is_away_is_asked_once_for_a_while(there: Described) -> None:
    there.status, provider = 503, there.provider()
    for _ in range(5):
        with pytest.raises(ProviderFault):
            provider.address(SECRETS)
    assert there.asked == 1


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    with fresh_database(migrated_database(tmp_path), tmp_path) as engine:
        yield engine


def test_many_who_leave_for_a_slow_provider_leave_threads_for_others(
    there: Described, empty: Engine
) -> None:
    there.may.clear()
    desk = Desk(empty, there.provider(), there.issuer)
    scope = {"type": "http", "method": "GET", "path": START, "query_string": b"", "headers": []}

    async def leave_and_work() -> tuple[float, set[int]]:
        leaving = [asyncio.create_task(desk.leave(Request(scope))) for _ in range(MANY)]
        await asyncio.sleep(0.5)
        began = time.monotonic()
        await run_in_threadpool(time.monotonic)
        waited = time.monotonic() - began
        there.may.set()
        return waited, {answer.status_code for answer in await asyncio.gather(*leaving)}

    waited, answers = asyncio.run(leave_and_work())
    assert waited < 2
    assert answers == {303}
