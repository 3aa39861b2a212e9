"""A language the office added: sentences typed in the office, printed, and said by phones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from db import added_words, campaigns, events, units
from pages.settings import now
from surveys.organisation import Unit
from surveys.questionnaires.editing import with_language
from surveys.texts import say
from tests.pages.office import Office, settled
from tests.pages.world import ANNUAL, CAMPAIGN

pytestmark = pytest.mark.slow

CHAM = "cjm"
UNITS_OF_IT = Unit("NN01", "Xưởng dệt Mẫu 81", "dn_ngoai_nn", "may", "Bù Nho", "Cụm 1", 30, 9)


def _field(page: Page, key: str) -> str:
    return f".st-key-spoken-{CHAM}-{key.replace('.', '-')} :is(input,textarea)"


def _type(page: Page, key: str, words: str) -> None:
    settled(page)
    page.locator(_field(page, key)).fill(words)
    page.keyboard.press("Tab")


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def test_an_officer_types_the_fixed_sentences_and_posters_and_phones_say_them(
    office: Office, open_page: Callable[..., Page]
) -> None:
    units.take_in(office.engine, [UNITS_OF_IT])
    survey = with_language(replace(ANNUAL, id="cham"), CHAM, "Akhar Cam")
    draft = replace(CAMPAIGN, title="Khảo sát bằng tiếng Chăm", languages=("vi", "en", CHAM))
    campaign = campaigns.publish(office.engine, draft, survey, [UNITS_OF_IT.code], now())
    [link] = campaigns.links(office.engine, campaign.id)
    page = office.open(open_page, f"/dot-khao-sat?dot={campaign.id}&muc=ma")
    expect(page.get_by_text("Tờ dán chưa có lời in bằng: Akhar Cam")).to_be_visible()
    page.get_by_text("Lời in bằng Akhar Cam").click()
    _type(page, "posters.sheet.free", "Kaya oh thau, juai maong urang karei")
    _type(page, "posters.sheet.promise_1", "Oh wak angan Я")
    _type(page, "posters.sheet.scan", "dài " * 60)
    _press(page, "Lưu các câu")
    expect(page.get_by_text("Đã lưu 1 câu; còn 2 câu chưa lưu được")).to_be_visible()
    expect(page.get_by_text("Kiểu chữ in không có các chữ: Я")).to_be_visible()
    expect(page.get_by_text("nhiều nhất 88")).to_be_visible()
    _type(page, "posters.sheet.promise_1", "Oh wak angan")
    _type(page, "posters.sheet.scan", "Pahaang kamra, caih QR")
    _press(page, "Lưu các câu")
    expect(page.get_by_text("Akhar Cam: 10 câu chưa dịch, in bằng tiếng Việt.")).to_be_visible()
    assert any(event.what == "added_words" for event in events.latest(office.engine))
    _somebody_else_was_faster(page, office)

    page.get_by_role("radio", name="Tiếng Việt + Akhar Cam", exact=True).click()
    _press(page, "Tạo tờ dán cho 1 đơn vị")
    with page.expect_download() as download:
        _press(page, "Tải tờ dán (PDF)")
    pdf = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "Oh wak angan" in text
    assert say("posters.sheet.promise_1", "vi") in text
    _phone_says_it(page, office, link.code)


def _somebody_else_was_faster(page: Page, office: Office) -> None:
    changes = {"posters.sheet.typed": ("", "Của Minh")}
    added_words.save(office.engine, CHAM, changes)
    _type(page, "posters.sheet.typed", "Của Lan")
    _press(page, "Lưu các câu")
    expect(page.get_by_text("Người khác vừa sửa câu này thành: Của Minh")).to_be_visible()
    assert added_words.load(office.engine).of(CHAM)["posters.sheet.typed"] == "Của Minh"


def _phone_says_it(page: Page, office: Office, code: str) -> None:
    address = f"{office.product.url}/k/{code}"
    assert say("phone.trust.line", "vi") in page.request.get(f"{address}?l={CHAM}").text()
    page.locator("[class*=st-key-spoken-place]").get_by_text("Trang trả lời").click()
    _type(page, "phone.trust.line", "Oh tanyi angan · Oh hu urang maong")
    _type(page, "phone.form.send", "Pandar")
    _press(page, "Lưu các câu")
    _until_fresh(page, f"{address}?l={CHAM}", "Oh tanyi angan · Oh hu urang maong")
    said = page.request.get(f"{address}?l={CHAM}").text()
    assert "<button class=g>Pandar</button>" in said
    assert "Oh tanyi angan" not in page.request.get(f"{address}?l=vi").text()
    assert "Oh tanyi angan" not in page.request.get(f"{address}?l=en").text()


def _until_fresh(page: Page, address: str, words: str) -> None:
    for _ in range(200):
        if words in page.request.get(address).text():
            return
        page.wait_for_timeout(50)
    raise AssertionError("the form still says the old words")
