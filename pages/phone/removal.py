"""The deletion code (DR-09): shown once on the thank-you page, taken at /k/xoa."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from db import campaigns, submissions_removal
from pages.api.sent import fields
from pages.phone.render import Note, Occasion, plain_page, policy, style, thanks_page
from surveys.campaigns import Campaign, deletion_code, typed, typed_form_id
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day

PATH = "/k/xoa"
_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",  # the address may hold the poster's code
    "x-content-type-options": "nosniff",
}


def thanks(occasion: Occasion, lang: str, poster: str, form_id: str) -> str:
    """The thank-you page with the form's deletion code."""
    code = deletion_code(typed_form_id(form_id))
    page = thanks_page(occasion, lang)
    return page + _rendered("code.html", lang, code=code, poster=poster) if code else page


def routes(engine: Engine) -> list[Route]:
    """The page that deletes a form."""

    async def removal(request: Request) -> Response:
        lang = _language(request)
        if request.method != "POST":
            return _shown(_asking(lang, poster=request.query_params.get("c", "")))
        sent = await fields(request)
        poster, code = sent.get("c", ""), sent.get("m", "")
        return await run_in_threadpool(_answer, engine, lang, poster, code)

    return [Route(PATH, removal, methods=["GET", "POST"])]


def _answer(engine: Engine, lang: str, poster: str, code: str) -> Response:
    """What came of a wish to delete. It says whether the form was there: the code is too long to
    be guessed, and whoever mistyped it has to know (docs/decisions/0006)."""
    door, form_id = campaigns.door(engine, typed(poster)), typed_form_id(code)
    if door is None:
        problem = say("phone_keep.removal.unknown", lang)
    elif not door.campaign.deletion_codes:
        problem = say("phone_keep.removal.without", lang)
    elif door.campaign.closed_on is not None:
        return _shown(_closed(door.campaign, lang), 409)
    elif not form_id:
        problem = say("phone_keep.removal.malformed", lang)
    elif submissions_removal.remove(engine, door.campaign.id, form_id):
        return _shown(_note("done", lang))
    else:
        problem = say("phone_keep.removal.none", lang)
    return _shown(_asking(lang, poster=poster, code=code, problem=problem), 422)


def _asking(lang: str, *, poster: str, code: str = "", problem: str = "") -> str:
    return _rendered("removal.html", lang, poster=poster, code=code, problem=problem)


def _closed(campaign: Campaign, lang: str) -> str:
    text = say("phone_keep.removal.closed", lang, day=day(campaign.delete_on, lang))
    return plain_page(Note(say("phone_keep.removal.none_title", lang), (text,)), lang)


def _note(which: str, lang: str) -> str:
    title = say(f"phone_keep.removal.{which}_title", lang)
    return plain_page(Note(title, (say(f"phone_keep.removal.{which}", lang),)), lang)


def _shown(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status, {**_HEADERS, "content-security-policy": policy()})


def _rendered(name: str, lang: str, **values: str) -> str:
    title = say("phone_keep.removal.title", lang)
    return _templates().get_template(name).render(css=style(), lang=lang, title=title, **values)


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    made = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True)
    made.globals["say"] = say
    return made


def _language(request: Request) -> str:
    asked = request.query_params.get("l", LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]
