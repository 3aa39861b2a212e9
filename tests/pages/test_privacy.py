"""The page /rieng-tu says what is kept of people, and who answers for it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from db import installation
from pages.phone import privacy
from pages.phone.routes import Phone
from tests.pages.asgi import ask
from tests.pages.support import OPEN
from tests.pages.world import LETTERHEAD, open_campaign


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_privacy_page_tells_of_every_column(lang: str) -> None:
    page = privacy.page(lang, None, OPEN)
    told = sum(len(privacy.columns(kind)) for kind in ("column", "scan", "support"))
    assert page.count("<li>") == told
    assert "24" in page


def test_who_answers_for_the_data_stands_on_the_form_and_on_the_privacy_page(
    engine: Engine,
) -> None:
    _, code = open_campaign(engine)
    phone = Phone(engine)
    form = ask(phone, "GET", f"/k/{code}").text
    phone.stop()
    named = privacy.page("vi", installation.load(engine), OPEN)
    for word in (LETTERHEAD.name, LETTERHEAD.phone):
        assert word in form
        assert word in named
