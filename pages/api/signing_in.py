"""Sign-in by name and password, and sign-out."""

from __future__ import annotations

import asyncio

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from db import events, installation, officers, sessions
from pages.api.admission import admit
from pages.api.origin import is_own
from pages.api.paper import CSP, language_of, page
from pages.api.sent import fields
from pages.api.throttle import Throttle, neighbourhood
from pages.cookies import cookie_name, token_of
from pages.settings import now, settings
from surveys.texts import say

PATH = "/dang-nhap"
LONGEST_NAME = 60  # letters of a name that are remembered while it has to wait
AT_ONCE = 2  # passwords checked side by side: each takes 64 MB and a core for a while
FREE_FROM_ONE_PLACE = 30  # wrong tries, whatever the names: an office shares one address


def routes(engine: Engine) -> list[Route]:
    """GET and POST of sign-in, POST of sign-out."""
    gatekeeper = Gatekeeper(engine)

    async def form(request: Request) -> Response:
        if await run_in_threadpool(installation.load, engine) is None:
            return RedirectResponse("/thiet-lap", 303)
        return _form(request)

    async def enter(request: Request) -> Response:
        if not is_own(request):
            return _form(request, say("door.page.foreign", language_of(request)), status=403)
        return await gatekeeper.admit(request)

    async def leave(request: Request) -> Response:
        if not is_own(request):
            return _form(request, say("door.page.foreign", language_of(request)), status=403)
        await run_in_threadpool(_sign_out, engine, token_of(request.scope))
        answer = RedirectResponse(PATH, 303)
        answer.delete_cookie(cookie_name(), path="/")
        return answer

    return [
        Route(PATH, form, methods=["GET"]),
        Route(PATH, enter, methods=["POST"]),
        Route("/dang-xuat", leave, methods=["POST"]),
    ]


class Gatekeeper:
    """Checks passwords, few at a time, and lets those wait who guess."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._names = Throttle()
        self._places = Throttle(FREE_FROM_ONE_PLACE)
        self._turnstile = asyncio.Semaphore(AT_ONCE)

    async def admit(self, request: Request) -> Response:
        """In with a session, or the form again with the reason."""
        sent = await fields(request)
        login, password = sent.get("login", ""), sent.get("password", "")
        place = neighbourhood(request.client.host if request.client else "")
        key = f"{login.strip().casefold()[:LONGEST_NAME]} {place}"
        async with self._turnstile:
            wait = max(self._names.wait(key, now()), self._places.wait(place, now()))
            if wait:
                text = say("door.sign_in.wait", language_of(request), seconds=wait)
                return _form(request, text, login, 429)
            officer = await run_in_threadpool(officers.recognise, self._engine, login, password)
            if officer is None:
                await run_in_threadpool(self._failed, key, place, login)
        if officer is None:
            return _form(request, say("door.sign_in.wrong", language_of(request)), login, 401)
        self._names.succeeded(key)
        return await admit(self._engine, officer, request.query_params.get("next", "/"))

    def _failed(self, key: str, place: str, login: str) -> None:
        """Count it. The record hears of it once, of accounts there are: what is typed for a name
        may be a password."""
        self._places.failed(place, now())
        known = officers.id_of(self._engine, login) if self._names.failed(key, now()) else None
        if known is not None:
            events.note(self._engine, now(), known, "sign_in_waits")


def _sign_out(engine: Engine, token: str) -> None:
    officer = sessions.officer_of(engine, token, now())
    sessions.end(engine, token)
    if officer is not None:
        events.note(engine, now(), officer.id, "sign_out")


def _form(request: Request, problem: str = "", login: str = "", status: int = 200) -> Response:
    lang = language_of(request)
    noted = say("access.link.done", lang) if "xong" in request.query_params else ""
    shared = settings().oidc
    text = page(
        "sign_in.html",
        lang,
        problem=problem,
        login=login,
        noted=noted,
        shared=shared.name if shared else "",
        next=request.url.query,
    )
    return HTMLResponse(text, status, {"content-security-policy": CSP, "cache-control": "no-store"})
