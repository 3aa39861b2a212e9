"""The overview says what goes on and leads to the next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from db import activities, campaigns, units
from pages.settings import now
from surveys.plan import NOTICE, State
from tests.pages.office import Office, set_up, visit
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT

pytestmark = pytest.mark.slow

Open = Callable[..., Page]


def _next(page: Page) -> str:
    return page.locator("[aria-current=step]").inner_text()


def test_a_new_office_is_led_from_step_to_step(open_page: Open) -> None:
    with set_up("own") as office:
        page = office.open(open_page)
        assert _next(page).startswith("1. Nhập đơn vị")
        page.get_by_role("button", name="Nhập đơn vị").click()
        page.wait_for_url("**/don-vi?viec=nhap")
        units.add(office.engine, UNIT)
        visit(page, office.product.url)
        assert _next(page).startswith("2. Mở đợt khảo sát")
        made = campaigns.publish(office.engine, CAMPAIGN, ANNUAL, [UNIT.code], now())
        visit(page, office.product.url)
        assert _next(page).startswith("3. In mã QR")
        expect(page.get_by_role("heading", name="1 đợt đang nhận phiếu")).to_be_visible()
        page.get_by_role("button", name="Lấy mã QR").click()
        page.wait_for_url(f"**dot={made.id}**muc=ma**")


def test_the_newest_finding_leads_to_results_and_to_the_plan(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page)
    finding = page.get_by_role("heading", name="cần làm trước:")
    expect(finding).to_contain_text("trong 100 người")
    expect(page.get_by_text("Chỉ tiêu đến năm 2030")).to_be_visible()
    expect(page.get_by_text("3.100 đoàn viên")).to_be_visible()
    page.get_by_role("button", name="Xem kết quả").click()
    page.wait_for_url("**/ket-qua?dot=**")


def test_answers_are_told_in_steps_of_five(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page)
    said = page.get_by_text("ít nhất").first.inner_text()
    answers = int(said.partition("ít nhất ")[2].split()[0].replace(".", ""))
    assert answers > 0
    assert answers % 5 == 0


def test_workers_who_were_not_told_are_named_until_they_are(open_page: Open) -> None:
    with set_up("demo") as office:
        page = office.open(open_page)
        silent = page.get_by_text("Chưa phản hồi người lao động")
        [told] = [a for a in activities.everything(office.engine) if a.type == NOTICE]
        expect(page.get_by_role("heading", name="Nói và làm")).to_be_visible()
        expect(silent).to_have_count(0)
        for state, count in ((State.DOING, 1), (State.DONE, 0)):
            activities.change(office.engine, replace(told, state=state))
            visit(page, office.product.url)
            expect(page.get_by_role("heading", name="Nói và làm")).to_be_visible()
            expect(silent).to_have_count(count)


def test_the_overview_fits_a_phone(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page, width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
