"""A line that goes away in the middle: nothing is lost, nothing counts twice, nothing stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import program
from tests.pages.on_the_phone import (
    EARLIER_SENT,
    EARLIER_WAITS,
    RESUME,
    SENT,
    WAITS,
    address,
    answered,
    kept,
    nothing_stored,
    opened,
    send,
    stored,
    until,
)
from tests.prepare import WHOLE_BROWSER
from tests.product import Product, running

pytestmark = pytest.mark.slow

BROKEN_STORES = """
for (const name of ["localStorage", "sessionStorage", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
delete Navigator.prototype.serviceWorker;
"""
NO_CACHES = """Object.defineProperty(window, "caches", { value: undefined });
delete Navigator.prototype.serviceWorker;"""


@pytest.fixture(scope="module")
def chromium() -> str:
    """The whole browser: without a window it sends nothing in the background."""
    return program(WHOLE_BROWSER)


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture(autouse=True)
def _nothing_stored(product: Product) -> Iterator[None]:
    nothing_stored(product)
    yield
    if product.process is None:
        product.start()


@pytest.mark.parametrize("way", ["network", "server"])
def test_a_form_finished_without_network_is_sent_when_the_page_is_opened_again(
    product: Product, open_page: Callable[..., Page], way: str
) -> None:
    page = answered(opened(product, open_page()))
    context = page.context
    _cut(product, context, way)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    page.close()
    assert stored(product) == []

    _mend(product, context, way)
    again = context.new_page()
    again.goto(address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    expect(again.get_by_text(RESUME)).to_be_hidden()
    assert stored(product) == [{"P06": "co"}]
    assert kept(again) == []  # DR-04


def test_a_waiting_form_is_sent_by_the_service_worker_alone(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = answered(opened(product, open_page()))
    context = page.context
    product.kill()
    send(page)
    expect(page.get_by_role("status")).to_contain_text("kể cả khi đã đóng trang")
    page.close()
    product.start()
    elsewhere = context.new_page()  # no page of the form is open
    elsewhere.goto(f"{product.url}/rieng-tu")
    assert stored(product) == []
    _let_the_worker_sync(elsewhere, product.url)
    until(elsewhere, lambda: len(stored(product)) == 1)
    elsewhere.wait_for_timeout(500)
    assert stored(product) == [{"P06": "co"}]

    again = context.new_page()
    again.goto(address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    assert len(stored(product)) == 1
    assert kept(again) == []
    again.reload()
    again.wait_for_load_state("networkidle")
    expect(again.get_by_text(EARLIER_SENT)).to_be_hidden()  # said once


def test_a_scanned_form_opens_without_network_and_its_answers_arrive_later(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = opened(product, open_page())
    product.kill()
    page.reload()
    answered(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    other = page.context.new_page()
    other.goto(address(product))
    expect(other.get_by_text(EARLIER_WAITS)).to_be_visible()
    other.close()
    product.start()
    page.get_by_role("button", name="Gửi lại ngay").click()
    expect(page.get_by_text(SENT)).to_be_visible()
    assert stored(product) == [{"P06": "co"}]
    assert kept(page) == []


def test_the_line_comes_back_while_the_page_is_open(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = answered(opened(product, open_page()))
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    assert [name.split("/")[1] for name in kept(page)] == ["k"]  # the outbox, and no draft
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert stored(product) == [{"P06": "co"}]
    assert kept(page) == []


def test_a_double_tap_and_the_outbox_together_count_once(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = answered(opened(product, open_page()))
    context = page.context
    answers: list[int] = []

    def lose(route: Any) -> None:  # the server stores it, the phone never hears
        answers.append(route.fetch().status)
        route.abort()

    context.route(
        f"**/k/{product.code}", lambda r: lose(r) if r.request.method == "POST" else r.continue_()
    )
    page.get_by_role("button", name="Gửi phiếu").dblclick()
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    again_button = page.get_by_role("button", name="Gửi lại ngay")
    again_button.click()
    expect(again_button).to_be_visible()
    page.close()
    context.unroute(f"**/k/{product.code}")
    again = context.new_page()
    again.goto(address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    assert len(answers) >= 2
    assert set(answers) == {200}
    assert len(stored(product)) == 1


def test_a_waiting_form_that_came_too_late_is_erased_and_that_is_said(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = opened(product, open_page())
    page.evaluate(
        """async ([to, old]) => {
          const box = await caches.open("outbox");
          const body = "id=0123456789ABCDEF&G01=yes&P06=co";
          await box.put("/k/-/0123456789ABCDEF", new Response(old + " " + to + " " + body));
        }""",
        [f"/k/{product.code}", 1_000],
    )
    page.reload()
    expect(page.get_by_text("Phiếu đó đã được xóa khỏi máy")).to_be_visible()
    assert stored(product) == []
    assert kept(page) == []


@pytest.mark.parametrize(
    "broken", [BROKEN_STORES, NO_CACHES], ids=["nothing is stored", "no caches"]
)
def test_a_browser_without_stores_or_worker_shows_the_plain_form(
    product: Product, open_page: Callable[..., Page], broken: str
) -> None:
    page = open_page(service_workers="block")
    page.add_init_script("window.blocked = true;" + broken)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    answered(opened(product, page))
    page.context.set_offline(True)
    send(page)
    status = page.get_by_role("status")
    expect(status).to_contain_text(
        "xin đừng đóng trang" if broken == BROKEN_STORES else "quét lại mã"
    )
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert stored(product) == [{"P06": "co"}]
    assert faults == []


def test_without_cache_storage_the_outbox_outlives_the_page_all_the_same(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page(service_workers="block")
    context = page.context
    context.add_init_script("window.blocked = true;" + NO_CACHES)
    answered(opened(product, page))
    product.kill()
    send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    page.close()
    product.start()
    again = context.new_page()
    again.goto(address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    assert stored(product) == [{"P06": "co"}]
    assert again.evaluate("localStorage.length") == 0


def _cut(product: Product, context: BrowserContext, way: str) -> None:
    if way == "network":
        context.set_offline(True)
    else:
        product.kill()


def _mend(product: Product, context: BrowserContext, way: str) -> None:
    if way == "network":
        context.set_offline(False)
    else:
        product.start()


def _let_the_worker_sync(page: Page, origin: str) -> None:
    """What the browser does by itself when the line returns, now."""
    devtools = page.context.new_cdp_session(page)
    found: list[str] = []

    def learn(event: dict[str, Any]) -> None:
        found.extend(r["registrationId"] for r in event["registrations"] if not r["isDeleted"])

    devtools.on("ServiceWorker.workerRegistrationUpdated", learn)
    devtools.send("ServiceWorker.enable")
    until(page, lambda: bool(found))
    event = {"origin": origin, "registrationId": found[-1], "tag": "outbox", "lastChance": False}
    devtools.send("ServiceWorker.dispatchSyncEvent", event)
