"""Which units are in every wave, so that what changed is not who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from surveys.blocks import POOLED, Release
from surveys.model import Question, Survey
from surveys.organisation import Event, Organisation, became
from surveys.statistics.strata import EVERYTHING, Selection, standing, strata, takes


@dataclass(frozen=True, slots=True)
class Wave:
    """What a campaign that opened on that day published."""

    opened: date
    survey: Survey
    release: Release


class Coverage(StrEnum):
    """Whether the units of the waves can be compared: all are the same, the common ones were
    taken, or there are none that can be told apart from others."""

    SAME = "same"
    COMMON = "common"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Shared:
    """How far waves cover the same units: by wave the blocks to take, `units` in all of them,
    `left` in some wave but not taken."""

    coverage: Coverage
    selections: tuple[Selection, ...]
    units: int
    left: int


def shared(
    waves: Sequence[Wave],
    partition: str,
    selection: Selection = EVERYTHING,
    organisation: Organisation | None = None,
) -> Shared:
    """The blocks of each wave that stand for units of all of them, within a selection. A unit that
    no block of some wave stands for is in that wave's figures as little as one that was not asked;
    people pooled over all types count where everything does. What is published on a coarser
    partition is taken by whole types only."""
    wanted = [_codes(wave.release, selection) for wave in waves]
    every = frozenset().union(*wanted)
    codes = _staying(waves, frozenset.intersection(*wanted), organisation)
    behind = (standing(strata(wave.release, partition, selection)) for wave in waves)
    told_all = all(found == codes <= told for found, told in zip(wanted, behind, strict=True))
    if told_all and not selection.units:
        return Shared(Coverage.SAME, (selection,) * len(waves), len(codes), 0)
    codes = codes.intersection(*(_apart(wave.release, partition) for wave in waves))
    if partition != "main":
        return _by_type(waves, codes, every, selection)
    while codes:
        told = frozenset.intersection(*(_told(wave.release, codes) for wave in waves))
        if told == codes:
            break
        codes = told
    if not codes:
        return Shared(Coverage.CHANGED, (selection,) * len(waves), 0, len(every))
    chosen = tuple(Selection(units=codes, pools=_whole(w.release, codes)) for w in waves)
    return Shared(Coverage.COMMON, chosen, len(codes), len(every - codes))


def turned(organisation: Organisation | None, waves: Sequence[Wave]) -> tuple[Event, ...]:
    """What befell the organisation between the first and the last wave."""
    if organisation is None or not waves:
        return ()
    days = [wave.opened for wave in waves]
    found = [event for event in organisation.events if min(days) < event.day <= max(days)]
    return tuple(sorted(found, key=lambda event: event.day))


def is_same(one: Question, other: Question) -> bool:
    """Whether two waves asked the same: wording, kind and answers."""
    codes = [[choice.code for choice in question.choices] for question in (one, other)]
    same = one.id == other.id and one.kind == other.kind and codes[0] == codes[1]
    return same and dict(one.label) == dict(other.label)


def _codes(release: Release, selection: Selection) -> frozenset[str]:
    return frozenset(place.code for place in release.frame if takes(selection, place))


def _staying(
    waves: Sequence[Wave], codes: frozenset[str], organisation: Organisation | None
) -> frozenset[str]:
    """The units that were not merged, split or ended between the waves."""
    if organisation is None:
        return codes
    first, last = min(w.opened for w in waves), max(w.opened for w in waves)
    return frozenset(c for c in codes if became(organisation.events, c, first, last) == {c})


def _apart(release: Release, partition: str) -> frozenset[str]:
    """The units whose people can be told from those of other types."""
    return standing(s for s in strata(release, partition) if s.unit_type != POOLED)


def _by_type(
    waves: Sequence[Wave],
    codes: frozenset[str],
    every: frozenset[str],
    selection: Selection,
) -> Shared:
    types = frozenset.intersection(*(_whole(wave.release, codes) for wave in waves))
    if not types:
        return Shared(Coverage.CHANGED, (selection,) * len(waves), 0, len(every))
    kept = frozenset(p.code for p in waves[-1].release.frame if p.type in types)
    chosen = replace(EVERYTHING, unit_types=types)
    return Shared(Coverage.COMMON, (chosen,) * len(waves), len(kept), len(every - kept))


def _whole(release: Release, codes: frozenset[str]) -> frozenset[str]:
    """The types all of whose units are among these."""
    some_left = {place.type for place in release.frame if place.code not in codes}
    return frozenset(place.type for place in release.frame) - some_left


def _told(release: Release, codes: frozenset[str]) -> frozenset[str]:
    """Those of the units that are published on their own, or with others of these alone."""
    own = {stratum.unit for stratum in strata(release, "main") if stratum.unit != POOLED}
    whole = _whole(release, codes)
    frame = (place for place in release.frame if place.code in codes)
    return frozenset(place.code for place in frame if place.code in own or place.type in whole)
