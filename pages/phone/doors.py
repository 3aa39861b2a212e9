"""What stands behind a code: a unit's form, the same form for one card, or a kind word."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from db import cards, codes
from db.submissions import key_of
from pages.phone.forms import Forms, OpenForm
from pages.phone.render import Note, compressed, plain_page
from surveys.campaigns import CARD_LENGTH, CODE_LENGTH, typed
from surveys.texts.added import NONE, Added

_NOT_FOUND, _CONFLICT, _GONE = 404, 409, 410


@dataclass(frozen=True, slots=True)
class Shut:
    """No form behind this code: the page that says why, and its status. `card` when the code
    has the length of a card's, which may have been used a moment ago."""

    status: int
    page: str
    card: bool = False


class Doors:
    """The one place that looks at codes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._forms = Forms(engine)

    async def at(self, code: str, lang: str) -> OpenForm | Shut:
        """The form of a code, or why there is none."""
        letters = typed(code)
        if len(letters) == CARD_LENGTH:
            return await self._card(letters, lang)
        form = await self._forms.at(letters, lang)
        if form is None:
            phone = await run_in_threadpool(codes.telephone_of_replaced, self._engine, letters)
            added = await self._forms.added(lang)
            return unknown(code, lang, added) if phone is None else _replaced(phone, lang, added)
        if form.occasion.campaign.cards and form.is_open:
            return Shut(_CONFLICT, _page("needed", form.lang, form.occasion.added))
        return form

    async def again(self, form_id: str, lang: str) -> OpenForm | None:
        """The form under which this id is stored already, whatever became of its card."""
        if not form_id:
            return None
        link = await run_in_threadpool(self._sent_before, form_id)
        form = await self._forms.at(link, lang) if link else None
        return replace(form, poster=link or "") if form else None

    async def _card(self, letters: str, lang: str) -> OpenForm | Shut:
        card = await run_in_threadpool(cards.look, self._engine, letters)
        form = await self._forms.at(card.unit_code, lang) if card else None
        if card is None or form is None:
            return Shut(_GONE, _page("used", lang, await self._forms.added(lang)), card=True)
        used = compressed(_page("used", form.lang, form.occasion.added))
        return replace(form, card=card.digest, poster=card.unit_code, closed=used)

    def _sent_before(self, form_id: str) -> str | None:
        secrets = cards.secrets_of(self._engine)
        keyed = {id: key_of(secret, form_id) for id, secret in secrets.items()}
        return cards.sent_before(self._engine, keyed) if keyed else None


def unknown(code: str, lang: str, added: Added = NONE) -> Shut:
    """Nobody printed this code."""
    text = added.say("phone.unknown.text", lang, code=code[: 2 * CODE_LENGTH])
    return Shut(_NOT_FOUND, _asking(added.say("phone.unknown.title", lang), text, lang, added))


def _replaced(phone: str, lang: str, added: Added) -> Shut:
    text = added.say("codes.phone.replaced", lang, phone=phone)
    return Shut(_GONE, _asking(added.say("codes.phone.replaced_title", lang), text, lang, added))


def _page(which: str, lang: str, added: Added) -> str:
    title, text = (added.say(f"codes.phone.{which}{end}", lang) for end in ("_title", ""))
    return _asking(title, text, lang, added)


def _asking(title: str, text: str, lang: str, added: Added) -> str:
    """A page with a field for another code."""
    return plain_page(Note(title, (text,), ask_code=True), lang, added)
