"""What is said where there is no form, in a language that the office added: unknown and replaced
codes, forms that were sent before, the guide for whoever hangs the code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from db import added_words, codes
from pages.phone.routes import Phone
from surveys.spoken import Place, everything, fault, keys
from surveys.texts import LANGUAGES, say
from surveys.texts.added import Added
from tests.pages.asgi import ask
from tests.pages.world import open_campaign
from tests.surveys.test_posters import sheet

CHAM = "cjm"
NOBODYS = "/k/222-222-222"


@pytest.fixture
def phone(engine: Engine) -> Iterator[Phone]:
    typed = {
        "phone.unknown.title": "Mã ni oh hu",
        "phone.type.button": "Peh",
        "codes.phone.replaced_title": "Mã hu salih",
        "phone_keep.later.sent": "Hu pandar blaoh",
    }
    added_words.save(engine, CHAM, {key: ("", words) for key, words in typed.items()})
    made = Phone(engine)
    yield made
    made.stop()


def test_an_unknown_code_says_so_in_the_words_that_were_typed(phone: Phone) -> None:
    answer = ask(phone, "GET", f"{NOBODYS}?l={CHAM}")
    assert answer.status == 404
    assert "Mã ni oh hu" in answer.text
    assert ">Peh</button>" in answer.text
    assert say("phone.type.label", "vi") in answer.text  # nobody typed it yet
    for lang in LANGUAGES:
        assert say("phone.unknown.title", lang) in ask(phone, "GET", f"{NOBODYS}?l={lang}").text


def test_a_replaced_code_says_so_in_the_words_that_were_typed(engine: Engine, phone: Phone) -> None:
    _, code = open_campaign(engine)
    codes.renew(engine, code, date(2026, 11, 22))
    answer = ask(phone, "GET", f"/k/{code}?l={CHAM}")
    assert answer.status == 410
    assert "Mã hu salih" in answer.text


def test_the_note_of_a_form_sent_before_is_in_the_words_that_were_typed(
    engine: Engine, phone: Phone
) -> None:
    assert "Hu pandar blaoh" in ask(phone, "GET", f"/k/later.js?l={CHAM}").text
    added_words.save(engine, CHAM, {"phone_keep.later.sent": ("Hu pandar blaoh", "Blaoh")})
    assert '"Blaoh"' in ask(phone, "GET", f"/k/later.js?l={CHAM}").text
    for strange in ("zz", "<b>", ""):
        script = ask(phone, "GET", f"/k/later.js?l={strange}").text
        assert say("phone_keep.later.sent", "vi") in script


def test_every_sentence_of_the_guide_can_be_typed_and_is_printed() -> None:
    guide = [key for key in keys(Place.GUIDE) if key not in keys(Place.PAPER)]
    assert {"posters.guide.title", "posters.guide.shoulder", "posters.guide.try"} <= set(guide)
    words = frozenset((CHAM, key, f"c {key}") for key in guide)
    printed = replace(sheet(), lang=CHAM, added=Added(words))
    assert printed.say("guide.title") == "c posters.guide.title"
    assert fault("posters.guide.title", "Я") is not None  # the typeface lacks it
    assert {"phone.unknown.text", "codes.phone.used", "phone_keep.later.gone"} <= set(everything())
