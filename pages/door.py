"""The one door: our routes first, and nothing of the officers' pages without a session.

It stands outside Streamlit, so that pages, fragments, callbacks, downloads and sockets pass it
alike: a socket's every message is checked, and a session that ended closes the socket."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.installation import load
from db.sessions import officer_of
from pages.api.origin import is_own_socket
from pages.api.routes import routes
from pages.cookies import token_of
from pages.entry.routes import PATH as ENTRY
from pages.entry.routes import Entry
from pages.phone.routes import Phone
from pages.settings import now
from pages.shell import Shell
from surveys.access import Officer
from surveys.texts import say

SIGN_IN = "/dang-nhap"
SET_UP = "/thiet-lap"
OURS = (
    "k",
    "api",
    "healthz",
    "dang-nhap",
    "dang-xuat",
    "moi",
    "thiet-lap",
    "rieng-tu",
    "ho-tro",
    "bc",
    "favicon.ico",
)
_CLOSED = 1008  # WebSocket: policy violation
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not "no-referrer": over plain HTTP our own forms would then come with the origin "null".
    (b"referrer-policy", b"same-origin"),
)


class Door:
    """ASGI middleware: the phone's form, our other routes, then the gate before Streamlit."""

    def __init__(self, app: ASGIApp, engine: Engine) -> None:
        self._streamlit = Shell(app, SIGN_IN)
        self._engine = engine
        self._phone = Phone(engine)
        self._entry = Entry(engine)
        self._routes = routes(engine)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._streamlit(scope, receive, send)
            await run_in_threadpool(self._phone.stop)
            await run_in_threadpool(self._entry.stop)
            return
        first = scope["path"].removeprefix("/").partition("/")[0]
        if first == "k":
            await self._phone(scope, receive, send)
        elif first == ENTRY and scope["type"] == "http":
            await self._entry(scope, receive, _hardened(send))
        elif first in OURS:
            await self._routes(scope, receive, _hardened(send))
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._page(scope, receive, _hardened(send))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        if await self._who(token_of(scope)) is not None:
            await self._streamlit(scope, receive, send)
            return
        await (await self._refusal(scope))(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = token_of(scope)
        if not is_own_socket(HTTPConnection(scope)) or await self._who(token) is None:
            await receive()  # the connect message
            await send({"type": "websocket.close", "code": _CLOSED})
            return

        async def checked() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and await self._who(token) is None:
                await send({"type": "websocket.close", "code": _CLOSED})
                return {"type": "websocket.disconnect", "code": _CLOSED}
            return message

        await self._streamlit(scope, checked, send)

    async def _who(self, token: str) -> Officer | None:
        if not token:
            return None
        return await run_in_threadpool(officer_of, self._engine, token, now())

    async def _refusal(self, scope: Scope) -> Response:
        """People are sent to sign in (or to set up an empty installation); machines get 401."""
        wanted: Mapping[bytes, bytes] = dict(scope["headers"])
        if scope["method"] != "GET" or b"text/html" not in wanted.get(b"accept", b""):
            return PlainTextResponse(say("door.page.gone", "vi"), 401)
        if await run_in_threadpool(load, self._engine) is None:
            return RedirectResponse(SET_UP, 303)
        path = scope["path"]
        return RedirectResponse(f"{SIGN_IN}?next={quote(path)}" if path != "/" else SIGN_IN, 303)


def _hardened(send: Send) -> Send:
    """Adds the headers every answer carries."""

    async def hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *((name, value) for name, value in _HEADERS if name not in present),
            ]
        await send(message)

    return hardened
