"""What the sender of a request may do with its code: withdraw it, or ask about the data."""

from __future__ import annotations

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.hardship import office, requests, retention, wishes
from pages import hardship_store
from pages.api.sent import fields
from pages.phone.support_page import OWN, own, page, said
from pages.phone.support_throttle import Throttle
from pages.settings import now, today
from surveys.campaigns import typed_form_id
from surveys.hardship import Office, Wish, WishKind, answer_due, carry_out_due
from surveys.texts import say
from surveys.texts.numbers import day


def routes(engine: Engine) -> list[Route]:
    """The page in each language. Its throttle is its own: nobody is kept from asking for help."""
    throttle = Throttle()

    def asked(lang: str) -> Route:
        async def answer(request: Request) -> Response:
            taken = await run_in_threadpool(office.load, engine)
            if request.method != "POST" or taken.version == 0:
                return page(own(lang, taken))
            sent = await fields(request)
            if problem := _problem(sent):
                return page(own(lang, taken, say(problem, lang), sent), 422)
            if not throttle.lets_in(now()):
                notice = say("hardship.form.busy", lang, phone=taken.phone)
                return page(own(lang, taken, notice, sent), 503)
            return await run_in_threadpool(_answer, lang, taken, sent)

        return Route(OWN[lang], answer, methods=["GET", "POST"])

    return [asked(lang) for lang in OWN]


def _problem(sent: dict[str, str]) -> str:
    """Why nothing can be looked up; "" when something can."""
    if not typed_form_id(sent.get("m", "")):
        return "hardship.own.malformed"
    return "" if sent.get("w") in set(WishKind) else "hardship.own.no_wish"


def _answer(lang: str, taken: Office, sent: dict[str, str]) -> Response:
    form_id, kind = typed_form_id(sent["m"]), WishKind(sent["w"])
    withdrawn = kind is WishKind.DELETE
    done = _delete(lang, form_id) if withdrawn else _note(lang, form_id, kind)
    if done is not None:
        return page(done)
    notice = say("hardship.own.none", lang, phone=taken.phone)
    return page(own(lang, taken, notice, sent), 422)


def _delete(lang: str, form_id: str) -> str | None:
    """The list of deleted requests keeps number and day: no time of what a person did."""
    if not retention.withdraw(hardship_store.store(), form_id, today()):
        return None
    title = say("hardship.own.deleted_title", lang)
    return said(lang, title, [say("hardship.own.deleted", lang)])


def _note(lang: str, form_id: str, kind: WishKind) -> str | None:
    store = hardship_store.store()
    number = requests.number_of(store.engine, form_id)
    if number is None:
        return None
    try:
        wishes.add(store.engine, number, kind, today())
    except requests.Gone:
        return None
    wish = Wish(0, number, kind, today())
    days = {"answer": answer_due(wish), "done": carry_out_due(wish)}
    told = {name: day(value, lang) for name, value in days.items()}
    title = say("hardship.own.noted_title", lang)
    return said(lang, title, [say("hardship.own.noted", lang, **told)])
