"""Scans are sums by unit and day: added together, told in steps of five, never one phone."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import Engine

from db import scans
from db.engine import writing
from db.scans import Scans, Step, Tally
from db.schema import UnitRow
from db.schema_posters import ScanRow
from tests.db.cast import TODAY, campaign_of
from tests.db.outage import gone


def _places(engine: Engine, *codes: str) -> tuple[int, list[int]]:
    campaign = campaign_of(engine, *codes)
    with engine.connect() as connection:
        found = connection.execute(sa.select(UnitRow.id).order_by(UnitRow.code)).scalars()
        return campaign.id, list(found)


def test_dr_07_scans_are_told_in_steps_of_five_and_add_up_over_days(engine: Engine) -> None:
    campaign, (a, b) = _places(engine, "A", "B")
    scans.add(engine, {(campaign, a, TODAY): [7, 4, 0], (campaign, b, TODAY): [4, 0, 0]})
    scans.add(
        engine,
        {(campaign, a, TODAY): [4, 1, 3], (campaign, a, TODAY - timedelta(1)): [3, 4, 2]},
    )
    assert scans.by_unit(engine, campaign) == {"A": Scans(10, 5, 5), "B": Scans(0, 0, 0)}
    assert scans.by_unit(engine, campaign + 1) == {}


def test_who_sends_without_script_has_begun_and_seen_the_page_too(engine: Engine) -> None:
    campaign, (a,) = _places(engine, "A")
    scans.add(engine, {(campaign, a, TODAY): [1, 0, 12]})
    assert scans.by_unit(engine, campaign) == {"A": Scans(10, 10, 10)}


def test_dr_03_a_scan_is_kept_with_campaign_unit_and_day_and_no_time(engine: Engine) -> None:
    columns = {column["name"]: column for column in sa.inspect(engine).get_columns("scan")}
    assert set(columns) == {"campaign_id", "unit_id", "day", "shown", "begun", "sent"}
    assert isinstance(columns["day"]["type"], sa.Date)


def test_counting_survives_a_database_that_is_away(engine: Engine) -> None:
    campaign, (a,) = _places(engine, "A")
    tally = Tally(engine, every=3600)
    for step in (Step.SHOWN, Step.SHOWN, Step.BEGUN):
        tally.count(campaign, a, TODAY, step)
    with gone(engine):
        tally.flush()
    tally.count(campaign, a, TODAY, Step.SHOWN)
    tally.stop()
    with engine.connect() as connection:
        row = connection.execute(sa.select(ScanRow.shown, ScanRow.begun, ScanRow.sent)).one()
    assert tuple(row) == (3, 1, 0)


def test_sums_of_a_campaign_that_is_gone_go_with_it(engine: Engine) -> None:
    campaign, (a,) = _places(engine, "A")
    scans.add(engine, {(campaign, a, TODAY): [5, 5, 5], (campaign + 7, a, TODAY): [5, 5, 5]})
    with writing(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(ScanRow)) == 1
        session.execute(sa.text("DELETE FROM campaign"))
        assert session.scalar(sa.select(sa.func.count()).select_from(ScanRow)) == 0
