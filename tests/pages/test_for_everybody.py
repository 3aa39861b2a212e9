"""The workers' form by keyboard, read aloud, in large letters, from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest
from playwright.sync_api import Page, expect

from surveys.model import Choice, Kind, Question, Survey
from tests.pages import screens, walker
from tests.pages.everything import EVERYTHING, FIVE
from tests.pages.screens import LARGE, each, press, start, violations
from tests.product import Product, running

pytestmark = pytest.mark.slow

TARGET = 48  # CSS pixels


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture(scope="module")
def addresses(product: Product) -> dict[str, str]:
    return screens.addresses(product)


def test_the_whole_form_with_its_rankings_is_answered_by_keyboard(
    product: Product, open_page: Callable[..., Page]
) -> None:
    form = walker.published(product.engine, EVERYTHING)
    wish = walker.wishes(form.survey, Random(3))
    page = open_page()
    page.goto(f"{product.url}/k/{form.code}")
    while not page.locator(walker.SENT).count():
        _answer_by_keys(page, wish)
        assert page.evaluate("document.activeElement !== document.body")  # never lost
    (values,) = walker.stored(product.engine, form.campaign_id)
    given = walker.sorted_out(form.survey, values)
    assert given == walker.expected(form.survey, wish, given)


def _answer_by_keys(page: Page, wish: walker.Wish) -> None:
    """What a hand on the keyboard does on one screen."""
    done: set[str] = set()
    while left := [one for one in page.evaluate(_BOXES, wish) if one[0] not in done]:
        name, kind = left[0]
        done.add(name)
        if kind == "radio":
            _tab_to(page, f'[name="{name}"]')
            _arrow_to(page, wish[name][0])
        elif kind == "checkbox":
            for value in wish[name]:
                _tab_to(page, f'[name="{name}"][value="{value}"]')
                page.keyboard.press("Space")
        else:
            _tab_to(page, f'[name="{name}"]')
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(wish[name][0])
        if name == "dongy":
            return
    _tab_to(page, ".k button.g")
    last = page.evaluate("document.activeElement.textContent") == "Gửi phiếu"
    page.keyboard.press("Enter")
    assert page.locator("fieldset.on p.e").all_inner_texts() == []
    if last:
        page.locator(walker.SENT).wait_for()


_BOXES = """wish => [...document.querySelectorAll("fieldset.on input,fieldset.on textarea")]
    .filter(box => box.offsetParent && (wish[box.name] || []).length
        && (/^text/.test(box.type) || wish[box.name].includes(box.value)))
    .map(box => [box.name, box.type])"""


def _tab_to(page: Page, selector: str) -> None:
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 60:
        if page.evaluate("to => document.activeElement.matches(to)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"no way by keys to {selector}")


def _arrow_to(page: Page, value: str) -> None:
    for _ in range(20):
        if page.evaluate("document.activeElement.value") == value:
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way by keys to {value}")


def test_an_arrow_key_on_the_consent_decides_nothing(
    addresses: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(addresses["a"])
    _tab_to(page, "fieldset.on input")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Tôi không tham gia")).to_be_checked()
    expect(page.locator("fieldset.on[data-consent]")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("fieldset.on")).to_contain_text("Câu 1/20")


def test_what_is_wrong_is_announced_and_gets_the_focus(
    addresses: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(addresses["everything"])
    start(page)
    press(page, "Tiếp")
    press(page, "Tiếp")  # a question that needs an answer
    expect(page.get_by_role("alert")).to_have_text("Câu này cần câu trả lời.")
    told = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText"
    )
    assert told == "Câu này cần câu trả lời."
    assert page.evaluate("document.activeElement.name") == "viec"
    page.get_by_text("Thợ may").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_focus_is_never_lost(addresses: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(addresses["b"])
    start(page)
    for name in ("Bỏ qua", "Tiếp", "Quay lại", "Quay lại", "Tiếp"):
        press(page, name)
        assert page.evaluate("document.activeElement.tagName") == "LEGEND"
    page.locator("fieldset.on input").first.click()
    while page.locator(".k button.g").inner_text() != "Gửi phiếu":
        press(page, "Tiếp")
    press(page, "Gửi phiếu")
    page.locator(walker.SENT).wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"


@pytest.mark.parametrize("way", ["320 wide", "large text"])
def test_nothing_is_cut_off_and_every_target_is_large_enough(
    addresses: dict[str, str], open_page: Callable[..., Page], way: str
) -> None:
    page = open_page(width=320 if way == "320 wide" else 360, height=640)
    for address in addresses.values():
        page.goto(address)
        if way == "large text":
            page.evaluate(LARGE)
        for _ in each(page):
            cut, small = page.evaluate(_MEASURE, TARGET)
            assert (cut, small) == ([], [])


_MEASURE = """target => {
    const on = [...document.querySelectorAll("fieldset.on *,.k *,header *")]
        .filter(part => part.getClientRects().length);
    const wide = document.documentElement.clientWidth + 1;
    const cut = on.filter(part => {
        const at = part.getBoundingClientRect();
        return at.right > wide || at.left < -1 || part.scrollWidth > part.clientWidth + 1
            && part.clientWidth && getComputedStyle(part).display != "inline";
    });
    const aims = on.filter(part => part.matches(
        "label,button,summary,textarea,select,input[type=text],nav a"));
    const small = aims.filter(part => part.getBoundingClientRect().height < target - .5
        || part.getBoundingClientRect().width < 32);
    return [cut, small].map(list => list.map(part => part.outerHTML.slice(0, 120)));
}"""


def test_a_language_from_right_to_left_mirrors_the_page(
    product: Product, open_page: Callable[..., Page]
) -> None:
    asked = (
        Question("mot", Kind.SINGLE, {"ar": "هل أنت عضو؟", "vi": "Là đoàn viên?"},
                 (Choice("yes", {"ar": "نعم"}), Choice("no", {"ar": "لا"}))),
        Question("hai", Kind.RANKING, {"ar": "رتّب"},
                 (Choice("a", {"ar": "ألف"}), Choice("b", {"ar": "باء"}))),
        Question("ba", Kind.RATING, {"ar": "كيف الطعام؟"}, FIVE),
    )  # fmt: skip
    survey = Survey("rtl", {"ar": "استبيان"}, asked, tuple((q.id,) for q in asked), ("ar", "vi"))
    form = walker.published(product.engine, survey)
    page = open_page()
    page.goto(f"{product.url}/k/{form.code}?l=ar")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    box = page.locator("fieldset.on input").first.bounding_box()
    label = page.locator("fieldset.on label").first.bounding_box()
    language = page.locator("nav a").first.bounding_box()
    assert box
    assert label
    assert language
    assert box["x"] > label["x"] + label["width"] / 2
    assert language["x"] < 180
    page.locator("fieldset.on label").first.click()
    page.locator(".k button.g").click()
    page.locator("fieldset.on label").first.click()
    number = page.locator("fieldset.on label b").first.bounding_box()
    assert number
    assert number["x"] < 180
    assert violations(page) == []


def test_faces_are_decoration_only(
    addresses: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(addresses["everything"])
    faces = page.locator("#bua label")
    assert faces.locator("i[aria-hidden]").count() == len(FIVE)
    page.evaluate("document.getElementById('bua').classList.add('on')")
    for choice in FIVE:  # what is read aloud is the wording alone
        expect(page.get_by_role("radio", name=choice.label["vi"], exact=True).last).to_be_attached()


def test_without_script_the_list_of_what_is_wrong_has_the_focus(
    addresses: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(addresses["a"])
    page.get_by_label("Tôi đồng ý, bắt đầu").check()
    while not page.get_by_role("alert").count():
        with page.expect_navigation():
            page.get_by_role("button", name="Gửi phiếu").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "P06"
