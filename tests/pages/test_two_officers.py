"""Two officers at one record in a browser: the second is told before anything is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from db import campaigns, periodic, units
from pages.settings import now, today
from surveys.periodic import Calendar, Every
from surveys.texts.numbers import day
from tests.pages.office import Office, set_up, settled
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of our own: there is one calendar for all."""
    with set_up("own") as office:
        units.take_in(office.engine, [UNIT])
        yield office


def test_who_sets_the_last_day_second_is_told_the_new_one(
    office: Office, open_page: Callable[..., Page]
) -> None:
    campaign = campaigns.publish(office.engine, CAMPAIGN, ANNUAL, [UNIT.code], now())
    page = office.open(open_page, f"/dot-khao-sat?dot={campaign.id}&muc=dong")
    first = campaign.closes_on + 5 * DAY
    campaigns.prolong(office.engine, campaign.id, first, campaign.closes_on)
    wanted = today() + 40 * DAY
    for part, value in (("day", wanted.day), ("month", wanted.month), ("year", wanted.year)):
        page.get_by_role("group", name="Ngày cuối mới").locator(f"[data-type={part}]").click()
        page.keyboard.type(f"{value:02d}")
    page.keyboard.press("Escape")
    _press(page, "Đổi ngày cuối")
    told = f"người khác vừa đổi ngày cuối thành {day(first)}"
    expect(page.get_by_text(told)).to_be_visible()
    assert campaigns.load(office.engine, campaign.id).closes_on == first


def test_who_sets_the_calendar_second_sees_the_first_ones(
    office: Office, open_page: Callable[..., Page]
) -> None:
    page = office.open(open_page, "/so-theo-doi?so=bao-cao-dinh-ky&viec=lich")
    periodic.set_calendar(office.engine, Calendar(Every.MONTH, 7, 2, date(2026, 1, 1)))
    page.get_by_role("spinbutton", name="Được trễ thêm").fill("9")
    page.keyboard.press("Tab")
    _press(page, "Lưu lịch")
    expect(page.get_by_text("Người khác vừa đổi lịch")).to_be_visible()
    expect(page.get_by_text("tháng · 7 + 2")).to_be_visible()
    known = periodic.calendar(office.engine)
    assert known
    assert (known.every, known.due_days, known.grace_days) == (Every.MONTH, 7, 2)


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()
