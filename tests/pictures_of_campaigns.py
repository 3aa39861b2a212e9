"""Pictures of what runs in the made-up district: a campaign, participation, targets, the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from db import campaigns, demo
from pages.settings import now, today
from tests.product import Product, empty

DESK = (1366, 900)


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
        page = signed_in(browser, product)
        page.locator(".st-key-officer").wait_for()
        running = next(c for c in campaigns.everything(product.engine) if c.closed_on is None)
        if before:
            page.goto(f"{product.url}/dot-khao-sat?dot={running.id}&muc=ma")
            before(page)
        page.goto(product.url + path.format(running=running.id))
        page.locator(shown).first.wait_for(timeout=30_000)
        page.wait_for_timeout(1_500)
        page.screenshot(path=target)


def fresh_page(browser: Browser, size: tuple[int, int], scale: float = 1) -> Page:
    """A page of this size in a browser profile of its own."""
    width, height = size
    viewport = {"width": width, "height": height}
    return browser.new_context(
        viewport=viewport, device_scale_factor=scale, locale="vi-VN"
    ).new_page()


def signed_in(browser: Browser, product: Product) -> Page:
    """A page in which somebody of the made-up district is signed in."""
    login, password = demo.load(product.engine, today(), now()).logins[0]
    page = fresh_page(browser, DESK)
    page.goto(f"{product.url}/dang-nhap")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("button")
    return page
