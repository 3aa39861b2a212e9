"""The second step of signing in: the page where the code is typed."""

from __future__ import annotations

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from db import events, second_steps
from pages.api.admission import CODE, begin
from pages.api.origin import is_own
from pages.api.paper import CSP, language_of, page
from pages.api.sent import fields
from pages.api.throttle import Throttle
from pages.cookies import halfway_name, token_of
from pages.settings import codes_seal, now
from surveys.access import Officer
from surveys.texts import say

_SIGN_IN = "/dang-nhap"


def routes(engine: Engine) -> list[Route]:
    """GET and POST of the code."""
    throttle = Throttle()

    async def form(request: Request) -> Response:
        officer = await _who(engine, request)
        return _form(request) if officer else RedirectResponse(_SIGN_IN, 303)

    async def enter(request: Request) -> Response:
        lang = language_of(request)
        if not is_own(request):
            return _form(request, say("door.page.foreign", lang), 403)
        officer = await _who(engine, request)
        if officer is None:
            return RedirectResponse(_SIGN_IN, 303)
        if wait := throttle.wait(str(officer.id), now()):
            return _form(request, say("door.sign_in.wait", lang, seconds=wait), 429)
        throttle.failed(str(officer.id), now())  # before the look: many at once count as many
        code = (await fields(request)).get("code", "")
        token = token_of(request.scope, halfway_name())
        try:
            kind = await run_in_threadpool(
                second_steps.finish, engine, codes_seal(), token, code, now()
            )
        except second_steps.KeyLost:
            return _form(request, say("access.code.key_lost", lang), 401)
        if kind is None:
            return _form(request, say("access.code.wrong", lang), 401)
        throttle.succeeded(str(officer.id))
        if kind == "recovery":
            await run_in_threadpool(events.note, engine, now(), officer.id, "recovery_used")
        answer = await begin(engine, officer, request.query_params.get("next", "/"))
        answer.delete_cookie(halfway_name(), path="/")
        return answer

    return [Route(CODE, form, methods=["GET"]), Route(CODE, enter, methods=["POST"])]


async def _who(engine: Engine, request: Request) -> Officer | None:
    token = token_of(request.scope, halfway_name())
    return await run_in_threadpool(second_steps.halfway, engine, token, now()) if token else None


def _form(request: Request, problem: str = "", status: int = 200) -> Response:
    text = page("code.html", language_of(request), problem=problem, next=request.url.query)
    return HTMLResponse(text, status, {"content-security-policy": CSP, "cache-control": "no-store"})
