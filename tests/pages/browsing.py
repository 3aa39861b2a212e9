"""A browser without a screen: asks the routes of ours, keeps cookies, says from where it asks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlencode

from sqlalchemy import Engine
from starlette.types import ASGIApp, Message

from db.engine import connect, sweep
from db.migrate import migrate


@dataclass(frozen=True)
class Page:
    """An answer."""

    status: int
    location: str
    text: str


@dataclass
class Browser:
    """Somebody at this address, with cookies of their own."""

    app: ASGIApp
    address: str = "203.0.113.7"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Page:
        """Open an address."""
        return asyncio.run(self._ask("GET", path, b"", headers))

    def post(self, path: str, form: dict[str, str], **headers: str) -> Page:
        """Send a form."""
        return asyncio.run(self._ask("POST", path, urlencode(form).encode(), headers))

    async def _ask(self, method: str, where: str, body: bytes, more: dict[str, str]) -> Page:
        path, _, query = where.partition("?")
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"host": "test", "accept": "text/html", "cookie": jar, **more}
        if body:
            headers["content-type"] = "application/x-www-form-urlencoded"
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": (self.address, 40_000),
        }
        said: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        await self.app(scope, receive, send)
        return self._taken(said)

    def _taken(self, said: list[Message]) -> Page:
        headers = [(name, value.decode()) for name, value in said[0]["headers"]]
        for header in (value for name, value in headers if name == b"set-cookie"):
            self._keep(header)
        location = next((value for name, value in headers if name == b"location"), "")
        body = b"".join(message.get("body", b"") for message in said[1:])
        return Page(said[0]["status"], location, body.decode())

    def _keep(self, header: str) -> None:
        for cookie, morsel in SimpleCookie(header).items():
            self.cookies[cookie] = morsel.value
            if morsel["max-age"] == "0":
                del self.cookies[cookie]


@contextmanager
def fresh_database(migrated: Path, folder: Path) -> Iterator[Engine]:
    """A copy of a database that was migrated once."""
    path = folder / "a.sqlite"
    copyfile(migrated, path)
    engine = connect(f"sqlite:///{path}")
    try:
        yield engine
    finally:
        engine.dispose()


def migrated_database(folder: Path) -> Path:
    """An empty database with today's schema, as one file."""
    path = folder / "empty.sqlite"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    sweep(engine)
    engine.dispose()
    return path
