"""The page "Kết quả" in a browser: from the finding to the table, the file and the next step."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from db import campaigns, events, releases, surveys
from surveys.campaigns import Campaign
from surveys.needs import Ranking, rank_needs
from surveys.statistics import Selection, caveat
from surveys.texts import say
from surveys.texts.numbers import day, number, percent
from tests.pages.office import Office, set_up, settled

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
PHONE_BROWSER = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
)
PNG = b"\x89PNG"


def _released(office: Office, selection: Selection = Selection()) -> tuple[Campaign, Ranking]:  # noqa: B008
    campaign = next(c for c in campaigns.everything(office.engine) if c.released_on)
    release = releases.load(office.engine, campaign.id)
    assert release
    survey = surveys.load(office.engine, campaign.survey_version)
    return campaign, rank_needs(release, survey, selection)


def _heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def _press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def _choose(page: Page, name: str) -> None:
    page.get_by_text(name, exact=True).first.click()
    settled(page)


def _table(page: Page) -> None:
    page.get_by_text("Bảng số liệu, tải về").first.click()
    settled(page)


def test_the_board_begins_with_its_finding_and_whose_it_is(
    demo_office: Office, open_page: Open
) -> None:
    campaign, ranking = _released(demo_office)
    release = releases.load(demo_office.engine, campaign.id)
    assert release
    first = ranking.rows[0]
    page = demo_office.open(open_page, "/ket-qua")
    need, hundred = first.label["vi"], round(first.unmet.value * 100)
    _heading(page, f"{need} cần làm trước: {hundred} trong 100 người")
    head = page.get_by_text(re.compile(re.escape(campaign.title) + " · n = "))
    expect(head).to_contain_text(f"n = {number(release.answered, 'vi')} phiếu")
    expect(head).to_contain_text(f"công bố ngày {day(release.made_on)}")
    expect(page.get_by_text(caveat(release, "vi"))).to_be_visible()
    chart = page.locator("[role=graphics-document]").first
    expect(chart).to_have_attribute(
        "aria-label", re.compile(f"{need} cần làm trước.*{hundred} người")
    )
    assert percent(first.unmet.value, "vi") in chart.inner_text()


def test_a_filter_stays_in_the_address_in_every_language(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/ket-qua")
    for name in ("Doanh nghiệp FDI", "Ai trả lời"):  # in one breath: neither may be lost
        page.get_by_text(name, exact=True).first.click(no_wait_after=True)
    expect(page).to_have_url(re.compile(r"\?loai=dn_fdi&bang=ai-tra-loi$"))
    told = page.get_by_text("chỉ Doanh nghiệp FDI")
    expect(told).to_be_visible()
    page.reload()
    expect(told).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Từ nhu cầu đến việc làm")).to_be_visible()
    expect(told).to_be_visible()
    page.locator(".st-key-officer button").first.click()
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text(f"only {say('names.unit_type.dn_fdi', 'en')}")).to_be_visible()
    assert page.url.endswith("?loai=dn_fdi")
    page.get_by_text("Tiếng Việt", exact=True).click()
    expect(told).to_be_visible()


def test_table_picture_and_workbook_are_taken_along_and_noted(
    demo_office: Office, open_page: Open
) -> None:
    campaign, ranking = _released(demo_office)
    page = demo_office.open(open_page, "/ket-qua")
    _table(page)
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    files = []
    for make, take in (("Lập tệp ảnh", "Tải ảnh PNG"), ("Lập tệp Excel", "Tải tệp Excel")):
        _press(page, make)
        with page.expect_download() as download:
            _press(page, take)
        assert download.value.suggested_filename.isascii()
        files.append(download.value.path().read_bytes())
    assert files[0].startswith(PNG)
    rows = list(load_workbook(io.BytesIO(files[1])).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert campaign.title in rows[1][0]
    needs = [row[1] for row in rows]
    assert [r.label["vi"] for r in ranking.rows] == [n for n in needs if n and n != "Nhu cầu"]
    noted = [event.detail for event in events.latest(demo_office.engine) if event.what == "export"]
    kinds = ["Bảng số liệu", "Ảnh biểu đồ"]
    assert [d.split(",")[0] for d in noted[:2]] == [f"{k} «Xếp hạng nhu cầu»" for k in kinds]


def test_a_need_leads_to_its_plan(demo_office: Office, open_page: Open) -> None:
    fdi = Selection(unit_types=frozenset({"dn_fdi"}))
    campaign, ranking = _released(demo_office, fdi)
    page = demo_office.open(open_page, "/ket-qua?loai=dn_fdi")
    need = ranking.rows[1].code
    settled(page)
    page.locator(f".st-key-choose-{need}").get_by_role("button").click()
    expect(page).to_have_url(
        re.compile(rf"/ke-hoach\?dot={campaign.id}&nhu_cau={need}&loai=dn_fdi")
    )


def test_an_open_campaign_shows_when_it_closes_and_no_result(
    demo_office: Office, open_page: Open
) -> None:  # DR-07
    running = next(c for c in campaigns.everything(demo_office.engine) if not c.released_on)
    page = demo_office.open(open_page, f"/ket-qua?dot={running.id}")
    _heading(page, "Chưa có kết quả")
    told = page.get_by_text(f"đang nhận phiếu đến hết ngày {day(running.closes_on)}")
    expect(told).to_be_visible()
    expect(page.locator("[role=graphics-document]")).to_have_count(0)
    _press(page, "Xem tiến độ đợt này")
    expect(page).to_have_url(re.compile(rf"/dot-khao-sat\?dot={running.id}&muc=tien_do"))


def test_before_the_first_campaign_the_page_says_what_to_do(open_page: Open) -> None:
    with set_up("own") as office:
        page = office.open(open_page, "/ket-qua")
        _press(page, "Tạo đợt khảo sát")
        expect(page).to_have_url(re.compile(r"/dot-khao-sat\?dot=moi"))


def test_questions_are_found_without_accents_and_by_the_contents(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/ket-qua?bang=cau-hoi")
    search = page.get_by_role("textbox", name="Tìm câu hỏi")
    search.fill("an toan lao dong")
    search.press("Enter")
    expect(page.get_by_text("câu hỏi có “an toan lao dong”")).to_be_visible()
    search.fill("khong co chu nay")
    search.press("Enter")
    expect(page.get_by_text("Không có câu hỏi nào chứa “khong co chu nay”")).to_be_visible()
    search.fill("")
    search.press("Enter")
    _choose(page, "Ý kiến mở (1)")
    expect(page.get_by_text(re.compile("người đã viết ý kiến"))).to_be_visible()
    expect(page.get_by_text("Nội dung chưa hiện ở đây")).to_be_visible()
    assert page.url.endswith("phan=11")


def test_a_pooled_unit_is_told_apart_and_answered_with_its_type(
    demo_office: Office, open_page: Open
) -> None:
    campaign, _ = _released(demo_office)
    release = releases.load(demo_office.engine, campaign.id)
    assert release
    told = {block.where["unit"] for block in release.blocks if block.partition == "main"}
    pooled = next(place for place in release.frame if place.code not in told)
    page = demo_office.open(open_page, f"/ket-qua?don_vi={pooled.code}")
    expect(page.get_by_text(f"{pooled.name} chưa có số liệu riêng")).to_be_visible()
    alone = next(place for place in release.frame if place.code in told)
    page = demo_office.open(open_page, f"/ket-qua?don_vi={alone.code}")
    _heading(page, "Chưa xếp hạng được nhu cầu trong phạm vi này")
    page.get_by_role("button", name=re.compile("Xem xếp hạng của loại hình")).click()
    expect(page.get_by_text("Từ nhu cầu đến việc làm")).to_be_visible()
    expect(page).to_have_url(re.compile(f"loai={alone.type}"))


@pytest.mark.parametrize(
    "board", ["nhu-cau", "so-sanh", "xu-huong", "ai-tra-loi", "cau-hoi", "so-sanh&xem=nhu-cau"]
)
def test_on_a_phone_every_chart_fits(demo_office: Office, open_page: Open, board: str) -> None:
    options = {**PHONE, "user_agent": PHONE_BROWSER}
    page = demo_office.open(open_page, f"/ket-qua?bang={board}", **options)
    charts = page.locator("svg.marks")
    expect(charts.first).to_be_visible()
    for chart in charts.all():
        box = chart.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
