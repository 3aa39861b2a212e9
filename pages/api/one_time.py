"""/moi/{token}: where a one-time link leads. Looking at it does not use it up, for chat programs
look at links too; setting the password does."""

from __future__ import annotations

import asyncio

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from db import one_time_links
from db.officers import SHORTEST_PASSWORD
from pages.api.origin import is_own
from pages.api.paper import CSP, language_of, message, page
from pages.api.sent import fields
from pages.settings import now
from surveys.access import Officer
from surveys.texts import say

PATH = "/moi"
_AT_ONCE = 2  # passwords hashed side by side
_DEAD = {
    one_time_links.Unknown: ("unknown", 404),
    one_time_links.Expired: ("expired", 410),
    one_time_links.Used: ("used", 410),
}


def routes(engine: Engine) -> list[Route]:
    """GET and POST of a link."""
    turnstile = asyncio.Semaphore(_AT_ONCE)

    async def form(request: Request) -> Response:
        token = request.path_params["token"]
        try:
            officer = await run_in_threadpool(one_time_links.officer_of, engine, token, now())
        except tuple(_DEAD) as dead:
            return _dead(request, dead)
        return _form(request, officer)

    async def finish(request: Request) -> Response:
        token, lang = request.path_params["token"], language_of(request)
        try:
            officer = await run_in_threadpool(one_time_links.officer_of, engine, token, now())
            problem = "" if is_own(request) else say("door.page.foreign", lang)
            typed = await fields(request)
            if problem := problem or _problem(typed, lang):
                return _form(request, officer, problem, 422)
            async with turnstile:
                await run_in_threadpool(one_time_links.use, engine, token, typed["password"], now())
        except tuple(_DEAD) as dead:
            return _dead(request, dead)
        return RedirectResponse("/dang-nhap?xong=1", 303)

    address = f"{PATH}/{{token}}"
    return [Route(address, form, methods=["GET"]), Route(address, finish, methods=["POST"])]


def _problem(typed: dict[str, str], lang: str) -> str:
    if len(typed.get("password", "")) < SHORTEST_PASSWORD:
        return say("door.set_up.short", lang, shortest=SHORTEST_PASSWORD)
    if typed["password"] != typed.get("again"):
        return say("door.set_up.differs", lang)
    return ""


def _form(request: Request, officer: Officer, problem: str = "", status: int = 200) -> Response:
    asked = language_of(request) if "l" in request.query_params else officer.lang
    text = page(
        "one_time.html",
        asked,
        problem=problem,
        officer=officer,
        shortest=SHORTEST_PASSWORD,
    )
    return _answer(text, status)


def _dead(request: Request, why: Exception) -> Response:
    name, status = _DEAD[type(why)]
    lang = language_of(request)
    title, text = say(f"access.link.{name}_title", lang), say(f"access.link.{name}", lang)
    return _answer(message(title, text, lang), status)


def _answer(text: str, status: int) -> Response:
    return HTMLResponse(text, status, {"content-security-policy": CSP, "cache-control": "no-store"})
