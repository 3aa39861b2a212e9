"""From stored forms to a release: partition, tallies, seal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Required, TypedDict, Unpack

from surveys.answers import Submission
from surveys.blocks.document import sealed
from surveys.blocks.filling import GUARDED, Intake, blocks_of
from surveys.blocks.heads import UNIT, UNIT_TYPE
from surveys.blocks.partition import POOLED, Crowd, crowds, parted
from surveys.blocks.release import Place, Release, Rule, SetAside
from surveys.model import Kind, Survey

MOST_RELEASES = 2  # one interim, one at the close: every release costs detail (statistics.md 1.5)
REFUSED = "pns"  # "Không muốn trả lời": such a coordinate is unknown


class Edition(TypedDict, total=False):
    """When a release is made, what came before and what was set aside:
    build(…, number=2, made_on=…, earlier=(r1,))."""

    number: int
    made_on: Required[date]
    earlier: tuple[Release, ...]
    set_aside: tuple[SetAside, ...]


def build(
    survey: Survey,
    rule: Rule,
    frame: Iterable[Place],
    submissions: Iterable[Submission],
    **edition: Unpack[Edition],
) -> Release:
    """The release of these forms, of which none is in a block of an earlier release.

    ValueError when the rule is looser than before, a release too many is asked for, a form comes
    from a unit outside the frame, or a coordinate is no question with one answer.
    """
    earlier = edition.get("earlier", ())
    number = edition.get("number", len(earlier) + 1)
    _check(rule, number, earlier)
    intake = Intake(survey, rule, _sorted(frame), list(submissions))
    groups, left = grouped(intake)
    return sealed(
        Release(
            number=number,
            made_on=edition["made_on"],
            rule=rule,
            frame=intake.frame,
            blocks=tuple(blocks_of(intake, groups)),
            pending=sum(len(crowd.people) for crowd in left),
            previous=earlier[-1].checksum if earlier else "",
            checksum="",
            set_aside=edition.get("set_aside", ()),
        )
    )


def waiting(
    survey: Survey, rule: Rule, frame: Iterable[Place], submissions: Iterable[Submission]
) -> tuple[int, ...]:
    """Positions of the forms that stay pending: they are to be handed in again next time."""
    _, left = grouped(Intake(survey, rule, _sorted(frame), list(submissions)))
    return tuple(sorted(person for crowd in left for person in crowd.people))


def _check(rule: Rule, number: int, earlier: tuple[Release, ...]) -> None:
    if number != len(earlier) + 1 or number > MOST_RELEASES:
        raise ValueError(f"release {number} cannot follow {len(earlier)} earlier ones")
    for release in earlier:
        if rule.k < release.rule.k or rule.coordinates != release.rule.coordinates:
            raise ValueError("the rule may not change after the opening, except for a higher k")


def _sorted(frame: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(frame, key=lambda place: place.code))


def grouped(intake: Intake) -> tuple[list[Crowd], list[Crowd]]:
    """The groups of the main partition and the crowds that wait."""
    types = {place.code: place.type for place in intake.frame}
    strangers = {form.unit for form in intake.forms} - types.keys()
    if strangers:
        raise ValueError(f"answers from units outside the frame: {sorted(strangers)}")
    coordinates = intake.rule.coordinates
    for coordinate in coordinates:
        _check_coordinate(intake.survey, coordinate)
    wheres = (tuple(_coordinate(f, c, types) for c in coordinates) for f in intake.forms)
    groups, left = parted(crowds(wheres), intake.guard(coordinates, intake.rule.k))
    typed = (_with_type(group, coordinates, types) for group in groups)
    return sorted(typed, key=lambda group: group.where), left


def _check_coordinate(survey: Survey, coordinate: str) -> None:
    questions = [q for q in survey.questions if q.id == coordinate]
    if any(q.kind is not Kind.SINGLE or q.sensitivity in GUARDED for q in questions):
        raise ValueError(f"{coordinate} cannot be a coordinate")


def _coordinate(form: Submission, coordinate: str, types: dict[str, str]) -> str:
    if coordinate == UNIT_TYPE:
        return types[form.unit]
    if coordinate == UNIT:
        return form.unit
    value = form.answers.values.get(coordinate)
    return value if isinstance(value, str) and value not in ("", REFUSED) else POOLED


def _with_type(group: Crowd, coordinates: tuple[str, ...], types: dict[str, str]) -> Crowd:
    """A unit that is told tells its type, even where a neighbouring type was pooled."""
    known = dict(zip(coordinates, group.where, strict=True))
    unit = known.get(UNIT, POOLED)
    if unit == POOLED or UNIT_TYPE not in known:
        return group
    return Crowd(tuple((known | {UNIT_TYPE: types[unit]}).values()), group.people)
