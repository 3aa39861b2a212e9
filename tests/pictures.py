"""Takes the pictures of docs/pictures anew: `python -m tests.pictures [name …]`."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from db import campaigns, demo, drafts
from pages.settings import now, today
from surveys import catalogue
from surveys.paper_form import Occasion, a4
from surveys.posters import Design, Style, once
from surveys.posters import posters as designs
from surveys.questionnaires.starting import from_template
from tests.conftest import _FLAGS, PHONE, program
from tests.pages.world import CAMPAIGN, LETTERHEAD, UNIT
from tests.prepare import BROWSER
from tests.product import ROOT, Product, empty, running
from tests.surveys.test_posters import sheet as example_sheet

FOLDER = ROOT / "docs" / "pictures"
DESK = (1366, 900)
_GAP = 24  # pixels between pictures side by side


def phone(browser: Browser, target: Path) -> None:
    """Three moments of the workers' form, side by side."""
    with running() as product:
        page = _page(browser, PHONE, 2)
        page.goto(f"{product.url}/k/{product.code}")
        shots = [page.screenshot()]
        page.get_by_text("Tôi đồng ý, bắt đầu").click()
        _until(page, "quan trọng nhất")
        for code in ("n01", "n06", "n12"):
            page.locator(f"input[name=I01][value={code}]").check()
        page.evaluate("scrollTo(0, 0)")
        shots.append(page.screenshot())
        _until(page, "hài lòng thế nào")
        page.locator("fieldset.on input").nth(1).check()
        shots.append(page.screenshot())
    _side_by_side(shots, target)


def phone_states(browser: Browser, target: Path) -> None:
    """The form in the dark, with a limit reached, and without network."""
    with running() as product:
        address = f"{product.url}/k/{product.code}"
        page = _page(browser, PHONE, 2)
        page.emulate_media(color_scheme="dark")
        page.goto(address)
        page.get_by_text("Tôi đồng ý, bắt đầu").click()
        _until(page, "quan trọng nhất")
        page.locator("input[name=I01]").nth(1).check()
        shots = [page.screenshot()]
        page.emulate_media(color_scheme="light")
        for place in (0, 2, 3, 4, 5):
            page.locator("input[name=I01]").nth(place).click()
        shots.append(page.screenshot())
        while page.get_by_role("button", name="Gửi phiếu").count() == 0:
            page.get_by_role("button", name="Tiếp", exact=True).click()
        page.context.set_offline(True)
        page.get_by_role("button", name="Gửi phiếu").click()
        page.get_by_role("button", name="Gửi lại ngay").wait_for()
        shots.append(page.screenshot())
    _side_by_side(shots, target)


def set_up(browser: Browser, target: Path) -> None:
    """The page of an empty installation."""
    with empty() as product:
        page = _page(browser, DESK)
        page.goto(product.url)
        page.screenshot(path=target, full_page=True)


def needs_board(browser: Browser, target: Path) -> None:
    """What officers see first of a released campaign."""
    with empty() as product:
        page = _signed_in(browser, product)
        page.goto(f"{product.url}/ket-qua")
        page.locator("canvas, svg.marks").first.wait_for(timeout=30_000)
        page.wait_for_timeout(1_500)
        page.screenshot(path=target)


def compare_board(browser: Browser, target: Path) -> None:
    """Groups side by side, the finding in the accent."""
    _board(browser, target, "bang=so-sanh&cau=I01&theo=P02")


def heat_board(browser: Browser, target: Path) -> None:
    """Needs by type of unit, a figure in every cell."""
    _board(browser, target, "bang=so-sanh&xem=nhu-cau&theo=unit_type")


def trend_board(browser: Browser, target: Path) -> None:
    """Two waves, what surely changed, and how that figure is reckoned."""
    _board(browser, target, "bang=xu-huong", panel="trend")


def _board(browser: Browser, target: Path, address: str, panel: str = "") -> None:
    """A whole board, with the panel of a figure opened where one is named."""
    with empty() as product:
        page = _signed_in(browser, product)
        page.locator(".st-key-officer").wait_for()
        page.goto(f"{product.url}/ket-qua?{address}")
        page.locator("svg.marks").first.wait_for(timeout=30_000)
        if panel:
            page.locator(f".st-key-how-{panel} summary").click()
            page.get_by_text("Chắc chắn đến đâu?").wait_for()
        page.wait_for_timeout(1_500)
        high = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": DESK[0], "height": high})
        page.wait_for_timeout(1_000)
        page.screenshot(path=target)


def tree(browser: Browser, target: Path) -> None:
    """The organisation of today, and what befell it."""
    with empty() as product:
        page = _signed_in(browser, product)
        page.locator(".st-key-officer").wait_for()
        page.goto(f"{product.url}/don-vi?muc=to-chuc")
        page.locator(".tree .row").first.wait_for(timeout=30_000)
        page.wait_for_timeout(1_500)
        page.screenshot(path=target)


def campaign(browser: Browser, target: Path) -> None:
    """A campaign that runs: its steps, its sheets, its codes."""
    _of_the_demo(browser, target, "/dot-khao-sat?dot={running}&muc=ma", "img[alt*='QR']")


def participation(browser: Browser, target: Path) -> None:
    """How many answered where, against who works there, and what is still missing."""
    _of_the_demo(browser, target, "/dot-khao-sat?dot={running}&muc=tien_do", "canvas, svg.marks")


def targets(browser: Browser, target: Path) -> None:
    """The staircase of the plan, and each target with numerator and denominator."""
    _of_the_demo(browser, target, "/ke-hoach?muc=chi-tieu", "canvas, svg.marks")


def record(browser: Browser, target: Path) -> None:
    """Who did what in the office, sealed line by line."""
    _of_the_demo(browser, target, "/cai-dat?muc=nhat-ky", "[data-testid=stDataFrame]", _prints)


def _prints(page: Page) -> None:
    """Something for the record: posters, their pictures, guides."""
    ready = {"Tờ dán A4": "Tải tờ dán (PDF)", "Hướng dẫn treo mã": "Tải tất cả (PDF)"}
    for name, download in ready.items():
        page.get_by_role("radio", name=name, exact=True).click()
        page.wait_for_timeout(1_500)
        page.get_by_role("button", name="Tạo tờ dán cho 60 đơn vị").click()
        page.get_by_role("button", name=download, exact=True).wait_for(timeout=60_000)


def _of_the_demo(
    browser: Browser,
    target: Path,
    path: str,
    shown: str,
    before: Callable[[Page], None] | None = None,
) -> None:
    """A page of the made-up district under an address that phones reach; {running} is its
    campaign that is open, on whose sheets somebody works `before`."""
    with empty() as product:
        product.kill()
        product.environment["BASE_URL"] = "https://khaosat.example.vn"
        product.start()
        page = _signed_in(browser, product)
        page.locator(".st-key-officer").wait_for()
        running = next(c for c in campaigns.everything(product.engine) if c.closed_on is None)
        if before:
            page.goto(f"{product.url}/dot-khao-sat?dot={running.id}&muc=ma")
            before(page)
        page.goto(product.url + path.format(running=running.id))
        page.locator(shown).first.wait_for(timeout=30_000)
        page.wait_for_timeout(1_500)
        page.screenshot(path=target)


def paper_form(browser: Browser, target: Path) -> None:
    """The first side of the quick survey as it is printed."""
    survey = catalogue.survey_of(catalogue.templates()["b"])
    occasion = Occasion(survey, replace(CAMPAIGN, id=1), LETTERHEAD.name)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form"
        file.write_bytes(a4(occasion, [UNIT]))
        command = ["pdftoppm", "-r", "80", "-png", "-singlefile", file, file]
        subprocess.run(command, check=True)
        Image.open(file.with_suffix(".png")).convert("L").save(target, optimize=True)


def posters(browser: Browser, target: Path) -> None:
    """The three designs, and cards to be drawn, as a printer without colours lays them down."""
    sheet = replace(example_sheet(), closes_on=today())
    files = [designs([sheet], Style(design=design)) for design in Design]
    files.append(once([replace(sheet, second="en") for _ in range(8)]))
    shots = []
    with tempfile.TemporaryDirectory() as folder:
        for number, pdf in enumerate(files):
            file = Path(folder) / str(number)
            file.write_bytes(pdf)
            command = ["pdftoppm", "-r", "50", "-gray", "-png", "-singlefile", file, file]
            subprocess.run(command, check=True)
            shots.append(file.with_suffix(".png").read_bytes())
    _side_by_side(shots, target)


def builder(browser: Browser, target: Path) -> None:
    """A questionnaire being written, and the phone beside it."""
    with empty() as product:
        page = _signed_in(browser, product)
        title = {"vi": "Khảo sát xã Mẫu năm 2027", "en": "Sample commune 2027"}
        survey = from_template(drafts.new_survey_id(), "a", title)
        draft = drafts.create(product.engine, survey, now())
        page.locator(".st-key-officer").wait_for()
        page.goto(f"{product.url}/phieu?phieu={draft.id}&cau=I01")
        page.frame_locator("[data-testid=stIFrame]").locator("iframe").wait_for(timeout=30_000)
        page.wait_for_timeout(2_500)
        page.screenshot(path=target)


PICTURES: dict[str, Callable[[Browser, Path], None]] = {
    "phone": phone,
    "phone-states": phone_states,
    "set-up": set_up,
    "needs-board": needs_board,
    "compare-board": compare_board,
    "heat-board": heat_board,
    "trend-board": trend_board,
    "builder": builder,
    "tree": tree,
    "campaign": campaign,
    "participation": participation,
    "targets": targets,
    "record": record,
    "paper-form": paper_form,
    "posters": posters,
}


def main(wanted: list[str]) -> None:
    """All pictures, or those named."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(BROWSER), args=list(_FLAGS))
        for name, take in PICTURES.items():
            if not wanted or name in wanted:
                take(browser, FOLDER / f"{name}.png")
        browser.close()


def _page(browser: Browser, size: tuple[int, int], scale: float = 1) -> Page:
    width, height = size
    viewport = {"width": width, "height": height}
    return browser.new_context(
        viewport=viewport, device_scale_factor=scale, locale="vi-VN"
    ).new_page()


def _signed_in(browser: Browser, product: Product) -> Page:
    login, password = demo.load(product.engine, today(), now()).logins[0]
    page = _page(browser, DESK)
    page.goto(f"{product.url}/dang-nhap")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("button")
    return page


def _until(page: Page, words: str) -> None:
    while words not in page.locator("fieldset.on").inner_text():
        page.locator(".z:not(.h) button.g").click()


def _side_by_side(shots: list[bytes], target: Path) -> None:
    images = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in shots]
    width = sum(image.width for image in images) + _GAP * (len(images) - 1)
    sheet = Image.new("RGB", (width, images[0].height), "#7d8894")
    x = 0
    for image in images:
        sheet.paste(image, (x, 0))
        x += image.width + _GAP
    sheet.quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
