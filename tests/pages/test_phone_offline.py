"""A line that goes away in the middle: nothing is lost, nothing counts twice, nothing stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import text

from tests.product import Product, running

pytestmark = pytest.mark.slow

SENT = "Phiếu đã được gửi và đã lưu"
EARLIER_SENT = "Phiếu trước đã gửi xong"
EARLIER_WAITS = "Phiếu trước còn chờ mạng"
WAITS = "Chưa gửi được"
RESUME = "Có phiếu đang làm dở"
BROKEN_STORES = """
for (const name of ["localStorage", "sessionStorage", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
delete Navigator.prototype.serviceWorker;
"""
NO_CACHES = """Object.defineProperty(window, "caches", { value: undefined });
delete Navigator.prototype.serviceWorker;"""


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture(autouse=True)
def _nothing_stored(product: Product) -> Iterator[None]:
    with product.engine.begin() as connection:
        connection.execute(text("DELETE FROM submission"))
    yield
    if product.process is None:
        product.start()


def _address(product: Product, more: str = "") -> str:
    return f"{product.url}/k/{product.code}{more}"


def _stored(product: Product) -> list[dict[str, Any]]:
    with product.engine.connect() as connection:
        rows = connection.execute(text("SELECT answers FROM submission")).scalars()
        return [json.loads(row) for row in rows]


def _opened(product: Product, page: Page, more: str = "") -> Page:
    """The form, with the service worker in charge where the browser has one."""
    page.goto(_address(product, more))
    if page.evaluate("'serviceWorker' in navigator && !window.blocked"):
        ready = """async () => navigator.serviceWorker.controller
            && (await (await caches.open("form")).keys()).length > 1"""
        _until(page, lambda: bool(page.evaluate(ready)))
    return page


def _answered(page: Page) -> Page:
    """Two answers given, the last question on the screen."""
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    page.get_by_text("Có", exact=True).click()
    while not page.get_by_role("button", name="Gửi phiếu").is_visible():
        page.get_by_role("button", name="Tiếp", exact=True).click()
    return page


def _send(page: Page) -> None:
    page.get_by_role("button", name="Gửi phiếu").click()


def _kept(page: Page) -> list[str]:
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


def _everything_cached(page: Page) -> list[str]:
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


@pytest.mark.parametrize("way", ["network", "server"])
def test_a_form_finished_without_network_is_sent_when_the_page_is_opened_again(
    product: Product, open_page: Callable[..., Page], way: str
) -> None:
    page = _answered(_opened(product, open_page()))
    context = page.context
    _cut(product, context, way)
    _send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    page.close()
    assert _stored(product) == []

    _mend(product, context, way)
    again = context.new_page()
    again.goto(_address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    expect(again.get_by_text(RESUME)).to_be_hidden()
    assert _stored(product) == [{"P06": "co"}]
    assert _kept(again) == []  # DR-04


def test_a_waiting_form_is_sent_by_the_service_worker_alone(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _answered(_opened(product, open_page()))
    context = page.context
    product.kill()
    _send(page)
    expect(page.get_by_role("status")).to_contain_text("kể cả khi đã đóng trang")
    page.close()
    product.start()
    elsewhere = context.new_page()  # no page of the form is open
    elsewhere.goto(f"{product.url}/rieng-tu")
    assert _stored(product) == []
    _let_the_worker_sync(elsewhere, product.url)
    _until(elsewhere, lambda: len(_stored(product)) == 1)
    elsewhere.wait_for_timeout(500)
    assert _stored(product) == [{"P06": "co"}]

    again = context.new_page()
    again.goto(_address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    assert len(_stored(product)) == 1
    assert _kept(again) == []
    again.reload()
    again.wait_for_load_state("networkidle")
    expect(again.get_by_text(EARLIER_SENT)).to_be_hidden()  # said once


def test_a_scanned_form_opens_without_network_and_its_answers_arrive_later(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page())
    product.kill()
    page.reload()
    _answered(page)
    _send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    other = page.context.new_page()
    other.goto(_address(product))
    expect(other.get_by_text(EARLIER_WAITS)).to_be_visible()
    other.close()
    product.start()
    page.get_by_role("button", name="Gửi lại ngay").click()
    expect(page.get_by_text(SENT)).to_be_visible()
    assert _stored(product) == [{"P06": "co"}]
    assert _kept(page) == []


def test_the_line_comes_back_while_the_page_is_open(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _answered(_opened(product, open_page()))
    page.context.set_offline(True)
    _send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    assert [name.split("/")[1] for name in _kept(page)] == ["k"]  # the outbox, and no draft
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert _stored(product) == [{"P06": "co"}]
    assert _kept(page) == []


def test_a_double_tap_and_the_outbox_together_count_once(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _answered(_opened(product, open_page()))
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
    again.goto(_address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    assert len(answers) >= 2
    assert set(answers) == {200}
    assert len(_stored(product)) == 1


def test_a_waiting_form_that_came_too_late_is_erased_and_that_is_said(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page())
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
    assert _stored(product) == []
    assert _kept(page) == []


def test_a_draft_is_offered_after_a_crash_and_goes_on_where_it_stopped(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page())
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    page.get_by_text("Có", exact=True).click()
    page.get_by_role("button", name="Tiếp", exact=True).click()
    page.get_by_text("25–34").click()
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(_address(product))
    expect(again.get_by_text(RESUME)).to_be_visible()
    again.get_by_role("button", name="Làm tiếp").click()
    expect(again.locator("input[name=P01][value='25_34']")).to_be_checked()
    expect(again.locator("fieldset.on")).to_contain_text("Câu 2/20")
    again.reload()
    again.get_by_role("button", name="Xóa và làm lại").click()
    assert again.locator("input[type=radio]:checked").count() == 0
    assert _kept(again) == []


def test_a_draft_is_gone_when_sent_declined_or_half_a_day_old(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _answered(_opened(product, open_page()))
    assert _kept(page) == [f"draft /k/{product.code}"]
    _send(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert _kept(page) == []

    _answered(_opened(product, page))
    page.evaluate(
        """() => { for (const name of Object.keys(localStorage))
             localStorage[name] = localStorage[name].replace(/^\\d+/, Date.now() - 432e5 - 1); }"""
    )
    page.goto(f"{_address(product)}?l=en")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("is not finished")).to_be_hidden()
    assert _kept(page) == []

    page.goto(_address(product))
    page.get_by_text("Tôi không tham gia").click()
    expect(page.get_by_text("Không có gì được lưu")).to_be_visible()
    assert _kept(page) == []


def test_the_worker_keeps_only_the_form_and_forgets_it_when_it_was_sent(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page())
    page.goto(f"{product.url}/rieng-tu")
    page.goto(f"{product.url}/dang-nhap")
    page.goto(f"{product.url}/k/xoa")
    assert sorted(_everything_cached(page)) == [
        _address(product),
        f"{product.url}/k/later.js?l=vi",
    ]
    _answered(_opened(product, page))
    _send(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    _until(page, lambda: _everything_cached(page) == [])


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
    _answered(_opened(product, page))
    page.context.set_offline(True)
    _send(page)
    status = page.get_by_role("status")
    expect(status).to_contain_text(
        "xin đừng đóng trang" if broken == BROKEN_STORES else "quét lại mã"
    )
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert _stored(product) == [{"P06": "co"}]
    assert faults == []


def test_without_cache_storage_the_outbox_outlives_the_page_all_the_same(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page(service_workers="block")
    context = page.context
    context.add_init_script("window.blocked = true;" + NO_CACHES)
    _answered(_opened(product, page))
    product.kill()
    _send(page)
    expect(page.get_by_role("status")).to_contain_text(WAITS)
    page.close()
    product.start()
    again = context.new_page()
    again.goto(_address(product))
    expect(again.get_by_text(EARLIER_SENT)).to_be_visible()
    assert _stored(product) == [{"P06": "co"}]
    assert again.evaluate("localStorage.length") == 0


def test_a_helpers_device_starts_over_and_forgets(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _answered(_opened(product, open_page(), "?m=help"))
    first = page.locator("input[name=id]").input_value()
    assert _kept(page) == []  # never a draft
    _send(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    expect(page.get_by_text("cho người tiếp theo")).to_be_visible()
    expect(page.get_by_text("Tôi đồng ý, bắt đầu")).to_be_visible(timeout=15_000)
    assert page.locator("input:checked").count() == 0
    assert page.locator("input[name=id]").input_value() != first
    assert _kept(page) == []
    with product.engine.connect() as connection:
        assert connection.execute(text("SELECT mode FROM submission")).scalar() == "helped"


def test_a_helpers_device_without_network_goes_on_with_the_next_person(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = _opened(product, open_page(), "?m=help")
    product.kill()
    for _ in range(2):
        _answered(page)
        _send(page)
        expect(page.get_by_text("cho người tiếp theo")).to_be_visible()
        expect(page.locator("fieldset").filter(visible=True)).to_have_count(0)
        expect(page.get_by_text("Tôi đồng ý, bắt đầu")).to_be_visible(timeout=15_000)
    expect(page.get_by_text(EARLIER_WAITS)).to_be_visible()
    product.start()
    page.reload()
    expect(page.get_by_text(EARLIER_SENT)).to_be_visible()
    assert len(_stored(product)) == 2


def test_a_helpers_device_left_alone_asks_then_clears(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.clock.install()
    page.goto(_address(product, "?m=help"))
    page.wait_for_load_state("networkidle")
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    page.get_by_text("Có", exact=True).click()
    page.clock.run_for(181_000)
    page.get_by_role("button", name="Tôi vẫn đang trả lời").click()
    expect(page.locator("input[name=P06][value=co]")).to_be_checked()
    page.clock.run_for(181_000)
    expect(page.get_by_role("alert")).to_contain_text("30 giây")
    page.clock.run_for(31_000)
    expect(page.get_by_text("Tôi đồng ý, bắt đầu")).to_be_visible()
    assert page.locator("input:checked").count() == 0


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
    _until(page, lambda: bool(found))
    event = {"origin": origin, "registrationId": found[-1], "tag": "outbox", "lastChance": False}
    devtools.send("ServiceWorker.dispatchSyncEvent", event)


def _until(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it does not come about")
