"""The page "Kế hoạch" in a browser: from the first need to a promise that is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from db import activities, campaigns, releases, surveys
from pages.settings import today
from surveys.campaigns import Campaign
from surveys.needs import Ranking, rank_needs
from surveys.plan import NOTICE, Activity, State, as_activity, usual_draft
from surveys.texts.numbers import number, percent
from tests.pages.office import Office, set_up, settled

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
TITLE = "Đối thoại về đơn giá mã hàng mới"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """A sample district of our own: promises are moved and taken away."""
    with set_up("demo") as office:
        yield office


def _press(place: Page | Locator, name: str) -> None:
    settled(place if isinstance(place, Page) else place.page)
    place.get_by_role("button", name=name, exact=True).click()


def _released(office: Office) -> tuple[Campaign, Ranking]:
    campaign = next(c for c in campaigns.everything(office.engine) if c.released_on)
    release = releases.load(office.engine, campaign.id)
    assert release
    return campaign, rank_needs(release, surveys.load(office.engine, campaign.survey_version))


def _entered(office: Office, title: str) -> Activity:
    return next(a for a in activities.everything(office.engine) if a.title == title)


def _column(page: Page, state: str) -> Locator:
    heading = page.get_by_role("heading", name=re.compile(rf"^{state} \(\d+\)$"))
    return page.get_by_test_id("stColumn").filter(has=heading)


def _promise(office: Office, title: str) -> Activity:
    """An activity of a test's own."""
    draft = replace(usual_draft("n07", "AT-11", "", today()), title=title)
    return activities.add(office.engine, as_activity(draft))


def test_the_first_need_becomes_a_promise_with_its_figure(office: Office, open_page: Open) -> None:
    campaign, ranking = _released(office)
    first = ranking.rows[0]
    page = office.open(open_page, "/ke-hoach?muc=tu-nhu-cau")
    expect(page.get_by_text(f"1. {first.label['vi']}")).to_be_visible()
    page.get_by_role("button", name="Chọn việc làm", exact=True).first.click()
    unmet = percent(first.unmet.value, "vi")
    figure = f"U = {unmet}, n = {number(first.unmet.n, 'vi')}, đợt {campaign.opens_on:%m/%Y}"
    expect(page.get_by_text(figure)).to_be_visible()
    page.get_by_role("button", name="Lập việc này", exact=True).first.click()

    page.get_by_label("Tên việc", exact=True).fill(TITLE)
    money = page.get_by_role("textbox", name="Kinh phí dự kiến (đồng)")
    money.fill("1.25.000")
    expect(page.get_by_text("Hãy ghi số tiền bằng chữ số")).to_be_visible()
    money.fill("1.250.000")
    expect(page.get_by_text("= 1,25 triệu đồng")).to_be_visible()
    _press(page, "Đưa vào kế hoạch")
    expect(page.get_by_text("Chưa lưu được, còn chỗ cần sửa:")).to_be_visible()
    expect(page.get_by_label("Tên việc", exact=True)).to_have_value(TITLE)
    assert TITLE not in [a.title for a in activities.everything(office.engine)]
    page.get_by_text("Kinh phí công đoàn", exact=True).click()
    expect(page.get_by_text("Hãy chọn nguồn kinh phí")).to_have_count(0)
    settled(page)
    page.get_by_role("button", name="Đưa vào kế hoạch").dblclick()  # as people do

    expect(_column(page, "Đã hứa").get_by_text(TITLE)).to_be_visible()
    assert [a.title for a in activities.everything(office.engine)].count(TITLE) == 1
    kept = _entered(office, TITLE)
    assert (kept.figure, kept.campaign_id, kept.state) == (figure, campaign.id, State.PROMISED)
    assert (kept.money, kept.source) == (1_250_000, "Kinh phí công đoàn")


def test_a_promise_is_kept_once_people_and_money_are_told(office: Office, open_page: Open) -> None:
    title = "Bữa cơm công đoàn tháng 5"
    promise = _promise(office, title)
    page = office.open(open_page, "/ke-hoach?muc=viec-da-hua")
    card = page.locator(f".st-key-activity-{promise.id}")
    expect(_column(page, "Đã hứa").get_by_text(title)).to_be_visible()
    card.get_by_text("Cập nhật", exact=True).click()
    card.get_by_role("radiogroup").get_by_text("Đã làm", exact=True).click()
    reached = page.get_by_label("Số người đã đến, đã nhận")
    reached.fill("1.180")
    _press(page, "Lưu")
    expect(page.get_by_text("không chi thì ghi 0")).to_be_visible()
    expect(reached).to_have_value("1.180")
    page.get_by_label("Đã chi (đồng)").fill("5,5 triệu")
    _press(page, "Lưu")
    expect(_column(page, "Đã làm").get_by_text(title)).to_be_visible()
    expect(card.get_by_text("Thực tế 1.180 người, 5,5 triệu đồng")).to_be_visible()
    kept = _entered(office, title)
    assert (kept.state, kept.reached, kept.spent) == (State.DONE, 1180, 5_500_000)


def test_filters_stand_in_the_address(office: Office, open_page: Open) -> None:
    page = office.open(open_page, "/ke-hoach?muc=viec-da-hua&cach=petition")
    known = activities.everything(office.engine)
    assert {a.road for a in known} > {"petition"}
    shown = page.locator("[class*=st-key-activity-]")
    expect(shown).to_have_count(sum(a.road == "petition" for a in known))
    page.get_by_test_id("stButtonGroup").get_by_text("Kiến nghị", exact=True).click()
    expect(shown).to_have_count(len(known))
    assert "cach=" not in page.url


def test_without_its_notice_a_campaign_stays_unfinished(office: Office, open_page: Open) -> None:
    notice = next(a for a in activities.everything(office.engine) if a.type == NOTICE)
    page = office.open(open_page, f"/ke-hoach?viec={notice.id}")
    expect(page.get_by_label("Tên việc", exact=True)).to_have_value(notice.title)
    _press(page, "Xóa việc này")
    reminder = page.get_by_text("chưa phản hồi người lao động")
    expect(reminder).to_be_visible()
    assert notice.id not in [a.id for a in activities.everything(office.engine)]
    _press(page, "Hoàn tác")
    expect(reminder).to_have_count(0)
    assert replace(_entered(office, notice.title), id=notice.id) == notice

    activities.remove(office.engine, _entered(office, notice.title))
    page.reload()
    _press(page, "Đưa vào kế hoạch")
    expect(reminder).to_have_count(0)
    planned = [a for a in activities.everything(office.engine) if a.type == NOTICE]
    assert [(a.campaign_id, a.need) for a in planned] == [(notice.campaign_id, "NC-28")]


def test_targets_are_told_with_their_denominator(office: Office, open_page: Open) -> None:
    page = office.open(open_page, "/ke-hoach?muc=chi-tieu")
    expect(page.get_by_role("heading", name="Đến năm 2025: kết quả khi đã qua hạn")).to_be_visible()
    expect(page.get_by_role("heading", name="Đến năm 2030: đang thực hiện")).to_be_visible()
    for code in ("MT-2025-TU80", "MT-2025-TU75", "MT-2030-TU85"):
        expect(page.get_by_text(code)).to_be_visible()
    expect(page.get_by_text("18/48 doanh nghiệp, đơn vị (37,5%)")).to_have_count(2)
    expect(page.get_by_text("trước khi phạm vi đoàn viên thay đổi từ tháng 6/2025")).to_be_visible()


def test_an_activity_that_is_gone_is_said_to_be_gone(office: Office, open_page: Open) -> None:
    page = office.open(open_page, "/ke-hoach?viec=99999")
    expect(page.get_by_role("heading", name="Không tìm thấy việc này")).to_be_visible()
    _press(page, "Quay lại")
    expect(page.get_by_role("heading", name=re.compile("việc đã hứa"))).to_be_visible()
