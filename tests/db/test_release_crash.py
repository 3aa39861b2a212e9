"""A power cut at any moment of a release leaves all of it or nothing, and asking again gives it."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine

from db import campaigns, releases
from db.engine import connect
from db.submissions import write
from surveys.answers import Submission
from surveys.blocks import Release, build
from surveys.campaigns import Campaign
from tests.db.cast import TODAY, annual, campaign_of, forms, pending

CUTS = 20
_FORMS = {"A": 400, "B": 90, "C": 12, "D": 4}
_PATIENCE = 60  # seconds until a release that hangs is a failure


def _publish(url: str, campaign_id: int, today: date) -> None:
    """In a process of its own, which may be killed."""
    releases.make(connect(url), campaign_id, today)


def _closed(engine: Engine, number: int) -> Campaign:
    """A closed campaign in units of its own: what was released once is never taken back."""
    sent = {f"{code}{number}": count for code, count in _FORMS.items()}
    campaign = campaign_of(engine, *sent)
    for code, count in sent.items():
        write(engine, forms(engine, campaign, code, count))
    return campaigns.close(engine, campaign.id, TODAY)


def _says_so(engine: Engine, campaign_id: int) -> bool:
    """Whether the campaign says that it was released."""
    return campaigns.load(engine, campaign_id).released_on is not None


def _undisturbed(stored: Sequence[Submission], made: Release) -> str:
    """The checksum of the release that the stored forms give without any cut."""
    return build(annual(), made.rule, made.frame, stored, made_on=TODAY).checksum


def test_twenty_power_cuts_end_in_a_right_release_or_in_none(engine: Engine) -> None:
    waiting = [_closed(engine, number) for number in range(CUTS + 1)]
    began = time.perf_counter()
    releases.make(engine, waiting.pop().id, TODAY)
    takes = time.perf_counter() - began
    url = engine.url.render_as_string(hide_password=False)
    started, without = multiprocessing.get_context("fork"), 0
    for moment, campaign in enumerate(waiting):
        stored = pending(engine, campaign.id)
        engine.dispose()  # a child must not share a connection
        child = started.Process(target=_publish, args=(url, campaign.id, TODAY))
        child.start()
        time.sleep(random.uniform(0, 1.5 * takes) if moment else 0)
        child.kill()
        child.join(_PATIENCE)
        left = releases.load(engine, campaign.id)
        assert _says_so(engine, campaign.id) is (left is not None)
        made = releases.make(engine, campaign.id, TODAY)
        assert made.checksum == _undisturbed(stored, made)
        assert left is None or left == made
        without += left is None
    assert without  # some cuts came in time
    assert not any(release.faults for release in releases.verified(engine))
