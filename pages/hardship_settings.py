"""Opens and closes the form /ho-tro, names who reads requests, says how long they are kept."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import events
from db.hardship import office
from db.hardship.requests import Stale
from pages import settings_fields as fields
from pages.campaign_words import tell
from pages.parts import installation, require
from pages.settings import engine, now, settings
from pages.settings_fields import Field
from surveys.access import Act, Officer
from surveys.hardship import Office, problems
from surveys.texts import LANGUAGES, say

_FORM = "hardship"
CHANGED = "hardship_settings"  # what the record of the office calls it


def show(officer: Officer) -> None:
    """Show the fields."""
    officer = require(Act.SETTINGS)
    lang, before = officer.lang, office.load(engine())
    has_key = bool(settings().support_keys)
    st.write(say("support.settings.lead", lang, address=f"{settings().base_url}/ho-tro"))
    if not has_key:
        st.warning(say("support.settings.no_key", lang))
    is_open = st.toggle(
        say("support.settings.open", lang),
        before.open,
        key=fields.key(_FORM, "open"),
        disabled=not has_key and not before.open,
    )
    wanted, below = _asked(before, lang, is_open=is_open)
    if not st.button(say("support.settings.save", lang), type="primary"):
        return
    wrong = problems(wanted)
    if wanted.open and not has_key:
        return
    fields.beside(below, {name: say(key, lang) for name, key in wrong.items()})
    if not wrong:
        _save(wanted)


def _asked(before: Office, lang: str, *, is_open: bool) -> tuple[Office, dict[str, DeltaGenerator]]:
    usual = installation().letterhead
    words = {n: Field(n, say(f"support.settings.{n}", lang)) for n in ("carer", "phone", "months")}
    below = {}
    carer, below["carer"] = fields.text(_FORM, words["carer"], before.carer)
    phone, below["phone"] = fields.text(_FORM, words["phone"], before.phone or usual.phone)
    months, below["months"] = fields.text(_FORM, words["months"], str(before.months))
    count = int(months) if months.isdecimal() else 0
    return Office(is_open, carer, phone, count, before.version), below


def _save(wanted: Office) -> None:
    officer = require(Act.SETTINGS)
    try:
        office.save(engine(), wanted)
    except Stale:
        st.error(say("support.settings.stale", officer.lang))
        return
    state = "open" if wanted.open else "closed"
    told = {"state": say(f"office.noted.support_{state}", LANGUAGES[0]), "carer": wanted.carer}
    detail = say("office.noted.support", LANGUAGES[0], **told, months=wanted.months)
    events.note(engine(), now(), officer.id, CHANGED, detail)
    fields.done(_FORM)
    tell(say("support.settings.saved", officer.lang))
    st.rerun()
