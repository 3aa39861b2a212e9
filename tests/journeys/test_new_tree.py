"""A district of 2023 becomes communes in 2026, and last year's results are read in the new tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine, delete

from db import campaigns, demo_tree, organisation, releases, units
from db.engine import writing
from db.schema import UnitRow
from db.schema_organisation import OrgEventRow
from pages.settings import today
from surveys.organisation import Unit
from surveys.statistics.bodies import reach
from surveys.statistics.strata import answered
from surveys.texts.numbers import number
from tests.pages.office import Office, set_up, settled, visit

pytestmark = pytest.mark.slow

DISTRICT = "Liên đoàn Lao động huyện Thử"
COMMUNES = {"X8": ("Công đoàn xã Thử Đông", "Thử Đông"), "X9": ("Công đoàn xã Thử Tây", "Thử Tây")}
TURN = date(today().year, 1, 1)
FOUNDED = date(2018, 1, 1)


def test_a_district_becomes_communes_and_last_years_results_follow(
    open_page: Callable[..., Page],
) -> None:
    with set_up("demo") as office:
        _under_one_district(office.engine)
        page = office.open(open_page, "/don-vi?viec=su-kien&loai_su_kien=tach&don_vi=H8")
        _split(page)
        _see_the_tree(page, office)
        _read_last_year(page, office)
        _take_it_back(page, office)


def _under_one_district(engine: Engine) -> None:
    """The demo's units as they were in 2023: all in one district, in two places."""
    with writing(engine) as session:
        session.execute(delete(OrgEventRow))
        session.execute(delete(UnitRow).where(UnitRow.code.in_(demo_tree.body_codes())))
    district = Unit("H8", DISTRICT, "", "khac", "", "", 0, 0, level="huyen", began_on=FOUNDED)
    organisation.enter(engine, district)
    places = [place for _, place in COMMUNES.values()]
    units.take_in(
        engine,
        [
            replace(unit, place=places[n % 2], parent="H8", parent_from=FOUNDED)
            for n, unit in enumerate(units.everyone(engine))
        ],
    )


def _split(page: Page) -> None:
    days = page.get_by_test_id("stDateInput").filter(has_text="Từ ngày")
    days.locator("[contenteditable]").first.click()
    page.keyboard.type(f"{TURN:%d%m%Y}")
    page.keyboard.press("Escape")
    settled(page)
    for part, (code, (name, place)) in enumerate(COMMUNES.items()):
        _choose(
            page, page.get_by_label("Chuyển về, nhập vào, hoặc thành").nth(part), "Một tổ chức mới…"
        )
        expect(page.get_by_label("Mã đơn vị").nth(part)).to_be_visible()
        _choose(page, page.get_by_label("Nơi này nhận").nth(part), f"Tất cả 30 đơn vị ở {place}")
        page.keyboard.press("Escape")
        for label, words in (("Mã đơn vị", code), ("Tên đơn vị", name)):
            settled(page)
            page.get_by_label(label).nth(part).fill(words)
            page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sẽ thay đổi")).to_be_visible()
    expect(page.get_by_text("63 thay đổi; chưa có gì được ghi.")).to_be_visible()
    _press(page, "Ghi sự kiện này")


def _choose(page: Page, box: Locator, option: str) -> None:
    box.scroll_into_view_if_needed()  # a list closes when the page below it moves
    settled(page)
    box.click()
    page.get_by_role("option", name=option).click()
    settled(page)


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def _see_the_tree(page: Page, office: Office) -> None:
    rows = page.locator(".tree .row")
    expect(rows).to_have_count(2)
    for name, _ in COMMUNES.values():
        expect(rows.filter(has_text=name)).to_contain_text("30 đơn vị")
    visit(page, f"{office.product.url}/don-vi?muc=to-chuc&ngay={TURN.year - 1}-12-31")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(DISTRICT)
    expect(rows).to_contain_text("60 đơn vị")


def _read_last_year(page: Page, office: Office) -> None:
    """The campaign keeps its tree; read in today's, the figures are those of the units' blocks."""
    campaign = next(c for c in campaigns.everything(office.engine) if c.released_on)
    release = releases.load(office.engine, campaign.id)
    known = organisation.load(office.engine)
    assert release is not None
    found = reach(release, known, campaign.opens_on, today(), "X8")
    assert found is not None
    assert found.selection is not None
    address = f"{office.product.url}/ket-qua?dot={campaign.id}&bang=ai-tra-loi"
    visit(page, f"{address}&to_chuc=H8")
    expect(page.get_by_text("cây tổ chức của ngày ấy được giữ")).to_be_visible()
    visit(page, f"{address}&to_chuc=X8&ngay={today()}")
    told = page.get_by_test_id("stAlert").filter(has_text="Đã quy về địa bàn mới.")
    expect(told).to_contain_text(DISTRICT)
    expect(told).to_contain_text(COMMUNES["X8"][0])
    people = number(answered(release, found.selection), "vi")
    expect(page.get_by_text(f"n = {people} phiếu").first).to_be_visible()
    expect(page.get_by_text("đã quy về địa bàn mới").first).to_be_visible()


def _take_it_back(page: Page, office: Office) -> None:
    visit(page, f"{office.product.url}/don-vi?muc=to-chuc")
    _press(page, "Hoàn tác")
    _press(page, "Hoàn tác sự kiện")
    expect(page.locator(".tree .row")).to_have_count(1)
    assert organisation.load(office.engine).events == ()
