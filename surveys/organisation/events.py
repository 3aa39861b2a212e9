"""Events of the organisation: renamed, moved, merged, split, ended; what each would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from surveys.organisation.changes import (
    Changes,
    Refusal,
    children_on,
    ended,
    entered,
    moved,
    renamed,
)
from surveys.organisation.records import (
    ENDED,
    MERGED,
    MOVED,
    RENAMED,
    SPLIT,
    Event,
    Link,
    Organisation,
)
from surveys.organisation.unit import LINK_KINDS, MANAGES, Unit


@dataclass(frozen=True, slots=True)
class Wish:
    """An event as an officer states it, from `day` on. `newcomers` are targets that do not exist
    yet; `shares` says which target takes over which child of a unit that is split."""

    kind: str
    day: date
    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()
    document: str = ""
    name: str = ""
    abbreviation: str = ""
    link: str = MANAGES
    newcomers: tuple[Unit, ...] = ()
    shares: Mapping[str, str] = field(default_factory=dict)


def planned(organisation: Organisation, wish: Wish) -> Changes:
    """What the event would change; Refusal when it cannot be."""
    if not wish.sources:
        raise Refusal("no_source")
    changes, organisation = _founded(organisation, wish)
    changes += _KINDS[wish.kind](organisation, wish)
    event = Event(wish.day, wish.kind, wish.sources, wish.targets, wish.document)
    return Changes(event, changes.units, changes.links, changes.names)


def after(organisation: Organisation, changes: Changes) -> Organisation:
    """The organisation with these changes made: to show it before it is so."""
    gone_links = {pair.before for pair in changes.links}
    gone_units = {pair.before.code for pair in changes.units if pair.before}
    kept = [unit for unit in organisation.units if unit.code not in gone_units]
    return Organisation(
        organisation.levels,
        (*kept, *(pair.after for pair in changes.units if pair.after)),
        (
            *(link for link in organisation.links if link not in gone_links),
            *(pair.after for pair in changes.links if pair.after),
        ),
        (*organisation.names, *(pair.after for pair in changes.names if pair.after)),
        (*organisation.events, *((changes.event,) if changes.event else ())),
    )


def _founded(organisation: Organisation, wish: Wish) -> tuple[Changes, Organisation]:
    """The newcomers, entered one after the other."""
    changes = Changes()
    for unit in wish.newcomers:
        one = entered(organisation, unit)
        changes, organisation = changes + one, after(organisation, one)
    return changes, organisation


def _rename(organisation: Organisation, wish: Wish) -> Changes:
    (code,) = wish.sources
    return renamed(organisation, code, wish.name, wish.abbreviation, wish.day)


def _move(organisation: Organisation, wish: Wish) -> Changes:
    (parent,) = _targets(wish, 1)
    return moved(organisation, wish.sources, parent, wish.link, wish.day)


def _merge(organisation: Organisation, wish: Wish) -> Changes:
    """The sources end, their children go to the one that remains."""
    (heir,) = _targets(wish, 1)
    if heir in wish.sources:
        raise Refusal("into_itself")
    _check_same_sort(organisation, (*wish.sources, heir))
    return _handed_over(organisation, wish, heir)


def _split(organisation: Organisation, wish: Wish) -> Changes:
    """Children go to the targets as agreed; the source ends unless it is one of them."""
    (source,) = wish.sources
    targets = _targets(wish, 2)
    _check_same_sort(organisation, (source, *targets))
    links = children_on(organisation, source, wish.day)
    for link in links:
        if wish.shares.get(link.child) not in targets:
            raise Refusal("unshared", name=_name(organisation, link.child))
    changes = Changes()
    for heir in (target for target in targets if target != source):
        own = [link for link in links if wish.shares[link.child] == heir]
        changes += _moved_alike(organisation, own, heir, wish.day)
    if source not in targets:
        changes += ended(organisation, source, wish.day)
    return changes


def _end(organisation: Organisation, wish: Wish) -> Changes:
    """The sources end; what is under them goes to an heir, or nothing may be under them."""
    if wish.targets:
        return _handed_over(organisation, wish, wish.targets[0])
    changes = Changes()
    for code in wish.sources:
        below = [
            c for c in children_on(organisation, code, wish.day) if c.child not in wish.sources
        ]
        if below:
            raise Refusal("children", name=_name(organisation, code), count=len(below))
        changes += ended(organisation, code, wish.day)
    return changes


def _handed_over(organisation: Organisation, wish: Wish, heir: str) -> Changes:
    changes = Changes()
    staying = {*wish.sources, heir}
    for code in wish.sources:
        links = children_on(organisation, code, wish.day)
        own = [link for link in links if link.child not in staying]
        changes += _moved_alike(organisation, own, heir, wish.day)
        changes += ended(organisation, code, wish.day)
    return changes


def _moved_alike(
    organisation: Organisation, links: Sequence[Link], heir: str, day: date
) -> Changes:
    """Units under another parent, each by the kind of link it had."""
    changes = Changes()
    for kind in LINK_KINDS:
        children = [link.child for link in links if link.kind == kind]
        if children:
            changes += moved(organisation, children, heir, kind, day)
    return changes


def _targets(wish: Wish, least: int) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(wish.targets))
    if len(found) < least:
        raise Refusal("no_target" if least == 1 else "few_targets")
    return found


def _check_same_sort(organisation: Organisation, codes: tuple[str, ...]) -> None:
    """Workplaces become workplaces and bodies bodies: else figures would change their meaning."""
    workplaces = {level.key for level in organisation.levels if level.workplace}
    found = [organisation.unit(code) for code in codes]
    if len({unit.level in workplaces for unit in found if unit}) > 1:
        raise Refusal("another_sort")


def _name(organisation: Organisation, code: str) -> str:
    unit = organisation.unit(code)
    return unit.name if unit else code


_KINDS: Mapping[str, Callable[[Organisation, Wish], Changes]] = {
    RENAMED: _rename,
    MOVED: _move,
    MERGED: _merge,
    SPLIT: _split,
    ENDED: _end,
}
