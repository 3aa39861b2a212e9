"""First set-up: names and the first account, once; afterwards this address does not exist."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from db import demo, installation, officers, sessions
from pages.api.admission import let_in
from pages.api.origin import is_own
from pages.api.paper import CSP, language_of, message, page
from pages.api.sent import fields
from pages.settings import now, today
from surveys.access import Officer, Role
from surveys.organisation import Letterhead
from surveys.texts import say

PATH = "/thiet-lap"
FIELDS = ("name", "login", "org_name", "superior", "body", "symbol", "place", "phone")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 .]{5,20}")


def routes(engine: Engine) -> list[Route]:
    """GET and POST of set-up."""

    async def form(request: Request) -> Response:
        if await run_in_threadpool(installation.load, engine) is not None:
            return _gone()
        return _form(language_of(request), {"start": "demo"}, {})

    async def finish(request: Request) -> Response:
        if await run_in_threadpool(installation.load, engine) is not None:
            return _gone()
        lang = language_of(request)
        typed = {key: value.strip() for key, value in (await fields(request)).items()}
        problems = problems_of(typed, lang)
        if not is_own(request):
            problems = {"form": say("door.page.foreign", lang), **problems}
        if problems:
            return _form(lang, typed, problems, status=422)
        try:
            token = await run_in_threadpool(_finish, engine, typed, lang)
        except installation.AlreadySetUp:
            return _gone()
        return let_in(token, "/")

    return [Route(PATH, form, methods=["GET"]), Route(PATH, finish, methods=["POST"])]


def problems_of(typed: Mapping[str, str], lang: str) -> dict[str, str]:
    """A sentence for each field that cannot be taken."""
    found = {
        field: say("door.set_up.missing", lang, field=say(f"door.set_up.{field}", lang))
        for field in FIELDS
        if not typed.get(field)
    }
    if "login" not in found and not _LOGIN.fullmatch(typed["login"]):
        found["login"] = say("door.set_up.bad_login", lang)
    if "phone" not in found and not _PHONE.fullmatch(typed["phone"]):
        found["phone"] = say("door.set_up.phone_bad", lang)
    if len(typed.get("password", "")) < officers.SHORTEST_PASSWORD:
        found["password"] = say("door.set_up.short", lang, shortest=officers.SHORTEST_PASSWORD)
    elif typed.get("password") != typed.get("again"):
        found["again"] = say("door.set_up.differs", lang)
    return found


def _finish(engine: Engine, typed: Mapping[str, str], lang: str) -> str:
    first = Officer(0, typed["login"], typed["name"], Role.ADMIN, lang)
    officer = installation.found(engine, _letterhead(typed), first, typed["password"], now())
    if typed.get("start") == "demo":
        demo.load(engine, today(), now())
    return sessions.begin(engine, officer.id, now())


def _letterhead(typed: Mapping[str, str]) -> Letterhead:
    return Letterhead(
        name=typed["org_name"],
        superior=typed["superior"],
        body=typed["body"].replace("\r\n", "\n").replace(" / ", "\n"),
        symbol=typed["symbol"],
        place=typed["place"],
        authority=say("door.set_up.authority", "vi"),
        role=say("door.set_up.role", "vi"),
        signer="",
        addressee="",
        copies=(say("door.set_up.copies", "vi"),),
        phone=typed["phone"],
    )


def _form(
    lang: str, typed: Mapping[str, str], problems: Mapping[str, str], status: int = 200
) -> Response:
    text = page(
        "set_up.html", lang, typed=typed, problems=problems, shortest=officers.SHORTEST_PASSWORD
    )
    return HTMLResponse(text, status, {"content-security-policy": CSP, "cache-control": "no-store"})


def _gone() -> Response:
    title, text = say("door.page.missing_title", "vi"), say("door.page.missing_text", "vi")
    return HTMLResponse(message(title, text), 404)
