"""Hands out the database of requests for help, and sees at the start that its key is there."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import Engine

from db import events
from db.hardship import office, retention
from db.hardship.ledger import Ledger
from db.hardship.store import Store, opened
from db.sealing import BadSeal, Seal
from pages.settings import BadSetting, settings, today
from surveys.texts import say

PURGED, RENEWED = "hardship_purge", "hardship_key"  # what the record of the office calls them
_LEDGER = "ho-tro-da-xoa.txt"


@cache
def store() -> Store:
    """The one store of this process; without a key it neither writes nor reads."""
    given = settings()
    seal = Seal(given.support_keys) if given.support_keys else None
    return Store(opened(given.support_url), Ledger(given.data_dir / _LEDGER), seal)


def check(engine: Engine, now: datetime) -> None:
    """At the start: BadSetting when the form is open and its key is missing or another. What lies
    under an older key is sealed anew."""
    taken = office.load(engine)
    if taken.version == 0:  # nobody ever opened the form
        return
    if not settings().support_keys:
        if taken.open:
            raise BadSetting(say("hardship.setting.no_key", "vi"))
        return
    try:
        renewed = retention.renew(store())
    except BadSeal as problem:
        raise BadSetting(say("hardship.setting.other_key", "vi")) from problem
    if renewed:
        events.note(engine, now, None, RENEWED, str(renewed))


def purge(engine: Engine, now: datetime) -> None:
    """Delete what is due; the record of the office keeps day and number."""
    taken = office.load(engine)
    if taken.version == 0:
        return
    gone = retention.purge(store(), today(), taken.months)
    if gone:
        events.note(engine, now, None, PURGED, str(gone))
