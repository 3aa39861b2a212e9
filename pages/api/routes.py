"""Our routes beside the phone's: health, sign-in, set-up, privacy; whatever else is 404."""

from __future__ import annotations

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from db.engine import is_alive
from pages.api import (
    one_time,
    second_step,
    setting_up,
    shared_sign_in,
    signing_in,
    unit_report,
)
from pages.api.paper import message
from pages.phone import privacy, support
from pages.settings import VERSION
from surveys.texts import say


def routes(engine: Engine) -> ASGIApp:
    """The router of everything that is neither the phone's nor Streamlit's."""

    async def health(_request: Request) -> Response:
        alive = await run_in_threadpool(is_alive, engine)
        state = {"status": "ok" if alive else "unavailable", "database": alive, "version": VERSION}
        return JSONResponse(state, 200 if alive else 503)

    async def no_picture(_request: Request) -> Response:
        return Response(status_code=204)

    async def ok(_request: Request) -> Response:
        return PlainTextResponse("ok")

    router = Router(
        [
            Route("/healthz", health),
            Route("/api/ok", ok),  # does nothing: the measure of everything else
            Route("/favicon.ico", no_picture),
            *signing_in.routes(engine),
            *second_step.routes(engine),
            *shared_sign_in.routes(engine),
            *one_time.routes(engine),
            *setting_up.routes(engine),
            *privacy.routes(engine),
            *unit_report.routes(engine),
            *support.routes(engine),
        ],
        default=_missing,
        redirect_slashes=False,
    )
    return _Answered(router)


class _Answered(ExceptionMiddleware):
    """A wrong method or size is answered, not a fault; so is a code with the one sign that
    PostgreSQL does not keep."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        whole = "\0" not in scope["path"]
        await (super().__call__ if whole else _missing)(scope, receive, send)


async def _missing(scope: Scope, receive: Receive, send: Send) -> None:
    page = message(say("door.page.missing_title", "vi"), say("door.page.missing_text", "vi"))
    await Response(page, 404, media_type="text/html")(scope, receive, send)
