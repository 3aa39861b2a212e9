"""A request for help: entered by a worker, read by the right role only, gone on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from db import events, officers
from db.hardship import openings, requests
from db.hardship.store import opened
from db.sealing import new_key
from pages.settings import today
from surveys.access import Officer, Role
from surveys.hardship import USUAL, delete_on
from tests.journeys.clockwork import LAUNCH, later, until
from tests.pages.office import PASSWORD, Office, set_up, settled, visit

pytestmark = pytest.mark.slow

_LOOKS = 30  # of ours; meanwhile the product looks many times at what is due


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office whose key is set, with an officer who cares."""
    monkeypatch.setenv("SUPPORT_KEY", (key := new_key()))
    with set_up("own") as made:
        hoa = Officer(0, "hoa", "Trần Thị Hoa", Role.CARE, "vi")
        officers.add(made.engine, hoa, PASSWORD)
        made.product.environment["SUPPORT_KEY"] = key
        yield made


def test_dr_15_a_request_is_entered_read_by_the_right_role_only_and_deleted_on_its_day(
    office: Office, open_page: Callable[..., Page]
) -> None:
    admin = office.open(open_page, "/ho-tro-kho-khan?muc=cai-dat")
    _open_the_form(admin)
    _ask(open_page(), office.product.url)
    _care(open_page(width=1366, height=768, desk=True), office)

    visit(admin, f"{office.product.url}/ho-tro-kho-khan?muc=de-nghi")
    seen = admin.locator("body").inner_text()
    assert "0912" not in seen
    assert "Bông" not in seen
    expect(admin.get_by_text("dưới 5").first).to_be_visible()
    visit(admin, f"{office.product.url}/ho-tro-kho-khan?muc=nhat-ky")
    expect(admin.get_by_role("button", name="Tải nhật ký")).to_be_visible()

    folder = Path(office.product.environment["DATA_DIR"])
    raw = b"".join(file.read_bytes() for file in folder.glob("ho-tro.db*"))
    assert b"0912" not in raw
    engine = opened(f"sqlite:///{folder / 'ho-tro.db'}")
    assert [line.officer for line in openings.everything(engine)] == ["Trần Thị Hoa"] * 2
    [case] = requests.cases(engine)
    assert case.closed_on == today()
    _goes_on_its_day(office, engine)
    engine.dispose()


def _goes_on_its_day(office: Office, engine: Engine) -> None:
    """The day before it is still there, on the day it is gone, and the record says so."""
    last = (delete_on(today(), USUAL.months) - today()).days
    office.product.kill()
    office.product.launch = LAUNCH
    later(office.product, last - 1)
    office.product.start()
    looks = count()
    until(lambda: next(looks) > _LOOKS)
    assert len(requests.cases(engine)) == 1
    later(office.product, last)
    until(lambda: requests.cases(engine) == ())
    until(lambda: _noted(office, "hardship_purge") == 1)
    folder = Path(office.product.environment["DATA_DIR"])
    assert len((folder / "ho-tro-da-xoa.txt").read_text().splitlines()) == 1


def _noted(office: Office, what: str) -> int:
    return sum(event.what == what for event in events.latest(office.engine))


def _open_the_form(admin: Page) -> None:
    admin.get_by_text("Mở trang nhận đề nghị").click()
    settled(admin)
    admin.get_by_label("Ai đọc đề nghị").fill("cán bộ chăm lo")
    settled(admin)
    admin.get_by_role("button", name="Lưu").click()
    expect(admin.get_by_text("Đã lưu.")).to_be_visible()


def _ask(phone: Page, url: str) -> None:
    phone.goto(f"{url}/ho-tro")
    phone.get_by_label("Tôi đồng ý").check()
    phone.locator("[name=X06]").fill("Chị Bông")
    phone.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone.get_by_text("10 chữ số").first).to_be_visible()
    expect(phone.locator("[name=X06]")).to_have_value("Chị Bông")
    phone.locator("[name=X07]").fill("0912 345 678")
    phone.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone.get_by_role("heading", name="Công đoàn đã nhận đề nghị")).to_be_visible()
    assert phone.context.cookies() == []
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def _care(page: Page, office: Office) -> None:
    page.context.add_cookies([office.session("hoa", PASSWORD)])  # type: ignore[list-item]
    visit(page, f"{office.product.url}/ho-tro-kho-khan")
    page.get_by_role("combobox", name="Đề nghị muốn mở").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Mở đề nghị này").click()
    expect(page.get_by_text("0912 345 678")).to_be_visible()
    page.get_by_role("combobox", name="Tình trạng").click()
    page.get_by_role("option", name="Từ chối").click()
    settled(page)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Xin ghi lý do từ chối")).to_be_visible()
    page.get_by_label("Lý do từ chối").fill("Đã nhận hỗ trợ nơi khác")
    settled(page)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
