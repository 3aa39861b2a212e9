"""A power cut at any moment of a release leaves all of it or nothing, and asking again gives it."""

from __future__ import annotations

import multiprocessing
import random
import time
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Engine

from db import campaigns, releases
from db.engine import connect, reading, writing
from db.schema import CampaignRow, ReleaseRow
from db.submissions import write
from tests.db.cast import TODAY, campaign_of, forms

CUTS = 20
_FORMS = {"A": 1500, "B": 900, "C": 12, "D": 4}
_PATIENCE = 60  # seconds until a release that hangs is a failure


def _publish(url: str, campaign_id: int, today: date) -> None:
    """In a process of its own, which may be killed."""
    releases.make(connect(url), campaign_id, today)


def _state(engine: Engine) -> tuple[str | None, date | None]:
    """What a campaign published, and whether it says so."""
    with reading(engine) as session:
        checksum = session.scalars(sa.select(ReleaseRow.checksum)).one_or_none()
        return checksum, session.scalars(sa.select(CampaignRow.released_on)).one()


def _withdraw(engine: Engine) -> None:
    """As if it had not been released."""
    with writing(engine) as session:
        session.execute(sa.delete(ReleaseRow))
        session.execute(sa.update(CampaignRow).values(released_on=None))


def test_twenty_power_cuts_end_in_a_right_release_or_in_none(engine: Engine) -> None:
    campaign = campaign_of(engine, *_FORMS)
    for code, count in _FORMS.items():
        write(engine, forms(engine, campaign, code, count))
    campaigns.close(engine, campaign.id, TODAY)
    began = time.perf_counter()
    expected = releases.make(engine, campaign.id, TODAY).checksum
    takes = time.perf_counter() - began
    _withdraw(engine)
    url = engine.url.render_as_string(hide_password=False)
    engine.dispose()  # a child must not share a connection
    started, found = multiprocessing.get_context("fork"), []
    for moment in range(CUTS):
        child = started.Process(target=_publish, args=(url, campaign.id, TODAY))
        child.start()
        time.sleep(random.uniform(0, 1.5 * takes) if moment else 0)
        child.kill()
        child.join(_PATIENCE)
        state = _state(engine)
        assert state in ((None, None), (expected, TODAY))
        found.append(state)
        assert releases.make(engine, campaign.id, TODAY).checksum == expected
        _withdraw(engine)
        engine.dispose()
    assert (None, None) in found  # some came in time
