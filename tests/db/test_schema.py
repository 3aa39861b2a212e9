"""What the database itself guards, on both kinds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from db import activities, events, units
from db.engine import connect, is_alive, writing
from db.migrate import differences, migrate
from db.schema import CampaignRow, OfficerRow, ReleaseRow, SurveyVersionRow, UnitRow
from tests.db.cast import MEALS, NOW, TODAY, campaign_of, unit
from tests.db.outage import gone

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    engine = connect(database_url)
    migrate(engine)
    campaign_of(engine, "A")
    before = sa.inspect(engine).get_table_names()
    migrate(engine)
    assert sa.inspect(engine).get_table_names() == before
    assert len(units.everyone(engine)) == 1
    engine.dispose()


def test_migrations_and_code_agree(engine: Engine) -> None:
    assert differences(engine) == []


@pytest.mark.parametrize("pragma", PRAGMAS)
def test_every_sqlite_connection_is_set_up(tmp_path: Any, pragma: str) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'test.sqlite'}")
    with ExitStack() as stack:
        for _ in range(4):  # held together, so that each is another connection
            connection = stack.enter_context(engine.connect())
            found = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            assert found == PRAGMAS[pragma]
    engine.dispose()


def test_dr_03_a_form_is_stored_with_campaign_unit_day_language_way_and_answers_only(
    engine: Engine,
) -> None:
    columns = {column["name"]: column for column in sa.inspect(engine).get_columns("submission")}
    assert set(columns) == {"key", "campaign_id", "unit_id", "day", "lang", "mode", "answers"}
    assert isinstance(columns["day"]["type"], sa.Date)  # no time of day


def test_dr_03_sqlite_keeps_no_order_of_arrival(tmp_path: Any) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'test.sqlite'}")
    migrate(engine)
    with (
        engine.connect() as connection,
        pytest.raises(OperationalError, match="no such column: rowid"),
    ):
        connection.exec_driver_sql("SELECT rowid FROM submission")
    engine.dispose()


@pytest.mark.parametrize(
    "change",
    [
        lambda: sa.update(SurveyVersionRow).values(survey_id="z"),
        lambda: sa.update(SurveyVersionRow).values(document={}),
        lambda: sa.update(ReleaseRow).values(number=2),
        lambda: sa.update(ReleaseRow).values(document={}),
    ],
)
def test_what_was_published_refuses_every_change(
    engine: Engine, change: Callable[[], sa.Update]
) -> None:
    campaign = campaign_of(engine, "A")
    made = {"number": 1, "made_on": TODAY, "checksum": "0" * 64, "document": {}}
    with writing(engine) as session:
        session.add(ReleaseRow(campaign_id=campaign.id, **made))
    with pytest.raises(DBAPIError, match="is final"), writing(engine) as session:
        session.execute(change())


@pytest.mark.parametrize(("k", "taken"), [(4, False), (5, True), (10, True)])
def test_dr_05_no_group_below_five(engine: Engine, k: int, taken: bool) -> None:
    if taken:
        campaign_of(engine, "A", k=k)
    else:
        with pytest.raises(IntegrityError):
            campaign_of(engine, "A", k=k)


def test_dr_05_nobody_lowers_the_smallest_group_later(engine: Engine) -> None:
    campaign_of(engine, "A")
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(sa.update(CampaignRow).values(k=4))


@pytest.mark.parametrize(
    ("heads", "taken"),
    [
        ({"workers": 10, "members": 10, "women": 10, "women_members": 10}, True),
        ({"workers": 0, "members": 0, "women": 0, "women_members": 0}, True),
        ({"women": None, "women_members": None}, True),
        ({"workers": 10, "members": 11, "women": 5, "women_members": 5}, False),
        ({"workers": 10, "members": -1, "women": 5, "women_members": 0}, False),
        ({"workers": 10, "members": 10, "women": 11, "women_members": 5}, False),
        ({"workers": 10, "members": 5, "women": 10, "women_members": 6}, False),
        ({"workers": -1, "members": -1, "women": None, "women_members": None}, False),
    ],
)
def test_no_unit_has_more_members_than_workers(
    engine: Engine, heads: dict[str, int | None], taken: bool
) -> None:
    if taken:
        units.take_in(engine, [unit("A", **heads)])
        return
    with pytest.raises(IntegrityError):
        units.take_in(engine, [unit("A", **heads)])
    assert units.everyone(engine) == ()


@pytest.mark.parametrize(
    "days",
    [
        {"opens_on": TODAY, "closes_on": TODAY - timedelta(days=1)},
        {"closes_on": TODAY, "delete_on": TODAY},
    ],
)
def test_a_campaign_ends_after_it_begins_and_before_its_answers_go(
    engine: Engine, days: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        campaign_of(engine, "A", **days)


def test_a_unit_that_a_campaign_asks_cannot_vanish(engine: Engine) -> None:
    campaign_of(engine, "A")
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(sa.delete(UnitRow))


def test_there_are_two_roles(engine: Engine) -> None:
    row = OfficerRow(login="c", name="c", role="owner", password="", lang="vi")
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(row)


def test_an_activity_may_cost_ten_billion_dong(engine: Engine) -> None:
    plan = replace(MEALS, money=10_000_000_000, spent=9_999_999_999)
    added = activities.add(engine, plan)
    assert activities.everything(engine) == (added,)
    assert (added.money, added.spent) == (10_000_000_000, 9_999_999_999)


def test_a_time_without_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="aware"):
        events.note(engine, NOW.replace(tzinfo=None), None, "export")


def test_a_database_that_is_away_is_not_alive(engine: Engine) -> None:
    assert is_alive(engine)
    with gone(engine):
        assert not is_alive(engine)
    assert is_alive(engine)
