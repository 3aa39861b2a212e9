"""A closed campaign of any size, its forms drawn straight into the database."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from db import campaigns, units
from db.engine import connect, reading, writing
from db.migrate import migrate
from db.schema import UnitRow
from surveys.campaigns import Campaign
from surveys.catalogue import bank, survey_of, templates
from surveys.model import Kind, Sensitivity, Survey
from surveys.organisation import Unit
from tests.surveys.crowd import robot

QUESTIONS = 30
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
_TYPES = ("dn_fdi", "dn_nn", "co_quan", "hop_tac_xa", "dn_ngoai_nn")
_DIFFERENT = 10_000  # sheets drawn; people send one of them
_AT_ONCE = 20_000  # rows inserted
_INSERT = (
    "INSERT INTO submission (key, campaign_id, unit_id, day, lang, mode, answers)"
    " VALUES (?, ?, ?, ?, 'vi', 'phone', ?)"
)


def survey() -> Survey:
    """The yearly survey with as many further questions of the bank as make thirty."""
    yearly = survey_of(templates()["a"])
    known = {question.id for question in yearly.questions}
    asked = sum(question.kind.asked for question in yearly.questions)
    plain = (Sensitivity.NONE, Sensitivity.LOW, Sensitivity.MEDIUM)
    more = (
        question
        for question in bank().values()
        if question.id not in known
        and question.kind is Kind.SINGLE
        and question.sensitivity in plain
        and not question.show_if
    )
    added = tuple(islice(more, QUESTIONS - asked))
    slots = (*yearly.slots, *((question.id,) for question in added))
    return replace(yearly, questions=(*yearly.questions, *added), slots=slots)


def draw(file: Path, answers: int, size: int) -> None:
    """A campaign of so many units with so many forms, closed and not released."""
    engine = connect(f"sqlite:///{file}")
    migrate(engine)
    places = [_place(number, answers // size) for number in range(size)]
    units.take_in(engine, places)
    campaign = campaigns.publish(engine, _draft(), survey(), [place.code for place in places], NOW)
    with reading(engine) as session:
        ids = list(session.scalars(select(UnitRow.id).order_by(UnitRow.code)))
    rows = _rows(campaign.id, ids, answers)
    with writing(engine) as session:
        while part := list(islice(rows, _AT_ONCE)):
            session.connection().exec_driver_sql(_INSERT, part)
    campaigns.close(engine, campaign.id, TODAY)
    engine.dispose()


def _draft() -> Campaign:
    return Campaign(
        id=0,
        title="Khảo sát lớn",
        survey_version=0,
        opens_on=TODAY - timedelta(days=20),
        closes_on=TODAY,
        delete_on=TODAY + timedelta(days=300),
        contact_name="Công đoàn xã Mẫu",
        contact_phone="0100 000 003",
        k=10,
    )


def _place(number: int, answers: int) -> Unit:
    workers = max(12, round(answers * (1.2 + number % 7 / 5)))
    return Unit(
        f"U{number:05}",
        f"Công ty {number}",
        _TYPES[number % len(_TYPES)],
        "may",
        "Mẫu",
        f"Cụm {number % 9}",
        workers,
        round(workers * (0.5 + number % 4 / 10)),
        round(workers * (0.4 + number % 3 / 10)),
        has_union=True,
    )


def _rows(campaign_id: int, ids: list[int], answers: int) -> Iterator[tuple[Any, ...]]:
    draw, rng = random.Random(5), np.random.default_rng(5)
    asked = survey()
    sheets = [
        json.dumps(robot(asked, draw), ensure_ascii=False, separators=(",", ":"))
        for _ in range(min(_DIFFERENT, answers))
    ]
    keys = sorted(rng.bytes(16) for _ in range(answers))  # in order, they are stored fast
    unit = rng.choice(len(ids), answers)
    sheet = rng.choice(len(sheets), answers)
    for person in range(answers):
        where = ids[unit[person]]
        yield keys[person], campaign_id, where, TODAY.isoformat(), sheets[sheet[person]]
