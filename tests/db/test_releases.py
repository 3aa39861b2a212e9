"""What a closed campaign published: known by its checksum without being read."""

from __future__ import annotations

from sqlalchemy import Engine

from db import campaigns, releases, submissions
from tests.db.cast import TODAY, campaign_of, forms


def test_a_release_is_known_by_its_checksum(engine: Engine) -> None:
    campaign = campaign_of(engine, "A1")
    submissions.write(engine, forms(engine, campaign, "A1", 12))
    campaigns.close(engine, campaign.id, TODAY)
    assert releases.checksum(engine, campaign.id) is None
    made = releases.make(engine, campaign.id, TODAY)
    assert releases.checksum(engine, campaign.id) == made.checksum


def test_a_checksum_belongs_to_one_campaign(engine: Engine) -> None:
    first, second = campaign_of(engine, "A1"), campaign_of(engine, "A2")
    campaigns.close(engine, first.id, TODAY)
    releases.make(engine, first.id, TODAY)
    assert releases.checksum(engine, first.id) is not None
    assert releases.checksum(engine, second.id) is None
