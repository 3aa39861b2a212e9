"""A request for help: what is known of it without opening it, and what only opening it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_NOTES = 2000  # letters of what an officer writes down


class State(StrEnum):
    """How far a request has come."""

    NEW = "new"
    CONTACTED = "contacted"
    HELPING = "helping"
    DONE = "done"
    REFUSED = "refused"


ENDED = frozenset({State.DONE, State.REFUSED})


class Urgency(StrEnum):
    """How urgent the person says it is, by the codes of the form."""

    DAYS = "ngay"
    MONTH = "thang"
    LATER = "khonggap"
    UNSAID = ""


class WishKind(StrEnum):
    """What people may want of their own data (handbook 5.2). To have it deleted needs no officer:
    the code of the request does it at once."""

    VIEW = "view"
    CORRECT = "correct"
    RESTRICT = "restrict"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Case:
    """What lists and counts know of a request: no name, no contact, no circumstances."""

    number: str
    came_on: date
    urgency: Urgency
    state: State
    contacted_on: date | None = None
    closed_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Request:
    """An opened request. `said` are the answers by question; `notes` and `reason` (of a refusal)
    are the officers' own words."""

    case: Case
    said: Mapping[str, str | list[str]]
    notes: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an officer enters about a request."""

    state: State
    contacted_on: date | None
    notes: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for concerning the data of a request."""

    id: int
    number: str
    kind: WishKind
    came_on: date
    answered_on: date | None = None
    done_on: date | None = None


def urgency_of(said: Mapping[str, object]) -> Urgency:
    """How urgent the answers say it is."""
    known = {one.value: one for one in Urgency}
    return known.get(str(said.get("X05", "")), Urgency.UNSAID)


def change_problems(change: Change, case: Case, today: date) -> dict[str, str]:
    """What is wrong with a change: keys of sentences by field; empty when it can be saved."""
    found: dict[str, str] = {}
    needs_day = change.state in (State.CONTACTED, State.HELPING, State.DONE)
    if needs_day and change.contacted_on is None:
        found["contacted_on"] = "hardship.problem.no_day"
    if change.contacted_on and not case.came_on <= change.contacted_on <= today:
        found["contacted_on"] = "hardship.problem.other_day"
    if change.state is State.REFUSED and not change.reason.strip():
        found["reason"] = "hardship.problem.no_reason"
    for name, text in (("notes", change.notes), ("reason", change.reason)):
        if len(text) > MOST_NOTES:
            found[name] = "hardship.problem.long"
    return found
