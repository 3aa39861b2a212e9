"""Sign-in and sign-out."""

from __future__ import annotations

import asyncio

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from db import installation, sessions
from db.officers import recognise
from pages.api.origin import is_own
from pages.api.paper import CSP, language_of, page
from pages.api.sent import fields
from pages.api.throttle import Throttle
from pages.cookies import cookie_name, token_of
from pages.settings import now, settings
from surveys.texts import say

PATH = "/dang-nhap"
LONGEST_NAME = 60  # letters of a name that are remembered while it has to wait
AT_ONCE = 2  # passwords checked side by side: each takes 64 MB and a core for a while


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
        await run_in_threadpool(sessions.end, engine, token_of(request.scope))
        answer = RedirectResponse(PATH, 303)
        answer.delete_cookie(cookie_name(), path="/")
        return answer

    return [
        Route(PATH, form, methods=["GET"]),
        Route(PATH, enter, methods=["POST"]),
        Route("/dang-xuat", leave, methods=["POST"]),
    ]


class Gatekeeper:
    """Checks passwords, few at a time, and lets names wait that were guessed at."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._throttle = Throttle()
        self._turnstile = asyncio.Semaphore(AT_ONCE)

    async def admit(self, request: Request) -> Response:
        """In with a session, or the form again with the reason."""
        sent = await fields(request)
        login, password = sent.get("login", ""), sent.get("password", "")
        name = login.strip().casefold()[:LONGEST_NAME]
        keys = (f"name:{name}", f"from:{_address(request)}")
        async with self._turnstile:
            wait = max(self._throttle.wait(key, now()) for key in keys)
            if wait:
                text = say("door.sign_in.wait", language_of(request), seconds=wait)
                return _form(request, text, login, 429)
            officer = await run_in_threadpool(recognise, self._engine, login, password)
            for key in keys:
                self._throttle.succeeded(key) if officer else self._throttle.failed(key, now())
        if officer is None:
            return _form(request, say("door.sign_in.wrong", language_of(request)), login, 401)
        token = await run_in_threadpool(sessions.begin, self._engine, officer.id, now())
        return let_in(token, safe_next(request.query_params.get("next", "/")))


def let_in(token: str, where: str) -> Response:
    """Send a browser on with its session cookie."""
    answer = RedirectResponse(where, 303)
    answer.set_cookie(
        cookie_name(),
        token,
        max_age=int(sessions.LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings().base_url.startswith("https:"),
        path="/",
    )
    return answer


def safe_next(where: str) -> str:
    """A path on this site; anything that could lead elsewhere becomes the first page."""
    ours = where.startswith("/") and not where.startswith("//")
    return where if ours and where.isprintable() and "\\" not in where else "/"


def _form(request: Request, problem: str = "", login: str = "", status: int = 200) -> Response:
    text = page(
        "sign_in.html", language_of(request), problem=problem, login=login, next=request.url.query
    )
    return HTMLResponse(text, status, {"content-security-policy": CSP, "cache-control": "no-store"})


def _address(request: Request) -> str:
    return request.client.host if request.client else "?"
