"""The workers' form on a cheap phone: bytes, requests, and the time to the first possible tap."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from tests.bench.figures import Figure
from tests.conftest import _FLAGS, program
from tests.prepare import BROWSER
from tests.product import running

RUNS = 5
SLOW_LINE = {
    "offline": False,
    "latency": 400,  # ms
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}


def figures() -> Iterator[Figure]:
    """Cold loads of the 20-question form."""
    with running() as product, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(BROWSER), args=list(_FLAGS))
        address = f"{product.url}/k/{product.code}"
        runs = [_visit(browser, address) for _ in range(RUNS)]
        browser.close()
    how = f"Chromium, 400 kbit/s, 400 ms, 4x slower CPU, cold; median of {RUNS}"
    for name, unit, goal, place in (
        ("Phone page, bytes on the wire", "bytes", "<= 14600", 0),
        ("Phone page, requests", "requests", "<= 1", 1),
        ("Phone page, first possible tap", "s", "<= 1.5", 2),
    ):
        value = statistics.median(run[place] for run in runs)
        yield Figure(name, round(value, 2), unit, goal, how)


def _visit(browser: Browser, address: str) -> tuple[int, int, float]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Page.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    loaded: list[int] = []
    first: list[int] = []  # what the page itself needs; the rest comes after its load event
    devtools.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    devtools.on("Page.loadEventFired", lambda event: first.extend(loaded))
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("fieldset.on label").first.click()
    page.wait_for_function("document.querySelector('fieldset.on').id != 'G01'")
    tapped = time.perf_counter() - began
    context.close()
    return sum(first), len(first), tapped
