"""What a phone keeps of a form, and for how long (docs/decisions/0006); a helper's device."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.pages.on_the_phone import (
    EARLIER_SENT,
    EARLIER_WAITS,
    RESUME,
    SENT,
    address,
    answered,
    everything_cached,
    kept,
    nothing_stored,
    opened,
    send,
    stored,
    until,
)
from tests.product import Product, running

pytestmark = pytest.mark.slow


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


def test_a_draft_is_offered_after_a_crash_and_goes_on_where_it_stopped(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = opened(product, open_page())
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    page.get_by_text("Có", exact=True).click()
    page.get_by_role("button", name="Tiếp", exact=True).click()
    page.get_by_text("25–34").click()
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(address(product))
    expect(again.get_by_text(RESUME)).to_be_visible()
    again.get_by_role("button", name="Làm tiếp").click()
    expect(again.locator("input[name=P01][value='25_34']")).to_be_checked()
    expect(again.locator("fieldset.on")).to_contain_text("Câu 2/20")
    again.reload()
    again.get_by_role("button", name="Xóa và làm lại").click()
    assert again.locator("input[type=radio]:checked").count() == 0
    assert kept(again) == []


def test_a_draft_is_gone_when_sent_declined_or_half_a_day_old(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = answered(opened(product, open_page()))
    assert kept(page) == [f"draft /k/{product.code}"]
    send(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert kept(page) == []

    answered(opened(product, page))
    page.evaluate(
        """() => { for (const name of Object.keys(localStorage))
             localStorage[name] = localStorage[name].replace(/^\\d+/, Date.now() - 432e5 - 1); }"""
    )
    page.goto(f"{address(product)}?l=en")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("is not finished")).to_be_hidden()
    assert kept(page) == []

    page.goto(address(product))
    page.get_by_text("Tôi không tham gia").click()
    expect(page.get_by_text("Không có gì được lưu")).to_be_visible()
    assert kept(page) == []


def test_the_worker_keeps_only_the_form_and_forgets_it_when_it_was_sent(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = opened(product, open_page())
    page.goto(f"{product.url}/rieng-tu")
    page.goto(f"{product.url}/dang-nhap")
    page.goto(f"{product.url}/k/xoa")
    assert sorted(everything_cached(page)) == [
        address(product),
        f"{product.url}/k/later.js?l=vi",
    ]
    answered(opened(product, page))
    send(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    until(page, lambda: everything_cached(page) == [])


def test_a_helpers_device_starts_over_and_forgets(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = answered(opened(product, open_page(), "?m=help"))
    first = page.locator("input[name=id]").input_value()
    assert kept(page) == []  # never a draft
    send(page)
    expect(page.get_by_text(SENT)).to_be_visible()
    expect(page.get_by_text("cho người tiếp theo")).to_be_visible()
    expect(page.get_by_text("Tôi đồng ý, bắt đầu")).to_be_visible(timeout=20_000)
    assert page.locator("input:checked").count() == 0
    assert page.locator("input[name=id]").input_value() != first
    assert kept(page) == []
    with product.engine.connect() as connection:
        assert connection.execute(text("SELECT mode FROM submission")).scalar() == "helped"


def test_a_helpers_device_without_network_goes_on_with_the_next_person(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = opened(product, open_page(), "?m=help")
    product.kill()
    for _ in range(2):
        answered(page)
        send(page)
        expect(page.get_by_text("cho người tiếp theo")).to_be_visible()
        expect(page.locator("fieldset").filter(visible=True)).to_have_count(0)
        expect(page.get_by_text("Tôi đồng ý, bắt đầu")).to_be_visible(timeout=20_000)
    expect(page.get_by_text(EARLIER_WAITS)).to_be_visible()
    product.start()
    page.reload()
    expect(page.get_by_text(EARLIER_SENT)).to_be_visible()
    assert len(stored(product)) == 2


def test_a_helpers_device_left_alone_asks_then_clears(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.clock.install()
    page.goto(address(product, "?m=help"))
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
