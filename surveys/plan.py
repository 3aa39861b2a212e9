"""From need to activity: what is planned, on which road, and how the plan's targets stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.catalogue import Need


class Road(StrEnum):
    """Who can act decides the road (handbook 3.3-3)."""

    PLAN = "plan"  # the union alone
    DIALOGUE = "dialogue"  # only the employer can change it
    PETITION = "petition"  # only government or insurance can change it


class State(StrEnum):
    """How far a promise has come."""

    PROMISED = "promised"
    DOING = "doing"
    DONE = "done"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Activity:
    """One promised activity. Money is in dong; `figure` is the finding it answers, in words."""

    id: int
    campaign_id: int | None
    need: str
    type: str
    road: Road
    title: str
    scope: str
    place: str
    responsible: str
    partner: str
    starts_on: date
    ends_on: date
    people: int | None
    money: int | None
    source: str
    measure: str
    figure: str
    state: State = State.PROMISED
    reason: str = ""
    reached: int | None = None
    spent: int | None = None
    sample: bool = False


_UNION_ALONE = {"AT-01", "AT-03", "AT-06", "AT-07", "AT-08", "AT-09", "AT-10", "AT-11", "AT-12"} | {
    "AT-13", "AT-14", "AT-15", "AT-19", "AT-20", "AT-21", "AT-22", "AT-23", "AT-24",
}  # fmt: skip
_PETITION = {"AT-02", "AT-18"}


def usual_road(activity_type: str) -> Road:
    """The road an activity type usually takes; the officer may choose another."""
    if activity_type in _UNION_ALONE:
        return Road.PLAN
    return Road.PETITION if activity_type in _PETITION else Road.DIALOGUE


def proposals(needs: tuple[Need, ...]) -> tuple[str, ...]:
    """The activity types of the catalogue for these needs, each once, in the catalogue's order."""
    return tuple(dict.fromkeys(code for need in needs for code in need.activities))
