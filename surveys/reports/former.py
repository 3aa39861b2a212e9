"""Former names on papers: what was renamed, merged or split since people were asked bears both
names, and the bodies of then stand beside those of now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from surveys.blocks import Place, Release
from surveys.organisation import Organisation, Tree, ancestors, became, tree_on
from surveys.texts import say
from surveys.texts.numbers import number

_NAMED = 6  # bodies that are named, the others are counted


@dataclass(frozen=True, slots=True)
class Bodies:
    """The names of the bodies directly above the units, when they were asked and now."""

    then: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


def with_names_of_now(
    release: Release, organisation: Organisation, days: tuple[date, date], lang: str
) -> Release:
    """The release with its units named as on the second of the days; in brackets what each was
    called on the first, where that was another name."""
    opened, on = days
    then, now = tree_on(organisation, opened), tree_on(organisation, on)

    def named(place: Place) -> Place:
        here = _heirs(organisation, place.code, days, now)
        before = then.nodes[place.code].name if place.code in then.nodes else place.name
        called = ", ".join(now.nodes[code].name for code in here)
        if not called or called == before:
            return place
        name = say("reports.names.formerly", lang, name=called, former=before)
        return replace(place, name=name)

    return replace(release, frame=tuple(map(named, release.frame)))


def bodies(release: Release, organisation: Organisation, days: tuple[date, date]) -> Bodies | None:
    """The bodies of then and now; None where they are the same."""
    opened, on = days
    then, now = tree_on(organisation, opened), tree_on(organisation, on)
    heirs = [code for p in release.frame for code in _heirs(organisation, p.code, days, now)]
    found = Bodies(_above(then, (place.code for place in release.frame)), _above(now, heirs))
    return found if found.then and found.now and found.then != found.now else None


def in_words(found: Bodies, lang: str) -> str:
    """The sentence of the paper's introduction."""
    return say(
        "reports.names.bodies",
        lang,
        bodies=_list(found.now, lang),
        former=_list(found.then, lang),
    )


def _heirs(
    organisation: Organisation, code: str, days: tuple[date, date], now: Tree
) -> tuple[str, ...]:
    """What became of a unit, as far as it exists now."""
    found = became(organisation.events, code, *days)
    return tuple(sorted(one for one in found if one in now.nodes))


def _above(tree: Tree, codes: Iterable[str]) -> tuple[str, ...]:
    found = {above for code in codes if code in tree.nodes for above in ancestors(tree, code)[:1]}
    return tuple(sorted(tree.nodes[code].name for code in found))


def _list(names: tuple[str, ...], lang: str) -> str:
    rest = len(names) - _NAMED
    said = ", ".join(names[:_NAMED])
    return (
        f"{said}, {say('reports.names.more', lang, count=number(rest, lang))}" if rest > 0 else said
    )
