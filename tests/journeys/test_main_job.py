"""The main job, end to end, as people do it: set-up, poster, two hundred workers, release,
needs board, one activity, Word report; and the same figure all along the way."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from db import activities, campaigns, releases, surveys
from pages.settings import today
from surveys.needs import rank_needs
from surveys.texts.numbers import percent
from tests.journeys.robots import NEED, Robot, answer, answer_without_script, robot
from tests.pages.office import FORM, PASSWORD, settled
from tests.pages.world import ANNUAL
from tests.product import Product, empty

pytestmark = pytest.mark.slow

DESK = (1366, 768)
TITLE = "Khảo sát nhu cầu đợt thử"
UNITS = 8
ROBOTS = 200
ACTIVITY = "Giới thiệu vay vốn lãi thấp cho đoàn viên"

Pages = Callable[..., Page]


def test_from_the_first_page_to_the_word_report(open_page: Pages, tmp_path: Path) -> None:
    with empty() as product:
        desk = open_page(*DESK)
        _set_up(desk, product)
        campaign_id = _publish(desk, product)
        links = _read_posters(desk, campaign_id, product, tmp_path)
        workers = _answer(open_page, links)
        _close(desk, product, campaign_id)
        share = _see_needs(desk, open_page, product, campaign_id, workers)
        _plan(desk, product, campaign_id, share)
        _read_report(desk, product, campaign_id, share)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def _visit(page: Page, product: Product, path: str) -> None:
    page.goto(product.url + path)
    settled(page)


def _set_up(page: Page, product: Product) -> None:
    """A refused form keeps what was typed; the second try loads the demo district."""
    page.goto(product.url)
    expect(page).to_have_url(f"{product.url}/thiet-lap")
    for name, value in FORM.items():
        page.fill(f"#{name}", "" if name == "place" else value)
    _press(page, "Hoàn tất thiết lập")
    expect(page.get_by_text("Hãy điền mục «Địa danh».")).to_be_visible()
    page.fill("#place", FORM["place"])
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.get_by_text("Dùng thử với số liệu mẫu").click()
    _press(page, "Hoàn tất thiết lập")
    page.wait_for_url(f"{product.url}/", timeout=60_000)
    settled(page)


def _publish(page: Page, product: Product) -> int:
    _visit(page, product, "/dot-khao-sat?dot=moi")
    page.get_by_label("Tên đợt", exact=True).fill(TITLE)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Danh sách 60 đơn vị")).to_be_visible()
    _press(page, "Duyệt đợt")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    found = re.search(r"[?&]dot=(\d+)", page.url)
    assert found
    return int(found[1])


def _read_posters(page: Page, campaign_id: int, product: Product, folder: Path) -> list[str]:
    """What phones read from the printed sheets of the first units."""
    _press(page, "Tạo tờ dán cho 60 đơn vị")
    with page.expect_download() as download:
        _press(page, "Tải tờ dán (PDF)")
    (folder / "posters.pdf").write_bytes(Path(download.value.path()).read_bytes())
    command = ["pdftoppm", "-r", "100", "-png", "-l", str(UNITS), "posters.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    sheets = sorted(folder.glob("page*.png"))
    links = [code.text for path in sheets for code in zxingcpp.read_barcodes(Image.open(path))]
    known = {f"/k/{link.code}" for link in campaigns.links(product.engine, campaign_id)}
    assert len(set(links)) == UNITS
    assert all("/k/" + link.rpartition("/k/")[2] in known for link in links)
    return [f"{product.url}/k/{link.rpartition('/k/')[2]}" for link in links]


def _answer(open_page: Pages, links: list[str]) -> list[Robot]:
    """Two hundred workers; the first has no script, the second sends twice."""
    chance = random.Random(2026)
    workers = [robot(ANNUAL, chance) for _ in range(ROBOTS)]
    answer_without_script(open_page(java_script_enabled=False), links[0], workers[0])
    phone = open_page()
    _answer_twice(phone, links[1], workers[1])
    for number, worker in enumerate(workers[2:], start=2):
        answer(phone, links[number % UNITS], worker)
    return workers


def _answer_twice(page: Page, link: str, worker: Robot) -> None:
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.post_data) if r.post_data else None)
    answer(page, link, worker)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert page.request.post(link, data=sent[0], headers=headers).status == 200


def _close(page: Page, product: Product, campaign_id: int) -> None:
    _visit(page, product, f"/ket-qua?dot={campaign_id}")
    assert "%" not in page.locator("main, [data-testid=stMain]").first.inner_text()  # DR-07
    _visit(page, product, f"/dot-khao-sat?dot={campaign_id}&muc=dong")
    _press(page, "Đóng và phát hành")
    page.get_by_role("dialog").get_by_role("button", name="Đóng và phát hành").click()
    expect(page.get_by_role("heading", name="Số liệu đã phát hành ngày")).to_be_visible()
    release = releases.load(product.engine, campaign_id)
    assert release is not None
    assert release.answered == ROBOTS  # nobody lost, nobody doubled


def _see_needs(
    page: Page, open_page: Pages, product: Product, campaign_id: int, workers: list[Robot]
) -> float:
    """The share on the board is the one the robots really gave."""
    missing = sum(NEED in worker.misses for worker in workers)
    release = releases.load(product.engine, campaign_id)
    assert release is not None
    top = rank_needs(release, ANNUAL).rows[0]
    assert top.code == NEED
    assert abs(top.unmet.value - missing / ROBOTS) < 0.02  # weighted by unit, all nearly alike
    hundred = round(top.unmet.value * 100)
    for size in (DESK, (360, 740)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        _visit(page, product, f"/ket-qua?dot={campaign_id}")
        heading = page.get_by_role("heading", name=f"{hundred} trong 100 người")
        expect(heading.first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return float(top.unmet.value)


def _plan(page: Page, product: Product, campaign_id: int, share: float) -> None:
    _visit(page, product, f"/ke-hoach?dot={campaign_id}&nhu_cau={NEED}")
    _press(page, "Lập việc này")
    page.get_by_label("Tên việc", exact=True).fill(ACTIVITY)
    page.get_by_label("Kết quả cần đạt", exact=True).fill("50 người được vay")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_text("Kinh phí công đoàn", exact=True).first.click()
    settled(page)
    _press(page, "Đưa vào kế hoạch")
    expect(page.get_by_text("Đã đưa vào kế hoạch.").first).to_be_visible()
    (planned,) = [a for a in activities.everything(product.engine) if a.title == ACTIVITY]
    assert percent(share, "vi", ROBOTS) in planned.figure
    assert planned.campaign_id == campaign_id


def _read_report(page: Page, product: Product, campaign_id: int, share: float) -> None:
    _visit(page, product, f"/bao-cao?dot={campaign_id}")
    _press(page, "Soạn")
    page.get_by_role("button", name="Tải về").first.wait_for(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải về").first.click()
    paper = docx.Document(BytesIO(Path(download.value.path()).read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(p.text for p in paper.paragraphs), *cells])
    survey = surveys.load(
        product.engine, campaigns.load(product.engine, campaign_id).survey_version
    )
    need = survey.question("I01").choice(NEED).label["vi"]
    assert need in said
    assert percent(share, "vi", ROBOTS) in said
    assert ACTIVITY in said
    assert str(today().year) in said
