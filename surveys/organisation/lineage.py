"""What became of units: through merges, splits and ends, from one day to a later one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from surveys.organisation.records import ENDED, MERGED, SPLIT, Event

_ANOTHER = (MERGED, SPLIT, ENDED)  # what makes another unit of one; moves and names do not


def became(events: Iterable[Event], code: str, since: date, on: date) -> frozenset[str]:
    """The units of the day `on` that the unit of the day `since` became: itself while nothing
    befell it, several after a split, none when it ended and nobody took its place."""
    found = {code}
    for event in _between(events, since, on):
        if hit := found.intersection(event.sources):
            found = (found - hit) | set(event.targets)
    return frozenset(found)


def carried(
    events: Iterable[Event], codes: Iterable[str], days: tuple[date, date], here: Collection[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """What units of the first day are on the second, as far as it is `here`; and which of them
    nobody took the place of."""
    known, (since, on) = tuple(events), days
    heirs = {code: became(known, code, since, on).intersection(here) for code in codes}
    return (
        frozenset().union(*heirs.values()),
        frozenset(code for code, found in heirs.items() if not found),
    )


def befallen(events: Iterable[Event], since: date, on: date) -> frozenset[str]:
    """The units that events turned into others between the days."""
    return frozenset(code for event in _between(events, since, on) for code in event.sources)


def _between(events: Iterable[Event], since: date, on: date) -> list[Event]:
    found = [e for e in events if e.kind in _ANOTHER and since < e.day <= on]
    return sorted(found, key=lambda event: (event.day, event.id))
