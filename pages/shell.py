"""The page that Streamlit's screens live in: in Vietnamese, under our name, with our words."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from surveys.texts import say, sentences

_SCRIPT = Path(__file__).with_name("shell.js")
_WORDS = "shell.word."
_NOT_FORWARDED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='7' fill='%231F4E79'/%3E%3Cpath d='M8 9h16v11H15l-5 4v-4H8z'"
    " fill='%23fff'/%3E%3C/svg%3E"
)
_FONT = (
    '<link rel="preload" href="./app/static/fonts/BeVietnamPro-Regular.woff2" as="font"'
    ' type="font/woff2" crossorigin>'
)


class Shell:
    """ASGI middleware around Streamlit that rewrites its one HTML page and nothing else."""

    def __init__(self, app: ASGIApp, sign_in: str) -> None:
        self._app = app
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        kept = [header for header in scope["headers"] if header[0] not in _NOT_FORWARDED]
        await self._app({**scope, "headers": kept}, receive, _Rewriting(send, self._sign_in))


class _Rewriting:
    """Holds an HTML answer back until it is whole, then sends it in our words."""

    def __init__(self, send: Send, sign_in: str) -> None:
        self._send = send
        self._sign_in = sign_in
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = dressed(self._body.decode(), self._sign_in).encode() if self._body else b""
        headers = MutableHeaders(scope=start)
        if body:
            headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


@cache
def dressed(html: str, sign_in: str) -> str:
    """Streamlit's page with our language, name, icon and words."""
    words = html.replace('<html lang="en">', '<html lang="vi">', 1)
    words = re.sub(r"<title>.*?</title>", f"<title>{say('parts.product', 'vi')}</title>", words)
    words = re.sub(r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" href="{_ICON}">', words)
    words = re.sub(r'<link\s+rel="preload"[^>]*>', _FONT, words)
    words = re.sub(r"<noscript>.*?</noscript>", _noscript(), words, flags=re.DOTALL)
    words = re.sub(r"<!--.*?-->|<link rel=\"service-desc\"[^>]*>", "", words, flags=re.DOTALL)
    return words.replace("</head>", f"<script>{_script(sign_in)}</script></head>", 1)


def _is_page(start: Message) -> bool:
    return "text/html" in Headers(raw=start["headers"]).get("content-type", "")


def _noscript() -> str:
    return f"<noscript><p>{say('shell.noscript', 'vi')}</p></noscript>"


def _script(sign_in: str) -> str:
    """The script with every pair of words: Streamlit's own, ours."""
    keys = [key for key in sentences("en") if key.startswith(_WORDS)]
    pairs = [[say(key, "en"), say(key, "vi")] for key in keys]
    given = (pairs, sign_in, say("shell.ended", "en"))
    arguments = ", ".join(json.dumps(value, ensure_ascii=False) for value in given)
    return f"{_SCRIPT.read_text(encoding='utf-8').strip()}({arguments});".replace("</", "<\\/")
