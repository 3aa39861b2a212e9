"""What a file would change in the register: new units, changed ones, and rows that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from surveys.organisation import Level, Unit
from surveys.register.belonging import Row, level_of, misplaced, spelled
from surveys.register.columns import FIELDS
from surveys.register.faults import Fault, Refused, faults_of
from surveys.register.reading import Line, Reading

_NOTHING = Unit("", "", "", "khac", "", "", 0, 0)
_UNDERSTOOD = ("has_union", "agreement")  # follow from other columns where left empty
_KEPT = ("level", "parent", "parent_kind", "parent_from")  # an empty cell changes nothing here


@dataclass(frozen=True, slots=True)
class Change:
    """A known unit before and after."""

    before: Unit
    after: Unit

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ."""
        return tuple(f for f in FIELDS if getattr(self.before, f) != getattr(self.after, f))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a confirmed import would do; `refused` rows stay out, in the order of the file."""

    new: tuple[Unit, ...]
    changed: tuple[Change, ...]
    unchanged: int
    refused: tuple[Refused, ...]

    @property
    def to_take_in(self) -> tuple[Unit, ...]:
        """The units to write."""
        return (*self.new, *(change.after for change in self.changed))


def compare(reading: Reading, known: Iterable[Unit], levels: Sequence[Level] = ()) -> Comparison:
    """Lay the file beside the register. A column the file lacks leaves known units as they are;
    codes are the same whether in capitals or not. Where a unit belongs is judged when the whole
    file is known: bodies may stand below their units."""
    units = {unit.code.casefold(): unit for unit in known}
    rows = spelled([_row(line, units, levels) for line in reading.lines], units)
    faults = misplaced(rows, units, levels)
    refused = list(reading.refused)
    new: list[Unit] = []
    changed: list[Change] = []
    for row in rows:
        if found := (*row.faults, *faults.get(row.unit.code, ())):
            refused.append(Refused(row.number, row.written, row.unit.name, found))
        elif row.before is None:
            new.append(row.unit)
        elif row.before != row.unit:
            changed.append(Change(row.before, row.unit))
    unchanged = len(reading.lines) - len(new) - len(changed)
    unchanged -= len(refused) - len(reading.refused)
    return Comparison(
        tuple(new), tuple(changed), unchanged, tuple(sorted(refused, key=lambda row: row.row))
    )


def _row(line: Line, known: Mapping[str, Unit], levels: Sequence[Level]) -> Row:
    before = known.get(line.code.casefold())
    level, wrong = level_of(str(line.says.get("level") or ""), levels)
    says = {**line.says, "level": level}
    unit = _unit(replace(line, says=says), before)
    is_workplace = all(one.workplace for one in levels if one.key == unit.level)
    faults = (*wrong, *_faults(line, unit, before, is_workplace=is_workplace))
    return Row(line.row, line.code, before, unit, faults)


def _unit(line: Line, before: Unit | None) -> Unit:
    """The unit as the file says, over what is known of it."""
    says = {field: value for field, value in line.says.items() if field != "code" or not before}
    unit = replace(before or _NOTHING, **_filled(says))
    return replace(unit, **_understood(line.says, unit, is_new=before is None))


def _filled(says: Mapping[str, object]) -> dict[str, Any]:
    """What empty cells stand for; None where only the rest of the row can tell."""
    empty = {"workers": 0, "members": 0, "sector": _NOTHING.sector}
    return {
        field: empty.get(field, value) if value in (None, "") else value
        for field, value in says.items()
        if value not in (None, "") or field not in _KEPT
        if value is not None or field not in _UNDERSTOOD
    }


def _understood(says: Mapping[str, object], unit: Unit, *, is_new: bool) -> dict[str, Any]:
    """Where nobody says so: members have a union, a last day has an agreement."""
    evident = {"has_union": unit.members > 0, "agreement": unit.agreement_until is not None}
    return {
        field: evident[field]
        for field in _UNDERSTOOD
        if says.get(field) is None and (is_new or field in says)
    }


def _faults(
    line: Line, unit: Unit, before: Unit | None, *, is_workplace: bool
) -> tuple[Fault, ...]:
    """What keeps the row out. Workers must be said for a new workplace, and may not be left empty
    for a known one."""
    found = faults_of(unit, is_workplace=is_workplace)
    missing = line.says.get("workers") is None and ("workers" in line.says or before is None)
    if not missing or not is_workplace:
        return found
    return (*(fault for fault in found if fault.other != "workers"), Fault("missing", "workers"))
