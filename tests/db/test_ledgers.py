"""The registers the plan counts: what is kept, what a unit's row shows of it, who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import units
from db.ledger_rows import TABLES, catch_up, history
from db.ledgers import AlreadyThere, ChangedMeanwhile, NotYours, entries, remove, save, take_in
from surveys.access import Scope
from surveys.ledgers import BOOKS, Entry, Value, fitting
from surveys.organisation import Unit
from tests.db.cast import TODAY, unit

HEADS, AGREEMENTS = BOOKS["headcount"], BOOKS["agreement"]
DAY = timedelta(days=1)


@pytest.fixture
def two(engine: Engine) -> Engine:
    """A database with the units A and B."""
    units.take_in(engine, [unit("A"), unit("B")])
    return engine


def _heads(code: str, day: date, workers: int, members: int) -> Entry:
    says: dict[str, Value] = {
        "unit": code,
        "day": day,
        "workers": workers,
        "members": members,
        "source": "go_tay",
    }
    return Entry(fitting(HEADS, says))


def _agreement(code: str, signed_on: date, **days: date) -> Entry:
    says: dict[str, Value] = {"unit": code, "signed_on": signed_on, "valid_from": signed_on, **days}
    return Entry(fitting(AGREEMENTS, says))


def _unit(engine: Engine, code: str) -> Unit:
    return next(unit for unit in units.everyone(engine) if unit.code == code)


def test_the_units_row_shows_the_latest_headcount(two: Engine) -> None:
    save(two, HEADS, _heads("A", TODAY, 350, 218))
    save(two, HEADS, _heads("A", TODAY - 90 * DAY, 300, 100))  # entered later, older
    assert (_unit(two, "A").workers, _unit(two, "A").members) == (350, 218)
    latest = entries(two, HEADS)[0]
    remove(two, HEADS, latest)
    assert (_unit(two, "A").workers, _unit(two, "A").members) == (300, 100)


def test_an_agreement_is_known_to_the_unit_until_its_extended_end(two: Engine) -> None:
    ends, extended = date(2026, 3, 31), date(2026, 12, 31)
    kept = save(two, AGREEMENTS, _agreement("A", date(2023, 4, 1), valid_to=ends))
    assert (_unit(two, "A").agreement, _unit(two, "A").agreement_until) == (True, ends)
    save(two, AGREEMENTS, replace(kept, values={**kept.values, "extended_to": extended}))
    assert _unit(two, "A").agreement_until == extended
    remove(two, AGREEMENTS, entries(two, AGREEMENTS)[0])
    assert not _unit(two, "A").agreement


def test_a_launched_union_is_known_to_the_unit(two: Engine) -> None:
    alone = replace(_unit(two, "B"), has_union=False, members=0, women_members=None)
    units.take_in(two, [alone])
    book = BOOKS["organising"]
    says: dict[str, Value] = {"unit": "B", "stage": "van_dong", "since": TODAY}
    kept = save(two, book, Entry(fitting(book, says)))
    assert not _unit(two, "B").has_union
    save(two, book, replace(kept, values={**kept.values, "stage": "ra_mat"}))
    assert _unit(two, "B").has_union
    found = history(two, units.everyone(two))
    assert [u.has_union for u in found.on(TODAY - DAY) if u.code == "B"] == [False]


def test_the_second_of_two_officers_is_told_and_nothing_is_overwritten(two: Engine) -> None:
    kept = save(two, HEADS, _heads("A", TODAY, 350, 218))
    first = replace(kept, values={**kept.values, "members": 220})
    second = replace(kept, values={**kept.values, "members": 230})
    save(two, HEADS, first)
    with pytest.raises(ChangedMeanwhile) as told:
        save(two, HEADS, second)
    assert told.value.now
    assert told.value.now.values["members"] == 220
    with pytest.raises(ChangedMeanwhile):
        remove(two, HEADS, kept)
    assert entries(two, HEADS)[0].values["members"] == 220


def test_the_same_entry_is_not_kept_twice(two: Engine) -> None:
    kept = save(two, HEADS, _heads("A", TODAY, 350, 218))
    with pytest.raises(AlreadyThere) as told:
        save(two, HEADS, _heads("A", TODAY, 351, 218))
    assert told.value.entry.id == kept.id


def test_an_import_that_somebody_overtook_writes_nothing(two: Engine) -> None:
    known = save(two, HEADS, _heads("A", TODAY, 350, 218))
    mine = replace(known, values={**known.values, "members": 1})
    save(two, HEADS, replace(known, values={**known.values, "members": 219}))
    with pytest.raises(ChangedMeanwhile):
        take_in(two, HEADS, [_heads("B", TODAY, 10, 5), mine])
    assert [(e.unit, e.values["members"]) for e in entries(two, HEADS)] == [("A", 219)]


def test_dr_12_entries_of_other_units_are_neither_seen_nor_written(two: Engine) -> None:
    kept = save(two, HEADS, _heads("B", TODAY, 350, 218))
    mine = Scope(frozenset({"A"}))
    assert entries(two, HEADS, mine) == ()
    moved = replace(kept, values={**kept.values, "unit": "A"})
    for entry in (_heads("B", TODAY - DAY, 1, 1), kept, moved):
        with pytest.raises(NotYours):
            save(two, HEADS, entry, mine)
    with pytest.raises(NotYours):
        remove(two, HEADS, kept, mine)
    with pytest.raises(NotYours):
        take_in(two, HEADS, [kept], mine)
    course = BOOKS["training"]
    with pytest.raises(NotYours):  # of the whole organisation
        save(two, course, Entry(fitting(course, {"title": "A", "held_on": TODAY})), mine)


def test_what_was_typed_into_the_register_of_units_enters_the_series_once(two: Engine) -> None:
    assert catch_up(two, TODAY) == 2
    assert catch_up(two, TODAY) == 0
    units.take_in(two, [replace(_unit(two, "A"), members=7, women_members=3)])
    assert catch_up(two, TODAY + DAY) == 1
    found = [(e.values["day"], e.values["members"]) for e in entries(two, HEADS) if e.unit == "A"]
    assert found[0] == (TODAY + DAY, 7)
    assert len(found) == 2


def test_dr_13_no_register_has_a_column_for_a_person_or_a_mark(two: Engine) -> None:
    kept = {
        "training": {"title", "held_on", "topic", "days", "people", "women"},
        "dialogue": {"unit_id", "held_on", "kind", "content", "outcome"},
    }
    for name, columns in kept.items():
        found = {c["name"] for c in sa.inspect(two).get_columns(TABLES[name].__tablename__)}
        assert found == columns | {"id", "version", "sample"}
    for table in TABLES.values():
        keys = sa.inspect(two).get_foreign_keys(table.__tablename__)
        assert {key["referred_table"] for key in keys} <= {"unit"}  # never an officer
