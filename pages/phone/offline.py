"""What a form's page asks for after its first load: later script, service worker, recordings."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from db import added_words, recordings
from pages.phone import removal
from pages.settings import today
from surveys.texts import LANGUAGES
from surveys.texts.added import NONE, Added

_OURS = re.compile(
    r"worker\.js|later\.js|xoa|a/[0-9a-f]{32}"
)  # a code has nine letters and none of these
_STATIC = Path(__file__).parent / "static"
_LATER = ("outbox.js", "later.js", "voice.js", "help.js")
_WORKER = ("outbox.js", "worker.js")
_WORDS = ("sent", "waits", "gone", "hear", "hush", "mute", "idle", "here", "over", "now")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")  # a code that may be one
_MOST_SCRIPTS = 16  # kept ready: of few languages, each as its words stand now
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
_HEARABLE = ("audio/", "image/")  # nothing that a browser would run
_SCRIPT = "text/javascript; charset=utf-8"
_HARD = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
_FOR_EVER = {
    **_HARD,
    "cache-control": "public, max-age=31536000, immutable",  # the address is the digest
    "accept-ranges": "bytes",
    "content-security-policy": "default-src 'none'; sandbox",
}


def has(path: str) -> bool:
    """Whether this, behind /k/, is one of these addresses instead of a form's code."""
    return _OURS.fullmatch(path) is not None


def routes(engine: Engine) -> ASGIApp:
    """The addresses beside the forms."""

    async def worker(_request: Request) -> Response:
        own = {"cache-control": "no-cache", "content-security-policy": _worker_policy()}
        return Response(_joined(_WORKER), media_type=_SCRIPT, headers=_HARD | own)

    async def later(request: Request) -> Response:
        asked = request.query_params.get("l", "")
        lang = asked if LANGUAGE.fullmatch(asked) else LANGUAGES[0]
        own = {"cache-control": "public, max-age=300"}
        added = NONE if lang in LANGUAGES else await run_in_threadpool(added_words.load, engine)
        return Response(later_script(lang, added), media_type=_SCRIPT, headers=_HARD | own)

    async def heard(request: Request) -> Response:
        digest = request.path_params["digest"]
        found = await run_in_threadpool(recordings.heard, engine, digest, today())
        if found is None or not found.type.startswith(_HEARABLE):
            return PlainTextResponse("", 404, headers=_HARD)
        return part_of(found, request.headers.get("range", ""))

    return ExceptionMiddleware(
        Router(
            [
                Route("/k/worker.js", worker),
                Route("/k/later.js", later),
                Route("/k/a/{digest}", heard),
                *removal.routes(engine),
            ],
            redirect_slashes=False,
        )
    )


@lru_cache(maxsize=_MOST_SCRIPTS)
def later_script(lang: str, added: Added = NONE) -> str:
    """What loads after the page, with its sentences."""
    words = {word: added.say(f"phone_keep.later.{word}", lang) for word in _WORDS}
    return f"var later = {json.dumps(words, ensure_ascii=False)};\n{_joined(_LATER)}"


def part_of(found: recordings.Recording, wanted: str) -> Response:
    """The recording, or the one part of it that a player asked for: some play nothing else."""
    size = len(found.content)
    asked = _RANGE.fullmatch(wanted.strip())
    if asked is None or not any(asked.groups()):
        return Response(found.content, media_type=found.type, headers=_FOR_EVER)
    first, last = _ends(asked[1], asked[2], size)
    if first > last:
        none = {**_FOR_EVER, "content-range": f"bytes */{size}"}
        return Response(b"", 416, media_type=found.type, headers=none)
    headers = {**_FOR_EVER, "content-range": f"bytes {first}-{last}/{size}"}
    return Response(found.content[first : last + 1], 206, media_type=found.type, headers=headers)


def _ends(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte; "-500" asks for the last 500."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last or size), size - 1)


@cache
def _joined(names: tuple[str, ...]) -> str:
    parts = [(_STATIC / name).read_text(encoding="utf-8") for name in names]
    lines = "\n".join(parts).splitlines()
    return "\n".join(s for line in lines if (s := line.strip()) and not s.startswith("//"))


def _worker_policy() -> str:
    return "default-src 'none';connect-src 'self'"
