"""A register of 5,000 units with its tree: taken in from a file, shown, read in another tree."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import date

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import Engine

from db import organisation, units
from surveys.organisation import Unit, Wish, planned
from surveys.register import compare, export, read
from tests.bench.figures import Figure
from tests.conftest import _FLAGS, program
from tests.pages.office import Office, set_up, settled, visit
from tests.prepare import BROWSER

UNITS, COMMUNES, ROUNDS = 5_000, 100, 3
_FOUNDED, _TURN = date(2018, 1, 1), date(2026, 1, 1)
_SHOWN = {"table": "[data-testid=stDataFrame] canvas", "tree": ".tree .row"}


def figures() -> Iterator[Figure]:
    """The file twice, the two pages, an event that moves a tenth of all units."""
    with set_up("own") as office:
        how = f"{UNITS:,} units and {COMMUNES} bodies: read, compared, written; processor time"
        yield Figure(f"Import of {UNITS:,} units", _imported(office.engine), "s", "<= 10", how)
        how = "the same file once more, nothing to write; processor time"
        yield Figure("The same import again", _imported(office.engine), "s", "<= 10", how)
        how = "what would change, then made so in one transaction; processor time"
        yield Figure(f"Moving {UNITS // 10} units", _moved(office.engine), "s", "<= 10", how)
        how = f"click in the navigation to the first rows, Chromium; median of {ROUNDS}"
        for what, seconds in _opened(office).items():
            yield Figure(f"Register of {UNITS:,} units, {what}", seconds, "s", "<= 1", how)


def register() -> tuple[Unit, ...]:
    """A province, communes, workplaces of all sizes."""
    province = _body("T", "tinh", "")
    communes = [_body(f"X{n:03}", "xa", "T") for n in range(COMMUNES)]
    places = [_place(n) for n in range(UNITS)]
    return (province, *communes, *places)


def _body(code: str, level: str, parent: str) -> Unit:
    first = _FOUNDED if parent else None
    name = f"Body {code}"
    return Unit(code, name, "", "khac", "", "", 0, 0, level=level, parent=parent, parent_from=first)


def _place(number: int) -> Unit:
    workers = 20 + number * 7 % 400
    return Unit(
        f"U{number:05}",
        f"Workplace {number}",
        "dn_ngoai_nn",
        "dieu",
        f"Place {number % COMMUNES}",
        f"Cluster {number % 7}",
        workers,
        workers // 2,
        workers // 3,
        has_union=True,
        parent=f"X{number % COMMUNES:03}",
        parent_from=_FOUNDED,
    )


def _imported(engine: Engine) -> float:
    levels = organisation.levels(engine)
    file = export(register(), "vi", levels)
    began = time.process_time()
    found = compare(read(file, "register.xlsx"), units.of_every_level(engine), levels)
    assert not found.refused
    units.take_in(engine, found.to_take_in)
    return round(time.process_time() - began, 2)


def _moved(engine: Engine) -> float:
    codes = tuple(f"U{number:05}" for number in range(0, UNITS, 10))
    began = time.process_time()
    wish = Wish("chuyen", _TURN, codes, ("X001",))
    seen = planned(organisation.load(engine), wish)
    organisation.happen(engine, wish, seen)
    return round(time.process_time() - began, 2)


def _opened(office: Office) -> dict[str, float]:
    """Seconds from leaving another page to the first rows of each part."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(BROWSER), args=list(_FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.context.add_cookies([office.session()])  # type: ignore[list-item]
        visit(page, f"{office.product.url}/ke-hoach")
        took: dict[str, list[float]] = {what: [] for what in _SHOWN}
        for _ in range(ROUNDS + 1):  # the first time modules are loaded
            for what, seconds in _once(page).items():
                took[what].append(seconds)
        browser.close()
    return {what: round(statistics.median(found[1:]), 2) for what, found in took.items()}


def _once(page: Page) -> dict[str, float]:
    found = {}
    for what, button in (("table", "link"), ("tree", "radio")):
        name = "Đơn vị" if what == "table" else "Cây tổ chức"
        began = time.perf_counter()
        page.get_by_role(button, name=name).first.click()  # type: ignore[arg-type]
        page.locator(_SHOWN[what]).first.wait_for()
        found[what] = time.perf_counter() - began
        settled(page)
    page.get_by_role("link", name="Kế hoạch").first.click()
    settled(page)
    return found
