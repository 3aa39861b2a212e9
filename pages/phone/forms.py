"""What a code leads to, rendered once and kept for a moment: the form, or a kind word."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from db import added_words, campaigns, installation, recordings, surveys
from db.campaigns import Door
from pages.phone.intake import Room, room
from pages.phone.render import (
    Filled,
    Note,
    Occasion,
    compressed,
    form_page,
    plain_page,
    thanks_page,
)
from pages.settings import today
from surveys.campaigns import Stage, last_day, stage, typed
from surveys.texts import LANGUAGES
from surveys.texts.added import NONE, Added
from surveys.texts.numbers import day

FRESH_SECONDS = 2.0  # how long a close may go unnoticed by a page; the writer notices at once
MOST_KEPT = 500
_Key = tuple[str, str]  # code, language


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A code's pages in one language, compressed. `page` is what GET answers; `card` is the
    digest of the one-time card through which somebody came, `poster` the unit's own code then."""

    occasion: Occasion
    unit_id: int
    secret: bytes
    lang: str
    is_open: bool
    page: bytes
    thanks: bytes
    declined: bytes
    closed: bytes
    room: Room
    card: bytes = b""
    poster: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """The campaign and unit it belongs to."""
        return self.occasion.campaign.id, self.unit_id


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    door: Door
    on: date
    added: Added
    form: OpenForm


class Forms:
    """The forms that were asked for lately."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._looks: dict[_Key, asyncio.Task[OpenForm | None]] = {}

    async def at(self, code: str, lang: str) -> OpenForm | None:
        """The form of a code; None when nobody printed that code."""
        key = (typed(code), lang)
        kept = self._kept.get(key)
        if kept and time.monotonic() < kept.until:
            return kept.form
        if key not in self._looks:  # one look for everybody who waits for the same form
            self._looks[key] = asyncio.create_task(self._look(key))
        return await asyncio.shield(self._looks[key])

    async def _look(self, key: _Key) -> OpenForm | None:
        try:
            door = await run_in_threadpool(campaigns.door, self._engine, key[0])
            if door is None:
                return None
            if key[1] not in door.campaign.languages:  # nobody fills the memory with made-up ones
                return await self.at(key[0], door.campaign.languages[0])
            added = await self.added(key[1])
            now = (door, today(), added)
            kept = self._kept.get(key)
            same = kept is not None and (kept.door, kept.on, kept.added) == now
            form = kept.form if kept and same else await self._rendered(door, key[1], added)
            self._keep(key, _Kept(time.monotonic() + FRESH_SECONDS, *now, form))
            return form
        finally:
            del self._looks[key]

    def _keep(self, key: _Key, kept: _Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    async def added(self, lang: str) -> Added:
        """The fixed sentences of a language that an office added."""
        if lang in LANGUAGES:
            return NONE
        return await run_in_threadpool(added_words.load, self._engine)

    async def _rendered(self, door: Door, lang: str, added: Added) -> OpenForm:
        return await run_in_threadpool(self._render, door, lang, added)

    def _render(self, door: Door, lang: str, added: Added) -> OpenForm:
        campaign = door.campaign
        survey = surveys.load(self._engine, campaign.survey_version)
        named = installation.load(self._engine)
        files = recordings.digests(self._engine, survey.id)
        occasion = Occasion(
            survey,
            campaign,
            door.unit_name,
            named.letterhead.name if named else "",
            {name: f"/k/a/{digest}" for name, digest in files.items()},
            added,
        )
        blank = Filled(today=today().isoformat())
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
            page=compressed(form_page(occasion, lang, blank)) if open_now else other,
            thanks=compressed(thanks_page(occasion, lang)),
            declined=_note(occasion, lang, "declined"),
            closed=closed,
            room=room(survey),
        )


def _note(occasion: Occasion, lang: str, which: str) -> bytes:
    campaign = occasion.campaign
    last = last_day(campaign)
    days = {"opens": day(campaign.opens_on, lang), "closes": day(last, lang)}
    told_in = occasion.added.say
    text = told_in(f"phone.{which}.text", lang, **days)
    return compressed(plain_page(Note(told_in(f"phone.{which}.title", lang), (text,)), lang))
