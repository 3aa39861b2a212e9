"""What follows once somebody is known: a session, or first the code of the second step."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from db import events, second_steps, sessions
from pages.cookies import cookie_name, halfway_name
from pages.settings import now, settings
from surveys.access import Officer

CODE = "/dang-nhap/ma"  # where the code is typed


async def admit(engine: Engine, officer: Officer, where: str) -> Response:
    """On to `where` with a session; to the code first when the account asks for one."""
    if await run_in_threadpool(second_steps.is_on, engine, officer.id):
        token = await run_in_threadpool(second_steps.begin, engine, officer.id, now())
        answer = RedirectResponse(f"{CODE}?next={quote(safe_next(where))}", 303)
        _set_cookie(answer, halfway_name(), token, second_steps.HALFWAY.total_seconds())
        return answer
    return await begin(engine, officer, where)


async def begin(engine: Engine, officer: Officer, where: str) -> Response:
    """A session, noted in the record."""
    token = await run_in_threadpool(sessions.begin, engine, officer.id, now())
    await run_in_threadpool(events.note, engine, now(), officer.id, "sign_in")
    return let_in(token, safe_next(where))


def let_in(token: str, where: str) -> Response:
    """Send a browser on with its session cookie."""
    answer = RedirectResponse(where, 303)
    _set_cookie(answer, cookie_name(), token, sessions.LONGEST.total_seconds())
    return answer


def safe_next(where: str) -> str:
    """A path on this site; anything that could lead elsewhere becomes the first page."""
    ours = where.startswith("/") and not where.startswith("//")
    return where if ours and where.isprintable() and "\\" not in where else "/"


def _set_cookie(answer: Response, name: str, token: str, seconds: float) -> None:
    answer.set_cookie(
        name,
        token,
        max_age=int(seconds),
        httponly=True,
        samesite="lax",
        secure=settings().base_url.startswith("https:"),
        path="/",
    )
