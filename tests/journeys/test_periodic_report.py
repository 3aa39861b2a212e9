"""A periodic report of a grassroots union: sent by a link, confirmed, seen on the target board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from db import events, ledgers, periodic, units
from pages.settings import today
from surveys.ledgers import BOOKS
from surveys.organisation import Unit
from surveys.periodic import to_report
from surveys.texts.numbers import number
from tests.pages.office import Office, set_up, settled

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
MINE = Unit("R-01", "Công ty Gỗ Báo Cáo", "dn_ngoai_nn", "go", "", "", 400, 100, has_union=True)
REPORTS = "/so-theo-doi?so=bao-cao-dinh-ky"


@pytest.fixture
def office() -> Iterator[Office]:
    """An office of our own: all its members are counted."""
    with set_up("own") as office:
        yield office


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name).first.click()
    settled(page)


def _mine(office: Office, code: str = MINE.code) -> Unit:
    return next(unit for unit in units.everyone(office.engine) if unit.code == code)


def _members(office: Office) -> int:
    here = units.everyone(office.engine)
    return sum(unit.members for unit in here if unit.ended_on is None or unit.ended_on >= today())


def _report_from(phone: Page, held: date) -> None:
    """A unit fills in its report; a figure that cannot be is said, and nothing typed is lost."""
    expect(phone.get_by_text(MINE.name)).to_be_visible()
    phone.get_by_label("Số lao động *").fill("410")
    phone.get_by_label("Số đoàn viên *").fill("411")
    phone.get_by_label("Số cuộc đối thoại").fill("1")
    phone.get_by_label("Ngày đối thoại gần nhất").fill(f"{held:%d/%m/%Y}")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_text("Nhiều hơn số lao động.")).to_be_visible()
    expect(phone.get_by_label("Số lao động *")).to_have_value("410")
    phone.get_by_label("Số đoàn viên *").fill("150")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_role("heading", name="Đã nhận báo cáo")).to_be_visible()


def test_a_periodic_report_moves_the_target_board(office: Office, open_page: Open) -> None:
    units.add(office.engine, MINE)
    before = _members(office)
    page = office.open(open_page, REPORTS)
    _press(page, "Đặt lịch báo cáo")
    _press(page, "Lưu lịch")
    expect(page.get_by_role("heading", name="báo cáo đúng hạn")).to_be_visible()
    _press(page, "Tạo liên kết cho")
    calendar = periodic.calendar(office.engine)
    assert calendar
    period = to_report(calendar, today())
    link = next(x for x in periodic.links(office.engine, period.key) if x.unit == MINE.code)

    phone = open_page()  # nobody signed in
    phone.goto(f"{office.product.url}/bc/{link.code}")
    _report_from(phone, period.last)
    assert _mine(office).members == 100  # nothing before an officer confirms it

    page.goto(f"{office.product.url}{REPORTS}&viec=bao-cao&don_vi={MINE.code}&ky={period.key}")
    row = page.get_by_role("row").filter(has_text="Số đoàn viên")
    expect(row).to_contain_text("100")
    expect(row).to_contain_text("150")
    _press(page, "Xác nhận, đưa vào sổ")
    expect(page.get_by_text("đã được xác nhận và đã vào sổ")).to_be_visible()
    assert (_mine(office).workers, _mine(office).members) == (410, 150)
    held = ledgers.entries(office.engine, BOOKS["dialogue"])
    assert [entry.values["held_on"] for entry in held if entry.unit == MINE.code] == [period.last]

    page.goto(f"{office.product.url}/ke-hoach?muc=chi-tieu")
    target = page.locator(".st-key-target-MT-2030-DV")
    expect(target.get_by_text(f"{number(before + 50, 'vi')} đoàn viên")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Báo cáo đã được xác nhận")).to_be_visible()
    noted = {event.what for event in events.latest(office.engine)}
    assert {"report_links", "unit_report", "confirm_report"} <= noted
