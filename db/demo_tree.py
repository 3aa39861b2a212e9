"""The two trees of the demo, from the handbook's example: a district, and the communes after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine

from db.demo_register import Workplace, marked
from db.engine import writing
from db.organisation_rows import write
from surveys import catalogue
from surveys.organisation import SECTORS, Changes, Event, Link, Pair, Unit

_CODE = "MAU-{}"
_DAY = timedelta(days=1)


def turn(opens_on: date) -> date:
    """The day on which the demo's district becomes communes: the New Year before a wave opens, so
    that the wave of the year before was asked in the district."""
    return date(opens_on.year, 1, 1)


def body_codes() -> tuple[str, ...]:
    """The codes the demo's bodies take."""
    return tuple(_code(body["id"]) for body in _bodies(_example()))


def enter(engine: Engine, places: Sequence[Workplace], turn: date) -> None:
    """Enter the bodies and put the demo's units under them, before the turn and since. The example
    turned on a day of its own; what lay just before or on it is moved with it."""
    example = _example()
    units = tuple(Pair(None, _body(body, turn)) for body in _bodies(example))
    links = (*_between_bodies(example, turn), *_of_places(example, places, turn))
    with writing(engine) as session:
        write(session, Changes(None, units, tuple(Pair(None, link) for link in links)), sample=True)
        for event in _events(example, turn):
            write(session, Changes(event), sample=True)


def _example() -> Mapping[str, Any]:
    found: Mapping[str, Any] = catalogue.read("org_example")
    return found


def _bodies(example: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those that no headcount is known of: they stand above workplaces."""
    return [unit for unit in example["units"] if "workers" not in unit]


def _turned(example: Mapping[str, Any]) -> date:
    return max(date.fromisoformat(link["valid_from"]) for link in example["links"])


def _day(example: Mapping[str, Any], written: str | None, turn: date) -> date | None:
    """A day of the example, moved with its turn."""
    if written is None:
        return None
    day, turned = date.fromisoformat(written), _turned(example)
    return turn - (turned - day) if day >= turned - _DAY else day


def _body(body: Mapping[str, Any], turn: date) -> Unit:
    example = _example()
    return Unit(
        code=_code(body["id"]),
        name=marked(body["name"]),
        type="",
        sector=SECTORS[-1],
        place=body.get("place") or "",
        cluster="",
        workers=0,
        members=0,
        ended_on=_day(example, body["valid_to"], turn),
        level=body["level"],
        abbreviation=body["abbr"] or "",
        began_on=_day(example, body["valid_from"], turn),
    )


def _between_bodies(example: Mapping[str, Any], turn: date) -> Iterator[Link]:
    bodies = {body["id"] for body in _bodies(example)}
    for link in example["links"]:
        if link["child"] in bodies:
            yield Link(
                _code(link["child"]),
                _code(link["parent"]),
                link["kind"],
                _day(example, link["valid_from"], turn),
                _day(example, link["valid_to"], turn),
            )


def _of_places(
    example: Mapping[str, Any], places: Sequence[Workplace], turn: date
) -> Iterator[Link]:
    """Every unit under the district until the turn, then where the example puts it; the units that
    ended there stay in the demo, beside the others of their cluster."""
    turned = _turned(example).isoformat()
    before = {link["child"]: link for link in example["links"] if link["valid_from"] != turned}
    since = {
        link["child"]: link["parent"] for link in example["links"] if link not in before.values()
    }
    ids = {place.unit.code: _id(example, place.unit) for place in places}
    clusters = {
        place.unit.cluster: since[ids[place.unit.code]]
        for place in places
        if ids[place.unit.code] in since
    }
    for place in places:
        unit = place.unit
        first = before[ids[unit.code]]
        began = date.fromisoformat(first["valid_from"])
        yield Link(unit.code, _code(first["parent"]), first["kind"], began, turn - _DAY)
        parent = since.get(ids[unit.code], clusters[unit.cluster])
        yield Link(unit.code, _code(parent), first["kind"], turn, None)


def _id(example: Mapping[str, Any], unit: Unit) -> str:
    """The unit of the example that bears the same name."""
    return next(str(one["id"]) for one in example["units"] if marked(one["name"]) == unit.name)


def _events(example: Mapping[str, Any], turn: date) -> Iterator[Event]:
    """What befell the bodies."""
    bodies = {body["id"] for body in _bodies(example)}
    for event in example["events"]:
        day = _day(example, event["date"], turn)
        if day is not None and bodies.issuperset(event["from"]):
            sources, targets = (tuple(map(_code, event[side])) for side in ("from", "to"))
            yield Event(day, event["kind"], sources, targets, event["document"])


def _code(id: str) -> str:
    return _CODE.format(id)
