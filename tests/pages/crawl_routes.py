"""Asks every address of ours that is no officers' page, as everybody who can: strangers, phones,
officers. The addresses are those of the route tables, wherever the door keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine
from starlette.routing import Route, Router

from db import campaigns
from pages.cookies import cookie_name
from pages.door import OURS, Door
from pages.entry.routes import PATH as ENTRY
from tests.pages.browsing import Browser
from tests.pages.crawl import Look, Walk, digest

_PLACE = re.compile(r"\{(\w+)(?::\w+)?\}")
_BY_HAND = ("/k", "/k?c={code}", "/k/{code}", "/k/{code}?l=en", "/k/{code}/b")  # no route table
_FORMS: tuple[dict[str, str], ...] = ({}, {"id": "a" * 20, "X00": "yes", "P06": "co"})
_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Asking:
    """What the addresses are filled with, and who asks: cookies by name of the person."""

    engine: Engine
    tokens: Mapping[str, str]
    found: Iterable[str]  # addresses that pages link to

    def values(self) -> dict[str, list[str]]:
        """What may stand in each place of an address."""
        every = campaigns.everything(self.engine)
        codes = [campaigns.links(self.engine, one.id)[0].code for one in every]
        return {
            "code": [*codes, "KHONGCO11"],
            "campaign": [str(one.id) for one in every],
            "token": ["x" * 43],
            "digest": ["0" * 32],
        }


def ask_everything(asking: Asking, walk: Walk) -> None:
    """Ask, and keep what came; a fault for every address that cannot be asked."""
    door = Door(_nobody, asking.engine)
    try:
        addresses = sorted({*_addresses(door, asking, walk), *asking.found})
        _check_covered(addresses, walk)
        for who, token in {"nobody": "", **asking.tokens}.items():
            browser = Browser(door, cookies={cookie_name(): token} if token else {})
            walk.looks.extend(_looks(who, browser, addresses))
    finally:
        door._phone.stop()
        door._entry.stop()


def _looks(who: str, browser: Browser, addresses: list[str]) -> Iterator[Look]:
    for address in addresses:
        for way, answer in _asked(browser, address):
            yield Look(f"{who} {way}", (("route", address, digest(answer)),))


def _addresses(door: Door, asking: Asking, walk: Walk) -> Iterator[str]:
    values = asking.values()
    paths = {route.path for router in _routers(door) for route in router.routes if _is_ours(route)}
    for path in sorted(paths | set(_BY_HAND)):
        unknown = set(_PLACE.findall(path)) - values.keys()
        if unknown:
            walk.faults.append(f"{path} has a place {unknown} that crawl_routes.py cannot fill")
            continue
        yield from _filled(path, values)


def _is_ours(route: object) -> bool:
    if not isinstance(route, Route):
        raise TypeError(f"{route!r} is no route: teach crawl_routes.py what it serves")
    return True


def _filled(path: str, values: Mapping[str, list[str]]) -> Iterator[str]:
    place = _PLACE.search(path)
    if place is None:
        yield path
        return
    for value in values[place[1]]:
        yield from _filled(path.replace(place[0], value), values)


def _check_covered(addresses: list[str], walk: Walk) -> None:
    firsts = {
        address.removeprefix("/").partition("/")[0].partition("?")[0] for address in addresses
    }
    for name in (*OURS, ENTRY):
        if name not in firsts:
            walk.faults.append(f"/{name} is let through by the door, and nobody asks it")


def _routers(thing: object, depth: int = 6) -> Iterator[Router]:
    """Every route table that the door can reach."""
    if isinstance(thing, Router):
        yield thing
    elif depth and type(thing).__module__.startswith(("pages.", "starlette.")):
        for inner in vars(thing).values() if hasattr(thing, "__dict__") else ():
            yield from _routers(inner, depth - 1)


def _asked(browser: Browser, address: str) -> Iterator[tuple[str, bytes]]:
    for method in _METHODS:
        for form in _FORMS if method == "POST" else ({},):
            kept = dict(browser.cookies)
            if method == "GET":
                answer = browser.get(address)
            else:
                answer = browser.post(address, form, origin="http://test")
            browser.cookies = kept  # who signs out here stays for the next address
            told = json.dumps([answer.status, answer.location, answer.text])
            yield f"{method} {address} {form or ''}", told.encode()


async def _nobody(*_: object) -> None:
    raise AssertionError("these addresses are ours, not Streamlit's")
