"""Closing and releasing: what must hold when it happens early, late, or twice at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from sqlalchemy import Engine, text

from db import campaigns, releases
from pages.settings import today
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
