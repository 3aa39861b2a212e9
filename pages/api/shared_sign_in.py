"""Sign-in by a provider the organisation shares (OpenID Connect). An account is found by the
identity its officer tied to it, and by nothing else; none is ever made here."""

from __future__ import annotations

import asyncio
import secrets as random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from db import events, identities, officers
from db.sessions import officer_of
from pages.api.admission import admit, safe_next
from pages.api.origin import is_own
from pages.api.paper import language_of, message
from pages.api.provider import Provider, ProviderFault, Secrets
from pages.api.sent import fields
from pages.api.throttle import Throttle
from pages.cookies import cookie_name, token_of
from pages.settings import now, settings
from surveys.access import Officer
from surveys.texts import say

START, BACK, TIE = "/dang-nhap/chung", "/dang-nhap/chung/ve", "/dang-nhap/chung/gan"
ACCOUNT = "/tai-khoan"
_LASTS = timedelta(minutes=10)  # from leaving for the provider to coming back
_AT_ONCE = 4  # threads that may wait for the provider: all pages share them
_MOST = 1_000  # people on their way at once


@dataclass(frozen=True, slots=True)
class Journey:
    """A browser on its way to the provider and back; `officer` ties an identity to the own
    account instead of signing in."""

    secrets: Secrets
    browser: str
    where: str
    officer: int | None
    ends: datetime


def routes(engine: Engine) -> list[Route]:
    """Leaving, coming back, tying; nothing where no provider is set."""
    shared = settings().oidc
    if shared is None:
        return []
    provider = Provider(shared, settings().base_url + BACK)
    desk = Desk(engine, provider, shared.issuer)
    return [
        Route(START, desk.leave, methods=["GET"]),
        Route(TIE, desk.leave_to_tie, methods=["POST"]),
        Route(BACK, desk.come_back, methods=["GET"]),
    ]


class Desk:
    """Keeps who is on the way, in memory only."""

    def __init__(self, engine: Engine, provider: Provider, issuer: str) -> None:
        self._engine = engine
        self._provider = provider
        self._issuer = issuer
        self._tries = Throttle()
        self._turnstile = asyncio.Semaphore(_AT_ONCE)
        self._journeys: dict[str, Journey] = {}

    async def leave(self, request: Request) -> Response:
        """To the provider, to sign in."""
        return await self._leave(request, safe_next(request.query_params.get("next", "/")), None)

    async def leave_to_tie(self, request: Request) -> Response:
        """To the provider, to tie the identity to the account that is signed in."""
        officer = await self._signed_in(request)
        if officer is None or not is_own(request):
            return _problem(request, "foreign" if officer else "signed_out", 403)
        return await self._wrong(request, officer) or await self._leave(
            request, ACCOUNT, officer.id
        )

    async def come_back(self, request: Request) -> Response:
        """From the provider: signed in, tied, or a sentence."""
        journey = self._journeys.pop(request.query_params.get("state", ""), None)
        browser = token_of(request.scope, _cookie())
        ours = journey and random.compare_digest(journey.browser, browser)
        if journey is None or not ours or now() >= journey.ends:
            return _problem(request, "stale", 400)
        try:
            answer = f"{settings().base_url}{BACK}?{request.url.query}"
            async with self._turnstile:
                subject = await run_in_threadpool(self._provider.subject, answer, journey.secrets)
        except ProviderFault:
            return _problem(request, "failed", 502)
        if journey.officer is not None:
            return await self._tie(request, journey.officer, subject)
        officer = await run_in_threadpool(
            identities.officer_of, self._engine, self._issuer, subject
        )
        if officer is None:
            return _problem(request, "unknown", 403)
        return _forget(await admit(self._engine, officer, journey.where))

    async def _wrong(self, request: Request, officer: Officer) -> Response | None:
        """Why the password that came along ties nothing: a screen left unlocked opens no door."""
        key, typed = str(officer.id), (await fields(request)).get("password", "")
        if wait := self._tries.wait(key, now()):
            return _told(request, say("door.sign_in.wait", language_of(request), seconds=wait), 429)
        self._tries.failed(key, now())  # before the look: many at once count as many
        if not await run_in_threadpool(officers.recognise, self._engine, officer.login, typed):
            return _problem(request, "password", 403)
        self._tries.succeeded(key)
        return None

    async def _tie(self, request: Request, officer_id: int, subject: str) -> Response:
        officer = await self._signed_in(request)
        if officer is None or officer.id != officer_id:
            return _problem(request, "signed_out", 403)
        try:
            await run_in_threadpool(identities.tie, self._engine, officer_id, self._issuer, subject)
        except identities.IdentityTaken:
            return _problem(request, "taken", 409)
        await run_in_threadpool(
            events.note, self._engine, now(), officer_id, "identity_linked", officer.login
        )
        return _forget(RedirectResponse(ACCOUNT, 303))

    async def _leave(self, request: Request, where: str, officer: int | None) -> Response:
        secrets = Secrets(*(random.token_urlsafe(48) for _ in range(3)))
        try:
            async with self._turnstile:
                address = await run_in_threadpool(self._provider.address, secrets)
        except ProviderFault:
            return _problem(request, "failed", 502)
        journey = Journey(secrets, random.token_urlsafe(32), where, officer, now() + _LASTS)
        self._remember(journey)
        answer = RedirectResponse(address, 303)
        answer.set_cookie(
            _cookie(),
            journey.browser,
            max_age=int(_LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=settings().base_url.startswith("https:"),
            path="/",
        )
        return answer

    def _remember(self, journey: Journey) -> None:
        alive = {state: one for state, one in self._journeys.items() if now() < one.ends}
        newest = list(alive.items())[-(_MOST - 1) :]
        self._journeys = {**dict(newest), journey.secrets.state: journey}

    async def _signed_in(self, request: Request) -> Officer | None:
        token = token_of(request.scope)
        return await run_in_threadpool(officer_of, self._engine, token, now()) if token else None


def _cookie() -> str:
    return f"{cookie_name()}-chung"


def _forget(answer: Response) -> Response:
    answer.delete_cookie(_cookie(), path="/")
    return answer


def _problem(request: Request, name: str, status: int) -> Response:
    return _told(request, say(f"access.shared.{name}", language_of(request)), status)


def _told(request: Request, text: str, status: int) -> Response:
    lang = language_of(request)
    title = say("access.shared.failed_title", lang)
    return HTMLResponse(message(title, text, lang), status, {"cache-control": "no-store"})
