"""An office: the running product after set-up, and a browser with an officer signed in."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sqlalchemy import Engine

from tests.pages.world import LETTERHEAD
from tests.product import Product, empty

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOGIN, PASSWORD, NAME = "lan.nguyen", "một câu dễ nhớ 2026", "Nguyễn Thị Lan"
DESK = (1366, 768)  # what most offices have
FORM = {
    "name": NAME,
    "login": LOGIN,
    "password": PASSWORD,
    "again": PASSWORD,
    "org_name": LETTERHEAD.name,
    "superior": LETTERHEAD.superior,
    "body": LETTERHEAD.body,
    "symbol": LETTERHEAD.symbol,
    "place": LETTERHEAD.place,
    "phone": LETTERHEAD.phone,
}
_QUIET = """() => new Promise(done => {
    let frames = 0;
    (function look() {
        const rests = document.querySelector("[data-test-script-state=notRunning]");
        const moves = document.getAnimations().some(one =>
            one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity);
        frames = rests && !moves && !document.querySelector("[data-stale=true]") ? frames + 1 : 0;
        if (frames > 15) done(true); else requestAnimationFrame(look);
    })();
})"""
_SECONDS = 120  # the demo is loaded while the form waits


@dataclass(frozen=True)
class Office:
    """A product somebody has set up. `open` gives a page of a browser in which she is signed in,
    at this path; its options are those of the fixture open_page."""

    product: Product

    @property
    def engine(self) -> Engine:
        return self.product.engine

    def session(self, login: str = LOGIN, password: str = PASSWORD) -> dict[str, str]:
        """The cookie of a fresh session, as Playwright wants it."""
        cookie = post(self.product, "/dang-nhap", {"login": login, "password": password})
        name, _, value = cookie.partition(";")[0].partition("=")
        return {"name": name, "value": value, "url": self.product.url}

    def open(self, open_page: Callable[..., Page], path: str = "/", **options: Any) -> Page:
        size = {"width": DESK[0], "height": DESK[1]}
        page = open_page(**{**size, "desk": True, **options})
        page.context.add_cookies([self.session()])  # type: ignore[list-item]
        visit(page, self.product.url + path)
        return page


@contextmanager
def set_up(start: str) -> Iterator[Office]:
    """An office of its own: the first visitor sends the real form, with `start` "own" or "demo"."""
    with empty() as product:
        post(product, "/thiet-lap", {**FORM, "start": start})
        yield Office(product)


def visit(page: Page, address: str) -> None:
    """Open the address and wait until the officer's page stands."""
    page.goto(address)
    page.locator(".st-key-officer").wait_for()
    settled(page)


def settled(page: Page) -> None:
    """Wait until Streamlit has nothing left to do and nothing moves under the mouse: quiet for so
    many frames, because a press is sent a moment after the mouse lets go. Frames, unlike seconds,
    wait for a busy machine."""
    page.wait_for_function(_QUIET)


def post(product: Product, path: str, form: dict[str, str]) -> str:
    """Send a form as a browser does; the cookie of the answer, which must lead on."""
    line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=_SECONDS)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    line.request("POST", path, urlencode(form), headers)
    answer = line.getresponse()
    said = answer.read().decode("utf-8", "replace")
    line.close()
    assert answer.status == 303, said
    return answer.headers["set-cookie"]
