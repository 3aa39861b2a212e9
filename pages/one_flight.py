"""Head and body of a reply leave together. Written one after the other, as the server does it, they
are two packets, and the workers' form no longer fits into the first flight of a connection. Heads
of requests are bounded, which the server leaves to a proxy."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 64 * 1024  # bytes of request line and headers, or of what follows a body
_TOO_LONG = "The request's head is too long."


class OneFlight(HttpToolsProtocol):
    """The server's own protocol on a transport that gathers, with a bound for what a stranger may
    send before there is anything to do with it: the parser keeps all of it."""

    _pending = 0  # bytes since the parser last came to an end of something

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(cast("asyncio.Transport", _Gathering(transport, self.loop)))

    def data_received(self, data: bytes) -> None:
        """Refuses a head that has no end."""
        self._pending += len(data)
        super().data_received(data)
        if self._pending > LONGEST_HEAD and not self.transport.is_closing():
            self.send_400_response(_TOO_LONG)

    def on_headers_complete(self) -> None:
        """Refuses a head that came whole: the parser answers a callback's error with 400."""
        if (
            len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
            > LONGEST_HEAD
        ):
            raise ValueError(_TOO_LONG)
        self._pending = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Whoever reads the body counts it."""
        self._pending = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The next request begins."""
        self._pending = 0
        super().on_message_complete()


class _Gathering:
    """A transport that writes once what was written to it in one turn of the loop."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Leaves at the end of this turn."""
        if not self._parts:
            self._loop.call_soon(self._leave)
        self._parts.append(data)

    def close(self) -> None:
        """After what was written."""
        self._leave()
        self._transport.close()

    def _leave(self) -> None:
        if self._parts and not self._transport.is_closing():
            self._transport.writelines(self._parts)
        self._parts = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
