"""Gives every row its id and its group: names as forms write them may be double or have dots."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from surveys.model import RESERVED_IDS
from surveys.texts.composing import apart as taken_apart
from surveys.xlsform.columns import Line
from surveys.xlsform.nesting import Node, is_own
from surveys.xlsform.sorts import Sort

_LONGEST = 50  # characters of an id, with room for a number behind it
_STROKE = {0x0110: "D", 0x0111: "d"}
_ODD = re.compile(r"[^A-Za-z0-9_-]")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TURN = re.compile(r"__+")  # between a name and its turn in a repeated group


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with its id, the group it lies in, the repeats around it, and the rows of a matrix."""

    line: Line
    sort: Sort
    id: str
    group: str = ""
    turns_around: int = 0
    inside: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Names as written and the ids they became; the ids that are taken, and how often."""

    ids: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=lambda: set(RESERVED_IDS))
    times: dict[str, int] = field(default_factory=dict)

    def give(self, name: str) -> str:
        """A new id for a name; references mean the first row of that name."""
        id = wanted = fitting(name)
        while id in self.taken:
            self.times[wanted] = self.times.get(wanted, 1) + 1
            id = f"{wanted}_{self.times[wanted]}"
        self.taken.add(id)
        self.ids.setdefault(name, id)
        return id

    def keep(self, name: str) -> str:
        """The name as its own id, as Lắng Nghe wrote it; another one if somebody changed it."""
        if name in self.taken or not _ID.fullmatch(name):
            return self.give(name)
        self.taken.add(name)
        self.ids[name] = name
        return name


def entries(nodes: Sequence[Node], names: Names, *, own: bool) -> list[Entry]:
    """All rows in their order, groups before what is in them."""
    top = Entry(Line("", 0, {}, {}), Sort("group"), "")
    return list(_entries(nodes, top, names.keep if own else names.give))


def fitting(name: str) -> str:
    """The name with the letters that an id may have."""
    apart = taken_apart(name.translate(_STROKE))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    id = _TURN.sub("_", _ODD.sub("_", bare))[:_LONGEST]
    return id if id[:1].isalpha() else f"q{id}"


def _entries(nodes: Sequence[Node], around: Entry, give: Callable[[str], str]) -> Iterator[Entry]:
    for node in nodes:
        if is_own(node.line, "beside"):
            continue
        name = node.line.text("name") or f"generated_note_name_{node.line.number}"
        turns = around.turns_around + (node.sort.name == "repeat")
        matrix = node.sort.opens and is_own(node.line, "matrix")
        inside = tuple(node.inside) if matrix or node.sort.opens else ()
        entry = Entry(node.line, node.sort, give(name), around.id, turns, inside)
        yield entry
        if node.sort.opens and not matrix:
            yield from _entries(node.inside, entry, give)
