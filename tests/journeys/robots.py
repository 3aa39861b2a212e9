"""Robot workers: each has its own answers and gives them through the real form."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

from surveys.model import Kind, Survey

NEED = "n12"  # what most robots need and miss, so that the ranking is known beforehand

# Clicks what a thumb would click: the wished options of the question shown, then the way on.
_WALK = """async (wish) => {
  const wait = () => new Promise(done => setTimeout(done, 0));
  for (let step = 0; step < 80; step++) {
    const field = document.querySelector("fieldset.on");
    if (!field) break;
    for (const box of field.querySelectorAll("input[type=radio],input[type=checkbox]")) {
      if ((wish[box.name] || []).includes(box.value) && !box.checked) box.click();
    }
    for (const box of field.querySelectorAll("textarea,input[type=text]")) {
      if (wish[box.name]) box.value = wish[box.name][0];
    }
    await wait();
    if (document.querySelector("fieldset.on") !== field) continue;
    const on = document.querySelector(".z:not(.h) button.g");
    const last = on.textContent;
    on.click();
    await wait();
    if (document.querySelector("fieldset.on") === field) return last;
  }
  return "";
}"""


@dataclass(frozen=True)
class Robot:
    """One worker's wishes: field name -> values."""

    wish: Mapping[str, list[str]]

    @property
    def needs(self) -> list[str]:
        return self.wish["I01"]

    @property
    def misses(self) -> set[str]:
        """The needs this worker picked and is dissatisfied with (U_j counts them)."""
        return {code for code in self.needs if self.wish[f"I02.{code}"][0] in ("1", "2")}


def robot(survey: Survey, chance: random.Random) -> Robot:
    """A worker who answers every question, with a weak spot for `NEED`."""
    wish: dict[str, list[str]] = {}
    for q in survey.questions:
        if q.kind is Kind.CONSENT:
            wish[q.id] = ["yes"]
        elif q.kind is Kind.MATRIX:
            wish |= {f"{q.id}.{row.code}": [chance.choice("12345")] for row in q.rows}
        elif q.kind is Kind.MULTIPLE:
            open_ones = [c.code for c in q.choices if c.code not in q.exclusive]
            wish[q.id] = chance.sample(open_ones, chance.randint(1, q.most or 3))
        elif q.kind is Kind.TEXT:
            wish[q.id] = ["mong công đoàn cho vay vốn"] if chance.random() < 0.3 else []
        else:
            wish[q.id] = [chance.choice([c.code for c in q.choices if c.code != "pns"])]
    if chance.random() < 0.7:
        wish["I01"] = [NEED, *[code for code in wish["I01"] if code != NEED][:4]]
        wish[f"I02.{NEED}"] = [chance.choice("12")]
    return Robot(wish)


def answer(page: Page, address: str, robot: Robot) -> None:
    """Open the form and answer it; returns when the page says that it was saved."""
    page.goto(address)
    page.evaluate(_WALK, robot.wish)
    page.get_by_text("Phiếu đã được gửi và đã lưu").wait_for(timeout=10_000)


def answer_without_script(page: Page, address: str, robot: Robot) -> None:
    """The same with script off: one long page, then the questions that follow."""
    page.goto(address)
    for _ in range(4):
        _fill(page, robot)
        with page.expect_navigation():
            page.get_by_role("button", name="Gửi phiếu").click()
        if page.get_by_text("Phiếu đã được gửi và đã lưu").count():
            return
    raise AssertionError("the form without script does not end")


def _fill(page: Page, robot: Robot) -> None:
    for name, values in robot.wish.items():
        for value in values:
            box = page.locator(f'[name="{name}"][value="{value}"]')
            if box.count() and box.first.is_visible():
                box.first.check()
