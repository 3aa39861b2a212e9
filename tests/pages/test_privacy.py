"""The page /rieng-tu says what is kept of people, and who answers for it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import installation
from db.hardship.schema import Apart
from pages.phone import privacy
from pages.phone.privacy import columns
from pages.phone.routes import Phone
from surveys.blocks.own_words import LEAST_WRITERS
from surveys.texts import say
from tests.pages.asgi import ask
from tests.pages.support import OPEN
from tests.pages.world import LETTERHEAD, open_campaign

STATIC = Path(privacy.__file__).with_name("static")
STORES = {  # where scripts keep something, and the sentence that tells of it
    ("localStorage", "draft"): "draft",
    ("localStorage", "outbox"): "outbox",
    ("caches", "outbox"): "outbox",
    ("caches", "form"): "page",
    ("sessionStorage", "form"): "language",
}
OF_NOBODY = {  # tables that hold nothing of one person who answered, and why
    "sums": {"participation", "paper_check", "release", "themes", "deletion", "set_aside"},
    "campaigns": {
        "campaign", "campaign_draft", "link", "revoked_link", "gathered", "opened_results",
        "survey_version", "draft", "draft_step", "bank_question", "recording", "added_words",
        "logo",
    },
    "units": {
        "unit", "org_event", "org_event_unit", "org_level", "org_link", "org_name",
        "membership_stat", "agreement", "dialogue", "coordination", "organising", "training",
        "report_calendar", "report_link", "unit_report", "target", "target_version", "activity",
    },
    "officers": {
        "officer", "session", "halfway", "identity", "one_time_link", "recovery_code",
        "second_step", "event", "event_head", "installation", "hardship",
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_privacy_page_tells_of_every_column(lang: str) -> None:
    page = privacy.page(lang, None, OPEN)
    told = [say(f"privacy.{kind}.{n}", lang) for kind in privacy.TABLES for n in columns(kind)]
    told += [say(f"privacy.phone.{name}", lang) for name in privacy.ON_PHONE]
    assert page.count("<li>") == len(told)
    assert all(sentence in unescape(page) for sentence in told)
    assert "24" in page
    assert f"{LEAST_WRITERS}" in page


def test_every_table_that_holds_something_of_who_answered_is_told(engine: Engine) -> None:
    tables = set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    told = {table.__tablename__ for kind in privacy.TABLES.values() for table in kind}
    of_nobody = set().union(*OF_NOBODY.values())
    assert not told & of_nobody
    assert tables | set(Apart.metadata.tables) == told | of_nobody


def test_everything_scripts_keep_on_a_phone_is_told() -> None:
    kept, scripts = set(), [file.read_text(encoding="utf-8") for file in STATIC.glob("*.js")]
    for script in scripts:
        names = dict(re.findall(r'var (\w+) = "(\w+) ?"', script))
        for store, name in re.findall(r"(localStorage|sessionStorage)\.setItem\(([^,]+),", script):
            kept.add((store, names.get(name, name.strip('"').split(" ")[0].strip('" +'))))
        kept |= {("caches", name) for name in re.findall(r'caches\.open\("(\w+)"\)', script)}
        assert not re.search(r"document\.cookie|indexedDB|showSaveFilePicker", script)
    assert kept == set(STORES)
    assert set(STORES.values()) | {"said"} == set(privacy.ON_PHONE)
    assert any('"/k/-/said"' in script for script in scripts)


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
