"""Officers open the product by its name in the office's net, over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from db import officers
from pages.cookies import cookie_name
from surveys.access import Officer, Role
from tests.conftest import _FLAGS
from tests.product import Product, running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

HOST = "lan.test"
PASSWORD = "một câu dễ nhớ 2026"


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        officers.add(product.engine, Officer(0, "lan", "Lan", Role.ADMIN, "vi"), PASSWORD)
        yield product


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright  # here: fast tests need none of it

    flags = [*_FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser.new_page()
        browser.close()


def test_an_officer_signs_in_and_out_by_a_name_of_the_net(product: Product, page: Page) -> None:
    page.goto(f"http://{HOST}:{product.port}/dang-nhap")
    page.fill("[name=login]", "lan")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")
    assert cookie_name() in [cookie["name"] for cookie in page.context.cookies()]
    page.goto(f"http://{HOST}:{product.port}/")
    with page.expect_navigation(url="**/dang-nhap"):
        page.evaluate(
            """() => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = "/dang-xuat";
                document.body.append(form);
                form.submit();
            }"""
        )
    assert cookie_name() not in [cookie["name"] for cookie in page.context.cookies()]


@pytest.mark.parametrize("path", ["/k", "/k/{code}", "/k/xoa", "/ho-tro"])
def test_workers_pages_tell_nobody_where_somebody_came_from(product: Product, path: str) -> None:
    with urlopen(product.url + path.format(code=product.code), timeout=20) as answer:
        assert answer.headers.get_all("referrer-policy") == ["no-referrer"]
