"""What a code leads to, rendered once and kept for a moment: the form, or a kind word."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from db import campaigns, installation, surveys
from db.campaigns import Door
from pages.phone.render import Occasion, compressed, form_page, plain_page, thanks_page
from pages.settings import today
from surveys.campaigns import Stage, stage, typed
from surveys.texts import say
from surveys.texts.numbers import day

FRESH_SECONDS = 2.0  # how long a close may go unnoticed by a page; the writer notices at once
MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A code's pages in one language, compressed. `page` is what GET answers."""

    occasion: Occasion
    unit_id: int
    secret: bytes
    lang: str
    is_open: bool
    page: bytes
    thanks: bytes
    declined: bytes
    closed: bytes


class Forms:
    """The forms that were asked for lately."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[tuple[str, str], tuple[float, Door, date, OpenForm]] = OrderedDict()

    async def at(self, code: str, lang: str) -> OpenForm | None:
        """The form of a code; None when nobody printed that code."""
        key = (typed(code), lang)
        kept = self._kept.get(key)
        if kept and time.monotonic() < kept[0]:
            return kept[3]
        door = await run_in_threadpool(campaigns.door, self._engine, key[0])
        if door is None:
            return None
        same = kept is not None and (kept[1], kept[2]) == (door, today())
        form = kept[3] if kept and same else await run_in_threadpool(self._render, door, lang)
        self._kept[key] = (time.monotonic() + FRESH_SECONDS, door, today(), form)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return form

    def _render(self, door: Door, lang: str) -> OpenForm:
        campaign = door.campaign
        lang = lang if lang in campaign.languages else campaign.languages[0]
        survey = surveys.load(self._engine, campaign.survey_version)
        named = installation.load(self._engine)
        occasion = Occasion(
            survey, campaign, door.unit_name, named.letterhead.name if named else ""
        )
        at = stage(campaign, today())
        open_now = at is Stage.OPEN and door.secret is not None
        closed = _note(occasion, lang, "closed")
        other = _note(occasion, lang, "waiting") if at is Stage.WAITING else closed
        return OpenForm(
            occasion=occasion,
            unit_id=door.unit_id,
            secret=door.secret or b"",
            lang=lang,
            is_open=open_now,
            page=compressed(form_page(occasion, lang)) if open_now else other,
            thanks=compressed(thanks_page(occasion, lang)),
            declined=_note(occasion, lang, "declined"),
            closed=closed,
        )


def _note(occasion: Occasion, lang: str, which: str) -> bytes:
    campaign = occasion.campaign
    days = {"opens": day(campaign.opens_on, lang), "closes": day(campaign.closes_on, lang)}
    text = say(f"phone.{which}.text", lang, **days)
    return compressed(plain_page(say(f"phone.{which}.title", lang), (text,), lang))
