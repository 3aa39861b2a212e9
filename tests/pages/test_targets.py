"""Targets in a browser: one is added, changed, brought back, taken out of use and used again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from db import events, targets, units
from pages.settings import now
from surveys.organisation import Unit
from tests.pages.office import Office, settled

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
HERE = Unit("CT-01", "Công ty Điện tử Mẫu 91", "dn_fdi", "khac", "", "", 50, 20, has_union=True)
TITLE = "Mọi doanh nghiệp FDI có công đoàn đều có thỏa ước"


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def _choose(page: Page, name: str, option: str) -> None:
    box = page.get_by_role("combobox", name=name)
    box.scroll_into_view_if_needed()  # a list closes when the page below it moves
    settled(page)
    box.click()
    page.get_by_role("option", name=option).click()
    settled(page)


def _added(page: Page) -> None:
    _press(page, "Thêm chỉ tiêu")
    _choose(page, "Tính gì", "Thỏa ước lao động tập thể")
    _press(page, "Lưu chỉ tiêu")
    for said in ("Hãy đặt tên cho chỉ tiêu.", "Cần một tỷ lệ từ 1 đến 100.", "ít nhất một loại"):
        expect(page.get_by_text(said)).to_be_visible()
    page.get_by_label("Tên chỉ tiêu").fill(TITLE)
    page.get_by_label("Nguồn").fill("Kế hoạch số 12, mục II")
    page.get_by_role("spinbutton", name="Con số (%)").fill("100")
    _choose(page, "Mẫu số gồm", "Doanh nghiệp FDI")
    page.keyboard.press("Escape")
    page.get_by_text("Chỉ tính nơi đã có công đoàn").click()
    _press(page, "Lưu chỉ tiêu")


def test_a_target_is_added_changed_brought_back_and_taken_out_of_use(
    office: Office, open_page: Open
) -> None:
    units.add(office.engine, HERE)
    page = office.open(open_page, "/ke-hoach?muc=chi-tieu")
    _added(page)
    known = next(t for t in targets.everything(office.engine) if t.label["vi"] == TITLE)
    card = page.locator(f".st-key-target-{known.id}")
    expect(card.get_by_text("Nguồn: Kế hoạch số 12, mục II.")).to_be_visible()
    expect(card.get_by_text("Mẫu số: Doanh nghiệp FDI, đã có công đoàn.")).to_be_visible()
    expect(card.get_by_text("0/1 doanh nghiệp (0,0%)")).to_be_visible()

    card.get_by_role("button", name="Sửa chỉ tiêu").click()
    settled(page)
    page.get_by_role("spinbutton", name="Con số (%)").fill("90")
    _press(page, "Lưu chỉ tiêu")
    expect(card.get_by_text("từ 90% trở lên")).to_be_visible()
    card.get_by_role("button", name="Sửa chỉ tiêu").click()
    expect(page.get_by_text("từ 100% trở lên, hạn")).to_be_visible()
    _press(page, "Dùng lại bản này")
    expect(card.get_by_text("từ 100% trở lên")).to_be_visible()

    card.get_by_role("button", name="Sửa chỉ tiêu").click()
    _press(page, "Thôi dùng chỉ tiêu này")
    expect(card).to_have_count(0)
    page.get_by_text("1 chỉ tiêu thôi dùng").click()
    _press(page, "Xem lại")
    _press(page, "Dùng lại chỉ tiêu này")
    expect(card).to_be_visible()
    noted = [event.what for event in events.latest(office.engine) if known.id in event.detail]
    assert noted == [
        "restore_target",
        "retire_target",
        "target_version",
        "change_target",
        "add_target",
    ]


def test_the_second_to_change_a_target_is_told(office: Office, open_page: Open) -> None:
    units.take_in(office.engine, [HERE])
    page = office.open(open_page, "/ke-hoach?muc=chi-tieu&chi_tieu=MT-2030-DV")
    expect(page.get_by_role("heading", name="Sửa chỉ tiêu MT-2030-DV")).to_be_visible()
    known = next(t for t in targets.everything(office.engine) if t.id == "MT-2030-DV")
    targets.save(office.engine, replace(known, value=4600.0), now(), "Minh")
    page.get_by_role("spinbutton", name="Con số").fill("4700")
    _press(page, "Lưu chỉ tiêu")
    expect(page.get_by_text("Người khác vừa sửa chỉ tiêu này: nay là từ 4.600")).to_be_visible()
    _press(page, "Lưu chỉ tiêu")
    expect(
        page.locator(".st-key-target-MT-2030-DV").get_by_text("từ 4.700 trở lên")
    ).to_be_visible()
    now_known = next(t for t in targets.everything(office.engine) if t.id == "MT-2030-DV")
    targets.save(office.engine, replace(known, version=now_known.version), now(), "Lan")
