"""What stands in the registers of the demo: headcounts over three years, agreements, courses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine

from db import ledgers
from db.demo_shares import read_json
from db.ledger_rows import catch_up
from surveys.ledgers import BOOKS, Entry, Value, fitting
from surveys.organisation import ENTERPRISES, Unit

_PUBLIC = ("co_quan", "don_vi_su_nghiep")


def keep(engine: Engine, units: Sequence[Unit], today: date) -> None:
    """Enter them as of today, marked as samples; what lies ahead of today is left out."""
    told = read_json("demo_ledgers")
    catch_up(engine, today)
    _enter(engine, "headcount", _headcounts(told, units), today)
    _enter(engine, "agreement", _agreements(told, units), today)
    with_union = [unit for unit in units if unit.has_union and unit.type in ENTERPRISES]
    without = [unit for unit in units if not unit.has_union and unit.type in ENTERPRISES]
    _enter(engine, "dialogue", _of_units(told["dialogues"], with_union, "held_on", today), today)
    _enter(engine, "organising", _of_units(told["stages"], without, "since", today), today)
    for name in ("coordination", "training"):
        _enter(engine, name, [_ahead(dict(row), "held_on", today) for row in told[name]], today)


def _enter(engine: Engine, name: str, rows: Iterable[dict[str, Value]], today: date) -> None:
    book = BOOKS[name]
    entries = [Entry(fitting(book, row)) for row in rows]
    past = [e for e in entries if isinstance(on := e.values[book.newest], date) and on < today]
    ledgers.take_in(engine, book, past, sample=True)


def _headcounts(told: dict[str, Any], units: Sequence[Unit]) -> Iterable[dict[str, Value]]:
    for moment in told["headcounts"]:
        for unit in units:
            share = moment["public" if unit.type in _PUBLIC else "others"]
            members = min(unit.workers, round(unit.members * share))
            yield {
                "unit": unit.code,
                "day": date.fromisoformat(moment["day"]),
                "workers": unit.workers,
                "members": members,
                "women": unit.women,
                "women_members": min(unit.women_members or 0, members),
                "source": "nhap_tep",
            }


def _agreements(told: dict[str, Any], units: Sequence[Unit]) -> Iterable[dict[str, Value]]:
    usual, clauses = date.fromisoformat(told["signed_without_end"]), told["clauses"]
    for place, unit in enumerate(unit for unit in units if unit.agreement):
        until = unit.agreement_until
        years = told["agreement_years"]
        signed = until.replace(day=1, year=until.year - years) if until else usual
        yield {
            "unit": unit.code,
            "signed_on": signed,
            "valid_from": signed,
            "valid_to": until,
            "registered_on": signed + timedelta(days=9),
            "clauses": tuple(clauses[place % len(clauses)]),
        }


def _of_units(
    rows: Sequence[dict[str, Any]], units: Sequence[Unit], day: str, today: date
) -> list[dict[str, Value]]:
    pairs = zip(rows, units, strict=False)
    return [_ahead({**row, "unit": unit.code}, day, today) for row, unit in pairs]


def _ahead(row: dict[str, Any], day: str, today: date) -> dict[str, Value]:
    """Days told as so many ago or ahead, as days."""
    if "days_ago" in row:
        row[day] = today - timedelta(days=row.pop("days_ago"))
    if "signed_on" in row:
        row["signed_on"] = date.fromisoformat(row["signed_on"])
    wait = row.pop("next_in", None)
    if wait is not None:
        field = "next_review" if "partner" in row else "next_on"
        row[field] = today + timedelta(days=wait)
    return row
