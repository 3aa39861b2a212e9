"""The workers' addresses: /k/{code} is the form, /k asks for a code. Kept short on purpose:
this is the busiest road of the product."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from functools import cache, lru_cache
from urllib.parse import parse_qs, quote

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from db.scans import Step, Tally
from db.submissions import Incoming, Writer, key_of
from pages.phone import intake, offline, removal
from pages.phone.bell import Bell
from pages.phone.doors import Doors, Shut, unknown
from pages.phone.flood import Floods
from pages.phone.forms import OpenForm
from pages.phone.render import Note, compressed, form_page, plain_page, policy
from pages.settings import today
from surveys.answers import Answers, Declined, Form, NotAnswered, read
from surveys.campaigns import CODE_LENGTH, typed
from surveys.texts import LANGUAGES, say
from surveys.texts.added import Added

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_BEGUN = "/b"  # behind a code: an empty word that somebody began (docs/decisions)
_HEADERS = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class Phone:
    """ASGI application for everything under /k."""

    def __init__(self, engine: Engine, floods: Floods | None = None) -> None:
        self._doors = Doors(engine)
        self._floods = floods or Floods()
        self._writer = Writer(engine)
        self._tally = Tally(engine)
        self._bell = Bell(self._writer)
        self._beside = offline.routes(engine)

    def stop(self) -> None:
        """Commit what waits and end the writers."""
        self._writer.stop()
        self._tally.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        code = scope["path"][3:]
        if offline.has(code):
            await self._beside(scope, receive, send)
            return
        asked = scope["query_string"]
        lang = _language(asked)
        if not code:
            await _ask_code(scope, send, lang)
        elif isinstance(found := await self._doors.at(code.removesuffix(_BEGUN), lang), Shut):
            await self._shut(scope, receive, send, found)
        elif scope["method"] == "POST" and code.endswith(_BEGUN):
            self._count(found, Step.BEGUN)
            await _nothing(send)
        elif scope["method"] == "POST":
            await self._take(scope, receive, send, found)
        elif scope["method"] in ("GET", "HEAD") and not code.endswith(_BEGUN):
            self._count(found, Step.SHOWN)
            await _reply(scope, send, 200, found.page)
        else:
            await _say(scope, send, 405, unknown(code, lang).page)

    def _count(self, form: OpenForm, step: Step) -> None:
        if form.is_open:
            self._tally.count(form.occasion.campaign.id, form.unit_id, today(), step)

    async def _shut(self, scope: Scope, receive: Receive, send: Send, shut: Shut) -> None:
        """No form here. A card that is used may have been so by this very form, whose thanks were
        lost on the way: it is thanked for again."""
        if shut.card and scope["method"] == "POST":
            lang = _language(scope["query_string"])
            try:
                sent = intake.fields(await _body(receive, intake.LARGEST), intake.Room())
            except intake.TooLarge:
                sent = {}
            form = await self._doors.again(intake.form_id(sent), lang)
            if form is not None:
                thanked = _with_code(form, scope["path"][3:], sent)
                await _reply(scope, send, 200, thanked.thanks)
                return
        await _say(scope, send, shut.status, shut.page)

    async def _take(self, scope: Scope, receive: Receive, send: Send, form: OpenForm) -> None:
        """A sent form: refused with its problems, asked further, or stored and thanked for."""
        lang = form.lang
        if not form.is_open:
            await _reply(scope, send, 409, form.page)
            return
        if self._floods.is_full(form.place):
            await _reply(scope, send, 429, _busy(lang, form.occasion.added))
            return
        try:
            sent = intake.fields(await _body(receive, form.room.size), form.room)
        except intake.TooLarge:
            await _say(scope, send, 413, _trouble("large", form))
            return
        survey, on = form.occasion.survey, today()
        answers = read(survey, sent, on)
        if isinstance(answers, Declined):
            await _reply(scope, send, 200, form.declined)
            return
        again = intake.next_step(survey, sent, on)
        if again is None and isinstance(answers, NotAnswered):
            again = intake.refused(survey, sent, answers.problems, on)
        if again is not None:
            if not intake.form_id(sent):  # without script: the first step of a form just begun
                self._count(form, Step.BEGUN)
            page = await run_in_threadpool(form_page, form.occasion, lang, again)
            await _say(scope, send, 422 if again.problems else 200, page)
            return
        assert isinstance(answers, Answers)
        incoming = Incoming(
            key_of(form.secret, intake.form_id(sent)),
            form.occasion.campaign.id,
            form.unit_id,
            on,
            lang,
            answers,
            intake.mode(sent),
            form.card,
        )
        await self._keep(scope, send, _with_code(form, scope["path"][3:], sent), incoming)

    async def _keep(self, scope: Scope, send: Send, form: OpenForm, incoming: Incoming) -> None:
        if not await self._floods.turn(form.place):
            await _reply(scope, send, 429, _busy(form.lang))
            return
        try:
            stored = await self._bell.kept(incoming)
        except Exception:  # not committed, whatever the reason: never thank for it
            await _say(scope, send, 503, _trouble("text", form))
            return
        if stored:
            self._count(form, Step.SENT)
        await _reply(scope, send, 200 if stored else 409, form.thanks if stored else form.closed)


def _with_code(form: OpenForm, code: str, sent: Form) -> OpenForm:
    """The form with its deletion code on the thank-you page, where the campaign gives one."""
    if not form.occasion.campaign.deletion_codes:
        return form
    page = removal.thanks(
        form.occasion, form.lang, form.poster or typed(code), intake.form_id(sent)
    )
    return replace(form, thanks=compressed(page))


async def _body(receive: Receive, largest: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > largest:
            raise intake.TooLarge
        if not message.get("more_body"):
            return b"".join(parts)


async def _ask_code(scope: Scope, send: Send, lang: str) -> None:
    """/k: a field for the code; /k?c=… goes on to its form."""
    wanted = typed("".join(parse_qs(scope["query_string"].decode("latin-1")).get("c", ())))
    if wanted:
        where = f"/k/{quote(wanted[: 2 * CODE_LENGTH])}".encode()
        await send(
            {"type": "http.response.start", "status": 303, "headers": [(b"location", where)]}
        )
        await send({"type": "http.response.body", "body": b""})
        return
    await _say(
        scope, send, 200, plain_page(Note(say("phone.type.title", lang), ask_code=True), lang)
    )


def _trouble(which: str, form: OpenForm) -> str:
    told_in, lang = form.occasion.added.say, form.lang
    text = told_in(f"phone.trouble.{which}", lang)
    return plain_page(Note(told_in("phone.trouble.title", lang), (text,)), lang)


@lru_cache(maxsize=16)
def _busy(lang: str, added: Added) -> bytes:
    title, text = (added.say(f"phone.trouble.{name}", lang) for name in ("title", "flood"))
    return compressed(plain_page(Note(title, (text,)), lang))


def _language(query: bytes) -> str:
    if not query:
        return LANGUAGES[0]
    asked = parse_qs(query.decode("latin-1")).get("l", LANGUAGES[:1])[-1]
    return asked if _LANGUAGE.fullmatch(asked) else LANGUAGES[0]


async def _nothing(send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _say(scope: Scope, send: Send, status: int, page: str) -> None:
    await _reply(scope, send, status, await run_in_threadpool(compressed, page))


@cache
def _policy() -> tuple[bytes, bytes]:
    return b"content-security-policy", policy().encode()


async def _reply(scope: Scope, send: Send, status: int, page: bytes) -> None:
    """Send a compressed page; the few clients that cannot unpack get it unpacked."""
    headers = [*_HEADERS, _policy()]
    if any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"]):
        headers.append((b"content-encoding", b"gzip"))
    else:
        page = gzip.decompress(page)
    headers.append((b"content-length", str(len(page)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else page
    await send({"type": "http.response.body", "body": body})
