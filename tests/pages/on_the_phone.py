"""A phone with the form: opened, answered, looked into."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import text

from tests.product import Product

SENT = "Phiếu đã được gửi và đã lưu"
EARLIER_SENT = "Phiếu trước đã gửi xong"
EARLIER_WAITS = "Phiếu trước còn chờ mạng"
WAITS = "Chưa gửi được"
RESUME = "Có phiếu đang làm dở"


def nothing_stored(product: Product) -> None:
    """Forget the answers of other tests."""
    with product.engine.begin() as connection:
        connection.execute(text("DELETE FROM submission"))


def address(product: Product, more: str = "") -> str:
    """The address of the form."""
    return f"{product.url}/k/{product.code}{more}"


def stored(product: Product) -> list[dict[str, Any]]:
    """The answers that arrived."""
    with product.engine.connect() as connection:
        rows = connection.execute(text("SELECT answers FROM submission")).scalars()
        return [json.loads(row) for row in rows]


def opened(product: Product, page: Page, more: str = "") -> Page:
    """The form, with the service worker in charge where the browser has one."""
    page.goto(address(product, more))
    if page.evaluate("'serviceWorker' in navigator && !window.blocked"):
        ready = """async () => navigator.serviceWorker.controller
            && (await (await caches.open("form")).keys()).length > 1"""
        until(page, lambda: bool(page.evaluate(ready)))
    return page


def answered(page: Page) -> Page:
    """Two answers given, the last question on the screen."""
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    page.get_by_text("Có", exact=True).click()
    while not page.get_by_role("button", name="Gửi phiếu").is_visible():
        page.get_by_role("button", name="Tiếp", exact=True).click()
    return page


def send(page: Page) -> None:
    """Press the last button."""
    page.get_by_role("button", name="Gửi phiếu").click()


def kept(page: Page) -> list[str]:
    """Everything that a page of ours could find on the phone, without recordings and pages."""
    return list(
        page.evaluate(
            """async () => {
              const box = await (await caches.open("outbox")).keys();
              return [...Object.keys(localStorage), ...Object.keys(sessionStorage),
                      ...box.map(entry => new URL(entry.url).pathname)];
            }"""
        )
    )


def everything_cached(page: Page) -> list[str]:
    """The addresses of everything in Cache Storage."""
    return list(
        page.evaluate(
            """async () => {
              const found = [];
              for (const name of await caches.keys())
                for (const entry of await (await caches.open(name)).keys()) found.push(entry.url);
              return found;
            }"""
        )
    )


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait for it, ten seconds at most."""
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it does not come about")
