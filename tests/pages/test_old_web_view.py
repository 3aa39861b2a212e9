"""The browser inside an old chat app shows the same form: the same answers, drafts and errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

import pytest
from playwright.sync_api import Page

from surveys import catalogue
from surveys.model import Survey
from tests.db.cast import pending
from tests.pages import walker
from tests.pages.everything import EVERYTHING
from tests.pages.walker import Published, Wish
from tests.product import Product, running

pytestmark = pytest.mark.slow

OLD_WEB_VIEW = (
    "Mozilla/5.0 (Linux; Android 8.1.0; SM-J260G Build/M1AJB; wv) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Version/4.0 Chrome/80.0.3987.162 Mobile Safari/537.36 Zalo android/12030402 ZaloTheme"
)
# What came after Chrome 80, and what a WebView never had (speech, background sync, sharing).
NOT_THERE_YET = """
for (const [owner, names] of [
  [Array.prototype, "at findLast findLastIndex toSorted toReversed toSpliced with"],
  [Array, "fromAsync"], [String.prototype, "at replaceAll isWellFormed toWellFormed"],
  [Object, "hasOwn groupBy"], [Promise, "any withResolvers try"],
  [Set.prototype, "union intersection difference isSubsetOf"],
  [Element.prototype, "replaceChildren checkVisibility getHTML setHTMLUnsafe ariaLabel"],
  [Document.prototype, "replaceChildren startViewTransition"],
  [DocumentFragment.prototype, "replaceChildren"],
  [HTMLElement.prototype, "inert popover showPopover hidePopover"],
  [HTMLFormElement.prototype, "requestSubmit"], [AbortSignal, "timeout any abort"],
  [URLSearchParams.prototype, "size"], [URL, "canParse parse"],
  [Navigator.prototype, "userAgentData share canShare scheduling locks"],
  [Crypto.prototype, "randomUUID"], [ServiceWorkerRegistration.prototype, "sync"],
  [window, "structuredClone scheduler navigation reportError cookieStore WeakRef AggregateError"],
  [window, "FinalizationRegistry SpeechSynthesisUtterance speechSynthesis EditContext"],
]) for (const name of names.split(" ")) delete owner[name];
"""
# Chance made equal, so that two browsers draw the same order and the same further rows.
_SAME_CHANCE = (
    "let drawn = 7; Math.random = () => (drawn = drawn * 16807 % 2147483647) / 2147483647;"
)
_BUTTON = ".k button.g"
_CRASH_AFTER = 6  # screens


@dataclass
class Seen:
    """All that one person saw: screens, refusals, and what a draft brought back."""

    screens: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    draft: str = ""


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.mark.parametrize("name", ["a", "everything"])
def test_an_old_web_view_shows_and_keeps_the_same(
    product: Product, open_page: Callable[..., Page], name: str
) -> None:
    form = walker.published(product.engine, _survey(name))
    wish = walker.wishes(form.survey, Random(11))
    old = open_page(user_agent=OLD_WEB_VIEW)
    old.add_init_script(NOT_THERE_YET)
    new = open_page()
    seen = [_answered(product, page, form, wish) for page in (new, old)]
    assert seen[0].screens == seen[1].screens
    assert seen[0].refusals == seen[1].refusals
    assert seen[0].draft == seen[1].draft
    assert seen[0].draft
    assert (name == "a") or seen[0].refusals
    first, second = (one.answers for one in pending(product.engine, form.campaign_id))
    assert walker.sorted_out(form.survey, first.values) == walker.sorted_out(
        form.survey, second.values
    )


def test_the_old_browser_lacks_what_it_should(
    product: Product, open_page: Callable[..., Page]
) -> None:
    page = open_page(user_agent=OLD_WEB_VIEW)
    page.add_init_script(NOT_THERE_YET)
    page.goto(f"{product.url}/k")
    lacks = "[[].at, ''.replaceAll, Object.hasOwn, window.structuredClone, window.speechSynthesis]"
    assert page.evaluate(f"{lacks}.every(one => one === undefined)")


def _survey(name: str) -> Survey:
    if name == "everything":
        return EVERYTHING
    return catalogue.survey_of(catalogue.templates()[name])


def _answered(product: Product, page: Page, form: Published, wish: Wish) -> Seen:
    """Each screen is left empty first; after some the browser dies and the draft is taken up."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(_SAME_CHANCE)
    page.goto(f"{product.url}/k/{form.code}")
    seen = Seen()
    while not page.locator(walker.SENT).count():
        if len(seen.screens) == _CRASH_AFTER and not seen.draft:
            seen.draft = _taken_up(page)
        _left_empty(page, seen)
        told = page.evaluate(walker.SCRIPT, {"do": "fill", "wish": wish, "keys": []})
        seen.screens.append(page.locator("form").inner_text())
        if "moved" in told:
            continue
        left = page.evaluate(walker.SCRIPT, {"do": "next"})
        assert not left["wrong"]
        if left["sent"]:
            page.locator(walker.SENT).wait_for()
    seen.screens.append(page.locator("body").inner_text())
    assert faults == []
    return seen


def _left_empty(page: Page, seen: Seen) -> None:
    """Presses Next on an empty screen: what is refused is noted, what passes is gone back to."""
    if not page.locator(_BUTTON).is_visible() or page.locator(_BUTTON).inner_text() != "Tiếp":
        return
    left = page.evaluate(walker.SCRIPT, {"do": "next"})
    if left["wrong"]:
        seen.refusals.append(left["wrong"])
    else:
        page.get_by_role("button", name="Quay lại").click()


def _taken_up(page: Page) -> str:
    page.reload()
    offer = page.locator("form").inner_text()
    page.get_by_role("button", name="Làm tiếp").click()
    return offer + page.locator("form").inner_text()
