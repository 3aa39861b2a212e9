"""What is kept of a form, told to workers: the list comes from the table itself (DR-03)."""

from __future__ import annotations

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from db import installation
from db.schema import SubmissionRow
from pages.phone.render import Note, plain_page
from surveys.blocks import FLOOR
from surveys.texts import LANGUAGES, say

PATH = "/rieng-tu"
_AFTER = ("not_stored", "open", "groups", "link", "retention", "risk", "purpose")


def routes(engine: Engine) -> list[Route]:
    """The page in each language."""

    async def privacy(request: Request) -> Response:
        asked = request.query_params.get("l", LANGUAGES[0])
        named = await run_in_threadpool(installation.load, engine)
        return HTMLResponse(page(asked if asked in LANGUAGES else LANGUAGES[0], named))

    return [Route(PATH, privacy)]


def page(lang: str, named: installation.Installation | None) -> str:
    """The page as HTML."""
    stored = [say(f"privacy.column.{name}", lang) for name in columns()]
    after = [say(f"privacy.{name}", lang, floor=FLOOR) for name in _AFTER]
    after += [say(f"phone_keep.privacy.{name}", lang) for name in ("phone", "code")]
    contact = say("privacy.contact_none", lang)
    if named:
        names = {"name": named.letterhead.name, "phone": named.letterhead.phone}
        contact = say("privacy.contact", lang, **names)
    lead = [say("privacy.lead", lang), say("privacy.stored", lang)]
    return plain_page(Note(say("privacy.title", lang), lead, stored, [*after, contact]), lang)


def columns() -> tuple[str, ...]:
    """Everything the database keeps of a form, by the names of its columns."""
    return tuple(column.name for column in SubmissionRow.__table__.columns)
