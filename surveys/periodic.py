"""Periodic reports of grassroots unions: periods, due days, what a report says and changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from surveys.ledgers import (
    BOOKS,
    Book,
    Entry,
    Headcount,
    Value,
    faults_of,
    fitting,
    still_known,
)
from surveys.organisation import Unit
from surveys.register.cells import Unreadable, day, people

LONGEST_NOTE = 1_000
MOST_DIALOGUES = 366  # one a day of a year
MOST_DAYS = 90  # a report asked for later than this belongs to another period
_DAY = timedelta(days=1)
_NAMED = re.compile(r"(?P<year>20[0-9]{2})(-(?P<part>[QHT])?(?P<number>[0-9]{1,2}))?")


class Every(StrEnum):
    """How often units report."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
_MARKS = {Every.MONTH: "T", Every.QUARTER: "Q", Every.HALF: "H"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Reports are due `due_days` after the end of a period and late after `grace_days` more;
    `first_on` lies in the first period that is asked for."""

    every: Every
    due_days: int
    grace_days: int
    first_on: date
    version: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter, half-year or year; its `key` is "2026-T11", "2026-Q4", "2026-H2" or
    "2026"."""

    every: Every
    first: date
    last: date

    @property
    def number(self) -> int:
        """Which one of its year, from 1."""
        return (self.first.month - 1) // _MONTHS[self.every] + 1

    @property
    def key(self) -> str:
        """How it is called in addresses and tables."""
        mark = _MARKS.get(self.every)
        return f"{self.first.year}-{mark}{self.number}" if mark else str(self.first.year)


class Standing(StrEnum):
    """Where a unit's report stands: units, never persons."""

    AWAITED = "awaited"
    RECEIVED = "received"
    LATE = "late"
    MISSING = "missing"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Report:
    """What a unit reported. `state` is received, returned (with an `answer`) or confirmed."""

    unit: str
    period: str
    received_on: date
    workers: int
    members: int
    women: int | None = None
    women_members: int | None = None
    signed_on: date | None = None
    valid_to: date | None = None
    dialogues: int = 0
    dialogue_on: date | None = None
    plan_on: date | None = None
    note: str = ""
    answer: str = ""
    state: str = "received"
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a register that a confirmed report writes; `before` is what stands there now."""

    book: Book
    before: Entry | None
    after: Entry


COUNTS = ("workers", "members", "women", "women_members", "dialogues")
DAYS = ("signed_on", "valid_to", "dialogue_on", "plan_on")
FIELDS = (*COUNTS[:4], *DAYS[:2], "dialogues", "dialogue_on", "plan_on", "note")
_MUST = ("workers", "members")


def period_of(every: Every, on: date) -> Period:
    """The period in which the day lies."""
    months = _MONTHS[every]
    first = date(on.year, (on.month - 1) // months * months + 1, 1)
    month = first.month + months
    following = date(on.year + (month > 12), (month - 1) % 12 + 1, 1)
    return Period(every, first, following - _DAY)


def named(key: str) -> Period | None:
    """The period with this key; None when there is none."""
    found = _NAMED.fullmatch(key)
    if found is None:
        return None
    marks = {mark: every for every, mark in _MARKS.items()}
    every = marks[found["part"]] if found["part"] else Every.YEAR
    month = (int(found["number"] or 1) - 1) * _MONTHS[every] + 1
    if not 1 <= month <= 12 or (found["number"] and not found["part"]):
        return None
    return period_of(every, date(int(found["year"]), month, 1))


def periods(calendar: Calendar, today: date) -> tuple[Period, ...]:
    """The periods asked for until today, the newest first."""
    found = [period_of(calendar.every, today)]
    while found[-1].first > calendar.first_on:
        found.append(period_of(calendar.every, found[-1].first - _DAY))
    return tuple(found)


def to_report(calendar: Calendar, today: date) -> Period:
    """The period whose reports are being waited for: the last one that has ended, or the first."""
    known = periods(calendar, today)
    return next((period for period in known if period.last < today), known[-1])


def due_on(calendar: Calendar, period: Period) -> date:
    """By when the report is asked for."""
    return period.last + calendar.due_days * _DAY


def standing(calendar: Calendar, period: Period, report: Report | None, today: date) -> Standing:
    """Where a unit stands on that day; within the days of grace a report is on time."""
    end = due_on(calendar, period) + calendar.grace_days * _DAY
    if report is None:
        return Standing.MISSING if today > end else Standing.AWAITED
    if report.state == "returned":
        return Standing.RETURNED
    return Standing.LATE if report.received_on > end else Standing.RECEIVED


def owing(units: Iterable[Unit], period: Period) -> tuple[Unit, ...]:
    """The units that report on a period: those with a union that exist at its end."""
    return tuple(
        unit
        for unit in units
        if unit.has_union
        and (unit.ended_on is None or unit.ended_on >= period.last)
        and (unit.began_on is None or unit.began_on <= period.last)
    )


def read_report(
    sent: Mapping[str, str], unit: str, period: Period, today: date
) -> Report | dict[str, str]:
    """What was typed as a report; or, by field, the reasons (periodic.problem) why not."""
    values: dict[str, int | date | None] = {}
    problems: dict[str, str] = {}
    for name in (*COUNTS, *DAYS):
        typed = sent.get(name, "").strip()
        try:
            values[name] = _count(typed) if name in COUNTS else day(typed)
        except Unreadable:
            problems[name] = "count" if name in COUNTS else "day"
        if name in _MUST and not typed:
            problems[name] = "missing"
    note = " ".join(sent.get("note", "").split())
    if len(note) > LONGEST_NOTE:
        problems["note"] = "long"
    if problems:
        return problems
    values["dialogues"] = values["dialogues"] or 0
    report = Report(unit, period.key, today, note=note, **values)  # type: ignore[arg-type]
    return _problems(report, today) or report


def changes(report: Report, known: Mapping[str, Iterable[Entry]]) -> tuple[Change, ...]:
    """What the report would write into the registers; `known` are the unit's entries in each.
    Its headcount is that of the day on which it came."""
    heads: dict[str, Value] = {name: getattr(report, name) for name in COUNTS[:4]}
    wanted: list[tuple[str, dict[str, Value]]] = [
        ("headcount", {**heads, "day": report.received_on, "source": "bao_cao"})
    ]
    if report.signed_on:
        days: dict[str, Value] = {"signed_on": report.signed_on, "valid_to": report.valid_to}
        wanted.append(("agreement", {"valid_from": report.signed_on, **days}))
    if report.dialogue_on:
        wanted.append(("dialogue", {"held_on": report.dialogue_on, "kind": "dinh_ky"}))
    return tuple(
        _change(BOOKS[name], {"unit": report.unit, **says}, known.get(name, ()))
        for name, says in wanted
    )


def _change(book: Book, says: dict[str, Value], known: Iterable[Entry]) -> Change:
    """Over the same line where there is one: what the report does not say of it stays."""
    new = Entry(says).same(book)
    before = next((entry for entry in known if entry.same(book) == new), None)
    if before is None:
        return Change(book, None, Entry(fitting(book, says)))
    if book.name == "headcount":
        return Change(book, before, replace(before, values=_heads(says, before)))
    new_words = {name: value for name, value in says.items() if not before.values.get(name)}
    return Change(book, before, replace(before, values={**before.values, **new_words}))


def _heads(says: dict[str, Value], before: Entry) -> dict[str, Value]:
    """A headcount over one of the same day."""
    workers, members, women, among = (says[name] for name in COUNTS[:4])
    kept = tuple(before.values.get(name) for name in COUNTS[2:4])
    heads = Headcount("", date.min, workers, members, women, among)  # type: ignore[arg-type]
    heads = still_known(heads, kept)  # type: ignore[arg-type]
    return {**says, "women": heads.women, "women_members": heads.women_members}


def _problems(report: Report, today: date) -> dict[str, str]:
    """What cannot be, as the registers themselves would say."""
    found = {}
    heads = {name: getattr(report, name) for name in COUNTS[:4]}
    says = {"unit": report.unit, "day": report.received_on, "source": "bao_cao", **heads}
    for fault in faults_of(BOOKS["headcount"], says, today):
        found[fault.field] = f"more_{fault.other}" if fault.reason == "more" else "count"
    for name in ("signed_on", "dialogue_on", "plan_on"):
        on = getattr(report, name)
        if on is not None and on > today:
            found[name] = "ahead"
    if report.valid_to and not report.signed_on:
        found["signed_on"] = "no_signing"
    elif report.valid_to and report.signed_on and report.valid_to < report.signed_on:
        found["valid_to"] = "before_signing"
    if report.dialogues > MOST_DIALOGUES:
        found["dialogues"] = "count"
    if report.dialogue_on and not report.dialogues:
        found["dialogues"] = "no_dialogue"
    return found


def _count(typed: str) -> int | None:
    found = people(typed)
    if isinstance(found, str):
        raise Unreadable("not_a_number", typed)
    return found
