"""Codes of a campaign in a browser: sheets of every kind, a logo, a new code, cards from a box."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from db import campaigns, cards, events, logo, units
from pages.settings import now
from surveys.campaigns import Campaign
from surveys.organisation import Unit
from tests.pages.office import Office, settled
from tests.pages.world import ANNUAL, CAMPAIGN

pytestmark = pytest.mark.slow

UNITS = [
    Unit("TD01", "Xưởng may Mẫu 71", "dn_fdi", "may", "Bù Nho", "Cụm 1", 12, 4),
    Unit("TD02", "Xưởng gỗ Mẫu 72", "dn_ngoai_nn", "go", "Bù Nho", "Cụm 1", 7, 2),
]


def _campaign(office: Office, **changes: object) -> Campaign:
    units.take_in(office.engine, UNITS)
    draft = replace(CAMPAIGN, **changes)  # type: ignore[arg-type]
    return campaigns.publish(office.engine, draft, ANNUAL, [u.code for u in UNITS], now())


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def _choose(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("radio", name=name, exact=True).click()
    settled(page)


def _taken(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        _press(page, name)
    return Path(download.value.path()).read_bytes()


def _links(pdf: bytes, folder: Path) -> list[str]:
    (folder / "p.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", folder / "p.pdf", folder / "p"], check=True)
    pages = [Image.open(file) for file in sorted(folder.glob("p-*.pgm"))]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]


def test_an_officer_prints_every_kind_of_sheet_and_replaces_a_code(
    office: Office, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    campaign = _campaign(office)
    old = {link.code for link in campaigns.links(office.engine, campaign.id)}
    page = office.open(open_page, f"/dot-khao-sat?dot={campaign.id}&muc=ma&don_vi=TD01")
    _choose(page, "Dải màu")
    _choose(page, "Tiếng Việt + English")
    _send_logo(page, office)
    _press(page, "Tạo tờ dán cho 2 đơn vị")
    found = _links(pdf := _taken(page, "Tải tờ dán (PDF)"), tmp_path)
    assert {link.rpartition("/")[2] for link in found} == old
    assert "What do you need most?" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    _choose(page, "Hướng dẫn treo mã")
    _press(page, "Tạo tờ dán cho 2 đơn vị")
    guide = PdfReader(BytesIO(_taken(page, "Tải tất cả (PDF)")))
    assert "Không ai được đứng nhìn" in guide.pages[1].extract_text()
    _choose(page, "Hình cho Zalo")
    _press(page, "Tạo tờ dán cho 2 đơn vị")
    box = zipfile.ZipFile(BytesIO(_taken(page, "Tải tất cả (ZIP)")))
    assert "Xuong may Mau 71.png" in box.namelist()
    _replace(page, office, campaign, old)


def _send_logo(page: Page, office: Office) -> None:
    _press(page, "Thêm logo")
    send = page.locator("input[type=file]")
    send.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"<svg></svg>"})
    expect(page.get_by_text("không phải hình PNG, JPG hay WEBP")).to_be_visible()
    file = BytesIO()
    Image.new("RGB", (200, 200), "#B3261E").save(file, "PNG")
    send.set_input_files({"name": "b.png", "mimeType": "image/png", "buffer": file.getvalue()})
    expect(page.get_by_role("button", name="Logo trên tờ dán")).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    assert logo.load(office.engine) is not None


def _replace(page: Page, office: Office, campaign: Campaign, old: set[str]) -> None:
    _press(page, "Thay mã của đơn vị này")
    page.get_by_role("dialog").get_by_role("button", name="Thay mã").click()
    expect(page.get_by_text("Xưởng may Mẫu 71 có mã mới")).to_be_visible()
    new = {link.code for link in campaigns.links(office.engine, campaign.id)}
    assert len(new & old) == 1
    [gone] = old - new
    answer = page.request.get(f"{office.product.url}/k/{gone}")
    assert (answer.status, "đã được thay" in answer.text()) == (410, True)
    assert any(event.what == "renew_code" for event in events.latest(office.engine))


def test_cards_are_printed_for_a_box_and_each_opens_the_form_once(
    office: Office, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    campaign = _campaign(office, cards=True)
    page = office.open(open_page, f"/dot-khao-sat?dot={campaign.id}&muc=ma")
    expect(page.get_by_text("Chưa in phiếu nào")).to_be_visible()
    _press(page, "Tạo 24 phiếu")
    expect(page.get_by_text("Mã chỉ có trong tệp này")).to_be_visible()
    found = _links(_taken(page, "Tải phiếu (PDF)"), tmp_path)
    assert len(set(found)) == 24
    assert cards.printed(office.engine, campaign.id) == {"TD01": 16, "TD02": 8}
    form = {"id": "e" * 32, "G01": "yes", "P06": "co", "P02": "nu"}
    path = f"{office.product.url}/k/{found[0].rpartition('/')[2]}"
    assert page.request.post(path, form=form).status == 200
    assert page.request.get(path).status == 410
    worker = open_page()
    worker.goto(f"{office.product.url}/k/{found[1].rpartition('/')[2]}")
    with worker.expect_request(lambda request: request.url.endswith("/b")) as began:
        worker.get_by_text("Tôi đồng ý, bắt đầu").click()
    assert began.value.post_data is None
