"""Planned activities in the order of the needs they answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.catalogue import Need, needs, needs_behind
from surveys.needs import NeedRow, Ranking
from surveys.plan import Activity, Road, State
from surveys.reports.phrases import share, words
from surveys.texts import say
from surveys.texts.numbers import day


@dataclass(frozen=True, slots=True)
class Answered:
    """A need with its activities; `ranked` is its row in the ranking, None when not ranked."""

    title: str
    ranked: NeedRow | None
    activities: tuple[Activity, ...]


def by_need(activities: Iterable[Activity], ranking: Ranking, lang: str) -> tuple[Answered, ...]:
    """The activities under their needs, the most unmet need first."""
    places = _places(ranking)
    groups: dict[str, list[Activity]] = {}
    for activity in sorted(activities, key=lambda a: (_place(a, places), a.starts_on, a.id)):
        groups.setdefault(_row(activity, places) or activity.need, []).append(activity)
    return tuple(
        Answered(
            _title(code, ranking, lang),
            ranking.rows[places[code]] if code in places else None,
            tuple(found),
        )
        for code, found in groups.items()
    )


def on_road(activities: Iterable[Activity], road: Road) -> tuple[Activity, ...]:
    """The activities of one road that are still to be kept."""
    return tuple(a for a in activities if a.road is road and a.state is not State.IMPOSSIBLE)


def unanswered(ranking: Ranking, activities: Iterable[Activity], most: int) -> tuple[NeedRow, ...]:
    """Those of the first needs for which nothing is planned on any road."""
    places = _places(ranking)
    planned = {_row(activity, places) for activity in activities}
    return tuple(row for row in ranking.rows[:most] if row.code not in planned)


def heading(answered: Answered, lang: str) -> str:
    """The need as a heading, with the share behind it where it was ranked."""
    if answered.ranked is None:
        return answered.title
    unmet = share(answered.ranked.unmet, lang)
    return say("reports.promise.heading", lang, need=answered.title, share=unmet)


def span(activity: Activity, lang: str) -> str:
    """When an activity takes place."""
    first, last = day(activity.starts_on, lang), day(activity.ends_on, lang)
    return first if first == last else say("reports.promise.span", lang, first=first, last=last)


def catalogue_need(code: str) -> Need | None:
    """The need of the catalogue that an activity names by NC-code or by row (n01)."""
    behind = needs_behind(code)
    return next((n for n in needs() if n.code == code), behind[0] if behind else None)


def _places(ranking: Ranking) -> dict[str, int]:
    return {row.code: place for place, row in enumerate(ranking.rows)}


def _row(activity: Activity, places: dict[str, int]) -> str:
    """The ranked need an activity answers: the most unmet of those its need stands for."""
    need = catalogue_need(activity.need)
    rows = (activity.need,) if activity.need in places else (need.rows if need else ())
    ranked = [row for row in rows if row in places]
    return min(ranked, key=lambda row: places[row]) if ranked else ""


def _place(activity: Activity, places: dict[str, int]) -> int:
    return places.get(_row(activity, places), len(places))


def _title(code: str, ranking: Ranking, lang: str) -> str:
    for row in ranking.rows:
        if row.code == code:
            return words(row.label, lang)
    need = catalogue_need(code)
    return words(need.label, lang) if need else say("reports.promise.other", lang)
