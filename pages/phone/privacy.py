"""What is kept of people, told to them: the lists come from the tables themselves (DR-03)."""

from __future__ import annotations

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from db import installation
from db.hardship import office
from db.hardship.schema import RequestRow
from db.schema import SubmissionRow
from db.schema_posters import ScanRow
from pages.phone.render import Note, plain_page
from surveys.blocks import FLOOR
from surveys.campaigns import MOST_MONTHS
from surveys.hardship import Office
from surveys.texts import LANGUAGES, say

PATH = "/rieng-tu"
_AFTER = ("not_stored", "open", "groups", "link", "retention", "risk", "purpose")
_KEPT = {"column": SubmissionRow, "scan": ScanRow, "support": RequestRow}


def routes(engine: Engine) -> list[Route]:
    """The page in each language."""

    async def privacy(request: Request) -> Response:
        asked = request.query_params.get("l", LANGUAGES[0])
        named = await run_in_threadpool(installation.load, engine)
        taken = await run_in_threadpool(office.load, engine)
        lang = asked if asked in LANGUAGES else LANGUAGES[0]
        return HTMLResponse(page(lang, named, taken))

    return [Route(PATH, privacy)]


def page(lang: str, named: installation.Installation | None, taken: Office) -> str:
    """The page as HTML."""
    after = [say(f"privacy.{name}", lang, floor=FLOOR, months=MOST_MONTHS) for name in _AFTER]
    after += [say(f"phone_keep.privacy.{name}", lang) for name in ("phone", "code")]
    contact = say("privacy.contact_none", lang)
    if named:
        names = {"name": named.letterhead.name, "phone": named.letterhead.phone}
        contact = say("privacy.contact", lang, **names)
    lead = [say("privacy.lead", lang), contact, say("privacy.stored", lang)]
    beside = (
        (say("privacy.scans", lang), _told("scan", lang)),
        (say("privacy.supported", lang, months=taken.months), _told("support", lang)),
    )
    note = Note(say("privacy.title", lang), lead, _told("column", lang), after, sections=beside)
    return plain_page(note, lang)


def columns(kind: str = "column") -> tuple[str, ...]:
    """Everything the database keeps of a form, of scans or of a request for help, by the names of
    its columns."""
    return tuple(column.name for column in _KEPT[kind].__table__.columns)


def _told(kind: str, lang: str) -> list[str]:
    return [say(f"privacy.{kind}.{name}", lang) for name in columns(kind)]
