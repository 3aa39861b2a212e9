"""Employers, officers and participants meet the same page, each with their own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db import campaigns, installation, occasions, units
from pages import results_audience
from pages.phone.routes import Phone
from pages.settings import now, today
from surveys.campaigns import Audience, Campaign
from surveys.occasions import cluster, draft, survey_for
from tests.pages.asgi import ask
from tests.pages.world import CAMPAIGN, LETTERHEAD, UNIT

DAYS = (today(), today() + timedelta(days=7))
CONTACT = (LETTERHEAD.name, LETTERHEAD.phone)


@pytest.fixture
def phone(engine: Engine) -> Iterator[Phone]:
    installation.set_up(engine, LETTERHEAD, now())
    units.take_in(engine, [UNIT])
    made = Phone(engine)
    yield made
    made.stop()


def _code(engine: Engine, campaign: Campaign) -> str:
    return campaigns.links(engine, campaign.id)[0].code


def test_an_employer_answers_on_behalf_of_the_unit(engine: Engine, phone: Phone) -> None:
    wanted = draft(Audience.EMPLOYER, "Doanh nghiệp", DAYS, CONTACT)
    survey = survey_for(Audience.EMPLOYER)
    code = _code(engine, campaigns.publish(engine, wanted, survey, [UNIT.code], now()))
    form = ask(phone, "GET", f"/k/{code}").text
    assert "nhân danh đơn vị" in form
    assert "không có danh sách ai đã trả lời" in form
    thanks = ask(phone, "POST", f"/k/{code}", [("id", "0123456789ABCDEF"), ("R11", "co")])
    assert (thanks.status, "Cảm ơn ông/bà!" in thanks.text) == (200, True)
    assert "/ho-tro" not in thanks.text


def test_officers_answer_for_a_cluster_and_not_by_name(engine: Engine, phone: Phone) -> None:
    wanted = draft(Audience.OFFICER, "Cán bộ", DAYS, CONTACT)
    groups = [cluster("Cụm Bù Nho", 40)]
    survey = survey_for(Audience.OFFICER)
    code = _code(engine, occasions.publish_to(engine, wanted, survey, groups, now()))
    form = ask(phone, "GET", f"/k/{code}").text
    assert "Cụm Bù Nho" in form
    assert "O09" not in form  # DR-19: high sensitivity, not asked unless the top role does


@pytest.mark.parametrize("audience", list(Audience))
def test_only_workers_have_boards_of_needs(audience: Audience) -> None:
    every = ["nhu-cau", "ai-tra-loi", "cau-hoi"]
    asked = draft(audience, "Đợt", DAYS, CONTACT) if audience is not Audience.WORKER else CAMPAIGN
    shown = results_audience.boards(asked, every, "cau-hoi")
    assert shown == (every if audience is Audience.WORKER else ["cau-hoi"])
