"""/bc/{code}: a grassroots union reports for a period, on behalf of the unit. No worker's data, no
account; the code opens this one form and shows nothing that is known of the unit."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from db import events, periodic
from db.periodic import Link
from pages.api.origin import is_own
from pages.api.paper import CSP, language_of, message, page
from pages.api.sent import fields
from pages.period_words import noted, period_name
from pages.settings import now, today
from surveys.periodic import FIELDS, Period, Report, due_on, named, read_report
from surveys.texts import say
from surveys.texts.numbers import day

PATH = "bc"
_HEADERS = {"content-security-policy": CSP, "cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a code leads to: its unit and period, and what was sent before."""

    link: Link
    period: Period
    known: Report | None


def routes(engine: Engine) -> list[Route]:
    """GET and POST of the form."""

    async def form(request: Request) -> Response:
        desk = await run_in_threadpool(_desk, engine, request.path_params["code"])
        lang = language_of(request)
        return await run_in_threadpool(_form, engine, desk, lang) if desk else _unknown(lang)

    async def take(request: Request) -> Response:
        lang = language_of(request)
        if not is_own(request):
            return _said("foreign", lang, 403)
        desk = await run_in_threadpool(_desk, engine, request.path_params["code"])
        if desk is None:
            return _unknown(lang)
        return await run_in_threadpool(_take, engine, desk, await fields(request), lang)

    path = f"/{PATH}/{{code}}"
    return [Route(path, form, methods=["GET"]), Route(path, take, methods=["POST"])]


def _desk(engine: Engine, code: str) -> _Desk | None:
    link = periodic.link(engine, code.upper())
    period = named(link.period) if link else None
    if link is None or period is None:
        return None
    return _Desk(link, period, periodic.report_of(engine, link.unit, link.period))


def _take(engine: Engine, desk: _Desk, sent: dict[str, str], lang: str) -> Response:
    """Keep the report, or show the form again with everything that was typed."""
    found = read_report(sent, desk.link.unit, desk.period, today())
    if isinstance(found, dict):
        problems = {name: say(f"periodic.problem.{why}", lang) for name, why in found.items()}
        return _form(engine, desk, lang, (sent, problems))
    try:
        periodic.receive(engine, found)
    except periodic.Confirmed:
        return _form(engine, desk, lang)
    what = noted(desk.link.unit, desk.period.key)
    events.note(engine, now(), None, "unit_report", what)
    name = period_name(desk.period, lang)
    text = say("periodic.sent.text", lang, unit=desk.link.name, period=name, day=day(today(), lang))
    return HTMLResponse(_message("sent", text, lang), 200, _HEADERS)


def _form(
    engine: Engine,
    desk: _Desk,
    lang: str,
    again: tuple[dict[str, str], dict[str, str]] = ({}, {}),
) -> Response:
    known = desk.known
    if known is not None and known.state == "confirmed":
        text = say("periodic.closed.text", lang, period=period_name(desk.period, lang))
        return HTMLResponse(_message("closed", text, lang), 409, _HEADERS)
    calendar = periodic.calendar(engine)
    typed, problems = again
    text = page(
        "unit_report.html",
        lang,
        fields=FIELDS,
        typed=typed,
        problems=problems,
        unit=desk.link.name,
        period=period_name(desk.period, lang),
        due=day(due_on(calendar, desk.period), lang) if calendar else "",
        sent=day(known.received_on, lang) if known and known.state == "received" else "",
        answer=known.answer if known and known.state == "returned" else "",
    )
    return HTMLResponse(text, 422 if problems else 200, _HEADERS)


def _unknown(lang: str) -> Response:
    return _said("unknown", lang, 404)


def _said(name: str, lang: str, status: int) -> Response:
    return HTMLResponse(_message(name, say(f"periodic.{name}.text", lang), lang), status, _HEADERS)


def _message(name: str, text: str, lang: str) -> str:
    return message(say(f"periodic.{name}.title", lang), text, lang)
