"""The cast of the storage tests: a few units, a campaign, forms of workers, two officers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Engine, func, select, text

from db import campaigns, officers, units
from db.engine import reading, writing
from db.schema import SubmissionRow, Table, UnitRow
from db.submissions import Incoming, key_of
from surveys.access import Officer, Role
from surveys.answers import Answers, Submission
from surveys.campaigns import Campaign
from surveys.catalogue import survey_of, templates
from surveys.model import Survey
from surveys.organisation import Letterhead, Unit
from surveys.plan import Activity, Road

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PASSWORD = "mưa rừng Mẫu 2026"

ALICE = Officer(0, "alice", "Alice Mẫu", Role.ADMIN, "vi")
BOB = Officer(0, "bob", "Bob Mẫu", Role.OFFICER, "vi")

LETTERHEAD = Letterhead(
    name="Công đoàn xã Mẫu",
    superior="LĐLĐ TỈNH MẪU",
    body="CÔNG ĐOÀN\nXÃ MẪU",
    symbol="CĐX",
    place="Mẫu",
    authority="TM. BAN THƯỜNG VỤ",
    role="CHỦ TỊCH",
    signer="Alice Mẫu",
    addressee="",
    copies=("Lưu: VT",),
    phone="0100 000 003",
)


MEALS = Activity(
    id=0,
    campaign_id=None,
    need="NC-09",
    type="AT-17",
    road=Road.DIALOGUE,
    title="Bữa ăn giữa ca",
    scope="A, B",
    place="Mẫu",
    responsible="Bob Mẫu",
    partner="",
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=30),
    people=120,
    money=None,
    source="",
    measure="Số suất ăn",
    figure="U = 6,0%",
)


@cache
def annual() -> Survey:
    """The annual questionnaire."""
    return survey_of(templates()["a"])


def unit(code: str, **changes: Any) -> Unit:
    """A garment factory of sixty workers."""
    known: dict[str, Any] = {
        "name": f"Công ty {code}",
        "type": "dn_fdi",
        "sector": "may",
        "place": "Mẫu",
        "cluster": "Cụm 1",
        "workers": 60,
        "members": 40,
        "women": 45,
        "women_members": 30,
    }
    return Unit(code=code, **known | changes)


def draft(**changes: Any) -> Campaign:
    """A campaign that is open today."""
    known: dict[str, Any] = {
        "id": 0,
        "title": "Nhu cầu 2026",
        "survey_version": 0,
        "opens_on": TODAY - timedelta(days=3),
        "closes_on": TODAY + timedelta(days=7),
        "delete_on": TODAY + timedelta(days=300),
        "contact_name": "Văn phòng",
        "contact_phone": "0100 000 003",
        "k": 10,
    }
    return Campaign(**known | changes)


def campaign_of(engine: Engine, *codes: str, **changes: Any) -> Campaign:
    """An open campaign that asks these units."""
    units.take_in(engine, [unit(code) for code in codes])
    return campaigns.publish(engine, draft(**changes), annual(), codes, NOW)


def form(engine: Engine, campaign: Campaign, code: str, form_id: str, **answers: Any) -> Incoming:
    """A form as it comes from a phone of the unit."""
    [link] = [link for link in campaigns.links(engine, campaign.id) if link.unit.code == code]
    door = campaigns.door(engine, link.code)
    assert door is not None
    key = key_of(door.secret or b"", form_id)
    values = {"P06": "co", "P02": "nu", "P01": "25_34"} | answers
    return Incoming(key, campaign.id, door.unit_id, TODAY, "vi", Answers(values))


def forms(engine: Engine, campaign: Campaign, code: str, count: int) -> list[Incoming]:
    """That many forms of different workers of a unit."""
    first = form(engine, campaign, code, "0")
    keys = [key_of(b"a secret of the tests", f"{code} {n}") for n in range(count)]
    unit_id, answers = first.unit_id, first.answers
    return [Incoming(key, campaign.id, unit_id, TODAY, "vi", answers) for key in keys]


def stored(engine: Engine, campaign_id: int | None = None) -> int:
    """How many forms are stored."""
    counted = select(func.count()).select_from(SubmissionRow)
    if campaign_id is not None:
        counted = counted.where(SubmissionRow.campaign_id == campaign_id)
    with reading(engine) as session:
        return session.scalar(counted) or 0


def pending(engine: Engine, campaign_id: int) -> tuple[Submission, ...]:
    """Every stored form of a campaign, whatever its stage: for tests only, the product has one
    door (db.submissions.arrived)."""
    rows = (
        select(UnitRow.code, SubmissionRow.answers)
        .join(UnitRow, UnitRow.id == SubmissionRow.unit_id)
        .where(SubmissionRow.campaign_id == campaign_id)
    )
    with reading(engine) as session:
        found = session.execute(rows).all()
    return tuple(Submission(unit, Answers(json.loads(answers))) for unit, answers in found)


def counts(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    tables = Table.metadata.sorted_tables
    with engine.connect() as connection:
        return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def sign_up(engine: Engine, officer: Officer = ALICE) -> Officer:
    """Open an account with the usual password."""
    return officers.add(engine, officer, PASSWORD)


def unguarded(engine: Engine, harm: str) -> None:
    """What the owner of the database can do to the record of the office."""
    with writing(engine) as session:
        for trigger in ("update", "delete"):
            on = "" if engine.dialect.name == "sqlite" else " ON event"
            session.execute(text(f"DROP TRIGGER IF EXISTS event_refuses_{trigger}{on}"))
        session.execute(text(harm))
