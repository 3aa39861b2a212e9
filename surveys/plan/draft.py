"""An activity that is being planned: what is proposed, what an officer typed, what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from surveys.campaigns import Problem
from surveys.catalogue import activity_types
from surveys.plan.activity import Activity, Road, needs_for, usual_road
from surveys.plan.amounts import NotANumber, whole
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import number

SOURCES = ("union", "employer", "society")  # handbook 3.3-4
LONGEST = 200  # letters of a title: two lines in a table of a paper
LONGEST_TEXT = 500
MOST_DAYS = 5 * 366  # from the first to the last day: more is a mistyped year
_PAPER = LANGUAGES[0]  # what is proposed is printed in papers, whoever plans it
_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer typed: numbers as text, None where a day was emptied, sources of money by
    code with any other in words."""

    need: str
    type: str
    road: Road
    title: str
    scope: str
    responsible: str
    measure: str
    starts_on: date | None
    ends_on: date | None
    place: str = ""
    partner: str = ""
    people: str = ""
    money: str = ""
    sources: tuple[str, ...] = ()
    other_source: str = ""


def usual_draft(row: str, activity_type: str, scope: str, today: date) -> Draft:
    """What the catalogue proposes for a need (n01 … n16): the next whole month, to be changed."""
    kind = activity_types()[activity_type]
    need = next(iter(needs_for(row, activity_type)), None)
    first = (today.replace(day=1) + _MONTH).replace(day=1)
    return Draft(
        need=need.code if need else row,
        type=activity_type,
        road=usual_road(activity_type),
        title=kind.label[_PAPER],
        scope=scope,
        responsible=need.responsible if need else "",
        measure=kind.measures[:1].upper() + kind.measures[1:],
        starts_on=first,
        ends_on=(first + _MONTH).replace(day=1) - timedelta(days=1),
    )


def draft_of(activity: Activity) -> Draft:
    """A known activity as it would be typed."""
    sources, other = _known_sources(activity.source)
    return Draft(
        need=activity.need,
        type=activity.type,
        road=activity.road,
        title=activity.title,
        scope=activity.scope,
        responsible=activity.responsible,
        measure=activity.measure,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        place=activity.place,
        partner=activity.partner,
        people=_typed(activity.people),
        money=_typed(activity.money),
        sources=sources,
        other_source=other,
    )


def problems(draft: Draft) -> dict[str, Problem]:
    """What is wrong, by field of the draft; empty when it can be saved."""
    found = {
        "title": _text(draft.title, "title", LONGEST),
        "responsible": _text(draft.responsible, "responsible", LONGEST_TEXT),
        "measure": _text(draft.measure, "measure", LONGEST_TEXT),
        "scope": _long(draft.scope),
        "place": _long(draft.place),
        "partner": _long(draft.partner),
        "starts_on": None if draft.starts_on else Problem("planning.problem.no_day"),
        "ends_on": _ending(draft.starts_on, draft.ends_on),
        "people": amount_problem(draft.people, "people"),
        "money": amount_problem(draft.money, "money"),
        "sources": _sources(draft),
    }
    return {name: problem for name, problem in found.items() if problem}


def as_activity(draft: Draft, known: Activity | None = None) -> Activity:
    """The activity of a draft without problems, or `known` with what the draft says;
    ValueError when days are missing, NotANumber when a number cannot be read."""
    if draft.starts_on is None or draft.ends_on is None:
        raise ValueError("the draft has no days")
    typed = Activity(
        id=0,
        campaign_id=None,
        need=draft.need,
        type=draft.type,
        road=draft.road,
        title=_clean(draft.title),
        scope=_clean(draft.scope),
        place=_clean(draft.place),
        responsible=_clean(draft.responsible),
        partner=_clean(draft.partner),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        people=whole(draft.people),
        money=whole(draft.money),
        source=_source(draft),
        measure=_clean(draft.measure),
        figure="",
    )
    return typed if known is None else _kept(typed, known)


def amount_problem(text: str, name: str, *, needed: bool = False) -> Problem | None:
    """Why a typed number cannot be taken; `needed` when it may not be empty."""
    try:
        value = whole(text)
    except NotANumber:
        return Problem(f"planning.problem.{name}")
    return Problem(f"planning.problem.{name}_missing") if needed and value is None else None


def _kept(typed: Activity, known: Activity) -> Activity:
    """What is typed, with what the form does not ask."""
    return replace(
        typed,
        id=known.id,
        campaign_id=known.campaign_id,
        figure=known.figure,
        state=known.state,
        reason=known.reason,
        reached=known.reached,
        spent=known.spent,
        feedback_id=known.feedback_id,
        sample=known.sample,
    )


def _source(draft: Draft) -> str:
    """The sources as one line, the first with a capital: "Kinh phí công đoàn, xã hội hóa"."""
    other = _clean(draft.other_source)
    names = [_name(code) for code in draft.sources] + ([other] if other else [])
    line = ", ".join(names)
    return line[:1].upper() + line[1:]


def _known_sources(line: str) -> tuple[tuple[str, ...], str]:
    """The line taken apart again: codes, and the rest in words."""
    names = {_name(code).casefold(): code for code in SOURCES}
    parts = [part.strip() for part in re.split(r"[,;]", line) if part.strip()]
    codes = {names[part.casefold()] for part in parts if part.casefold() in names}
    others = [part for part in parts if part.casefold() not in names]
    return tuple(code for code in SOURCES if code in codes), ", ".join(others)


def _name(code: str) -> str:
    return say(f"planning.source.{code}", _PAPER)


def _typed(value: int | None) -> str:
    return "" if value is None else number(value, _PAPER)


def _clean(text: str) -> str:
    return " ".join(text.split())


def _text(text: str, name: str, longest: int) -> Problem | None:
    return _long(text, longest) if _clean(text) else Problem(f"planning.problem.{name}")


def _long(text: str, longest: int = LONGEST_TEXT) -> Problem | None:
    length = len(_clean(text))
    if length <= longest:
        return None
    return Problem("planning.problem.long", {"length": length, "longest": longest})


def _ending(starts_on: date | None, ends_on: date | None) -> Problem | None:
    if ends_on is None:
        return Problem("planning.problem.no_day")
    if starts_on is None:
        return None
    if ends_on < starts_on:
        return Problem("planning.problem.before_start", {"day": starts_on})
    if (ends_on - starts_on).days > MOST_DAYS:
        return Problem("planning.problem.far", {"day": starts_on + timedelta(days=MOST_DAYS)})
    return None


def _sources(draft: Draft) -> Problem | None:
    """Money without a source cannot be put before a meeting."""
    if draft.sources or _clean(draft.other_source):
        return None
    try:
        return Problem("planning.problem.sources") if whole(draft.money) else None
    except NotANumber:
        return None
