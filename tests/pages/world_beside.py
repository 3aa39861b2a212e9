"""What an office has beside its campaigns, so that every page has something to show: a calendar and
a report, a request for help that was opened, a questionnaire of its own, a deletion."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Engine

from db import deletions, drafts, officers, periodic
from db.deletions import Deletion
from db.engine import writing
from db.hardship import requests
from db.hardship.requests import By, Change
from db.retention import QUESTIONNAIRE_DRAFT
from pages import hardship_store
from pages.settings import now, today
from surveys.access import Role
from surveys.hardship import State
from surveys.periodic import Calendar, Every, Report
from tests.pages.everything import EVERYTHING

PERIOD = "2026-Q3"
_SAID = {
    "X02": ["benhnang"],
    "X03": "Chồng tôi nằm viện",
    "X05": "ngay",
    "X06": "Chị Bông Mẫu",
    "X07": "0912345678",
}


def furnished(engine: Engine, unit: str) -> None:
    """Bring it all."""
    periodic.set_calendar(engine, Calendar(Every.QUARTER, 10, 5, date(2026, 1, 1)))
    periodic.make_links(engine, PERIOD, [unit], today())
    periodic.receive(engine, Report(unit, PERIOD, today(), 60, 30))
    drafts.publish(engine, drafts.create(engine, EVERYTHING, now()), now())
    with writing(engine) as session:
        gone = Deletion(QUESTIONNAIRE_DRAFT, "x", "Phiếu bỏ dở", 1, today(), now())
        deletions.record(session, gone)


def asked_for_help(engine: Engine) -> None:
    """Somebody asks, and the care officer looks."""
    store = hardship_store.store()
    requests.add(store, "a" * 26, _SAID, today() - timedelta(days=1))
    carer = next(one for one in officers.everyone(engine) if one.role is Role.CARE)
    [case] = requests.cases(store.engine)
    requests.change(
        store, case, Change(State.DONE, today(), notes="Đã gặp"), By(carer, now()), today()
    )
