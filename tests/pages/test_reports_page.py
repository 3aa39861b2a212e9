"""The page "Báo cáo" in a browser: papers are made, taken away, and say what the release says."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from db import activities, campaigns, events, releases, surveys
from surveys.needs import NeedRow, rank_needs
from surveys.reports.phrases import rank, share
from tests.pages.office import Office, set_up

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
_SECONDS = 60
_COLUMNS_OF_NEEDS = 6


def _rows(office: Office) -> tuple[NeedRow, ...]:
    campaign = next(c for c in campaigns.everything(office.engine) if c.released_on)
    release = releases.load(office.engine, campaign.id)
    assert release
    return rank_needs(release, surveys.load(office.engine, campaign.survey_version)).rows


def _made(page: Page, name: str) -> tuple[str, bytes]:
    """The file as it arrives on the officer's disk."""
    paper = page.locator(f".st-key-paper-{name}")
    paper.get_by_role("button", name="Soạn", exact=True).click()
    take = paper.get_by_role("button", name="Tải về")
    expect(take).to_be_visible(timeout=_SECONDS * 1000)
    with page.expect_download() as download:
        take.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def _cells(word: bytes) -> set[tuple[str, ...]]:
    tables = docx.Document(BytesIO(word)).tables
    return {tuple(cell.text for cell in row.cells) for table in tables for row in table.rows}


def test_the_report_tells_the_ranked_needs_of_the_release(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/bao-cao")
    name, word = _made(page, "report")
    assert name.isascii()
    assert name.startswith("BC_KhaoSat_NhuCau_")
    told = {cells[1]: cells for cells in _cells(word) if len(cells) == _COLUMNS_OF_NEEDS}
    for row in _rows(demo_office):
        cells = told[row.label["vi"]]
        assert cells[0].startswith(rank(row))
        assert share(row.importance, "vi") in cells
        assert any(cell.startswith(share(row.unmet, "vi")) for cell in cells[3:]), row.label["vi"]
    noted = events.latest(demo_office.engine, 1)[0]
    assert noted.what == "export"
    assert noted.detail.startswith("Báo cáo kết quả khảo sát, ")


def test_the_workbook_holds_every_need_with_its_fraction(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/bao-cao")
    name, excel = _made(page, "workbook")
    assert name.isascii()
    assert name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(BytesIO(excel))["Uu_tien"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for need in _rows(demo_office):
        (line,) = [row for row in rows if need.label["vi"] in row]
        numbers = [value for value in line if isinstance(value, float)]
        assert pytest.approx(need.unmet.value) in numbers
        assert pytest.approx(need.importance.value) in numbers


def test_the_plan_holds_every_promise_still_to_be_kept(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/bao-cao")
    preview = page.locator(".st-key-paper-plan").get_by_text("Các mục trong kế hoạch")
    preview.click()
    expect(page.locator(".st-key-paper-plan").get_by_text("Kinh phí", exact=True)).to_be_visible()
    _, word = _made(page, "plan")
    text = "\n".join(cell for row in _cells(word) for cell in row)
    promised = activities.everything(demo_office.engine)
    assert promised
    for activity in promised:
        assert (activity.title in text) is (activity.state != "impossible"), activity.title


def test_before_the_first_release_the_page_says_what_comes_next(open_page: Open) -> None:
    with set_up("own") as office:
        page = office.open(open_page, "/bao-cao")
        expect(page.get_by_role("button", name="Soạn", exact=True)).to_have_count(0)
        expect(page.get_by_test_id("stAlert")).to_be_visible()
        page.get_by_test_id("stMain").get_by_test_id("stBaseButton-primary").click()
        page.wait_for_url("**/dot-khao-sat?dot=**")
