"""The organisation as it stood on a day: who was under whom, and how many worked there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from surveys.organisation.records import Link, Name, Organisation
from surveys.organisation.unit import CLUSTER, MANAGES, Unit, is_alive, is_valid


@dataclass(frozen=True, slots=True)
class Tree:
    """The units of a day by code, named as then. `parents` are the links to the body that manages
    each or is in charge of it, `children` the same downwards with the members of clusters."""

    day: date
    nodes: Mapping[str, Unit]
    parents: Mapping[str, Link]
    children: Mapping[str, tuple[str, ...]]

    @property
    def roots(self) -> tuple[str, ...]:
        """The units that nobody stands above."""
        return tuple(code for code in self.nodes if code not in self.parents)


@dataclass(frozen=True, slots=True)
class Sum:
    """What lies under a unit, itself included: workplaces and their people."""

    units: int
    workers: int
    members: int


def tree_on(organisation: Organisation, day: date) -> Tree:
    """The tree of that day. A link counts while both its ends exist; of two, managing wins."""
    nodes = {u.code: u for u in organisation.units if is_alive(u, day)}
    for name in organisation.names:
        if name.unit in nodes and is_valid(name.valid_from, name.valid_to, day):
            nodes[name.unit] = _named(nodes[name.unit], name)
    links = [link for link in organisation.links if _stands(link, nodes, day)]
    parents: dict[str, Link] = {}
    for link in links:
        if link.kind == MANAGES or (link.kind != CLUSTER and link.child not in parents):
            parents[link.child] = link
    children: dict[str, dict[str, None]] = {}
    for link in [*parents.values(), *(link for link in links if link.kind == CLUSTER)]:
        children.setdefault(link.parent, {})[link.child] = None
    return Tree(day, nodes, parents, {code: tuple(below) for code, below in children.items()})


def under(tree: Tree, code: str) -> frozenset[str]:
    """Everything under a unit, itself included; empty when it does not exist on that day."""
    found: set[str] = set()
    waiting = [code] if code in tree.nodes else []
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += tree.children.get(one, ())
    return frozenset(found)


def ancestors(tree: Tree, code: str) -> tuple[str, ...]:
    """The bodies above a unit, the nearest first."""
    found: list[str] = []
    while (link := tree.parents.get(code)) is not None and link.parent not in found:
        code = link.parent
        found.append(code)
    return tuple(found)


def in_order(tree: Tree, codes: Iterable[str]) -> Iterator[tuple[int, str]]:
    """These units from the top down, each with how deep it lies below others of them."""
    wanted = set(codes)
    tops = [code for code in tree.nodes if code in wanted and not _above(tree, code, wanted)]
    waiting = [(0, code) for code in sorted(tops, reverse=True)]
    seen: set[str] = set()
    while waiting:
        depth, code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        yield depth, code
        below = [child for child in tree.children.get(code, ()) if child in wanted]
        waiting += [(depth + 1, child) for child in sorted(below, reverse=True)]


def sums(tree: Tree, workplaces: Iterable[str]) -> Mapping[str, Sum]:
    """What lies under each unit; `workplaces` are the keys of the levels whose units count."""
    levels, clusters = set(workplaces), _clusters(tree)
    found: dict[str, list[int]] = {}
    for code, unit in tree.nodes.items():
        own = (1, unit.workers, unit.members) if unit.level in levels else (0, 0, 0)
        for above in {code, *ancestors(tree, code), *clusters.get(code, ())}:
            total = found.setdefault(above, [0, 0, 0])
            for place, count in enumerate(own):
                total[place] += count
    return {code: Sum(*total) for code, total in found.items()}


def _clusters(tree: Tree) -> Mapping[str, tuple[str, ...]]:
    """The clusters units belong to besides their own line."""
    found: dict[str, tuple[str, ...]] = {}
    for parent, below in tree.children.items():
        for child in below:
            if (link := tree.parents.get(child)) is None or link.parent != parent:
                found[child] = (*found.get(child, ()), parent)
    return found


def _above(tree: Tree, code: str, wanted: set[str]) -> bool:
    link = tree.parents.get(code)
    return link is not None and link.parent in wanted


def _stands(link: Link, nodes: Mapping[str, Unit], day: date) -> bool:
    there = link.child in nodes and link.parent in nodes
    return there and is_valid(link.valid_from, link.valid_to, day)


def _named(unit: Unit, name: Name) -> Unit:
    return replace(unit, name=name.name, abbreviation=name.abbreviation)
