"""Where the units of a file belong: levels by name, parents by code, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from surveys.organisation import Level, Unit, circles
from surveys.register.faults import Fault
from surveys.texts.search import plain


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its number, its code as written, the unit before and after."""

    number: int
    written: str
    before: Unit | None
    unit: Unit
    faults: tuple[Fault, ...]


def level_of(written: str, levels: Sequence[Level]) -> tuple[str, tuple[Fault, ...]]:
    """The key of a level, however it is written; empty when nothing is, or nothing we know.
    Without levels to choose from it is taken as it stands."""
    if not written or not levels:
        return written, ()
    line = plain(written)
    for level in levels:
        if line in {level.key, *map(plain, level.names.values())}:
            return level.key, ()
    return "", (Fault("not_a_level", "level", written),)


def spelled(rows: Iterable[Row], known: Mapping[str, Unit]) -> list[Row]:
    """The rows with the codes of parents written as those of the parents themselves."""
    rows = list(rows)
    codes = {small: unit.code for small, unit in known.items()}
    codes = {row.unit.code.casefold(): row.unit.code for row in rows} | codes
    return [
        replace(row, unit=replace(row.unit, parent=codes[row.unit.parent.casefold()]))
        if row.unit.parent.casefold() in codes
        else row
        for row in rows
    ]


def misplaced(
    rows: Sequence[Row], known: Mapping[str, Unit], levels: Sequence[Level]
) -> Mapping[str, tuple[Fault, ...]]:
    """By code, why a unit cannot belong where its row says. Units are looked for among the
    `known` (by their code in small letters) and the rows that can be taken."""
    faults = _circular(rows, known)
    ranks = {level.key: level.rank for level in levels}
    while True:
        sound = [row for row in rows if not row.faults and row.unit.code not in faults]
        there = {**known, **{row.unit.code.casefold(): row.unit for row in sound}}
        found = {row.unit.code: tuple(_faults(row, there, ranks)) for row in sound}
        new = {code: fault for code, fault in found.items() if fault}
        if not new:
            return faults
        faults |= new


def _circular(rows: Iterable[Row], known: Mapping[str, Unit]) -> dict[str, tuple[Fault, ...]]:
    units = {**known, **{row.unit.code.casefold(): row.unit for row in rows}}
    pairs = [(code, unit.parent.casefold()) for code, unit in units.items() if unit.parent]
    circular = circles(pairs)
    return {
        row.unit.code: (Fault("circular", "parent", row.unit.parent),)
        for row in rows
        if row.unit.code.casefold() in circular
    }


def _faults(row: Row, there: Mapping[str, Unit], ranks: Mapping[str, int]) -> Iterator[Fault]:
    unit, before = row.unit, row.before
    if not unit.parent or (before is not None and _place(before) == _place(unit)):
        return
    parent = there.get(unit.parent.casefold())
    if parent is None:
        yield Fault("no_parent", "parent", unit.parent)
        return
    if ranks and ranks.get(parent.level, 0) >= ranks.get(unit.level, 0):
        yield Fault("parent_level", "parent", unit.parent)
    yield from _days(unit, before, parent)


def _days(unit: Unit, before: Unit | None, parent: Unit) -> Iterator[Fault]:
    first, since = unit.parent_from, before.parent_from if before and before.parent else None
    if first is None and before is not None and before.parent not in ("", unit.parent):
        yield Fault("missing", "parent_from")
    elif since is not None and first is not None and first <= since:
        yield Fault("overlap", "parent_from", _shown(first), limit=_shown(since))
    elif first is not None and parent.ended_on is not None and parent.ended_on < first:
        yield Fault("parent_ended", "parent", parent.code, limit=_shown(parent.ended_on))
    elif first is not None and parent.began_on is not None and first < parent.began_on:
        yield Fault("parent_later", "parent", parent.code, limit=_shown(parent.began_on))


def _place(unit: Unit) -> tuple[object, ...]:
    return unit.parent.casefold(), unit.parent_kind, unit.parent_from


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
