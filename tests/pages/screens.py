"""The screens of the workers' form, one after the other, and what axe finds on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from surveys import catalogue
from tests.pages import walker
from tests.pages.everything import EVERYTHING
from tests.product import Product

LARGE = "document.documentElement.style.fontSize = '200%'; document.body.style.fontSize = '36px'"
_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
_RULES = [f"wcag{version}" for version in ("2a", "2aa", "21a", "21aa", "22a", "22aa")]
_LOOK = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found =>
    found.violations.map(one => one.id + ": " + one.nodes.map(node =>
        node.target + " " + node.failureSummary).join(" | ")))"""
# Presses Next; what is refused is answered. False when only sending is left.
_ON = """() => {
    const form = document.forms[0], on = () => form.querySelector("fieldset.on"), first = on();
    if (first.dataset.consent) { first.querySelector("input").click(); return true; }
    const next = document.querySelector(".k button.g");
    if (/Gửi|Send/.test(next.textContent)) return false;
    for (let again = 0; again < 9 && on() === first; again++) {
        next.click();
        if (on() !== first) break;
        for (const wrong of form.querySelectorAll("fieldset.on p.e")) {
            const box = wrong.parentNode.querySelector("input,textarea");
            if (box.type != "text") { box.click(); continue; }
            box.value = "1";
            box.dispatchEvent(new Event("change", {bubbles: true}));
        }
    }
    return true;
}"""


def addresses(product: Product) -> dict[str, str]:
    """Where each template stands open, and the survey of everything."""
    templates = catalogue.templates().items()
    surveys = {letter: catalogue.survey_of(template) for letter, template in templates}
    surveys["everything"] = EVERYTHING
    return {
        name: f"{product.url}/k/{walker.published(product.engine, survey).code}"
        for name, survey in surveys.items()
    }


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: WCAG 2.0 to 2.2, levels A and AA."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    return list(page.evaluate(_LOOK, _RULES))


def start(page: Page) -> None:
    """Agree, where agreement is asked for."""
    consent = page.locator("fieldset.on[data-consent] input").first
    if consent.count():
        consent.click()


def press(page: Page, name: str) -> None:
    """Press a button of the bar."""
    page.locator(".k").get_by_role("button", name=name, exact=True).click()


def goes_on(page: Page) -> bool:
    """Press Next, after answering what must be answered; False when only sending is left."""
    return bool(page.evaluate(_ON))


def each(page: Page) -> Iterator[int]:
    """Each screen in turn, answered where that is asked for."""
    for number in range(80):
        yield number
        if not goes_on(page):
            break
