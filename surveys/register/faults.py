"""What is wrong with a unit, said so that it can be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from surveys.organisation import LINK_KINDS, SECTORS, UNIT_TYPES, Unit
from surveys.texts import say
from surveys.texts.composing import composed
from surveys.texts.numbers import number

LONGEST_CODE = 40
LONGEST_NAME = 200
MOST_PEOPLE = 1_000_000  # in one unit; more is a slip of the keyboard

_ALLOWED = {
    "type": ("unit_type", UNIT_TYPES),
    "sector": ("sector", SECTORS),
    "parent_kind": ("link_kind", LINK_KINDS),
}
_NOT_MORE_THAN = (("members", "workers"), ("women", "workers"))
_NOT_MORE_WOMEN_THAN = (("women_members", "members"), ("women_members", "women"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be taken: a sentence of units.fault, the field, the value as written,
    and the field it contradicts."""

    reason: str
    field: str
    written: str = ""
    other: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken: its number in the file, code and name as written, what is wrong."""

    row: int
    code: str
    name: str
    faults: tuple[Fault, ...]


def explain(fault: Fault, lang: str) -> str:
    """The fault as a sentence that says what to write instead."""
    group, codes = _ALLOWED.get(fault.field, ("", ()))
    return say(
        f"units.fault.{fault.reason}",
        lang,
        column=label(fault.field, lang),
        written=fault.written,
        other=label(fault.other, lang) if fault.other else "",
        limit=fault.limit,
        allowed="; ".join(say(f"names.{group}.{code}", lang) for code in codes),
    )


def label(field: str, lang: str) -> str:
    """The name of a column."""
    return say(f"units.column.{field}", lang)


def tidied(unit: Unit) -> Unit:
    """The unit with its words composed and free of doubled spaces."""
    fields = ("code", "name", "place", "cluster", "abbreviation")
    words: dict[str, Any] = {
        field: " ".join(composed(getattr(unit, field)).split()) for field in fields
    }
    return replace(unit, **words)


def faults_of(unit: Unit, *, is_workplace: bool = True) -> tuple[Fault, ...]:
    """Everything that keeps this unit out of the register; empty when nothing does. A body above
    workplaces has no type."""
    types = _type(unit) if is_workplace or unit.type else ()
    return (*_words(unit), *types, *_people(unit), *_days(unit))


def _words(unit: Unit) -> Iterator[Fault]:
    for field, text, longest in (
        ("code", unit.code, LONGEST_CODE),
        ("name", unit.name, LONGEST_NAME),
    ):
        if not text:
            yield Fault("missing", field)
        elif len(text) > longest:
            yield Fault("long", field, text, limit=str(longest))
    if unit.sector not in SECTORS:
        yield Fault("not_allowed", "sector", unit.sector)


def _type(unit: Unit) -> Iterator[Fault]:
    if unit.type not in UNIT_TYPES:
        yield Fault("missing" if not unit.type else "not_allowed", "type", unit.type)


def _people(unit: Unit) -> Iterator[Fault]:
    for field in ("workers", "members", "women", "women_members"):
        people = getattr(unit, field)
        if people is not None and not 0 <= people <= MOST_PEOPLE:
            yield Fault("people", field, _shown(people), limit=_shown(MOST_PEOPLE))
    for field, other in (*_NOT_MORE_THAN, *_NOT_MORE_WOMEN_THAN):
        part, whole = getattr(unit, field), getattr(unit, other)
        if part is not None and whole is not None and part > whole:
            yield Fault("more", field, _shown(part), other, _shown(whole))


def _days(unit: Unit) -> Iterator[Fault]:
    if unit.began_on and unit.ended_on and unit.began_on > unit.ended_on:
        yield Fault("before", "ended_on", other="began_on")
    if unit.agreement_until is not None and not unit.agreement:
        yield Fault("contradicts", "agreement_until", other="agreement")


def _shown(people: int) -> str:
    return number(people, "vi")
