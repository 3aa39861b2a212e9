"""The rows of a survey as a tree of groups; loops are written out, as XLSForm means them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyxform.aliases import yes_no  # type: ignore[import-untyped]

from surveys.xlsform.book import MOST_OPTIONS
from surveys.xlsform.columns import OWN, Line
from surveys.xlsform.sorts import Sort, sort_of
from surveys.xlsform.told import NotXlsForm

MOST_WRITTEN_OUT = 3_000  # rows that loops may become
MOST_DEEP = 30  # groups inside each other

Lists = Mapping[str, Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Node:
    """A row with the rows inside it."""

    line: Line
    sort: Sort
    inside: list[Node] = field(default_factory=list)


def nested(lines: Sequence[Line], lists: Lists) -> list[Node]:
    """The rows as a tree; rows that are switched off, comments and settings are not in it."""
    return list(_written_out(_tree(lines), _with_others(lines, lists), _Count()))


def check_size(lines: Sequence[Line], lists: Lists) -> None:
    """NotXlsForm when loops would become too many rows or groups lie too deep: looked at before
    anything reads the form in full."""
    factors: list[int] = []
    total = options = 0
    for line in lines:
        sort = sort_of(line.text("type"))
        options += len(lists.get(sort.list_name, ()))
        if options > MOST_OPTIONS:
            raise NotXlsForm("xlsform.refused.too_big")
        if sort.opens:
            loop = len(lists.get(sort.list_name, ())) + 1 if sort.name == "loop" else 1
            factors.append((factors[-1] if factors else 1) * max(loop, 1))
        elif sort.name == "end" and factors:
            factors.pop()
        total += factors[-1] if factors and factors[-1] > 1 else 0
        if total > MOST_WRITTEN_OUT or len(factors) > MOST_DEEP:
            raise NotXlsForm("xlsform.refused.too_nested", line.sheet, line.number, "type")


def _tree(lines: Sequence[Line]) -> list[Node]:
    top: list[Node] = []
    stack = [top]
    for line in lines:
        written = line.text("type")
        if not written or yes_no.get(line.text("disabled")):
            continue
        sort = sort_of(written)
        if sort.name == "end":
            if len(stack) > 1:
                stack.pop()
        elif sort.name != "setting":
            node = Node(line, sort)
            stack[-1].append(node)
            if sort.opens:
                stack.append(node.inside)
    return top


def _with_others(lines: Sequence[Line], lists: Lists) -> Lists:
    """The lists with an option `other` where a question adds it: loops go over it too."""
    found = dict(lists)
    for sort in (sort_of(line.text("type")) for line in lines):
        options = found.get(sort.list_name, ())
        if sort.other and options and not any(o.text("name") == "other" for o in options):
            found[sort.list_name] = [*options, _other(options[0])]
    return found


def _other(like: Line) -> Line:
    labels = {key: "Other" for key in like.cells if key[0] == "label"}
    return replace(like, cells={("name", ""): "other", **labels})


class _Count:
    def __init__(self) -> None:
        self.rows = 0

    def add(self, line: Line) -> None:
        self.rows += 1
        if self.rows > MOST_WRITTEN_OUT:
            raise NotXlsForm("xlsform.refused.too_nested", line.sheet, line.number, "type")


def _written_out(nodes: Sequence[Node], lists: Lists, counted: _Count) -> Iterator[Node]:
    for node in nodes:
        if node.sort.name == "loop":
            yield replace(node, sort=Sort("group"), inside=list(_loop(node, lists, counted)))
        else:
            yield replace(node, inside=list(_written_out(node.inside, lists, counted)))


def _loop(node: Node, lists: Lists, counted: _Count) -> Iterator[Node]:
    """One group for each option of the list, its questions about that option."""
    for option in lists.get(node.sort.list_name, ()):
        if option.text("name") == "none":
            continue
        labels = {key: text for key, text in option.cells.items() if key[0] == "label"}
        name = f"{node.line.text('name')}_{option.text('name')}"
        group = replace(node.line, cells={("name", ""): name, **labels})
        about = [_about(inner, option, counted) for inner in node.inside]
        yield Node(group, Sort("group"), list(_written_out(about, lists, counted)))


def _about(node: Node, option: Line, counted: _Count) -> Node:
    counted.add(node.line)
    cells = {
        (name, lang): text.replace("%(name)s", option.text("name")).replace(
            "%(label)s", option.cells.get(("label", lang)) or option.text("label")
        )
        for (name, lang), text in node.line.cells.items()
    }
    cells["name", ""] = f"{node.line.text('name')}_{option.text('name')}"
    inside = [_about(inner, option, counted) for inner in node.inside]
    return replace(node, line=replace(node.line, cells=cells), inside=inside)


def is_own(line: Line, kind: str) -> bool:
    """Whether Lắng Nghe wrote the row as this."""
    return line.text(f"{OWN}kind") == kind
