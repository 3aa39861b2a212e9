"""The register of units as it stood on another day, by its headcounts and agreements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from surveys.ledgers.agreements import Agreement, ends_on, is_valid
from surveys.organisation import Unit, alive


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many worked in a unit on a day."""

    unit: str
    day: date
    workers: int
    members: int
    women: int | None = None
    women_members: int | None = None


def still_known(heads: Headcount, before: tuple[int | None, int | None]) -> Headcount:
    """A headcount that does not say how many are women (workers, members) goes on with what was
    known before, where that can still be."""
    women, among_members = before
    if heads.women is None and women is not None and women <= heads.workers:
        heads = replace(heads, women=women)
    most = min(heads.members, heads.workers if heads.women is None else heads.women)
    if heads.women_members is None and among_members is not None and among_members <= most:
        heads = replace(heads, women_members=among_members)
    return heads


_Row = TypeVar("_Row", Headcount, Agreement)


class History:
    """Units with all their headcounts and agreements, and when a union was founded in those that
    had none (`founded`, by code). A unit of which nothing was written down
    until a day counts as it did first afterwards; without any entry, as the register says."""

    def __init__(
        self,
        units: Iterable[Unit],
        headcounts: Iterable[Headcount] = (),
        agreements: Iterable[Agreement] = (),
        founded: Mapping[str, date] | None = None,
    ) -> None:
        self._units = tuple(units)
        self._heads = _by_unit(sorted(headcounts, key=attrgetter("day")))
        self._days = {code: [head.day for head in heads] for code, heads in self._heads.items()}
        self._agreements = _by_unit(agreements)
        self._founded = founded or {}

    def on(self, day: date) -> tuple[Unit, ...]:
        """The units that exist on that day, with the figures of that day."""
        return tuple(self._as_of(unit, day) for unit in alive(self._units, day))

    def unknown(self, day: date) -> int:
        """Of how many of them no headcount is known from that day or before."""
        return sum(not self._known(unit.code, day) for unit in alive(self._units, day))

    @property
    def first(self) -> date | None:
        """The day of the first headcount."""
        return min((days[0] for days in self._days.values()), default=None)

    def days(self, today: date) -> tuple[date, ...]:
        """The ends of quarters since the first headcount, and today."""
        if self.first is None:
            return (today,)
        ends = (
            date(year, month, last)
            for year in range(self.first.year, today.year + 1)
            for month, last in ((3, 31), (6, 30), (9, 30), (12, 31))
        )
        return (*(end for end in ends if self.first <= end < today), today)

    def _as_of(self, unit: Unit, day: date) -> Unit:
        head, agreements = self._head(unit.code, day), self._agreements.get(unit.code, [])
        if head is not None:
            unit = replace(
                unit,
                workers=head.workers,
                members=head.members,
                women=head.women,
                women_members=head.women_members,
            )
        if agreements:
            valid = [agreement for agreement in agreements if is_valid(agreement, day)]
            until = max((ends_on(a) or date.max for a in valid), default=None)
            unit = replace(
                unit, agreement=bool(valid), agreement_until=None if until == date.max else until
            )
        if day < self._founded.get(unit.code, day):
            unit = replace(unit, has_union=False)
        return unit

    def _head(self, code: str, day: date) -> Headcount | None:
        heads = self._heads.get(code)
        return heads[max(self._known(code, day) - 1, 0)] if heads else None

    def _known(self, code: str, day: date) -> int:
        return bisect_right(self._days.get(code, []), day)


def _by_unit(rows: Iterable[_Row]) -> Mapping[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return found
