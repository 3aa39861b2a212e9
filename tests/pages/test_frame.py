"""The frame: seven ways, the officer's name, two languages, a way out; on a phone as well."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from db import officers
from surveys.access import Officer, Role
from surveys.texts import say
from tests.pages.office import NAME, Office, set_up, settled, visit

pytestmark = pytest.mark.slow

WAYS = (
    "tong-quan",
    "dot-khao-sat",
    "phieu",
    "ket-qua",
    "ke-hoach",
    "bao-cao",
    "don-vi",
    "cai-dat",
)
Open = Callable[..., Page]


def _names(lang: str) -> list[str]:
    return [say(f"parts.nav.{way}", lang) for way in WAYS]


def test_eight_ways_lead_on_in_the_order_of_the_work(office: Office, open_page: Open) -> None:
    page = office.open(open_page)
    links = page.get_by_test_id("stTopNavLink")
    expect(links).to_have_text([re.compile(name) for name in _names("vi")])
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator(".st-key-officer")).to_contain_text(NAME)
    for name, way in zip(_names("vi")[1:], WAYS[1:], strict=True):
        links.filter(has_text=name).click()
        page.wait_for_url(f"**/{way}**")
        expect(page).to_have_title(f"{name} · Lắng Nghe")
        settled(page)


def test_a_phone_opens_the_same_ways_from_a_list(office: Office, open_page: Open) -> None:
    page = office.open(open_page, width=360, height=740)
    page.get_by_test_id("stExpandSidebarButton").click()
    links = page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_text([re.compile(name) for name in _names("vi")])
    assert all(box["height"] >= 44 for link in links.all() if (box := link.bounding_box()))
    links.filter(has_text=_names("vi")[6]).click()
    page.wait_for_url("**/don-vi**")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_officer_reads_another_language_from_now_on(office: Office, open_page: Open) -> None:
    reader = Officer(0, "bob.frame", "Bob", Role.OFFICER, "vi")
    officers.add(office.engine, reader, "a phrase to remember")
    page = open_page(width=1366, height=768)
    page.context.add_cookies([office.session("bob.frame", "a phrase to remember")])  # type: ignore[list-item]
    visit(page, office.product.url)
    page.locator(".st-key-officer button").click()
    page.get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_test_id("stTopNavLink").first).to_contain_text("Overview")
    page.reload()
    expect(page.get_by_test_id("stTopNavLink")).to_have_text(
        [re.compile(name) for name in _names("en")[:7]]  # no settings: not an administrator
    )


def test_signing_out_ends_the_session_in_this_window(office: Office, open_page: Open) -> None:
    page = office.open(open_page, "/don-vi")
    page.locator(".st-key-officer button").click()
    page.locator("form[action='/dang-xuat'] button").click()
    page.wait_for_url("**/dang-nhap")
    page.goto(f"{office.product.url}/don-vi")
    assert page.url.endswith("/dang-nhap?next=/don-vi")


def test_a_session_that_ended_leads_to_sign_in_and_back(office: Office, open_page: Open) -> None:
    officers.add(
        office.engine, Officer(0, "chi.frame", "Chi", Role.OFFICER, "vi"), "một câu khác 2026"
    )
    page = open_page(width=1366, height=768)
    page.context.add_cookies([office.session("chi.frame", "một câu khác 2026")])  # type: ignore[list-item]
    visit(page, f"{office.product.url}/don-vi")
    [chi] = [o for o in officers.everyone(office.engine) if o.login == "chi.frame"]
    officers.change_password(office.engine, chi.id, "một câu mới 2026")  # ends every session
    page.get_by_test_id("stTopNavLink").nth(1).click()
    page.wait_for_url("**/dang-nhap?next=%2Fdon-vi")
    page.fill("#login", "chi.frame")
    page.fill("#password", "một câu mới 2026")
    page.locator("main button").click()
    page.wait_for_url("**/don-vi")


def test_an_address_that_does_not_exist_is_said_in_vietnamese(
    office: Office, open_page: Open
) -> None:
    page = office.open(open_page, "/khong-co")
    expect(page.get_by_role("dialog")).to_contain_text("Không có trang này")


def test_a_server_that_is_gone_is_said_in_vietnamese_until_it_is_back(open_page: Open) -> None:
    with set_up("own") as office:
        page = office.open(open_page)
        office.product.kill()
        expect(page.get_by_role("dialog")).to_contain_text("Mất kết nối", timeout=30_000)
        assert "Streamlit" not in page.get_by_role("dialog").inner_text()
        office.product.start()
        expect(page.get_by_role("dialog")).to_have_count(0, timeout=30_000)


def test_no_page_asks_another_host_for_anything(demo_office: Office, open_page: Open) -> None:
    page = demo_office.open(open_page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for way in WAYS:
        visit(page, f"{demo_office.product.url}/{way}")
    ours = (demo_office.product.url, demo_office.product.url.replace("http", "ws"))
    outside = [url for url in asked if not url.startswith((*ours, "data:", "blob:"))]
    assert asked
    assert not outside


@pytest.mark.parametrize("width", [769, 900, 1024, 1151, 1366])
def test_ways_and_name_do_not_cover_each_other(office: Office, open_page: Open, width: int) -> None:
    page = office.open(open_page, width=width)
    last = page.get_by_test_id("stTopNavLink").last.bounding_box()
    name = page.locator(".st-key-officer button").bounding_box()
    assert last
    assert name
    assert last["x"] + last["width"] <= name["x"]
    assert name["x"] + name["width"] <= width


def test_a_page_that_fails_says_so_and_shows_no_trace(open_page: Open) -> None:
    with set_up("own") as office:
        with office.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE activity RENAME TO taken_away")
        page = office.open(open_page)
        expect(page.get_by_role("alert")).to_contain_text(say("door.page.fault_title", "vi"))
        shown = page.locator("body").inner_text()
        assert "activity" not in shown
        assert "Traceback" not in shown
        page.get_by_test_id("stTopNavLink").filter(has_text=_names("vi")[6]).click()
        expect(page.get_by_role("heading", name="Sổ đơn vị còn trống")).to_be_visible()
