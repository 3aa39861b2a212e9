"""The register as an officer keeps it: one unit, a whole file, a way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from db import events, organisation, units
from surveys.organisation import Unit
from surveys.register import compare, read
from tests.pages.office import Office, set_up, settled
from tests.surveys.register_files import HEAD, ROW, xlsx

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
MINE = Unit("U-01", "Hợp tác xã Bù Nho", "hop_tac_xa", "nongsan", "Bù Nho", "", 75, 44, 30)


def _in_register(office: Office, code: str) -> Unit | None:
    return next((unit for unit in units.everyone(office.engine) if unit.code == code), None)


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name).click()
    settled(page)


def _field(page: Page, label: str) -> Locator:
    return page.locator(f"input[aria-label^='{label}']")


def _noted(office: Office) -> list[str]:
    return [event.what for event in events.latest(office.engine)]


def test_an_empty_register_begins_with_the_file_at_hand(open_page: Open, tmp_path: Path) -> None:
    rows = [ROW, ["DV02", "Công ty May", "Hội", 10, 5], ["DV03", "HTX Bù Nho", "HTX", "1.234", 44]]
    file = tmp_path / "so.xlsx"
    file.write_bytes(xlsx(["SỔ ĐƠN VỊ"], [*HEAD, "Ghi chú"], *rows))
    with set_up("own") as office:
        page = office.open(open_page, "/don-vi")
        expect(page.get_by_role("heading", name="Sổ đơn vị còn trống")).to_be_visible()
        _press(page, "Nhập từ Excel")
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_role("heading", name="2 đơn vị mới, 1 dòng chưa nhận")).to_be_visible()
        refused = page.get_by_role("row").filter(has_text="DV02")
        expect(refused).to_contain_text("4")
        expect(refused).to_contain_text("«Hội» không có trong danh sách")
        assert units.everyone(office.engine) == ()  # nothing before it is confirmed
        _press(page, "Nhập 2 đơn vị")
        expect(page.get_by_role("heading", name="2 đơn vị, 1.584 lao động")).to_be_visible()
        assert [unit.code for unit in units.everyone(office.engine)] == ["DV01", "DV03"]
        assert "import_units" in _noted(office)


def test_a_file_that_is_no_register_says_what_to_do(
    office: Office, open_page: Open, tmp_path: Path
) -> None:
    file = tmp_path / "so.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    page = office.open(open_page, "/don-vi?viec=nhap")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("alert")).to_contain_text("dạng Excel cũ (.xls)")
    expect(page.get_by_role("button", name="Nhập")).to_have_count(0)


def test_a_unit_is_added_once_it_is_whole_and_undone(office: Office, open_page: Open) -> None:
    page = office.open(open_page, "/don-vi?viec=moi")
    _field(page, "Mã đơn vị").fill("U-02")
    _field(page, "Tên đơn vị").fill("Trường   Tiểu học Long Hà")
    _field(page, "Số lao động").fill("50")
    _field(page, "Số đoàn viên").fill("51")
    _press(page, "Lưu đơn vị")
    expect(page.get_by_text("Thiếu «Loại hình».")).to_be_visible()
    expect(page.get_by_text("nhiều hơn «Số lao động» (50)")).to_be_visible()
    expect(_field(page, "Tên đơn vị")).to_have_value("Trường   Tiểu học Long Hà")
    _field(page, "Loại hình").click()
    page.get_by_role("option", name="Đơn vị sự nghiệp").click()
    _field(page, "Số đoàn viên").fill("48")
    _press(page, "Lưu đơn vị")
    expect(page.get_by_text("Đã thêm Trường Tiểu học Long Hà.")).to_be_visible()
    added = _in_register(office, "U-02")
    assert added == Unit(
        "U-02", "Trường Tiểu học Long Hà", "don_vi_su_nghiep", "khac", "", "", 50, 48
    )
    _press(page, "Hoàn tác")
    expect(page.get_by_role("button", name="Hoàn tác")).to_have_count(0)
    assert _in_register(office, "U-02") is None


def test_a_unit_is_changed_ended_and_found_again(office: Office, open_page: Open) -> None:
    units.add(office.engine, MINE)
    page = office.open(open_page, "/don-vi?don_vi=U-01")
    expect(_field(page, "Mã đơn vị")).to_be_disabled()
    _field(page, "Số lao động").fill("80")
    days = page.get_by_test_id("stDateInput").filter(has_text="Ngày kết thúc")
    days.locator("[contenteditable]").first.click()
    page.keyboard.type("30062025")
    page.keyboard.press("Escape")
    _press(page, "Lưu đơn vị")
    changed = _in_register(office, "U-01")
    assert changed
    assert (changed.workers, changed.ended_on) == (80, date(2025, 6, 30))
    assert "change_unit" in _noted(office)
    _press(page, "Hoàn tác")
    expect(page.get_by_role("button", name="Hoàn tác")).to_have_count(0)
    assert _in_register(office, "U-01") == MINE


def test_a_unit_in_a_campaign_can_end_but_not_vanish(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page, "/don-vi?don_vi=MAU01")
    _press(page, "Xóa đơn vị nhập nhầm")
    expect(page.get_by_role("alert")).to_contain_text("«Ngày kết thúc»")
    assert _in_register(demo_office, "MAU01")


def test_units_are_found_without_accents_and_by_type(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page, "/don-vi")
    _field(page, "Tìm đơn vị").fill("mam non")
    expect(page.get_by_text("Cộng 2 đơn vị:")).to_be_visible()
    page.wait_for_url("**tim=mam**")
    _field(page, "Tìm đơn vị").fill("")
    page.get_by_role("button", name="Nghiệp đoàn (3)").click()
    expect(page.get_by_text("Cộng 3 đơn vị:")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Cộng 3 đơn vị:")).to_be_visible()


def test_a_click_on_a_row_opens_the_unit(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page, "/don-vi?tim=MAU17")
    table = page.get_by_test_id("stDataFrame")
    table.click(position={"x": 200, "y": 55})
    page.wait_for_url("**don_vi=MAU17**")
    expect(_field(page, "Tên đơn vị")).to_have_value("Công ty May Mẫu 01 (mẫu)")
    _press(page, "Về sổ đơn vị")
    expect(page.get_by_text("Cộng 1 đơn vị:")).to_be_visible()


def test_the_exported_register_is_the_register(
    demo_office: Office, open_page: Open, tmp_path: Path
) -> None:
    page = demo_office.open(open_page, "/don-vi")
    _press(page, "Xuất ra Excel")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải về").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    known = units.of_every_level(demo_office.engine)
    levels = organisation.levels(demo_office.engine)
    found = compare(read(file.read_bytes(), file.name), known, levels)
    assert (found.unchanged, found.new, found.changed, found.refused) == (len(known), (), (), ())
    assert "export" in _noted(demo_office)


def test_the_register_fits_a_phone(demo_office: Office, open_page: Open) -> None:
    for path in ("/don-vi", "/don-vi?viec=moi", "/don-vi?viec=nhap"):
        page = demo_office.open(open_page, path, width=360, height=740)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
