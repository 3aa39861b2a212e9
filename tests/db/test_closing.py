"""Closing and releasing: what must hold when it happens early, late, or twice at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from secrets import token_bytes

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from db import campaigns, releases
from db.engine import connect
from db.migrate import migrate
from db.submissions import KEY_BYTES, Incoming, write
from pages.settings import today
from surveys.answers import Answers
from surveys.campaigns import delete_on
from tests.pages.world import open_campaign


def test_dr_22_forms_go_a_year_after_the_close_at_the_latest(engine: Engine) -> None:
    closes = today() + timedelta(days=60)
    campaign, _ = open_campaign(engine, closes_on=closes, delete_on=delete_on(closes, 12))
    closed = campaigns.close(engine, campaign.id, today())
    assert closed.delete_on == delete_on(today(), 12)
    assert campaigns.close(engine, campaign.id, today() + timedelta(5)) == closed


def test_a_close_never_keeps_forms_longer_than_was_said(engine: Engine) -> None:
    campaign, _ = open_campaign(engine)
    assert campaigns.close(engine, campaign.id, today()).delete_on == campaign.delete_on


def test_dr_03_after_the_close_the_file_tells_no_order_of_forms(tmp_path: Path) -> None:
    """Forms that came as 00, 01, 02… must not lie in the file like that, or backwards."""
    file = tmp_path / "a.sqlite"
    engine = connect(f"sqlite:///{file}")
    migrate(engine)
    campaign, code = open_campaign(engine)
    door = campaigns.door(engine, code)
    assert door is not None
    for number in range(12):
        answers = Answers({"Z01": f"mark{number:02}"})
        key = token_bytes(KEY_BYTES)
        write(engine, [Incoming(key, campaign.id, door.unit_id, today(), "vi", answers)])
    campaigns.close(engine, campaign.id, today())
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT answers FROM submission ORDER BY key")).scalars()
        by_key = [answers[-8:-2] for answers in stored]
    engine.dispose()
    lie = [mark.decode() for mark in re.findall(rb"mark\d\d", file.read_bytes())]
    assert lie == by_key[::-1]


@pytest.mark.slow
def test_dr_03_after_the_close_postgresql_tells_no_order_of_forms(postgres_database: str) -> None:
    engine = connect(postgres_database)
    migrate(engine)
    campaign, code = open_campaign(engine)
    door = campaigns.door(engine, code)
    assert door is not None
    for number in range(12):
        answers = Answers({"Z01": f"mark{number:02}"})
        key = token_bytes(KEY_BYTES)
        write(engine, [Incoming(key, campaign.id, door.unit_id, today(), "vi", answers)])
    campaigns.close(engine, campaign.id, today())
    with engine.connect() as connection:
        told = "SELECT answers FROM submission ORDER BY {}"
        by_place = list(connection.execute(text(told.format("ctid"))).scalars())
        by_key = list(connection.execute(text(told.format("key"))).scalars())
        moments = text("SELECT count(DISTINCT xmin::text) FROM submission")
        assert connection.execute(moments).scalar() == 1
    engine.dispose()
    assert by_place == by_key
    assert len(by_key) == 12


def test_two_who_release_at_once_get_the_same_release(engine: Engine) -> None:
    campaign, _ = open_campaign(engine)
    campaigns.close(engine, campaign.id, today())

    def release(day: date) -> str:
        return releases.make(engine, campaign.id, day).checksum

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(release, [today()] * 4))
    assert len(found) == 1
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM release")).scalar() == 1


def test_dr_03_an_error_of_the_database_tells_no_answer(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text("SELECT :answer FROM nowhere"), {"answer": "G01=yes"})
    assert "G01=yes" not in str(caught.value)
