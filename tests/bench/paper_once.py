"""Makes one paper once, in this fresh process, and prints how many seconds it took."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable

from sqlalchemy import Engine, text

from db import activities, campaigns, demo, installation, releases, surveys, units
from db.engine import connect, writing
from db.migrate import migrate
from pages.settings import now, today
from surveys.needs import rank_needs
from surveys.posters import Sheet, a4
from surveys.reports import outline, word
from surveys.reports.material import Material
from surveys.targets import progress
from tests.bench.papers import ANSWERS


def posters(engine: Engine, campaign_id: int) -> Callable[[], object]:
    """All units of the campaign in one PDF."""
    campaign = campaigns.load(engine, campaign_id)
    sheets = [
        Sheet(
            unit=link.unit.name,
            campaign=campaign.title,
            organisation=campaign.contact_name,
            phone=campaign.contact_phone,
            closes_on=campaign.closes_on,
            link=f"https://langnghe.example.vn/k/{link.code}",
            code=link.code,
        )
        for link in campaigns.links(engine, campaign_id)
    ]
    return lambda: a4(sheets)


def release(engine: Engine, campaign_id: int) -> Callable[[], object]:
    """From stored forms to a saved release."""
    with writing(engine) as session:
        session.execute(text("DROP TRIGGER campaign_is_over"))  # the product takes nothing back
        session.execute(text("DELETE FROM release"))
        session.execute(text("UPDATE campaign SET released_on = NULL"))
    return lambda: releases.make(engine, campaign_id, today())


def word_report(engine: Engine, campaign_id: int) -> Callable[[], object]:
    """From a release to a .docx with its charts."""
    named, found = installation.load(engine), releases.load(engine, campaign_id)
    assert named is not None
    assert found is not None
    campaign = campaigns.load(engine, campaign_id)
    survey = surveys.load(engine, campaign.survey_version)
    material = Material(
        letterhead=named.letterhead,
        campaign=campaign,
        survey=survey,
        release=found,
        ranking=rank_needs(found, survey),
        activities=activities.everything(engine),
        targets=progress(units.everyone(engine), today()),
        today=today(),
        opened_units=len(campaigns.links(engine, campaign_id)),
    )
    return lambda: word.write(outline.report(material), named.letterhead)


def main(subject: str) -> None:
    """Load the demo, then time the one thing asked for."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/langnghe.sqlite")
        migrate(engine)
        campaign_id = demo.load(engine, today(), now(), answers=ANSWERS).closed_campaign_id
        make = {"posters": posters, "release": release, "word": word_report}[subject]
        task = make(engine, campaign_id)
        began = time.perf_counter()
        task()
        print(time.perf_counter() - began)
        engine.dispose()


main(sys.argv[1])
