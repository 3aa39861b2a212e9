"""Walks through the officers' pages as somebody who wants to see everything: every page of the
navigation, every option, every button, every file, every link, in every state that offers
something new. What it finds it finds by itself; what it cannot open it complains about."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.pages.tab import Press, Sent, Tab

ALIKE = 2  # widgets made by one line of code on one page: so many of them are used
DEEPEST = 4  # presses behind an address
PLACES = 1  # where a button of one line is pressed; in every place where it gives a file
MOST_STATES = 400  # of one officer: a page without an end is a fault of the page or of this walk
_LINK = re.compile(r"""href=["']([^"'#][^"']*)["']|\]\((/[^)\s]*)\)""")

Mark = tuple[Any, ...]


@dataclass(frozen=True)
class Look:
    """What somebody saw who went this way: digests by line of code and kind, in order."""

    way: str
    parts: tuple[tuple[str, str, str], ...]


@dataclass
class Walk:
    """All that was seen. `faults` are sentences about what could not be visited; `elsewhere` are
    addresses of ours that are no pages; `files` counts them by the line that offers them."""

    looks: list[Look] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    files: dict[str, int] = field(default_factory=dict)
    sites: set[str] = field(default_factory=set)
    acted: Counter[str] = field(default_factory=Counter)
    makers: set[str] = field(default_factory=set)
    movers: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _State:
    """A page at an address, after these presses."""

    page: str
    address: tuple[tuple[str, Any], ...]
    presses: tuple[Press, ...] = ()


class Walker:
    """One officer, walking. `anew` brings back everything that a press has changed."""

    def __init__(self, who: str, walk: Walk, anew: Callable[[], None]) -> None:
        self._who = who
        self._walk = walk
        self._anew = anew
        self._done: set[Mark] = set()
        self._acted: Counter[str] = Counter()
        self._been: set[_State] = set()
        self._asked: set[tuple[str, str]] = set()
        self._waiting: deque[_State] = deque()
        self._names: dict[str, str] = {}

    def everywhere(self) -> None:
        """Go everywhere."""
        first = Tab("", {})
        self._names = first.pages
        self._waiting.extend(_State(page, ()) for page in self._names)
        while self._waiting:
            state = self._waiting.popleft()
            if state not in self._been:
                self._been.add(state)
                self._look_round(state)
            if len(self._been) > MOST_STATES:
                self._walk.faults.append(f"{self._who} finds no end of states")
                return

    def _look_round(self, state: _State) -> None:
        """Do everything here that was not done in such a place before. What is chosen stays
        chosen while it leads nowhere else; after a button all is begun anew."""
        tab, steps = self._at(state), state.presses
        self._note(state, steps, tab)
        here = _place(tab)
        while (found := self._next(tab)) is not None and len(steps) < DEEPEST:
            mark, press = found
            self._done.add(mark)
            offered = _offered(tab)
            tab.press(press)
            self._note(state, (*steps, press), tab)
            self._walk.acted[press.site] += 1
            self._acted[press.site] += 1
            if (tab.page, _frozen(tab.address)) != (state.page, state.address):
                self._walk.movers.add(press.site)
            if _offered(tab) > offered:
                self._walk.makers.add(press.site)
            if press.acts or _place(tab) != here:
                self._queue(state, (*steps, press), tab)
                tab = self._at(state)

    def _next(self, tab: Tab) -> tuple[Mark, Press] | None:
        """The first thing that was not done in such a place, and how it will be remembered."""
        here = _place(tab)
        for mark, press in _some(tab.presses()):
            known = (*here, *mark) in self._done
            if not known and not (press.acts and self._is_enough(press.site)):
                return (*here, *mark), press
        return None

    def _is_enough(self, site: str) -> bool:
        """Whether a button was pressed often enough: by this officer where it leads elsewhere, by
        anybody where it only does something; never where it gives a file."""
        if site in self._walk.makers:
            return False
        times = self._acted if site in self._walk.movers else self._walk.acted
        return times[site] >= PLACES

    def _queue(self, state: _State, steps: tuple[Press, ...], tab: Tab) -> None:
        """Come back here if there is more to do: by the address, where it says it all."""
        if self._next(tab) is not None:
            address = _frozen(tab.address)
            moved = (tab.page, address) != (state.page, state.address)
            self._waiting.append(_State(tab.page, address, () if moved else steps))

    def _at(self, state: _State) -> Tab:
        self._anew()
        tab = Tab(state.page, dict(state.address))
        for press in state.presses:
            tab.press(press)
        return tab

    def _note(self, state: _State, steps: tuple[Press, ...], tab: Tab) -> None:
        """Keep what was seen, and where links lead."""
        name = self._names.get(state.page, "?")
        way = " > ".join([f"{self._who} /{name} {dict(state.address)}", *(s.words for s in steps)])
        self._walk.looks.append(Look(way, tuple(_digests(tab))))
        self._walk.pages.add(self._names.get(tab.page, ""))
        self._walk.sites |= {one.site for one in tab.sent}
        self._walk.faults += tab.strange()
        for one in tab.shown:
            if one.kind == "exception":
                self._walk.faults.append(f"{way} fails: {one.proto.message}")
            if one.kind == "download_button":
                self._walk.files[one.site] = self._walk.files.get(one.site, 0) + 1
            self._follow(one)

    def _follow(self, one: Sent) -> None:
        for found in _LINK.finditer(str(one.proto).replace('\\"', '"').replace("\\'", "'")):
            self._to(found[1] or found[2])
        if one.kind == "link_button":
            self._to(one.proto.url)

    def _to(self, link: str) -> None:
        parts = urlsplit(link.replace("&amp;", "&"))
        if parts.scheme or (parts.path, parts.query) in self._asked:
            return
        self._asked.add((parts.path, parts.query))
        page = next((h for h, name in self._names.items() if f"/{name}" == parts.path), None)
        if page is None:
            self._walk.elsewhere.add(link)
        else:
            self._waiting.append(_State(page, _frozen(parse_qs(parts.query))))


def _offered(tab: Tab) -> int:
    return sum(one.kind == "download_button" for one in tab.shown)


def _some(offered: Iterator[Press]) -> Iterator[tuple[tuple[str, int, int], Press]]:
    """Every option of the first few widgets that each line makes. An option is known by its
    number: in another language it is the same one."""
    widgets: dict[str, dict[str, int]] = {}
    for press in offered:
        made = widgets.setdefault(press.site, {})
        option = made.get(press.state.id, -1) + 1
        made[press.state.id] = option
        number = list(made).index(press.state.id)
        if number < ALIKE:
            yield (press.site, number, option), press


def _place(tab: Tab) -> tuple[str, frozenset[str]]:
    """What makes a state another one: the page, and the modules that show it."""
    return tab.page, frozenset(one.site.partition(":")[0] for one in tab.shown)


def _digests(tab: Tab) -> Iterator[tuple[str, str, str]]:
    for one in tab.sent:
        yield one.site, one.kind, digest(one.message.SerializeToString(deterministic=True))
    for kind, content in tab.files.values():
        yield "", f"file {kind}", digest(plain(content))


def plain(content: bytes) -> bytes:
    """A file without the clock in it: of an archive its members, whose times are those of the
    making."""
    if not content.startswith(b"PK\x03\x04"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\0".join(n.encode() + b"\0" + archive.read(n) for n in archive.namelist())


def digest(content: bytes) -> str:
    """What is compared of it."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _frozen(address: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    pairs = ((n, tuple(v) if isinstance(v, list) else v) for n, v in address.items())
    return tuple(sorted(pairs))
