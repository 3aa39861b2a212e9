"""The first visit: a form that keeps what was typed, an account, and a way in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from db import installation, officers, units
from surveys.access import Role
from surveys.texts import LANGUAGES, say
from tests.pages.office import FORM, LOGIN, PASSWORD, Office
from tests.product import Product, empty

pytestmark = pytest.mark.slow

Open = Callable[..., Page]


def _fill(page: Page, **values: str) -> None:
    for name, value in {**FORM, **values}.items():
        page.fill(f"#{name}", value)


def _submit(page: Page) -> None:
    page.locator("main form button").click()


def _sign_in(page: Page, password: str) -> None:
    page.fill("#login", LOGIN)
    page.fill("#password", password)
    _submit(page)


def _first_visit(product: Product, open_page: Open, **options: int) -> Page:
    page = open_page(**options)
    page.goto(product.url)
    page.wait_for_url("**/thiet-lap")
    return page


def test_set_up_says_what_is_wrong_keeps_the_rest_and_lets_in(open_page: Open) -> None:
    with empty() as product:
        page = _first_visit(product, open_page)
        _fill(page, again="khác", phone="gọi tôi", login="Lan Nguyễn")
        page.check("input[value=own]")
        _submit(page)
        expect(page.get_by_role("alert")).to_contain_text("Còn 3 chỗ cần sửa")
        for name, part in (("again", "không giống nhau"), ("phone", "Số điện thoại chỉ gồm")):
            expect(page.locator(f"#{name}_bad")).to_contain_text(part)
        expect(page.locator("#login")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#body")).to_have_value("LIÊN ĐOÀN LAO ĐỘNG\nHUYỆN MẪU")
        expect(page.locator("input[value=own]")).to_be_checked()
        expect(page.locator("#password")).to_have_value("")  # never sent back
        assert installation.load(product.engine) is None
        _fill(page)
        _submit(page)
        page.locator(".st-key-officer").wait_for()
        expect(page.get_by_role("heading", name="Bắt đầu với sổ đơn vị")).to_be_visible()
        made = installation.load(product.engine)
        assert made
        assert made.letterhead.body == "LIÊN ĐOÀN LAO ĐỘNG\nHUYỆN MẪU"
        [officer] = officers.everyone(product.engine)
        assert (officer.login, officer.role) == (LOGIN, Role.ADMIN)
        page.goto(f"{product.url}/thiet-lap")
        expect(page.get_by_role("heading", name="Không có trang này")).to_be_visible()


def test_set_up_with_the_sample_ends_on_a_finding(open_page: Open) -> None:
    with empty() as product:
        page = _first_visit(product, open_page)
        expect(page.locator("input[value=demo]")).to_be_checked()
        _fill(page)
        _submit(page)
        page.locator(".st-key-officer").wait_for(timeout=120_000)
        expect(page.get_by_role("heading", name="trong 100 người")).to_be_visible()
        assert all("(mẫu)" in unit.name for unit in units.everyone(product.engine))


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_set_up_fits_its_screen_in_each_language(open_page: Open, width: int) -> None:
    with empty() as product:
        page = _first_visit(product, open_page, width=width)
        for lang in LANGUAGES:
            page.get_by_role("link", name=say(f"parts.lang.{lang}", lang)).click()
            expect(page.locator("html")).to_have_attribute("lang", lang)
            expect(page.get_by_role("heading", level=1)).to_have_text(
                say("door.set_up.title", lang)
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_sign_in_says_what_to_do_and_leads_on(office: Office, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{office.product.url}/don-vi")
    _sign_in(page, "sai mật khẩu rồi")
    expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    expect(page.locator("#login")).to_have_value(LOGIN)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("door.sign_in.title", "en"))
    _sign_in(page, PASSWORD)
    page.wait_for_url("**/don-vi")
    page.locator(".st-key-officer").wait_for()


def test_a_worker_who_comes_to_the_wrong_door_is_shown_the_way(
    office: Office, open_page: Open
) -> None:
    page = open_page()
    page.goto(f"{office.product.url}/dang-nhap")
    page.get_by_role("link", name=say("phone.type.title", "vi")).click()
    page.wait_for_url("**/k")
