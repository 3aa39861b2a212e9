"""Typing in sheets of paper, with the keys of a real keyboard; and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from db import campaigns, paper_checks
from db.paper_checks import PaperCheck
from pages.entry.taking import drawn
from pages.settings import now
from surveys.campaigns import Campaign
from surveys.model import Choice, Kind, Question, Survey
from tests.pages.office import Office, set_up
from tests.pages.world import CAMPAIGN, UNIT, open_campaign

pytestmark = pytest.mark.slow

STEP = 5  # sheets
ORDERED = tuple(Choice(code, {"vi": code.upper()}) for code in "xyz")
SAVED, DRAWN = "Đã lưu. Mời nhập tờ tiếp theo.", "rút thăm để kiểm tra"


@dataclass(frozen=True)
class Desk:
    """An office, its campaign, and the address where the unit's sheets are typed in."""

    office: Office
    campaign: Campaign

    @property
    def path(self) -> str:
        return f"/nhap-phieu/{self.campaign.id}?don_vi={UNIT.code}"

    def stored(self) -> list[tuple[str, dict[str, Any]]]:
        with self.office.engine.connect() as connection:
            rows = connection.execute(
                text("SELECT mode, answers FROM submission WHERE campaign_id = :id"),
                {"id": self.campaign.id},
            )
            return [(mode, json.loads(answers)) for mode, answers in rows]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with set_up("own") as office:
        yield office


@pytest.fixture
def desk(office: Office) -> Desk:
    """A campaign of its own for each test."""
    campaign, _ = open_campaign(office.engine)
    return Desk(office, campaign)


@pytest.fixture
def page(desk: Desk, open_page: Callable[..., Page]) -> Page:
    return ready(desk, open_page)


def ready(desk: Desk, open_page: Callable[..., Page]) -> Page:
    """The page on an office's screen, its first sheet behind it, no check drawn."""
    page = open_page(width=1366, height=768)
    page.context.add_cookies([desk.office.session()])  # type: ignore[list-item]
    page.add_init_script("sessionStorage.setItem('nhap-phieu', '1')")
    page.add_init_script(_NEVER_DRAWN)
    page.goto(desk.office.product.url + desk.path)
    return page


_UNDRAWN = json.dumps([n for n in range(256) if not drawn(f"{n:02x}" + "00" * 15)])
_NEVER_DRAWN = f"""
let sheets = 0;
crypto.getRandomValues = bytes => {{
    bytes.fill(0);
    bytes[0] = {_UNDRAWN}[sheets++];  // the lot never falls on this id
    return bytes;
}};
"""


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def question(page: Page, number: str) -> None:
    expect(page.locator("#card h2 b")).to_have_text(number)


def store(page: Page) -> None:
    """From the last question or the end of the sheet."""
    expect(page.locator("#card h2")).to_have_text("Hết tờ phiếu")
    page.keyboard.press("Enter")


MEMBER = "1 2 2 3 3 1 2 3 1 2 5 Enter 1 6 b Enter 1 0 5 1 1 3 Enter 9 2 4 Enter"


def test_a_whole_sheet_is_typed_in_by_keys_and_stored_as_paper(desk: Desk, page: Page) -> None:
    question(page, "1")
    press(page, MEMBER)
    question(page, "20")
    page.keyboard.type("Tăng lương")
    page.keyboard.press("Enter")
    store(page)
    expect(page.get_by_role("status")).to_have_text(SAVED)
    [(mode, answers)] = desk.stored()
    assert mode == "paper"
    assert answers["P06"] == "co"
    assert answers["P01"] == "25_34"
    assert answers["S01"] == ["ran", "nong"]
    assert answers["I01"] == ["n06", "n12"]
    assert answers["I02"] == {"n06": "1", "n12": "0"}
    assert answers["U06"] == "9"  # the scale keeps its own numbers as keys
    assert "U01" not in answers
    assert answers["Z01"] == "Tăng lương"


def test_after_storing_nothing_of_the_sheet_can_be_seen_dr_11(desk: Desk, page: Page) -> None:
    press(page, MEMBER)
    page.keyboard.type("Một điều rất riêng")
    page.keyboard.press("Enter")
    store(page)
    expect(page.get_by_role("status")).to_have_text(SAVED)
    question(page, "1")
    assert "riêng" not in page.content()
    assert page.locator("[aria-pressed=true]").count() == 0
    expect(page.locator("#overview b").filter(has_text="1")).to_have_count(0)
    page.reload()
    assert "riêng" not in page.content()


def test_backspace_and_arrow_up_go_back_and_enter_leaves_blank(desk: Desk, page: Page) -> None:
    press(page, "1 2")
    question(page, "3")
    press(page, "Backspace")
    question(page, "2")
    press(page, "ArrowUp")
    question(page, "1")
    press(page, "2 Enter Tab")
    question(page, "4")


def test_questions_that_are_not_asked_are_jumped_over(desk: Desk, page: Page) -> None:
    press(page, "2" + " Enter" * 14)
    question(page, "17b")  # 17a is for members; 13 is about what was chosen in 12
    press(page, "Backspace")
    question(page, "16")


def test_the_whole_sheet_is_seen_at_once_on_an_office_screen(desk: Desk, page: Page) -> None:
    seen = page.locator("#overview button, #card, footer")
    for place in range(seen.count()):
        box = seen.nth(place).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] + box["height"] <= 768
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_days_and_times_are_typed_as_they_stand_in_their_boxes(
    office: Office, open_page: Callable[..., Page]
) -> None:
    asked = (
        Question("day", Kind.DATE, {"vi": "Ngày nào?"}),
        Question("hour", Kind.TIME, {"vi": "Mấy giờ?"}),
        Question("order", Kind.RANKING, {"vi": "Xếp thứ tự"}, choices=ORDERED, most=2),
    )
    survey = Survey("times", {"vi": "Giờ giấc"}, asked, (("day",), ("hour",), ("order",)), ("vi",))
    draft = replace(CAMPAIGN, languages=("vi",))
    campaign = campaigns.publish(office.engine, draft, survey, [UNIT.code], now())
    desk = Desk(office, campaign)
    page = ready(desk, open_page)
    page.keyboard.type("22112026")
    page.keyboard.press("Enter")
    page.keyboard.type("0730")
    press(page, "Enter c a Enter")
    store(page)
    expect(page.get_by_role("status")).to_have_text(SAVED)
    [(_, answers)] = desk.stored()
    assert answers == {"day": "2026-11-22", "hour": "07:30", "order": ["z", "x"]}


def test_what_cannot_be_taken_stays_with_its_sentence_beside_it(desk: Desk, page: Page) -> None:
    press(page, "1 Enter Enter Enter Enter Enter Enter Enter Enter 1 2 3 4 Enter" + " Enter" * 9)
    store(page)
    expect(page.locator("#card .bad")).to_have_text("Đã chọn 4 ô, tối đa là 3. Xin bỏ bớt.")
    question(page, "10")
    assert desk.stored() == []
    press(page, "4 Enter")
    store(page)
    expect(page.get_by_role("status")).to_have_text(SAVED)
    [(_, answers)] = desk.stored()
    assert answers["S01"] == ["dem", "ran", "hoachat"]


def test_an_empty_sheet_is_not_stored(desk: Desk, page: Page) -> None:
    press(page, "Enter " * 19)
    store(page)
    expect(page.locator("#card .bad")).to_contain_text("còn trống")
    assert desk.stored() == []


def test_the_first_sheet_is_typed_in_twice_and_only_sums_are_kept(
    desk: Desk, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=1366, height=768)
    page.context.add_cookies([desk.office.session()])  # type: ignore[list-item]
    page.goto(desk.office.product.url + desk.path)
    press(page, "1 2 2" + " Enter" * 16)
    store(page)
    expect(page.get_by_role("status")).to_contain_text(DRAWN)
    assert desk.stored() == []
    question(page, "1")
    assert page.locator("[aria-pressed=true]").count() == 0  # the first typing is not shown
    press(page, "1 3 2" + " Enter" * 16)
    store(page)
    question(page, "2")
    expect(page.locator("#card")).to_contain_text("Hai lần nhập khác nhau")
    expect(page.locator("#card")).to_contain_text("Lần 1: 2")
    expect(page.locator("#card")).to_contain_text("Lần 2: 3")
    press(page, "2")
    store(page)
    expect(page.get_by_role("status")).to_have_text(SAVED)
    [(_, answers)] = desk.stored()
    assert answers == {"P06": "co", "P01": "25_34", "P02": "nu"}
    assert paper_checks.load(desk.office.engine, desk.campaign.id) == PaperCheck(1, 3, 1)


def test_a_dead_line_keeps_the_sheet_on_the_screen_and_it_counts_once(
    desk: Desk, page: Page
) -> None:
    press(page, "1 2 2" + " Enter" * 16)
    page.context.set_offline(True)
    store(page)
    expect(page.get_by_role("status")).to_contain_text("mất mạng")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(SAVED)
    assert len(desk.stored()) == 1


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(
    desk: Desk, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=1366, height=768)
    page.goto(desk.office.product.url + desk.path)
    expect(page).to_have_url(
        f"{desk.office.product.url}/dang-nhap?next=/nhap-phieu/"
        f"{desk.campaign.id}%3Fdon_vi%3D{UNIT.code}"
    )
    assert "Anh/chị hiện có là đoàn viên" not in page.content()


def test_the_campaign_page_tells_of_sheets_and_leads_to_the_keys(
    desk: Desk, open_page: Callable[..., Page]
) -> None:
    for _ in range(STEP):  # so many, and the share is told
        paper_checks.add(desk.office.engine, desk.campaign.id, 40, 2)
    where = f"/dot-khao-sat?dot={desk.campaign.id}&muc=phieu_giay"
    page = desk.office.open(open_page, where)
    expect(page.get_by_text("dưới 5 tờ")).to_be_visible()
    expect(page.get_by_text("5,0%")).to_be_visible()
    expect(page.get_by_text("Không cầm điện thoại của người lao động")).to_be_visible()  # DR-17
    expect(page.locator("code", has_text="?m=help")).to_be_visible()
    link = page.get_by_role("link", name="Mở trang nhập phiếu")
    assert link.get_attribute("href") == f"/nhap-phieu/{desk.campaign.id}"
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải phiếu của đơn vị này").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    with desk.office.engine.connect() as connection:
        noted = connection.scalar(
            text("SELECT detail FROM event WHERE what = 'export' ORDER BY id DESC LIMIT 1")
        )
    assert noted == f"Phiếu giấy, {desk.campaign.title}, {UNIT.name}"  # DR-20
