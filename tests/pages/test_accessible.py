"""The workers' form under axe: every template in nine variants, and nothing is let through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages import screens
from tests.pages.screens import LARGE, each, goes_on, press, start, violations
from tests.product import Product, running

pytestmark = pytest.mark.slow

ALLOWED: dict[str, str] = {}  # nothing; a finding is mended, not listed here


@dataclass(frozen=True)
class Variant:
    """One way of looking at the form: the browser's options, and the state it is in."""

    options: dict[str, Any] = field(default_factory=dict)
    state: str = "whole"


VARIANTS = {
    "phone": Variant(state="each"),
    "tablet": Variant({"width": 768, "height": 1024}),
    "desktop": Variant({"width": 1366, "height": 768}),
    "dark": Variant({"color_scheme": "dark"}),
    "forced colours": Variant({"forced_colors": "active"}),
    "reduced motion": Variant({"reduced_motion": "reduce"}),
    "text twice as large": Variant(state="large"),
    "empty form sent": Variant(state="empty"),
    "back": Variant(state="back"),
}


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture(scope="module")
def addresses(product: Product) -> dict[str, str]:
    return screens.addresses(product)


@pytest.mark.parametrize("variant", VARIANTS)
def test_axe_finds_nothing_in_any_template(
    addresses: dict[str, str], open_page: Callable[..., Page], variant: str
) -> None:
    page = open_page(**VARIANTS[variant].options)
    found: dict[str, list[str]] = {}
    for name, address in addresses.items():
        page.goto(address)
        for number in _STATES[VARIANTS[variant].state](page):
            if wrong := [one for one in violations(page) if one not in ALLOWED]:
                found[f"{name} {number}"] = wrong
    assert found == {}


def _whole(page: Page) -> Iterator[int]:
    """Every question at once, as a form without script shows them, with all that may open."""
    start(page)
    page.evaluate(
        """() => {
            document.querySelectorAll("fieldset:not([data-from]),.w").forEach(
                part => part.classList.add("on"));
            document.querySelectorAll("details").forEach(part => { part.open = true; });
        }"""
    )
    yield 0


def _large(page: Page) -> Iterator[int]:
    page.evaluate(LARGE)
    yield from _whole(page)


def _back(page: Page) -> Iterator[int]:
    start(page)
    for number in range(3):
        goes_on(page)
        press(page, "Quay lại")
        press(page, "Tiếp")
        yield number


def _empty(page: Page) -> Iterator[int]:
    """After a form was sent in which nothing is answered, or not all that must be."""
    start(page)
    wrong, on = page.locator("fieldset.on p.e"), page.locator(".k button.g")
    while not wrong.count() and on.inner_text() != "Gửi phiếu":
        on.click()
    if not wrong.count():
        on.click()
    expect(wrong.first).to_be_visible()
    assert page.evaluate("document.activeElement.closest('fieldset.on') !== null")
    yield 0


_STATES: dict[str, Callable[[Page], Iterator[int]]] = {
    "whole": _whole,
    "large": _large,
    "each": each,
    "back": _back,
    "empty": _empty,
}
