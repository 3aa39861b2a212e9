"""/nhap-phieu/{campaign}: the page where officers type in sheets, and where it sends them.

Nothing that is stored ever comes back (DR-11), and no event is written for a sheet: it would keep
the time at which one was typed in (DR-03)."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from db import paper_checks
from db.scopes import scope as scope_of
from db.sessions import officer_of
from db.submissions import Incoming, Mode, Writer, key_of
from pages.api.origin import is_own
from pages.api.paper import message
from pages.cookies import token_of
from pages.entry.desk import Desk, desk, within
from pages.entry.page import page, policy
from pages.entry.sent import Sent, sent
from pages.entry.taking import Again, Differing, Ready, Refused, shown, take
from pages.settings import now, today
from surveys.access import Act, Officer, may
from surveys.answers import sentence
from surveys.campaigns import Stage, stage
from surveys.texts import say

PATH = "nhap-phieu"
_SIGN_IN = "/dang-nhap"


class Entry:
    """ASGI application for everything under /nhap-phieu."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = Writer(engine)
        router = Router(
            [
                Route(f"/{PATH}/{{campaign:int}}", self._page, methods=["GET"]),
                Route(f"/{PATH}/{{campaign:int}}", self._take, methods=["POST"]),
            ],
            default=_missing,
            redirect_slashes=False,
        )
        self._app = ExceptionMiddleware(router)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def stop(self) -> None:
        """Commit what waits and end the writer."""
        self._writer.stop()

    async def _page(self, request: Request) -> Response:
        officer = await self._officer(request)
        if officer is None:
            here = quote(f"{request.url.path}?{request.url.query}".removesuffix("?"))
            return RedirectResponse(f"{_SIGN_IN}?next={here}", 303)
        found = await self._desk(request, officer)
        if found is None or not may(officer, Act.ENTER_PAPER):
            return _nothing(officer.lang)
        made = await run_in_threadpool(page, found, officer.lang, is_open=_is_open(found))
        headers = {"content-security-policy": policy(), "cache-control": "no-store"}
        return HTMLResponse(made, headers=headers)

    async def _take(self, request: Request) -> Response:
        officer = await self._officer(request)
        if officer is None or not may(officer, Act.ENTER_PAPER):
            return _said("signed_out", officer.lang if officer else "vi", 401)
        if not is_own(request):
            return JSONResponse({"said": say("door.page.foreign", officer.lang)}, 403)
        found, typed = await self._desk(request, officer), await sent(request)
        if found is None or found.chosen is None:
            return _said("no_unit", officer.lang, 404)
        if typed.look:
            ids = await run_in_threadpool(shown, found, typed.sheet, today())
            return JSONResponse({"shown": ids})
        if not _is_open(found):
            return _said("closed", officer.lang, 409)
        return await self._settle(found, typed, officer.lang)

    async def _settle(self, found: Desk, typed: Sent, lang: str) -> Response:
        match await run_in_threadpool(take, found, typed, today()):
            case Refused(problems):
                said = {problem.question: sentence(problem, lang) for problem in problems}
                return JSONResponse({"problems": said}, 422)
            case Again():
                return JSONResponse({"again": True})
            case Differing(questions):
                return JSONResponse({"differing": questions})
            case Ready() as ready:
                return await self._keep(found, typed, ready, lang)

    async def _keep(self, found: Desk, typed: Sent, ready: Ready, lang: str) -> Response:
        key = key_of(found.secret, typed.form_id)
        last = min(today(), found.campaign.closes_on)  # sheets may be typed in after the last day
        incoming = Incoming(
            key, found.campaign.id, found.unit_id, last, found.lang, ready.answers, Mode.PAPER
        )
        try:
            known = await run_in_threadpool(paper_checks.is_stored, self._engine, key)
            stored = await asyncio.wrap_future(self._writer.keep(incoming))
        except Exception:  # not committed, whatever the reason: the sheet stays on the screen
            return _said("trouble", lang, 503)
        if stored and ready.twice and not known:
            sums = (ready.twice.compared, len(ready.twice.differing))
            await run_in_threadpool(paper_checks.add, self._engine, found.campaign.id, *sums)
        return JSONResponse({"stored": True}) if stored else _said("closed", lang, 409)

    async def _officer(self, request: Request) -> Officer | None:
        token = token_of(request.scope)
        return await run_in_threadpool(officer_of, self._engine, token, now()) if token else None

    async def _desk(self, request: Request, officer: Officer) -> Desk | None:
        unit, lang = request.query_params.get("don_vi", ""), request.query_params.get("l", "")
        asked = (self._engine, request.path_params["campaign"], unit, lang)
        found = await run_in_threadpool(desk, *asked)
        seen = await run_in_threadpool(scope_of, self._engine, officer, today())
        return found and within(found, seen)


def _is_open(found: Desk) -> bool:
    """Sheets are typed in from the first day until somebody closes the campaign."""
    waits = stage(found.campaign, today()) is Stage.WAITING
    return found.campaign.closed_on is None and not waits


def _said(name: str, lang: str, status: int) -> Response:
    return JSONResponse({"said": say(f"paper_form.refused.{name}", lang)}, status)


def _nothing(lang: str) -> Response:
    title, text = say("door.page.missing_title", lang), say("door.page.missing_text", lang)
    return HTMLResponse(message(title, text, lang), 404)


async def _missing(scope: Scope, receive: Receive, send: Send) -> None:
    await _nothing("vi")(scope, receive, send)
