"""What is kept of people, told to them: the lists come from the tables themselves (DR-03)."""

from __future__ import annotations

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from db import installation
from db.hardship import office
from db.hardship.schema import OpeningRow, RequestRow, WishRow
from db.schema import SubmissionRow
from db.schema_campaigns import WithdrawnRow
from db.schema_posters import CardPrintRow, CardRow, ScanRow
from db.schema_words import LookRow, PileRow, WordRow
from pages.phone.render import Note, plain_page
from surveys.blocks import FLOOR
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.campaigns import MOST_MONTHS
from surveys.hardship import Office
from surveys.texts import LANGUAGES, say

PATH = "/rieng-tu"
_AFTER = ("not_stored", "open", "groups", "link", "retention", "risk", "purpose")
_FORM = "column"
_BESIDE = {  # further lists in the order of the page, each with the tables it tells of
    "word": (WordRow, PileRow, LookRow),
    "withdrawn": (WithdrawnRow,),
    "card": (CardRow, CardPrintRow),
    "scan": (ScanRow,),
    "support": (RequestRow, WishRow, OpeningRow),
}
TABLES = {_FORM: (SubmissionRow,), **_BESIDE}
ON_PHONE = ("draft", "outbox", "said", "page", "language")  # what static/*.js keeps there
_ROW = "id"  # the number of a row says nothing of anybody


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
    after.append(say("phone_keep.privacy.code", lang))
    contact = say("privacy.contact_none", lang)
    if named:
        names = {"name": named.letterhead.name, "phone": named.letterhead.phone}
        contact = say("privacy.contact", lang, **names)
    lead = [say("privacy.lead", lang), contact, say("privacy.stored", lang)]
    values = {"months": taken.months, "writers": LEAST_WRITERS}
    beside = [(say(f"privacy.head_{kind}", lang, **values), _told(kind, lang)) for kind in _BESIDE]
    phone = [say(f"privacy.phone.{name}", lang) for name in ON_PHONE]
    beside.insert(0, (say("privacy.head_phone", lang), phone))
    note = Note(say("privacy.title", lang), lead, _told(_FORM, lang), after, sections=beside)
    return plain_page(note, lang)


def columns(kind: str = _FORM) -> tuple[str, ...]:
    """Everything the database keeps of a form, of words, codes, cards, scans or requests for help,
    by the names of its columns, each once."""
    named = (column.name for table in TABLES[kind] for column in table.__table__.columns)
    return tuple(name for name in dict.fromkeys(named) if name != _ROW)


def _told(kind: str, lang: str) -> list[str]:
    return [say(f"privacy.{kind}.{name}", lang) for name in columns(kind)]
