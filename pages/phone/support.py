"""The page /ho-tro, where people ask for help. It stands alone: without script, cookie, address
parameter or referrer, so that nothing of a survey can come along (DR-15)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db import installation
from db.hardship import office, requests
from pages import hardship_store
from pages.phone import intake, support_own
from pages.phone.support_page import PATHS, Asked, asking, page, said
from pages.phone.support_throttle import Throttle
from pages.settings import now, today
from surveys.answers import Answers, Declined, NotAnswered, read, sentence
from surveys.campaigns import deletion_code, new_form_id, typed_form_id
from surveys.hardship import (
    Case,
    Office,
    State,
    Urgency,
    first_contact_due,
    survey,
    urgency_of,
)
from surveys.texts import say
from surveys.texts.numbers import day

_ROOM = intake.room(survey())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a request arrives: the language, whose office it is, how it takes requests."""

    lang: str
    organisation: str
    office: Office


def routes(engine: Engine) -> list[Route]:
    """The form, and what its sender may do later, in each language."""
    throttle = Throttle()

    def taken(lang: str) -> Route:
        async def answer(request: Request) -> Response:
            place = await run_in_threadpool(_place, engine, lang)
            if not place.office.open or request.method != "POST":
                return page(asking(_blank(place)) if place.office.open else _closed(place))
            return await _take(request, place, throttle)

        return Route(PATHS[lang], answer, methods=["GET", "POST"])

    return [*(taken(lang) for lang in PATHS), *support_own.routes(engine)]


async def _take(request: Request, place: _Place, throttle: Throttle) -> Response:
    """A sent form: refused with its problems, put off, or kept and thanked for."""
    try:
        sent = intake.fields(await _body(request), _ROOM)
    except intake.TooLarge:
        return page(asking(_blank(place)), 413)
    answers = read(survey(), sent, today())
    lang, form_id = place.lang, typed_form_id(intake.form_id(sent)) or new_form_id()
    if isinstance(answers, Declined):
        title, phone = say("hardship.declined.title", lang), place.office.phone
        return page(said(lang, title, [say("hardship.declined.text", lang, phone=phone)]))
    again = Asked(lang, place.organisation, place.office, form_id, typed=sent)
    if isinstance(answers, NotAnswered):
        problems = {problem.question: sentence(problem, lang) for problem in answers.problems}
        return page(asking(again, problems), 422)
    if not throttle.lets_in(now()):
        notice = say("hardship.form.busy", lang, phone=place.office.phone)
        return page(asking(again, notice=notice), 503)
    return await run_in_threadpool(_keep, answers, form_id, place)


def _keep(answers: Answers, form_id: str, place: _Place) -> Response:
    on, lang = today(), place.lang
    number = requests.add(hardship_store.store(), form_id, answers.values, on)
    urgency = urgency_of(answers.values)
    due = first_contact_due(Case(number, on, urgency, State.NEW))
    lines = [say("hardship.sent.contact", lang, day=day(due, lang), number=number)]
    if urgency is Urgency.DAYS:
        lines.insert(0, say("hardship.sent.urgent", lang, phone=place.office.phone))
    lines.append(say("hardship.form.emergency", lang))
    return page(said(lang, say("hardship.sent.title", lang), lines, deletion_code(form_id)))


def _blank(place: _Place) -> Asked:
    return Asked(place.lang, place.organisation, place.office, new_form_id())


def _closed(place: _Place) -> str:
    lang = place.lang
    names = {"name": place.office.carer or place.organisation, "phone": place.office.phone}
    lines = [say("hardship.closed.text", lang, **names), say("hardship.form.emergency", lang)]
    return said(lang, say("hardship.closed.title", lang), lines)


def _place(engine: Engine, lang: str) -> _Place:
    """Before anybody opened the form, the office's own telephone stands on the page."""
    named, taken = installation.load(engine), office.load(engine)
    name = named.letterhead.name if named else ""
    if not taken.phone and named:
        taken = Office(False, name, named.letterhead.phone, taken.months, taken.version)
    return _Place(lang, name, taken)


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _ROOM.size:
            raise intake.TooLarge
    return body
