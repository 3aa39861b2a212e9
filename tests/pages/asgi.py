"""Asks an ASGI application as a browser would, without a network."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.raw) if packed else self.raw).decode()


Fields = Iterable[tuple[str, str]]


def ask(app: ASGIApp, method: str, address: str, sent: Fields | bytes = b"") -> Answer:
    """One request with a form as its body."""
    return asyncio.run(ask_all(app, [(method, address, sent)]))[0]


async def ask_all(app: ASGIApp, requests: list[tuple[str, str, Fields | bytes]]) -> list[Answer]:
    """Many requests at the same time."""
    return list(await asyncio.gather(*(_ask(app, *request) for request in requests)))


async def _ask(app: ASGIApp, method: str, address: str, sent: Fields | bytes) -> Answer:
    parts = urlsplit(address)
    body = sent if isinstance(sent, bytes) else urlencode(list(sent)).encode()
    scope = {
        "type": "http",
        "method": method,
        "path": parts.path,
        "query_string": parts.query.encode(),
        "headers": [(b"accept-encoding", b"gzip"), (b"host", b"test")],
    }
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return Answer(said[0]["status"], headers, b"".join(m.get("body", b"") for m in said[1:]))
