"""What an event would change, as rows before and after, so that it can be shown and taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from surveys.organisation.records import Event, Link, Name, Organisation
from surveys.organisation.tree import Tree, tree_on
from surveys.organisation.unit import CLUSTER, Unit, is_valid

DAY = timedelta(days=1)


class Refusal(Exception):
    """An event that cannot be: a sentence of organisation.fault and what it needs."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A row before and after; None where there was or will be none."""

    before: T | None
    after: T | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that an event changes; `event` is None when a unit is only entered."""

    event: Event | None = None
    units: tuple[Pair[Unit], ...] = ()
    links: tuple[Pair[Link], ...] = ()
    names: tuple[Pair[Name], ...] = ()

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.event or other.event,
            self.units + other.units,
            self.links + other.links,
            self.names + other.names,
        )


def reversed_(changes: Changes) -> Changes:
    """What takes these changes back."""
    return Changes(
        changes.event,
        tuple(Pair(pair.after, pair.before) for pair in changes.units),
        tuple(Pair(pair.after, pair.before) for pair in changes.links),
        tuple(Pair(pair.after, pair.before) for pair in changes.names),
    )


def entered(organisation: Organisation, unit: Unit) -> Changes:
    """A unit that is new, under its parent from its first day on. Refusal when its code is taken,
    there is no such level or parent on that day, or the parent does not stand higher."""
    if any(known.code.casefold() == unit.code.casefold() for known in organisation.units):
        raise Refusal("taken", code=unit.code)
    _check_level(organisation, unit)
    if not unit.parent:
        return Changes(units=(Pair(None, unit),))
    first = unit.parent_from or unit.began_on
    tree = tree_on(organisation, first or date.max)
    above = _there(tree, unit.parent, tree.day)
    _check_above(organisation, tree, [unit], above)
    link = Link(unit.code, unit.parent, unit.parent_kind, first)
    return Changes(units=(Pair(None, unit),), links=(Pair(None, link),))


def moved(
    organisation: Organisation, children: Collection[str], parent: str, kind: str, day: date
) -> Changes:
    """Units under another parent from a day on. Refusal when one already is there, the parent is
    missing or below it, or its belonging changes on that day or later anyway."""
    tree = tree_on(organisation, day)
    units = [_there(tree, child, day) for child in children]
    above = _there(tree, parent, day)
    links = _links_of(organisation, children, kind)
    changes = Changes()
    for unit in units:
        own = links.get(unit.code, [])
        _check_not_later(unit, own, day)
        now = [link for link in own if is_valid(link.valid_from, link.valid_to, day)]
        if any((link.parent, link.kind) == (parent, kind) for link in now):
            raise Refusal("already", name=unit.name, parent=above.name)
        new: Pair[Link] = Pair(None, Link(unit.code, parent, kind, day))
        changes += Changes(links=(*_closed(now, day), new))
    _check_above(organisation, tree, units, above)
    return changes


def ended(organisation: Organisation, code: str, day: date) -> Changes:
    """A unit that is no more from a day on, with its belonging; what was under it stays."""
    tree = tree_on(organisation, day - DAY)
    there = _there(tree, code, day - DAY)
    unit = organisation.unit(code) or there
    if unit.ended_on is not None:
        raise Refusal("ended", name=unit.name, day=unit.ended_on)
    links = [link for link in organisation.links if link.child == code]
    _check_not_later(unit, links, day)
    now = [link for link in links if is_valid(link.valid_from, link.valid_to, day)]
    return Changes(units=(Pair(unit, replace(unit, ended_on=day - DAY)),), links=_closed(now, day))


def renamed(
    organisation: Organisation, code: str, name: str, abbreviation: str, day: date
) -> Changes:
    """A unit with another name from a day on; the former one is kept with its days."""
    unit = organisation.unit(code)
    there = _there(tree_on(organisation, day), code, day)
    unit = unit or there
    if not name:
        raise Refusal("no_name")
    if (unit.name, unit.abbreviation) == (name, abbreviation):
        raise Refusal("same_name", name=name)
    last = max((n.valid_to for n in organisation.names if n.unit == code), default=None)
    if last is not None and last >= day - DAY:
        raise Refusal("name_later", name=unit.name, day=last + DAY)
    first = last + DAY if last else unit.began_on
    if first is not None and first > day - DAY:
        raise Refusal("too_early", name=unit.name, day=first)
    former = Name(code, unit.name, unit.abbreviation, first, day - DAY)
    after = replace(unit, name=name, abbreviation=abbreviation)
    return Changes(units=(Pair(unit, after),), names=(Pair(None, former),))


def children_on(organisation: Organisation, code: str, day: date) -> tuple[Link, ...]:
    """The links under a unit on a day, to units that exist then."""
    alive = tree_on(organisation, day).nodes
    return tuple(
        link
        for link in organisation.links
        if link.parent == code
        and link.child in alive
        and is_valid(link.valid_from, link.valid_to, day)
    )


def circles(parents: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of (child, parent) pairs, the children that stand above themselves."""
    above = dict(parents)
    sound: set[str] = set()
    circular: set[str] = set()
    for child in above:
        path: list[str] = []
        code: str | None = child
        while code is not None and code not in sound and code not in path:
            path.append(code)
            code = above.get(code)
        if code is not None and code in path and code not in circular:
            circular |= set(path[path.index(code) :])
        sound |= set(path)
    return frozenset(circular)


def _there(tree: Tree, code: str, day: date) -> Unit:
    unit = tree.nodes.get(code)
    if unit is None:
        raise Refusal("not_there", code=code, day=day)
    return unit


def _check_level(organisation: Organisation, unit: Unit) -> None:
    level = organisation.level(unit.level)
    if level is None:
        raise Refusal("no_level")
    first = unit.began_on
    if first is not None and not is_valid(level.valid_from, level.valid_to, first):
        raise Refusal("level_gone", level=level.names, day=first)


def _check_not_later(unit: Unit, links: Iterable[Link], day: date) -> None:
    """Validity may not overlap: nothing about the unit's belonging is known from that day on."""
    later = [link.valid_from for link in links if link.valid_from and link.valid_from >= day]
    if later:
        raise Refusal("later", name=unit.name, day=min(later))


def _check_above(
    organisation: Organisation, tree: Tree, units: Collection[Unit], above: Unit
) -> None:
    """The parent stands on a higher level, and under none of the units."""
    ranks = {level.key: level.rank for level in organisation.levels}
    for unit in units:
        if ranks.get(above.level, 0) >= ranks.get(unit.level, 0):
            raise Refusal("rank", name=unit.name, parent=above.name)
    pairs = [(link.child, link.parent) for link in tree.parents.values()]
    circular = circles([*pairs, *((unit.code, above.code) for unit in units)])
    for unit in units:
        if unit.code in circular:
            raise Refusal("circular", name=unit.name, parent=above.name)


def _links_of(
    organisation: Organisation, children: Collection[str], kind: str
) -> Mapping[str, list[Link]]:
    """The links of these units that a link of this kind would exclude, by unit."""
    slot, wanted = CLUSTER if kind == CLUSTER else "", set(children)
    found: dict[str, list[Link]] = {}
    for link in organisation.links:
        if link.child in wanted and link.slot == slot:
            found.setdefault(link.child, []).append(link)
    return found


def _closed(links: Iterable[Link], day: date) -> tuple[Pair[Link], ...]:
    return tuple(Pair(link, replace(link, valid_to=day - DAY)) for link in links)
