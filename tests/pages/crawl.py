"""Walks through the officers' pages as somebody who wants to see everything: every page of the
navigation, every option, every button, every file, every link, in every state that offers
something new. What it finds it finds by itself; what it cannot open it complains about."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from tests.pages.tab import Press, Sent, Tab

ALIKE = 2  # widgets made by one line of code on one page: so many of them are used
DEEPEST = 4  # presses behind an address
SHORT = 4  # options of a list that are all chosen in every place
EVERYWHERE = 2  # options of a longer one that are, the others in one place
PLACES = 1  # where a button of one line is pressed; in every place where it gives a file
MOST_STATES = 800  # of one officer: a page without an end is a fault of the page or of this walk
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
    writers: set[str] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    movers: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _State:
    """A page at an address, after these presses."""

    page: str
    address: tuple[tuple[str, Any], ...]
    presses: tuple[Press, ...] = ()


class Ground(Protocol):
    """What a walk stands on: a number that changes with what is kept, and how that comes back."""

    def version(self) -> int: ...

    def restore(self) -> None: ...


class Walker:
    """One officer, walking. `done` is what was done by officers who see the same."""

    def __init__(self, who: str, walk: Walk, ground: Ground, done: set[Mark]) -> None:
        self._who = who
        self._walk = walk
        self._ground = ground
        self._done = done
        self._acted: Counter[str] = Counter()
        self._been = 0
        self._asked: set[tuple[str, str]] = set()
        self._waiting: deque[tuple[_State, frozenset[Mark]]] = deque()
        self._names: dict[str, str] = {}

    def everywhere(self) -> None:
        """Go everywhere."""
        self._ground.restore()
        self._names = Tab("", {}).pages
        self._waiting.extend((_State(page, ()), frozenset()) for page in self._names)
        while self._waiting:
            state, marks = self._waiting.popleft()
            if not marks or any(map(self._is_open, marks)):
                self._look_round(state)
            if self._been > MOST_STATES:
                self._walk.faults.append(f"{self._who} finds no end of states")
                return

    def _look_round(self, state: _State) -> None:
        """Do everything that was not done in such a place before, and go on from where it leads;
        what is left behind waits. What changed what is kept is undone."""
        tab = self._at(state)
        self._note(state, (), tab)
        while todo := self._todo(tab):
            mark, press = next(iter(todo.items()))
            place, version = _place(tab), self._ground.version()
            self._do(state, press, tab)
            self._done |= {mark, (mark[1], *mark[3:])}
            left = frozenset(filter(self._is_open, todo))
            now = self._todo(tab).keys()
            news = now - todo.keys()
            after = _after(state, press, tab) if news or _place(tab) != place else state
            if self._ground.version() != version:
                self._walk.writers.add(press.site)
                self._wait(after, frozenset(news))
                if not left:
                    return
                tab = self._at(state)
                continue
            self._wait(state, left if after != state else left - now)
            state = after
            if len(state.presses) > DEEPEST:
                self._wait(_State(state.page, state.address), frozenset(now))
                return

    def _do(self, state: _State, press: Press, tab: Tab) -> None:
        offered, where = _offered(tab), (tab.page, tab.address)
        tab.press(press)
        self._note(state, (press,), tab)
        for counter in (self._walk.acted, self._acted):
            counter[press.site] += 1
        if (tab.page, tab.address) != where:
            self._walk.movers.add(press.site)
        if _offered(tab) > offered:
            self._walk.makers.add(press.site)

    def _todo(self, tab: Tab) -> dict[Mark, Press]:
        """What was not done in such a place."""
        here = _place(tab)
        marked = (((press.acts, *here, *mark), press) for mark, press in _some(tab.presses()))
        return {mark: press for mark, press in marked if self._is_open(mark)}

    def _is_open(self, mark: Mark) -> bool:
        """Whether it is still to be done. A button was pressed often enough once it was by this
        officer where it leads elsewhere, by anybody where it only does something; never where it
        gives a file. Of a long list all is chosen in one place, the first few in every one."""
        acts, page, _, site, number, size, option = mark
        if mark in self._done:
            return False
        if site in self._walk.makers:
            return True
        if acts or site in self._walk.writers:
            times = self._acted if site in self._walk.movers else self._walk.acted
            return times[site] < PLACES
        few = size <= SHORT or option < EVERYWHERE
        return few or (page, site, number, size, option) not in self._done

    def _wait(self, state: _State, marks: frozenset[Mark]) -> None:
        """Come back there, if there is more to do."""
        if marks:
            self._waiting.append((state, marks))

    def _at(self, state: _State) -> Tab:
        self._been += 1
        self._ground.restore()
        tab = Tab(state.page, dict(state.address))
        for press in state.presses:
            tab.press(press)
        return tab

    def _note(self, state: _State, steps: tuple[Press, ...], tab: Tab) -> None:
        """Keep what was seen, and where links lead."""
        done = (press.words for press in (*state.presses, *steps))
        here = f"{self._who} /{self._names.get(tab.page, '?')} {tab.address}"
        way = f"{here} after {' > '.join(done)}" if steps or state.presses else here
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
            there = _State(page, _frozen(parse_qs(parts.query)))
            self._waiting.append((there, frozenset()))


def _after(state: _State, press: Press, tab: Tab) -> _State:
    """The state after a press: what stands in the address needs no presses to be reached again."""
    address = _frozen(tab.address)
    if (tab.page, address) != (state.page, state.address):
        return _State(tab.page, address)
    return _State(state.page, state.address, (*state.presses, press))


def _offered(tab: Tab) -> int:
    return sum(one.kind == "download_button" for one in tab.shown)


def _some(offered: Iterable[Press]) -> Iterator[tuple[tuple[str, int, int, int], Press]]:
    """Every option of the first few widgets that each line makes. An option is known by its
    number among how many: in another language it is the same one."""
    widgets: dict[str, dict[str, list[Press]]] = {}
    for press in offered:
        widgets.setdefault(press.site, {}).setdefault(press.state.id, []).append(press)
    for site, made in widgets.items():
        for number, options in enumerate(list(made.values())[:ALIKE]):
            for option, press in enumerate(options):
                yield (site, number, len(options), option), press


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
