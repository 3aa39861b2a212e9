"""Raw answers go on their day, what was published stays (DR-22)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import campaigns, events, releases
from db.engine import connect
from db.migrate import migrate
from db.retention import EVENT, purge
from db.submissions import write
from surveys.campaigns import Campaign
from tests.db.cast import NOW, TODAY, campaign_of, form, forms, stored

DAY = timedelta(days=1)


def _with_answers(engine: Engine, count: int, **changes: object) -> Campaign:
    campaign = campaign_of(engine, "A", **changes)
    write(engine, forms(engine, campaign, "A", count))
    return campaign


@pytest.mark.parametrize(("days", "left"), [(-1, 25), (0, 0), (1, 0)])
def test_dr_22_answers_go_on_the_day_that_was_promised(
    engine: Engine, days: int, left: int
) -> None:
    campaign = _with_answers(engine, 25)
    on = campaign.delete_on + timedelta(days=days)
    purge(engine, on, NOW)
    assert stored(engine) == left


def test_dr_22_published_figures_stay(engine: Engine) -> None:
    campaign = _with_answers(engine, 25)
    campaigns.close(engine, campaign.id, TODAY)
    made = releases.make(engine, campaign.id, TODAY)
    assert purge(engine, campaign.delete_on, NOW) == ((campaign.title, 25),)
    assert releases.load(engine, campaign.id) == made
    assert campaigns.load(engine, campaign.id).released_on == TODAY


def test_what_nobody_published_is_published_before_its_answers_go(engine: Engine) -> None:
    campaign = _with_answers(engine, 25)
    purge(engine, campaign.delete_on, NOW)
    release = releases.load(engine, campaign.id)
    assert release is not None
    assert release.answered == 25
    after = campaigns.load(engine, campaign.id)
    assert after.closed_on == after.released_on == campaign.delete_on
    assert write(engine, [form(engine, campaign, "A", "late")]) == [False]


def test_other_campaigns_keep_their_answers(engine: Engine) -> None:
    due, later = _with_answers(engine, 25), _with_answers(engine, 0, delete_on=TODAY + 400 * DAY)
    write(engine, [form(engine, later, "A", "of the later one")])
    purge(engine, due.delete_on, NOW)
    assert (stored(engine, due.id), stored(engine, later.id)) == (0, 1)
    assert campaigns.load(engine, later.id).closed_on is None


def test_dr_22_the_deletion_is_on_record_and_done_once(engine: Engine) -> None:
    campaign = _with_answers(engine, 25)
    purge(engine, campaign.delete_on, NOW)
    assert purge(engine, campaign.delete_on + DAY, NOW + DAY) == ()
    [event] = events.latest(engine)
    assert (event.at, event.what) == (NOW, EVENT)
    assert event.detail == f"{campaign.title}: 25–29"


def test_a_campaign_without_answers_is_closed_and_not_spoken_of(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    assert purge(engine, campaign.delete_on, NOW) == ()
    assert events.latest(engine) == ()
    after = campaigns.load(engine, campaign.id)
    assert (after.closed_on, after.released_on) == (campaign.delete_on, None)


def test_sqlite_overwrites_deleted_answers(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'test.sqlite'}")
    migrate(engine)
    campaign = campaign_of(engine, "A")
    words = "một câu rất riêng của một người"
    write(engine, [form(engine, campaign, "A", "one", Z01=words)])
    assert _lies_in(tmp_path, words)
    purge(engine, campaign.delete_on, NOW)
    assert not _lies_in(tmp_path, words)
    engine.dispose()


def _lies_in(folder: Path, words: str) -> bool:
    return any(words.encode() in file.read_bytes() for file in folder.iterdir())
