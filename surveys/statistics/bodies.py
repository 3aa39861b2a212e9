"""Results of a campaign read in the organisation of another day: what belongs to which body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.blocks import POOLED, Place, Release
from surveys.organisation import Organisation, Tree, Unit, ancestors, became, tree_on, under
from surveys.statistics.strata import EVERYTHING, Selection, standing, strata


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a campaign's units can be attributed to a body of the day `on`.

    `selection` takes blocks whose units all lie under the body, and is None when there are none.
    `counted` are the units behind it; `pooled` lie under the body too, but their answers are in
    blocks with others or wait; `torn` came under several bodies, of which this is one; `gone` ended
    without a successor, in the whole campaign. `former` are the bodies the counted units lay
    under when the campaign opened, where that was another line than now: then `moved` holds.
    """

    body: Unit
    on: date
    selection: Selection | None
    counted: tuple[Place, ...]
    pooled: tuple[Place, ...]
    torn: tuple[Place, ...]
    gone: tuple[Place, ...]
    former: tuple[Unit, ...]

    @property
    def moved(self) -> bool:
        """Whether the campaign was asked in another organisation than it is read in."""
        return bool(self.former)


def reach(
    release: Release, organisation: Organisation, opened: date, on: date, body: str
) -> Reach | None:
    """What of a campaign that opened on that day belongs to this body of the day `on`; None when
    there is no such body then. A pool holds people of any unit of its type, so it is taken only
    with all of them."""
    then, now = tree_on(organisation, opened), tree_on(organisation, on)
    if body not in now.nodes:
        return None
    heirs = {p.code: _heirs(organisation, p, opened, on) for p in release.frame}
    inside = under(now, body)
    within = {code for code, found in heirs.items() if found and found <= inside}
    torn = {code for code, found in heirs.items() if found & inside and not found <= inside}
    selection, counted = _selection(release, within)
    lines = _other_lines(then, now, {code: heirs[code] for code in counted})
    return Reach(
        body=now.nodes[body],
        on=on,
        selection=selection,
        counted=_places(release, counted),
        pooled=_places(release, within - counted),
        torn=_places(release, torn),
        gone=_places(release, {code for code, found in heirs.items() if not found}),
        former=tuple(then.nodes[code] for code in sorted(lines)),
    )


def bodies_of(organisation: Organisation, on: date) -> tuple[str, ...]:
    """The codes of the bodies of a day under which there are units."""
    tree = tree_on(organisation, on)
    bodies = {unit.code for unit in organisation.bodies}
    return tuple(code for code in tree.nodes if code in bodies and tree.children.get(code))


def _heirs(organisation: Organisation, place: Place, opened: date, on: date) -> frozenset[str]:
    """The units of the day that this unit of the campaign became; read in an earlier organisation
    a unit is itself."""
    return became(organisation.events, place.code, opened, on)


def _selection(release: Release, within: set[str]) -> tuple[Selection | None, set[str]]:
    """The blocks that can be told to be of these units, and the units behind them."""
    if len(within) == len(release.frame):
        return EVERYTHING, within
    types: dict[str, set[str]] = {}
    for place in release.frame:
        types.setdefault(place.type, set()).add(place.code)
    apart = [stratum for stratum in strata(release, "main") if stratum.unit_type != POOLED]
    told = within & standing(apart)
    whole = {unit_type for unit_type, codes in types.items() if codes <= told}
    own = {stratum.unit for stratum in apart}
    counted = {
        p.code for p in release.frame if p.code in told and (p.code in own or p.type in whole)
    }
    if counted and counted == {code for unit_type in whole for code in types[unit_type]}:
        return Selection(unit_types=frozenset(whole)), counted
    chosen = Selection(units=frozenset(counted), pools=frozenset(whole))
    return (chosen, counted) if counted and strata(release, "main", chosen) else (None, set())


def _other_lines(then: Tree, now: Tree, heirs: Mapping[str, frozenset[str]]) -> set[str]:
    """The bodies directly above units then, where the line above is another one now."""
    found: set[str] = set()
    for code, here in heirs.items():
        before = ancestors(then, code)
        if here != {code} or any(ancestors(now, heir) != before for heir in here):
            found |= set(before[:1])
    return found


def _places(release: Release, codes: set[str]) -> tuple[Place, ...]:
    return tuple(place for place in release.frame if place.code in codes)
