"""A promised activity, and how one comes from a need to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.catalogue import Need, needs_behind


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
    feedback_id: int | None = None
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


def needs_for(row: str, activity_type: str) -> tuple[Need, ...]:
    """The catalogue needs of a ranked row that this activity answers, the one that stands for
    this row alone or first of all in front; all needs of the row when none names the activity."""
    behind = needs_behind(row)
    fitting = [need for need in behind if activity_type in need.activities] or behind
    return tuple(sorted(fitting, key=lambda need: (need.rows[0] != row, len(need.rows))))


def answering(row: str, activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """The promises that answer a ranked row (n01 … n16), kept or still to be kept."""
    codes = {need.code for need in needs_behind(row)}
    return tuple(a for a in activities if a.need in codes and a.state is not State.IMPOSSIBLE)


def of_campaign(activities: Iterable[Activity], campaign_id: int) -> tuple[Activity, ...]:
    """What was promised after this campaign, and what was promised after none in particular."""
    return tuple(a for a in activities if a.campaign_id in (campaign_id, None))


def is_late(activity: Activity, today: date) -> bool:
    """Whether the last day is over and the promise neither kept nor given up."""
    open_still = activity.state in (State.PROMISED, State.DOING)
    return open_still and activity.ends_on < today
