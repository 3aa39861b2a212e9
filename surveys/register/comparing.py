"""What a file would change in the register: new units, changed ones, and rows that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from surveys.organisation import Unit
from surveys.register.columns import FIELDS
from surveys.register.faults import Fault, Refused, faults_of
from surveys.register.reading import Line, Reading

_NOTHING = Unit("", "", "", "khac", "", "", 0, 0)
_UNDERSTOOD = ("has_union", "agreement")  # follow from other columns where left empty


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


def compare(reading: Reading, known: Iterable[Unit]) -> Comparison:
    """Lay the file beside the register. A column the file lacks leaves known units as they are;
    codes are the same whether in capitals or not."""
    by_code = {unit.code.casefold(): unit for unit in known}
    new: list[Unit] = []
    changed: list[Change] = []
    refused = list(reading.refused)
    for line in reading.lines:
        before = by_code.get(line.code.casefold())
        unit = _unit(line, before)
        faults = _faults(line, unit, before)
        if faults:
            refused.append(Refused(line.row, line.code, unit.name, faults))
        elif before is None:
            new.append(unit)
        elif before != unit:
            changed.append(Change(before, unit))
    unchanged = len(reading.lines) - len(new) - len(changed)
    unchanged -= len(refused) - len(reading.refused)
    return Comparison(
        tuple(new), tuple(changed), unchanged, tuple(sorted(refused, key=lambda row: row.row))
    )


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


def _faults(line: Line, unit: Unit, before: Unit | None) -> tuple[Fault, ...]:
    """What keeps the row out. Workers must be said for a new unit, and may not be left empty for
    a known one."""
    missing = line.says.get("workers") is None and ("workers" in line.says or before is None)
    if not missing:
        return faults_of(unit)
    others = (fault for fault in faults_of(unit) if fault.other != "workers")
    return (*others, Fault("missing", "workers"))
