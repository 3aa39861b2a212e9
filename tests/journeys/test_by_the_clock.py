"""A campaign of sixty units opens and closes by the clock, while the product runs or after it
stood still, and nothing of who answered is written to a log; feedback is published by the clock."""

from __future__ import annotations

import http.client
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from db import activities, campaigns, events, installation, occasions, releases, units
from db.campaign_drafts import Approval, approve
from db.campaign_places import Places
from pages.settings import now, today
from surveys.campaigns import Audience, Campaign
from surveys.occasions import MEETS_NEED, YES, draft, feedback_days, survey_for
from surveys.statistics import figure
from tests.db.cast import MEALS
from tests.journeys.clockwork import later, until
from tests.pages.world import ANNUAL, CAMPAIGN, LETTERHEAD, UNIT
from tests.product import Product, empty

pytestmark = pytest.mark.slow

UNITS = tuple(replace(UNIT, code=f"DV{n:02}", name=f"Công ty Mẫu {n:02}") for n in range(60))
FORM = {"id": "A7KQ2M9XW4TD3ECH", "G01": "yes", "P06": "co", "seen": ""}


def _sends(product: Product, code: str, form_id: str, **answers: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", f"/k/{code}", urlencode({**FORM, **answers, "id": form_id}), headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


def _planned(product: Product) -> Campaign:
    installation.set_up(product.engine, LETTERHEAD, now())
    units.take_in(product.engine, UNITS)
    days = {"opens_on": today() + timedelta(days=2), "closes_on": today() + timedelta(days=9)}
    wanted = replace(CAMPAIGN, **days, approved_on=today())  # type: ignore[arg-type]
    places = Places(tuple(unit.code for unit in UNITS), {})
    return approve(product.engine, Approval(wanted, ANNUAL, places), now())


def test_dr_22_a_campaign_of_sixty_units_opens_and_closes_by_the_clock_and_leaves_no_log() -> None:
    with empty() as product:
        product.kill()
        campaign = _planned(product)
        codes = [link.code for link in campaigns.links(product.engine, campaign.id)]
        product.launch = ("-m", "tests.clock")
        product.start()
        assert len(codes) == 60
        assert _sends(product, codes[0], "A7KQ2M9XW4TD3ECH") == 409  # not open yet

        later(product, 2)
        until(lambda: _now(product, campaign).opened_on == campaign.opens_on)
        until(lambda: _sends(product, codes[0], "A7KQ2M9XW4TD3ECH") == 200)
        assert {_sends(product, code, f"B7KQ2M9XW4TD3E{n:02}") for n, code in enumerate(codes)} == {
            200
        }

        product.kill()  # and while it stood still, the last day passed
        later(product, 30)
        product.start()
        until(lambda: _now(product, campaign).closed_on is not None)
        assert _now(product, campaign).closed_on == campaign.closes_on + timedelta(days=1)
        assert _sends(product, codes[1], "C7KQ2M9XW4TD3ECH") == 409
        assert releases.load(product.engine, campaign.id) is None
        until(lambda: _noted(product) == ["close", "open"])

        later(product, 300)  # after the day on which the forms go
        until(lambda: _now(product, campaign).deleted_on is not None)
        release = releases.load(product.engine, campaign.id)
        assert release is not None
        assert release.answered == 61
        said = product.log.read_text()
        assert not [word for word in (*codes, "127.0.0.1:", "POST", "C7KQ") if word in said]


def test_feedback_on_an_activity_is_published_by_the_clock_without_anybody_at_the_plan() -> None:
    survey = survey_for(Audience.ACTIVITY)
    with empty() as product:
        product.kill()
        installation.set_up(product.engine, LETTERHEAD, now())
        promised = activities.add(product.engine, replace(MEALS, ends_on=today()))
        contact = (LETTERHEAD.name, LETTERHEAD.phone)
        days = feedback_days(promised, today())
        wanted = draft(Audience.ACTIVITY, "Góp ý: bữa ăn ca", days, contact)
        made = occasions.publish_feedback(product.engine, promised.id, wanted, survey, now())
        [link] = campaigns.links(product.engine, made.id)
        product.launch = ("-m", "tests.clock")
        product.start()
        for number in range(made.k):
            assert _sends(product, link.code, f"D7KQ2M9XW4TD3E{number:02}", F02=YES) == 200
        assert _now(product, made).released_on is None

        later(product, 2)
        until(lambda: _now(product, made).released_on is not None)
        release = releases.load(product.engine, made.id)
        assert release is not None
        assert figure(release, survey, MEETS_NEED).n == made.k
        until(lambda: _noted(product) == [occasions.RETURNED, "close", "open"])


def _now(product: Product, campaign: Campaign) -> Campaign:
    return campaigns.load(product.engine, campaign.id)


def _noted(product: Product) -> list[str]:
    return [event.what for event in events.latest(product.engine)]
