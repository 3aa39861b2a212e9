"""From stored forms to a release: partition, tallies, seal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Required, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from surveys.answers import Submission
from surveys.blocks.coding import Coded
from surveys.blocks.document import sealed
from surveys.blocks.filling import GUARDED, Intake, coded, tables
from surveys.blocks.heads import UNIT, UNIT_TYPE
from surveys.blocks.partition import POOLED, Crowd, parted
from surveys.blocks.release import Place, Release, Rule, SetAside
from surveys.model import Kind, Survey

MOST_RELEASES = 2  # one interim, one at the close: every release costs detail (statistics.md 1.5)


class Edition(TypedDict, total=False):
    """When a release is made, what came before and what was set aside:
    build(…, number=2, made_on=…, earlier=(r1,))."""

    number: int
    made_on: Required[date]
    earlier: tuple[Release, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The forms of a release, the `groups` of its main partition, and the crowds that wait."""

    intake: Intake
    groups: tuple[Crowd, ...]
    left: tuple[Crowd, ...]


def build(
    survey: Survey,
    rule: Rule,
    frame: Iterable[Place],
    submissions: Iterable[Submission] | Coded,
    **edition: Unpack[Edition],
) -> Release:
    """The release of these forms, of which none is in a block of an earlier release.

    ValueError when the rule is looser than before, a release too many is asked for, a form comes
    from a unit outside the frame, or a coordinate is no question with one answer.
    """
    return published(in_groups(survey, rule, frame, submissions), **edition)


def in_groups(
    survey: Survey, rule: Rule, frame: Iterable[Place], forms: Iterable[Submission] | Coded
) -> Grouped:
    """The forms by the groups of the main partition."""
    intake = taken_in(survey, rule, frame, forms)
    groups, left = grouped(intake)
    return Grouped(intake, tuple(groups), tuple(left))


def published(forms: Grouped, **edition: Unpack[Edition]) -> Release:
    """The release of forms that are in their groups already; ValueError as for `build`."""
    earlier = edition.get("earlier", ())
    number = edition.get("number", len(earlier) + 1)
    rule = forms.intake.rule
    _check(rule, number, earlier)
    return sealed(
        Release(
            number=number,
            made_on=edition["made_on"],
            rule=rule,
            frame=forms.intake.frame,
            tables=tuple(tables(forms.intake, forms.groups)),
            pending=sum(len(crowd.people) for crowd in forms.left),
            previous=earlier[-1].checksum if earlier else "",
            checksum="",
            set_aside=edition.get("set_aside", ()),
        )
    )


def waiting(
    survey: Survey, rule: Rule, frame: Iterable[Place], submissions: Iterable[Submission]
) -> tuple[int, ...]:
    """Positions of the forms that stay pending: they are to be handed in again next time."""
    _, left = grouped(taken_in(survey, rule, frame, submissions))
    return tuple(sorted(person for crowd in left for person in crowd.people))


def taken_in(
    survey: Survey, rule: Rule, frame: Iterable[Place], forms: Iterable[Submission] | Coded
) -> Intake:
    """What a release is made from."""
    for coordinate in rule.coordinates:
        _check_coordinate(survey, coordinate)
    places = tuple(sorted(frame, key=lambda place: place.code))
    numbers = forms if isinstance(forms, Coded) else coded(survey, rule, forms)
    return Intake(survey, rule, places, numbers)


def grouped(intake: Intake) -> tuple[list[Crowd], list[Crowd]]:
    """The groups of the main partition and the crowds that wait."""
    types = {place.code: place.type for place in intake.frame}
    strangers = set(intake.forms.units) - types.keys()
    if strangers:
        raise ValueError(f"answers from units outside the frame: {sorted(strangers)}")
    coordinates = intake.rule.coordinates
    groups, left = parted(_crowds(intake, types), intake.guard(coordinates, intake.rule.k))
    typed = (_with_type(group, coordinates, types) for group in groups)
    return sorted(typed, key=lambda group: group.where), left


def _check(rule: Rule, number: int, earlier: tuple[Release, ...]) -> None:
    if number != len(earlier) + 1 or number > MOST_RELEASES:
        raise ValueError(f"release {number} cannot follow {len(earlier)} earlier ones")
    for release in earlier:
        if rule.k < release.rule.k or rule.coordinates != release.rule.coordinates:
            raise ValueError("the rule may not change after the opening, except for a higher k")


def _check_coordinate(survey: Survey, coordinate: str) -> None:
    questions = [q for q in survey.questions if q.id == coordinate]
    if any(q.kind is not Kind.SINGLE or q.sensitivity in GUARDED for q in questions):
        raise ValueError(f"{coordinate} cannot be a coordinate")


def _crowds(intake: Intake, types: dict[str, str]) -> list[Crowd]:
    """People gathered by what they share, in a fixed order of the coordinates."""
    forms = intake.forms
    if not forms.people:
        return []
    columns = [_column(forms, coordinate, types) for coordinate in intake.rule.coordinates]
    key = np.zeros(forms.people, dtype=np.int64)
    for number, known in columns:
        key = key * len(known) + number
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    found = []
    for people in np.split(order, starts[1:]):
        where = tuple(known[int(number[people[0]])] for number, known in columns)
        found.append(Crowd(where, tuple(people.tolist())))
    return sorted(found, key=lambda crowd: crowd.where)


def _column(
    forms: Coded, coordinate: str, types: dict[str, str]
) -> tuple[NDArray[np.integer], tuple[str, ...]]:
    """A coordinate of everybody: numbers, and what they stand for."""
    if coordinate == UNIT:
        return forms.unit, forms.units
    if coordinate == UNIT_TYPE:
        known = sorted({types[unit] for unit in forms.units})
        by_unit = np.array([known.index(types[unit]) for unit in forms.units])
        return by_unit[forms.unit], tuple(known)
    return forms.coordinates[coordinate]


def _with_type(group: Crowd, coordinates: tuple[str, ...], types: dict[str, str]) -> Crowd:
    """A unit that is told tells its type, even where a neighbouring type was pooled."""
    known = dict(zip(coordinates, group.where, strict=True))
    unit = known.get(UNIT, POOLED)
    if unit == POOLED or UNIT_TYPE not in known:
        return group
    return Crowd(tuple((known | {UNIT_TYPE: types[unit]}).values()), group.people)
