"""In a Vietnamese office with an English browser, the screens speak Vietnamese throughout."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.pages.office import Office, visit

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
PATHS = (
    "/",
    "/dot-khao-sat",
    "/dot-khao-sat?dot=moi",
    "/ket-qua",
    "/ke-hoach?muc=viec-da-hua",
    "/ke-hoach?muc=chi-tieu",
    "/bao-cao",
    "/don-vi",
    "/don-vi?viec=nhap",
    "/don-vi?don_vi=MAU01",
    "/cai-dat",
    "/cai-dat?muc=can-bo",
)
WIDGETS = ("stSelectbox", "stMultiSelect", "stDateInput")  # each opens a list or a calendar
# Words that widgets are made of and no Vietnamese word looks like.
ENGLISH = re.compile(
    r"\b(the|and|or|of|for|is|are|you|with|select(ed)?|options?|choose|open|close|menu|button"
    r"|date|month|year|day|today|search|clear|value|input|press|show|hide|columns?|rows?|data|table"
    r"|page|link|files?|upload|download|copy|expand|collapse|error|loading|use|arrow|keys|calendar"
    r"|list|toolbar|fullscreen|increment|decrement|drag|drop|empty|none|results?|more|less|view"
    r"|sort|filter|progress|image|logo|alert|running|connecting|january|november|sunday|monday)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.I
)
_LOOKS = 50
# What is shown or read aloud; icons are letters of a font, and the marks inside a chart are
# described by the chart's own sentence.
SHOWN = """() => {
  const found = new Set(), walker = document.createTreeWalker(document.body, 5);
  const left_out = 'script, style, svg, .vega-embed, [data-testid=stIconMaterial], [class*=icon]';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.nodeType === 3 ? node.parentElement : node;
    if (element.closest(left_out)) continue;
    if (node.nodeType === 3) found.add(node.data.trim());
    else for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      found.add(node.getAttribute(name) || '');
  }
  return [...found];
}"""


def _english(page: Page) -> list[str]:
    """English that stays: our words take the place of Streamlit's a moment after they appear."""
    found: list[str] = []
    for _ in range(_LOOKS):
        found = sorted(words for words in page.evaluate(SHOWN) if ENGLISH.search(words))
        if not found:
            break
        page.wait_for_timeout(100)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_no_english_word_is_left_on_a_page(demo_office: Office, open_page: Open, path: str) -> None:
    page = demo_office.open(open_page, path, locale="en-US")
    expect(page.locator("h1, h2, h3").first).to_be_visible()
    assert not _english(page)
    for widget in WIDGETS:
        button = page.get_by_test_id(widget).locator("button").last
        if button.count() and button.is_visible():
            button.click()
            assert not _english(page), widget
            page.keyboard.press("Escape")


def test_a_calendar_names_days_and_months_in_vietnamese(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/don-vi?don_vi=MAU01", locale="en-US")
    page.get_by_role("button", name="Chọn ngày").first.click()
    calendar = page.get_by_test_id("stDateInputCalendar")
    expect(calendar).to_contain_text("Tháng 3", ignore_case=True)


def test_an_english_officer_keeps_streamlits_own_words(
    demo_office: Office, open_page: Open
) -> None:
    page = demo_office.open(open_page, "/don-vi?viec=nhap", locale="vi-VN")
    expect(page.get_by_text("Tối đa 10MB mỗi tệp")).to_be_visible()
    page.locator(".st-key-officer button").click()
    page.get_by_text("English").click()
    expect(page.get_by_text("10MB per file")).to_be_visible()
    page.get_by_text("Tiếng Việt").click()
    expect(page.get_by_text("Tối đa 10MB mỗi tệp")).to_be_visible()
    visit(page, demo_office.product.url)
