"""Reports of units: codes that open one form only, and registers that change when confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from db import ledgers, periodic, units
from surveys.access import Scope
from surveys.ledgers import BOOKS
from surveys.periodic import Calendar, Every, Report, changes
from tests.db.cast import TODAY, unit

PERIOD = "2026-Q3"
DAY = timedelta(days=1)


@pytest.fixture
def two(engine: Engine) -> Engine:
    """A database with the units A and B and their codes."""
    units.take_in(engine, [unit("A"), unit("B")])
    assert periodic.make_links(engine, PERIOD, ["A", "B"], TODAY) == 2
    return engine


def _report(code: str = "A", members: int = 30) -> Report:
    return Report(code, PERIOD, TODAY, 60, members)


def _members(engine: Engine, code: str) -> int:
    return next(unit.members for unit in units.everyone(engine) if unit.code == code)


def test_a_code_opens_its_unit_and_period_until_it_is_revoked(two: Engine) -> None:
    first, second = periodic.links(two, PERIOD)
    assert len({first.code, second.code}) == 2
    assert len(first.code) == 16
    found = periodic.link(two, first.code)
    assert found
    assert (found.unit, found.period) == ("A", PERIOD)
    assert not periodic.revoke(two, first.code, TODAY, Scope(frozenset({"B"})))
    assert periodic.revoke(two, first.code, TODAY)
    assert periodic.link(two, first.code) is None
    assert periodic.link(two, "") is None
    assert periodic.make_links(two, PERIOD, ["A", "B"], TODAY) == 1  # a new one for A only


def test_a_report_changes_nothing_before_it_is_confirmed(two: Engine) -> None:
    before = _members(two, "A")
    kept = periodic.receive(two, _report())
    assert _members(two, "A") == before
    assert ledgers.entries(two, BOOKS["headcount"]) == ()
    periodic.confirm(two, kept, changes(kept, {}))
    assert _members(two, "A") == 30
    found = periodic.report_of(two, "A", PERIOD)
    assert found
    assert found.state == "confirmed"


def test_sending_again_replaces_and_keeps_the_first_day(two: Engine) -> None:
    first = periodic.receive(two, _report())
    later = replace(_report(members=31), received_on=TODAY + DAY)
    assert periodic.receive(two, later).id == first.id
    found = periodic.report_of(two, "A", PERIOD)
    assert found
    assert (found.members, found.received_on, found.version) == (31, TODAY, 2)


def test_what_was_not_shown_is_not_confirmed(two: Engine) -> None:
    shown = periodic.receive(two, _report())
    periodic.receive(two, _report(members=31))  # the unit sends again while the officer reads
    with pytest.raises(periodic.ChangedMeanwhile):
        periodic.confirm(two, shown, changes(shown, {}))
    assert ledgers.entries(two, BOOKS["headcount"]) == ()


def test_a_confirmed_report_is_not_replaced_and_not_confirmed_twice(two: Engine) -> None:
    kept = periodic.receive(two, _report())
    periodic.confirm(two, kept, changes(kept, {}))
    with pytest.raises(periodic.Confirmed):
        periodic.receive(two, _report(members=1))
    with pytest.raises(periodic.ChangedMeanwhile):
        periodic.confirm(two, kept, changes(kept, {}))


def test_a_report_given_back_says_why_until_it_comes_again(two: Engine) -> None:
    kept = periodic.receive(two, _report())
    periodic.give_back(two, kept, "thiếu số nữ")
    found = periodic.report_of(two, "A", PERIOD)
    assert found
    assert (found.state, found.answer) == ("returned", "thiếu số nữ")
    again = periodic.receive(two, _report())
    assert (again.state, again.answer) == ("received", "")


def test_dr_12_reports_of_other_units_are_not_seen(two: Engine) -> None:
    periodic.receive(two, _report("A"))
    periodic.receive(two, _report("B"))
    mine = Scope(frozenset({"B"}))
    assert [report.unit for report in periodic.reports(two, PERIOD, mine)] == ["B"]
    assert [link.unit for link in periodic.links(two, PERIOD, mine)] == ["B"]


def test_the_second_to_set_the_calendar_is_told(two: Engine) -> None:
    assert periodic.calendar(two) is None
    wanted = Calendar(Every.QUARTER, 5, 3, date(2026, 1, 1))
    periodic.set_calendar(two, wanted)
    with pytest.raises(periodic.ChangedMeanwhile):
        periodic.set_calendar(two, replace(wanted, every=Every.MONTH))
    known = periodic.calendar(two)
    assert known == replace(wanted, version=1)
