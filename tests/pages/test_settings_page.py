"""The page "Cài đặt" in a browser: names on papers, accounts, passwords, record, sample data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Locator, Page, expect

from db import campaigns, events, installation, officers, scopes, sessions, units
from db.second_steps import RECOVERY_CODES
from pages.settings import now
from surveys.access import Officer, Role
from surveys.texts import say
from tests.pages.office import LOGIN, NAME, PASSWORD, Office, set_up, settled
from tests.pages.world import LETTERHEAD, UNIT

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
SECRET = "một câu của chị Hoa"
_LOADING = 120_000  # milliseconds for the sample district


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of our own: its names, accounts and units change."""
    with set_up("own") as office:
        yield office


def _say(name: str, **values: object) -> str:
    return say(f"office.{name}", "vi", **values)


def _press(place: Page | Locator, words: str) -> None:
    settled(place if isinstance(place, Page) else place.page)
    place.get_by_role("button", name=words, exact=True).click()


def _fill(place: Page | Locator, label: str, words: str) -> None:
    field = place.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Tab")


def _noted(office: Office) -> list[tuple[str, str]]:
    return [(event.what, event.detail) for event in events.latest(office.engine)]


def test_names_are_checked_shown_as_they_print_and_kept(office: Office, open_page: Open) -> None:
    page = office.open(open_page, "/cai-dat")
    _fill(page, _say("names.phone"), "gọi chị Lan")
    expect(page.get_by_text(say("door.set_up.phone_bad", "vi"))).to_be_visible()
    _fill(page, _say("names.hours"), "169")
    expect(page.get_by_text(_say("names.hours_bad", most=168))).to_be_visible()
    _fill(page, _say("names.symbol"), "CĐCS <b>")
    expect(page.get_by_text("/BC-CĐCS <b>")).to_be_visible()  # the small picture of the head
    _press(page, _say("names.save"))
    expect(page.get_by_text(say("door.set_up.check", "vi", count=2))).to_be_visible()
    found = installation.load(office.engine)
    assert found
    assert (found.letterhead, found.refresh_hours) == (LETTERHEAD, 24)

    _fill(page, _say("names.phone"), "0271 000 111")
    _fill(page, _say("names.hours"), "168")
    _fill(page, _say("names.copies"), "Thường trực Huyện ủy\n\nLưu: VT")
    _press(page, _say("names.save"))
    expect(page.get_by_text(_say("names.saved"))).to_be_visible()
    found = installation.load(office.engine)
    assert found
    assert found.letterhead.copies == ("Thường trực Huyện ủy", "Lưu: VT")
    assert (found.letterhead.phone, found.letterhead.symbol) == ("0271 000 111", "CĐCS <b>")
    assert found.refresh_hours == 168
    assert _noted(office)[0] == ("names", f"{LETTERHEAD.name}; đếm lại mỗi 168 giờ")


def test_an_officer_is_invited_to_a_cluster_and_sets_a_password(
    office: Office, open_page: Open
) -> None:
    units.take_in(office.engine, [UNIT])
    page = office.open(open_page, "/cai-dat?muc=can-bo")
    form = page.locator(".st-key-new-officer")
    _fill(form, _say("officers.name"), "Trần Văn Minh")
    _fill(form, _say("officers.login"), LOGIN.upper())
    _press(form, _say("officers.add"))
    expect(page.get_by_text(_say("officers.taken", login=LOGIN.upper()))).to_be_visible()
    _fill(form, _say("officers.login"), "minh.tran")
    form.get_by_text(_say("role.cluster"), exact=True).click()
    _press(form, _say("officers.add"))
    expect(page.get_by_text(say("access.officers.places_missing", "vi"))).to_be_visible()
    settled(page)
    form.get_by_role("combobox").click()
    page.get_by_role("option", name="Cụm: Cụm 1").click()
    page.keyboard.press("Escape")
    _press(form, _say("officers.add"))
    first = _handed_over(page)
    page.reload()
    settled(page)
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    expect(page.get_by_text(say("access.officers.pending", "vi"))).to_be_visible()

    _follow(open_page(), first, SECRET)
    minh = officers.recognise(office.engine, "minh.tran", SECRET)
    assert minh
    assert (minh.name, minh.role) == ("Trần Văn Minh", Role.CLUSTER)
    assert scopes.named(office.engine, minh.places) == ("Cụm 1",)
    assert "Cụm 1" not in minh.places  # but the code of its node

    other = open_page()
    other.goto(first)
    expect(other.get_by_text(say("access.link.used", "vi"))).to_be_visible()


def test_a_forgotten_password_is_set_anew_by_a_link_and_an_account_is_shut(
    office: Office, open_page: Open
) -> None:
    officers.add(office.engine, Officer(0, "nam", "Lê Nam", Role.VIEWER, "vi"), PASSWORD)
    page = office.open(open_page, "/cai-dat?muc=can-bo")
    account = _account(page, "Lê Nam")
    _press(account, _say("officers.reset"))
    _press(page.get_by_role("dialog"), _say("officers.reset"))
    second = _handed_over(page)
    assert officers.recognise(office.engine, "nam", PASSWORD) is None
    _follow(open_page(), second, SECRET)
    assert officers.recognise(office.engine, "nam", SECRET)

    page.reload()
    settled(page)
    account = _account(page, "Lê Nam")
    _let_in(account, wanted=False)
    _press(account, _say("officers.save"))
    expect(page.get_by_text(_say("officers.shut"), exact=True)).to_be_visible()
    assert officers.recognise(office.engine, "nam", SECRET) is None
    assert [what for what, _ in _noted(office) if what != "sign_in"][:3] == [
        "officer_changed",
        "link_used",
        "reset_invited",
    ]


def test_nobody_locks_the_office_from_outside(office: Office, open_page: Open) -> None:
    page = office.open(open_page, "/cai-dat?muc=can-bo")
    account = _account(page, NAME)
    _let_in(account, wanted=False)
    _press(account, _say("officers.save"))
    expect(page.get_by_text(_say("officers.not_yourself"))).to_be_visible()
    settled(page)
    _let_in(account, wanted=True)
    expect(page.get_by_text(_say("officers.not_yourself"))).to_have_count(0)
    account.get_by_text(_say("role.officer"), exact=True).click()
    expect(page.get_by_text(_say("officers.own_role"))).to_be_visible()
    settled(page)
    _press(account, _say("officers.save"))
    expect(page.get_by_text(_say("officers.last_admin"))).to_be_visible()
    me = officers.recognise(office.engine, LOGIN, PASSWORD)
    assert me
    assert (me.active, me.role) == (True, Role.ADMIN)


def test_ones_own_account_has_a_code_sessions_and_a_password(
    office: Office, open_page: Open
) -> None:
    officers.add(office.engine, Officer(0, "hoa", "Hoa", Role.UNIT, "vi"), PASSWORD)
    page = open_page(width=360, height=740)
    page.context.add_cookies([office.session("hoa")])  # type: ignore[list-item]
    elsewhere = office.session("hoa")
    page.goto(f"{office.product.url}/tai-khoan")
    settled(page)
    secret = _begin_the_code(page)
    _fill(page, say("access.account.second_code", "vi"), pyotp.TOTP(secret).now())
    _press(page, say("access.account.second_confirm", "vi"))
    expect(page.get_by_text(say("access.account.second_codes", "vi"))).to_be_visible()
    expect(page.get_by_test_id("stCode")).to_have_count(1)  # the secret is gone
    codes = page.get_by_test_id("stCode").inner_text().split()
    assert len(codes) == RECOVERY_CODES
    _press(page, say("access.account.second_noted", "vi"))
    expect(page.get_by_text(codes[0])).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    assert len(sessions.everyone(office.engine, now())) >= 2
    _press(page, say("access.account.end", "vi"))
    ends = page.get_by_role("button", name=say("access.account.end", "vi"), exact=True)
    expect(ends).to_have_count(0)
    hers = sessions.officer_of(office.engine, elsewhere["value"], now())
    assert hers is None
    for old, new in (("không nhớ nữa", SECRET), (PASSWORD, "ngắn")):
        _new_password(page, old, new)
    expect(page.get_by_text(say("door.set_up.short", "vi", shortest=10))).to_be_visible()
    assert officers.recognise(office.engine, "hoa", PASSWORD)
    _new_password(page, PASSWORD, SECRET)
    page.get_by_role("link", name=_say("password.sign_in")).click()
    page.wait_for_url("**/dang-nhap?next=/tai-khoan")
    assert officers.recognise(office.engine, "hoa", PASSWORD) is None

    _sign_in_with_code(page, "hoa", codes[1])
    left = say("access.account.second_on", "vi", left=RECOVERY_CODES - 1)
    expect(page.get_by_text(left)).to_be_visible()


def _begin_the_code(page: Page) -> str:
    """Ask for a code; only the right password is given the secret."""
    for typed in ("không nhớ nữa", PASSWORD):
        expect(page.get_by_test_id("stCode")).to_have_count(0)
        _fill(page, say("access.account.second_password", "vi"), typed)
        _press(page, say("access.account.second_begin", "vi"))
    return page.get_by_test_id("stCode").inner_text().replace(" ", "").strip()


def test_officers_who_are_no_administrators_find_no_settings(
    office: Office, open_page: Open
) -> None:
    officers.add(office.engine, Officer(0, "thu", "Thu", Role.OFFICER, "vi"), PASSWORD)
    page = open_page(width=1366, height=768)
    page.context.add_cookies([office.session("thu")])  # type: ignore[list-item]
    page.goto(f"{office.product.url}/cai-dat?muc=can-bo")
    expect(page.get_by_role("dialog")).to_contain_text("Không có trang này")
    expect(page.get_by_text(_say("officers.lead"))).to_have_count(0)


def test_sample_data_come_and_go_and_the_record_tells(office: Office, open_page: Open) -> None:
    units.take_in(office.engine, [UNIT])
    page = office.open(open_page, "/cai-dat?muc=so-lieu-mau")
    _press(page, _say("demo.load"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text(_say("demo.there"))).to_be_visible(timeout=_LOADING)
    logins = [line.split() for line in page.get_by_test_id("stCode").inner_text().splitlines()]
    assert logins
    assert all(officers.recognise(office.engine, login, word) for login, word in logins)
    assert len(campaigns.everything(office.engine)) == 3

    _press(page, _say("demo.remove"))
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(_say("demo.goes"))).to_be_visible()
    _press(dialog, _say("demo.confirm"))
    expect(page.get_by_text(_say("demo.absent"))).to_be_visible(timeout=_LOADING)
    assert not campaigns.everything(office.engine)
    assert [unit.code for unit in units.everyone(office.engine)] == [UNIT.code]
    assert not any(officer.sample for officer in officers.everyone(office.engine))

    page.get_by_text(_say("part.nhat-ky"), exact=True).click()
    _fill(page, _say("record.search"), "xoa SO lieu")
    expect(page.get_by_text(re.compile(r"^1 trên \d+ dòng"))).to_be_visible()
    assert "tim=" in page.url
    _fill(page, _say("record.search"), "không ai làm việc này")
    expect(page.get_by_text(_say("record.nothing"))).to_be_visible()


def _account(page: Page, name: str) -> Locator:
    """The account of this name, unfolded."""
    account = page.get_by_test_id("stExpander").filter(has_text=name)
    if not account.get_by_role("button", name=_say("officers.save")).is_visible():
        account.locator("summary").click()
        settled(page)
    return account


def _let_in(account: Locator, wanted: bool) -> None:
    """Turn the account on or off."""
    account.get_by_text(_say("officers.active"), exact=True).click()
    expect(account.get_by_role("switch")).to_be_checked(checked=wanted)


def _handed_over(page: Page) -> str:
    """The link that is shown once; afterwards it is hidden."""
    shown = page.get_by_test_id("stCode")
    expect(shown).to_have_text(re.compile(r"/moi/[\w-]{43}"))
    link = shown.inner_text().strip()
    _press(page, say("access.officers.noted", "vi"))
    expect(shown).to_have_count(0)
    return link


def _sign_in_with_code(page: Page, login: str, code: str) -> None:
    button = page.get_by_role("button", name=say("door.sign_in.button", "vi"))
    page.get_by_label(say("door.sign_in.login", "vi")).fill(login)
    page.get_by_label(say("door.sign_in.password", "vi")).fill(SECRET)
    button.click()
    page.get_by_label(say("access.code.code", "vi")).fill(code)
    button.click()
    page.wait_for_url(re.compile(r"\d/tai-khoan$"))


def _follow(page: Page, link: str, secret: str) -> None:
    """Set a password where the link leads."""
    page.goto(link)
    page.get_by_label(say("door.set_up.password", "vi")).first.fill(secret)
    page.get_by_label(say("door.set_up.again", "vi")).fill(secret)
    page.get_by_role("button", name=say("access.link.button", "vi")).click()
    expect(page.get_by_text(say("access.link.done", "vi"))).to_be_visible()


def _new_password(page: Page, old: str, new: str) -> None:
    _fill(page, _say("password.old"), old)
    _fill(page, _say("password.new"), new)
    _fill(page, _say("password.again"), new)
    _press(page, _say("password.change"))
    settled(page)
