"""What a report would change, old and new values side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db import ledgers
from pages import seen
from pages.settings import engine
from surveys.ledgers import BOOKS, Entry
from surveys.organisation import Unit
from surveys.periodic import COUNTS, Change, Report, changes, named
from surveys.texts import say
from surveys.texts.numbers import day, number


def wanted(report: Report) -> tuple[Change, ...]:
    """What confirming the report would write now."""
    return changes(report, {name: _known(name, report.unit) for name in BOOKS})


def shown_beside(
    report: Report, wanted: Sequence[Change], unit: Unit, lang: str
) -> tuple[list[dict[str, str]], str]:
    """A row for each figure, and a sentence when the register has newer headcounts ("" else)."""
    rows = [_count(report, unit, name, lang) for name in COUNTS[:4]]
    rows.append(_agreement(report, unit, lang))
    rows.append(_dialogues(report, lang))
    rows.append(_row("plan", "", _plan(report, lang), lang))
    newest = [e.values.get("day") for e in _known("headcount", report.unit)[:1]]
    last = wanted[0].after.values.get("day")
    newer = newest[0] if newest else None
    if isinstance(newer, date) and isinstance(last, date) and newer > last:
        return rows, say("periodic.one.newer", lang, day=day(newer, lang))
    return rows, ""


def _known(name: str, unit: str) -> list[Entry]:
    book = BOOKS[name]
    if not book.of_units:
        return []
    return [entry for entry in ledgers.entries(engine(), book, seen.scope()) if entry.unit == unit]


def _count(report: Report, unit: Unit, name: str, lang: str) -> dict[str, str]:
    before, after = getattr(unit, name), getattr(report, name)
    said = [_said(value, lang) for value in (before, after)]
    return _row(name, said[0], said[1], lang)


def _agreement(report: Report, unit: Unit, lang: str) -> dict[str, str]:
    known = _known("agreement", report.unit)
    days = (known[0].values.get("signed_on"), unit.agreement_until) if known else (None, None)
    before = _signed(days[0] if isinstance(days[0], date) else None, days[1], lang)
    return _row("signed_on", before, _signed(report.signed_on, report.valid_to, lang), lang)


def _signed(signed_on: date | None, until: date | None, lang: str) -> str:
    if signed_on is None:
        return ""
    end = day(until, lang) if until else say("periodic.one.no_end", lang)
    return say("periodic.one.agreement", lang, day=day(signed_on, lang), until=end)


def _dialogues(report: Report, lang: str) -> dict[str, str]:
    period = named(report.period)
    held = [entry.values.get("held_on") for entry in _known("dialogue", report.unit)]
    before = [
        on for on in held if period and isinstance(on, date) and period.first <= on <= period.last
    ]
    return _row(
        "dialogues",
        _held(len(before), max(before, default=None), lang),
        _held(report.dialogues, report.dialogue_on, lang),
        lang,
    )


def _held(count: int, last: date | None, lang: str) -> str:
    said = say("periodic.one.dialogues", lang, count=number(count, lang))
    if last is None:
        return said
    return f"{said}, {say('periodic.one.dialogue_on', lang, day=day(last, lang))}"


def _plan(report: Report, lang: str) -> str:
    if report.plan_on is None:
        return ""
    return say("periodic.one.plan_on", lang, day=day(report.plan_on, lang))


def _row(name: str, before: str, after: str, lang: str) -> dict[str, str]:
    nothing = say("periodic.one.nothing", lang)
    field = "plan_on" if name == "plan" else name
    mark = "same" if after in ("", before) else "changes"
    return {
        say("periodic.one.figure", lang): say(f"periodic.field.{field}", lang).rstrip(" *"),
        say("periodic.one.before", lang): before or nothing,
        say("periodic.one.after", lang): after or nothing,
        " ": say(f"periodic.one.{mark}", lang),
    }


def _said(count: int | None, lang: str) -> str:
    return "" if count is None else number(count, lang)
