"""The page "Đợt khảo sát" in a browser: draft, codes, participation, last day, close, release."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import text

from db import campaigns, events, officers, releases, units
from pages.settings import now, today
from surveys.access import Officer, Role
from surveys.organisation import Unit
from tests.pages.office import DESK, LOGIN, PASSWORD, Office, set_up, settled, visit
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT

pytestmark = pytest.mark.slow

SMALL = Unit("DV02", "Cửa hàng Gỗ Mẫu 02", "dn_ngoai_nn", "go", "Bù Nho", "Cụm 1", 8, 2)
ENDED = Unit(
    "DV03", "Xưởng Mẫu 03 (đã nghỉ)", "dn_ngoai_nn", "go", "", "", 90, 2, ended_on=date(2025, 1, 1)
)
TITLE = "Điều cần nhất của người lao động"

Desk = Callable[..., Page]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of our own: the tests count all its units."""
    with set_up("own") as office:
        units.take_in(office.engine, [UNIT, SMALL, ENDED])
        officers.add(office.engine, Officer(0, "minh", "Minh", Role.OFFICER, "vi"), PASSWORD)
        yield office


@pytest.fixture
def desk(office: Office, open_page: Callable[..., Page]) -> Desk:
    """Opens an address where somebody is signed in."""

    def sit_down(address: str, login: str = LOGIN) -> Page:
        page = open_page(*DESK)
        page.context.add_cookies([office.session(login)])  # type: ignore[list-item]
        visit(page, office.product.url + address)
        return page

    return sit_down


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def _heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def _type_day(page: Page, label: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.get_by_role("group", name=label).locator(f"[data-type={part}]").click()
        page.keyboard.type(f"{value:02d}")
    page.keyboard.press("Escape")


def _answer(page: Page, link: str, people: int) -> None:
    for person in range(people):
        form = {"id": f"{person:032x}", "G01": "yes", "P06": "co", "P02": "nu"}
        assert page.request.post(link, form=form).ok


def _chosen(page: Page) -> int:
    found = re.search(r"[?&]dot=(\d+)", page.url)
    assert found, page.url
    return int(found[1])


def _draft_and_publish(page: Page) -> int:
    _press(page, "Tạo đợt khảo sát")
    expect(page.get_by_text("2 đơn vị, 358 người lao động.")).to_be_visible()
    expect(page.get_by_text("1 đơn vị có dưới 10 người lao động")).to_be_visible()
    page.get_by_label("Tên đợt", exact=True).fill(TITLE)
    expect(page.get_by_text("Danh sách 2 đơn vị")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Duyệt đợt", exact=True).dblclick()  # as people do
    _heading(page, TITLE)
    return _chosen(page)


def _hang(page: Page, folder: Path) -> list[str]:
    """Where the codes on the posters lead."""
    expect(page.get_by_text("Điện thoại không vào được địa chỉ")).to_be_visible()
    _press(page, "Tạo tờ dán cho 2 đơn vị")
    with page.expect_download() as download:
        _press(page, "Tải tờ dán (PDF)")
    pdf = Path(download.value.path()).read_bytes()
    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    return _codes_in(pdf, folder)


def _prolong(page: Page, later: date) -> None:
    _type_day(page, "Ngày cuối mới", later)
    _press(page, "Đổi ngày cuối")
    expect(page.get_by_text("Tờ dán in trước đây vẫn ghi ngày cũ")).to_be_visible()


def _close(page: Page) -> None:
    _press(page, "Đóng và phát hành")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Không mở lại và không làm lại được.")).to_be_visible()
    dialog.get_by_role("button", name="Đóng và phát hành").click()
    _heading(page, "Số liệu đã phát hành ngày")


def _published(office: Office) -> int:
    """A campaign that is open and has no answer."""
    return campaigns.publish(office.engine, CAMPAIGN, ANNUAL, [UNIT.code], now()).id


def _codes_in(pdf: bytes, folder: Path) -> list[str]:
    """What a phone reads from each printed page."""
    (folder / "posters.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "100", "-png", "posters.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    pages = [Image.open(path) for path in sorted(folder.glob("page*.png"))]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]


def test_a_campaign_goes_from_the_draft_to_its_figures(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    page = desk("/dot-khao-sat")
    number = _draft_and_publish(page)
    assert [c.title for c in campaigns.everything(office.engine)] == [TITLE]
    links = _hang(page, tmp_path)
    printed = {link.code for link in campaigns.links(office.engine, number)}
    assert {link.rpartition("/k/")[2] for link in links} == printed
    for link in links:
        form = page.request.get(link)
        assert form.status == 200
        assert TITLE in form.text()
    _answer(page, links[0], people=12)

    page.get_by_text("Tiến độ", exact=True).click()
    _heading(page, "Ít nhất 10 phiếu, từ 1 trong 2 đơn vị")
    expect(page.get_by_text("1 đơn vị chưa có phiếu nào")).to_be_visible()

    page.get_by_text("Thời hạn, đóng đợt", exact=True).click()
    later = today() + timedelta(days=20)
    _prolong(page, later)
    assert campaigns.load(office.engine, number).closes_on == later

    _close(page)
    expect(page.get_by_text("12 phiếu, tất cả đều đã vào số liệu")).to_be_visible()
    release = releases.load(office.engine, number)
    assert release
    assert release.answered == 12
    late = {"id": "f" * 32, "G01": "yes", "P06": "co"}
    assert page.request.post(links[0], form=late).status == 409
    page.get_by_label("Dán hoặc gửi ở đâu").fill("Bảng tin nhà máy")
    _press(page, "Ghi đã thông báo")
    expect(page.get_by_text("tại: Bảng tin nhà máy")).to_be_visible()
    told = campaigns.load(office.engine, number)
    assert (told.answered_on, told.answered_where) == (today(), "Bảng tin nhà máy")
    noted = [event.what for event in events.latest(office.engine) if TITLE in event.detail]
    assert noted[::-1] == ["publish", "export", "prolong", "close", "release", "answer"]
    _press(page, "Xem kết quả")
    page.wait_for_url(re.compile(rf"/ket-qua\?dot={number}"))


def test_a_draft_says_what_is_wrong_and_is_there_again_in_another_browser(
    office: Office, desk: Desk
) -> None:
    page = desk("/dot-khao-sat?dot=moi")
    page.get_by_label("Tên đợt", exact=True).fill("")
    page.get_by_role("spinbutton", name="Nhóm nhỏ nhất").fill("4")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Còn 2 chỗ cần sửa trước khi phát hành:")).to_be_visible()
    expect(page.get_by_text("Hãy ghi một số từ 5 trở lên").first).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt đợt")).to_be_disabled()
    page.get_by_label("Tên đợt", exact=True).fill("Bản nháp của Lan")
    expect(page.get_by_text("Còn 1 chỗ cần sửa")).to_be_visible()
    page.wait_for_url("**dot=nhap-*")
    settled(page)
    colleague = desk("/dot-khao-sat", "minh")
    expect(colleague.get_by_text("Bản nháp của Lan")).to_be_visible()
    _press(colleague, "Soạn tiếp")
    expect(colleague.get_by_label("Tên đợt", exact=True)).to_have_value("Bản nháp của Lan")
    number = colleague.get_by_role("spinbutton", name="Nhóm nhỏ nhất")
    expect(number).to_have_value("4")
    number.fill("12")
    colleague.keyboard.press("Tab")
    expect(colleague.get_by_text("chỗ cần sửa")).to_have_count(0)
    settled(colleague)
    page.get_by_label("Tên đợt", exact=True).fill("Lan gõ tiếp")
    expect(page.get_by_text("Người khác vừa sửa")).to_be_visible()
    _press(page, "Xem bản mới nhất")
    settled(page)  # until then the old field stands beside the new one
    expect(page.get_by_label("Tên đợt", exact=True)).to_have_value("Bản nháp của Lan")
    expect(page.get_by_role("spinbutton", name="Nhóm nhỏ nhất")).to_have_value("12")
    assert not [c for c in campaigns.everything(office.engine) if c.title == "Bản nháp của Lan"]
    _press(page, "Bỏ bản nháp")
    expect(page.get_by_role("button", name="Tạo đợt khảo sát")).to_be_visible()
    expect(page.get_by_text("Bản nháp của Lan")).to_have_count(0)


def test_two_officers_who_close_at_once_both_end_at_the_same_release(
    office: Office, desk: Desk
) -> None:
    number = _published(office)
    address = f"/dot-khao-sat?dot={number}&muc=dong"
    both = [desk(address), desk(address, "minh")]
    for page in both:
        _press(page, "Đóng và phát hành")
        expect(page.get_by_role("dialog").get_by_text("chưa đến 10 phiếu")).to_be_visible()
    for page in both:
        page.get_by_role("dialog").get_by_role("button", name="Đóng và phát hành").click()
    for page in both:
        _heading(page, "Số liệu đã phát hành ngày")
        expect(page.get_by_text("nên không có số liệu nào được công bố")).to_be_visible()
    with office.engine.connect() as connection:
        count = text("SELECT count(*) FROM release WHERE campaign_id = :id")
        assert connection.execute(count, {"id": number}).scalar() == 1


def test_a_campaign_whose_release_was_interrupted_is_released_later(
    office: Office, desk: Desk
) -> None:
    number = _published(office)
    campaigns.close(office.engine, number, today())  # and then the power went
    page = desk("/dot-khao-sat")
    _press(page, "Phát hành số liệu")
    _heading(page, "Đợt đã đóng, số liệu chưa phát hành")
    _press(page, "Phát hành số liệu")
    _heading(page, "Số liệu đã phát hành ngày")
    assert releases.load(office.engine, number)


def test_an_address_without_a_campaign_leads_back_to_the_list(desk: Desk) -> None:
    page = desk("/dot-khao-sat?dot=999&muc=khong_co", "minh")
    _heading(page, "Không tìm thấy đợt này")
    _press(page, "Tất cả các đợt")
    expect(page.get_by_role("button", name="Tạo đợt khảo sát")).to_be_visible()
