"""The workers' form in a real browser: thumb, keyboard, bad line, other language, dark, narrow."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import text

from tests.journeys.robots import answer, answer_without_script, robot
from tests.pages.world import ANNUAL
from tests.product import Product, running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture
def form(product: Product, open_page: Callable[..., Page]) -> Page:
    """The form on a phone, just opened; nothing stored."""
    with product.engine.begin() as connection:
        connection.execute(text("DELETE FROM submission"))
    page = open_page()
    page.goto(_address(product))
    return page


def _address(product: Product) -> str:
    return f"{product.url}/k/{product.code}"


def _stored(product: Product) -> list[dict[str, Any]]:
    with product.engine.connect() as connection:
        rows = connection.execute(text("SELECT answers FROM submission")).scalars()
        return [json.loads(row) for row in rows]


def _next(page: Page) -> None:
    page.locator(".z:not(.h) button.g").click()


def _to_the_end(page: Page) -> None:
    while not page.get_by_role("button", name="Gửi phiếu").is_visible():
        _next(page)


def test_what_a_robot_answers_is_what_is_stored(
    product: Product, form: Page, open_page: Callable[..., Page]
) -> None:
    worker = robot(ANNUAL, random.Random(7))
    answer(form, _address(product), worker)
    (stored,) = _stored(product)
    assert stored["P06"] == worker.wish["P06"][0]
    assert sorted(stored["I01"]) == sorted(worker.needs)
    rated = stored["I02"]
    assert set(worker.needs) <= set(rated)
    assert len(rated) == len(worker.needs) + 2  # two others, drawn at random
    assert all(worker.wish[f"I02.{code}"] == [value] for code, value in rated.items())
    member = worker.wish["P06"] == ["co"]
    assert ("U06" in stored, "U01" in stored) == (member, not member)


def test_the_form_works_without_script(
    product: Product, form: Page, open_page: Callable[..., Page]
) -> None:
    worker = robot(ANNUAL, random.Random(8))
    plain = open_page(java_script_enabled=False)
    answer_without_script(plain, _address(product), worker)
    (stored,) = _stored(product)
    assert sorted(stored["I01"]) == sorted(worker.needs)
    assert all(worker.wish[f"I02.{code}"] == [value] for code, value in stored["I02"].items())


def test_back_skip_and_next_are_always_there_and_answers_stay(form: Page) -> None:
    form.get_by_text("Tôi đồng ý, bắt đầu").click()
    form.get_by_text("Có", exact=True).click()
    for name in ("Quay lại", "Bỏ qua", "Tiếp"):
        expect(form.get_by_role("button", name=name)).to_be_visible()
    _next(form)
    expect(form.locator("fieldset.on")).to_contain_text("Câu 2/20")
    form.get_by_role("button", name="Quay lại").click()
    expect(form.locator("input[name=P06][value=co]")).to_be_checked()


def test_a_limit_is_said_at_once_and_the_surplus_tick_is_taken_back(form: Page) -> None:
    form.get_by_text("Tôi đồng ý, bắt đầu").click()
    while "lo cho sức khỏe" not in form.locator("fieldset.on").inner_text():
        _next(form)
    for code in ("dem", "ran", "bui"):
        form.locator(f"input[value={code}]").check()
    form.locator("fieldset.on input[value=on]").click()
    expect(form.get_by_role("status")).to_contain_text("Chọn tối đa 3")
    assert form.locator("fieldset.on :checked").count() == 3
    form.locator("fieldset.on input[value=none]").check()  # an option that goes alone
    assert form.locator("fieldset.on :checked").count() == 1


def test_a_dead_line_loses_nothing_and_the_form_counts_once(product: Product, form: Page) -> None:
    form.get_by_text("Tôi đồng ý, bắt đầu").click()
    form.get_by_text("Có", exact=True).click()
    _to_the_end(form)
    form.context.set_offline(True)
    _next(form)
    expect(form.get_by_role("status")).to_contain_text("mạng yếu")
    form.context.set_offline(False)  # the script notices by itself
    expect(form.get_by_text("Phiếu đã được gửi và đã lưu")).to_be_visible()
    assert len(_stored(product)) == 1


def test_a_reply_that_never_arrived_is_asked_for_again_and_counts_once(
    product: Product, form: Page
) -> None:
    lost = []

    def lose_first_reply(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # the server stored it; the phone never hears
            route.abort()
        else:
            route.continue_()

    form.route("**/k/*", lose_first_reply)
    form.get_by_text("Tôi đồng ý, bắt đầu").click()
    form.get_by_text("Có", exact=True).click()
    _to_the_end(form)
    _next(form)
    expect(form.get_by_text("Phiếu đã được gửi và đã lưu")).to_be_visible(timeout=15_000)
    assert lost[0].status == 200
    assert len(_stored(product)) == 1


def test_another_language_keeps_what_was_chosen(form: Page) -> None:
    form.get_by_text("Tôi đồng ý, bắt đầu").click()
    form.get_by_text("Có", exact=True).click()
    _next(form)
    form.get_by_text("25–34").click()
    form.get_by_role("link", name="English").click()
    expect(form.locator("fieldset.on")).to_contain_text("Question 2/20")
    expect(form.locator("input[name=P01][value='25_34']")).to_be_checked()
    expect(form.locator("input[name=P06][value=co]")).to_be_checked()
    assert "#" not in form.url  # nothing of it stays in the address
    assert form.evaluate("sessionStorage.length") == 0  # or in the phone (DR-04)


def test_a_link_cannot_fill_in_a_form_or_give_phones_the_same_id(
    product: Product, form: Page
) -> None:
    form.goto("about:blank")
    form.goto(f"{product.url}/k/{product.code}#id={'A' * 32}&P01=u25&at=3")
    assert form.locator("input[name=id]").input_value() != "A" * 32
    assert form.locator("input:checked").count() == 0


def test_who_does_not_take_part_leaves_nothing(product: Product, form: Page) -> None:
    form.get_by_text("Tôi không tham gia").click()
    expect(form.get_by_text("Không có gì được lưu")).to_be_visible()
    assert _stored(product) == []


def test_the_whole_form_can_be_answered_by_keyboard(product: Product, form: Page) -> None:
    form.keyboard.press("Tab")  # language
    for _ in range(3):  # details, then the consent
        form.keyboard.press("Tab")
        if form.evaluate("document.activeElement.name") == "G01":
            break
    form.keyboard.press("Space")
    expect(form.locator("fieldset.on")).to_contain_text("Câu 1/20")
    form.keyboard.press("Tab")
    form.keyboard.press("Space")
    while form.get_by_text("Phiếu đã được gửi và đã lưu").count() == 0:
        form.evaluate(
            "(document.querySelector('.k button.g:not([hidden])') || document.body).focus()"
        )
        form.keyboard.press("Enter")
        form.wait_for_timeout(30)
    assert _stored(product) == [{"P06": "co"}]


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_nothing_is_cut_off_and_every_target_is_large_enough(
    product: Product, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(width=width, height=740)
    page.goto(_address(product))
    page.get_by_text("Tôi đồng ý, bắt đầu").click()
    for _ in range(17):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        boxes = page.locator("fieldset.on label, .z:not(.h) button").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().height)"
        )
        assert min(boxes, default=48) >= 48
        _next(page)


def test_the_form_asks_only_our_own_server(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(_address(product))
    page.wait_for_load_state("networkidle")
    assert asked[0] == _address(product)
    assert all(address.startswith(f"{product.url}/k/") for address in asked)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
