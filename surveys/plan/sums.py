"""What the plan costs and reaches, by need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.catalogue import needs
from surveys.plan.activity import Activity, State


@dataclass(frozen=True, slots=True)
class Sum:
    """Activities of one need together: how many, how many are done, money planned and spent in
    dong, people planned and reached. What cannot be kept is no longer planned; what was already
    spent on it still counts."""

    need: str
    activities: int
    done: int
    planned: int
    spent: int
    people: int
    reached: int


def sums_by_need(activities: Iterable[Activity]) -> tuple[Sum, ...]:
    """One row a need, in the order of the catalogue; needs it does not know come last."""
    places = {need.code: place for place, need in enumerate(needs())}
    groups: dict[str, list[Activity]] = {}
    for activity in activities:
        groups.setdefault(activity.need, []).append(activity)
    ordered = sorted(groups, key=lambda code: (places.get(code, len(places)), code))
    return tuple(_sum(code, groups[code]) for code in ordered)


def _sum(need: str, activities: Sequence[Activity]) -> Sum:
    kept = [a for a in activities if a.state is not State.IMPOSSIBLE]
    return Sum(
        need=need,
        activities=len(kept),
        done=sum(a.state is State.DONE for a in kept),
        planned=sum(a.money or 0 for a in kept),
        spent=sum(a.spent or 0 for a in activities),
        people=sum(a.people or 0 for a in kept),
        reached=sum(a.reached or 0 for a in activities),
    )
