"""Collecting in a browser: the board while answers come in, then the check before the release."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, text

from db import campaigns, releases, scans, units
from pages.settings import now, today
from tests.pages.office import Office, settled
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT

pytestmark = pytest.mark.slow

TITLE = "Tiếng nói người làm điều"
ONE = replace(
    UNIT, code="TG01", name="Xưởng Điều Mẫu 01", cluster="Cụm Bù Nho", workers=60, women=30
)
TWO = replace(ONE, code="TG02", name="Xưởng Điều Mẫu 02", cluster="Cụm Long Hà")
SHEET = {"P06": "co", "P02": "nu", "P01": "25_34", "W02": "vua", "T01": "4_8", "M01": "taicho"}


def _collecting(engine: Engine) -> int:
    """A campaign with 24 forms from one unit, 12 of them made up, and none from the other."""
    units.take_in(engine, [replace(u, members=u.workers // 2) for u in (ONE, TWO)])
    draft = replace(CAMPAIGN, title=TITLE)
    campaign = campaigns.publish(engine, draft, ANNUAL, [ONE.code, TWO.code], now()).id
    unit = text("SELECT id FROM unit WHERE code = :code")
    insert = text(
        "INSERT INTO submission (key, campaign_id, unit_id, day, lang, answers)"
        " VALUES (:key, :campaign, :unit, :day, 'vi', :answers)"
    )
    with engine.begin() as connection:
        place = connection.execute(unit, {"code": ONE.code}).scalar_one()
        for number in range(24):
            own = {"U06": str(number % 11), "D01": "du", "D02": "so" if number < 11 else "ro"}
            answers = {**SHEET, **(own if number < 12 else {"U06": "9", "D01": "du", "D02": "x"})}
            row = {"campaign": campaign, "unit": place, "day": str(today())}
            row |= {"key": secrets.token_bytes(16), "answers": json.dumps(answers)}
            connection.execute(insert, row)
    scans.add(engine, {(campaign, place, today()): [50, 40, 24]})
    return campaign


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def test_dr_07_and_dr_08_the_board_shows_steps_and_the_reminder_goes_to_the_group(
    office: Office, open_page: Callable[..., Page]
) -> None:
    campaign = _collecting(office.engine)
    page = office.open(open_page, f"/dot-khao-sat?dot={campaign}&muc=tien_do")
    expect(
        page.get_by_role("heading", name="Ít nhất 20 phiếu, từ 1 trong 2 đơn vị")
    ).to_be_visible()
    expect(page.get_by_text("50 · 100%")).to_be_visible()
    expect(page.get_by_text("20 · 40%")).to_be_visible()  # sent, in steps as well
    chart = page.get_by_label("Thấp nhất: Cụm Long Hà, ít nhất 0 trên 60 người · 0%")
    expect(chart.first).to_be_attached()
    expect(page.get_by_text("1 nhóm còn xa mức chung")).to_be_visible()
    expect(page.get_by_text("Sổ đơn vị ghi 60 nữ, 60 nam.")).to_be_visible()
    codes = {link.unit.code: link.code for link in campaigns.links(office.engine, campaign)}
    reminder = page.get_by_text(f"/k/{codes[TWO.code]}")
    expect(reminder.first).to_be_visible()  # the unit that lacks most comes first
    words = page.locator("[data-testid=stCode]").inner_text()
    assert TWO.name in words
    assert codes[ONE.code] not in words
    assert "24 phiếu" not in page.locator("[data-testid=stMain]").inner_text()

    page.get_by_text("Thời hạn, đóng đợt", exact=True).click()
    _press(page, "Đóng và phát hành")
    page.get_by_role("button", name="Đóng, kiểm phiếu rồi mới phát hành").click()
    expect(page.get_by_text("1 đơn vị có từ 5 phiếu giống hệt nhau")).to_be_visible()
    expect(page.get_by_text("Quy tắc này gặp ít nhất 10 phiếu trong cả đợt.")).to_be_visible()
    _press(page, "Lưu quy tắc")
    expect(page.get_by_text("Hãy ghi lý do, ít nhất 10 ký tự.")).to_be_visible()
    page.get_by_label("Lý do", exact=True).fill("Một người gửi nhiều lần")
    page.keyboard.press("Tab")
    _press(page, "Lưu quy tắc")
    expect(page.get_by_text("Lý do: Một người gửi nhiều lần")).to_be_visible()
    _press(page, "Phát hành số liệu")
    expect(page.get_by_text("11 phiếu đã để riêng trước khi phát hành")).to_be_visible()
    release = releases.load(office.engine, campaign)
    assert release
    assert release.answered == 13
