"""Two officers save the same record, one after the other or at the same moment: the second is told
and what the first wrote stands."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from db import activities, units
from tests.db.cast import MEALS, unit
from tests.db.two_officers import RECORDS, known_unit

TOGETHER = 0.4  # seconds that the faster one of two waits for the other before it writes


@pytest.mark.parametrize("name", RECORDS)
def test_who_saves_second_is_told_and_nothing_is_overwritten(engine: Engine, name: str) -> None:
    record = RECORDS[name]
    seen = record.opened(engine)
    record.save(engine, seen, 1)
    first = record.kept(engine)
    with pytest.raises(record.told):
        record.save(engine, seen, 2)
    assert record.kept(engine) == first


@pytest.mark.parametrize("name", RECORDS)
def test_of_two_who_save_at_the_same_moment_one_is_told(engine: Engine, name: str) -> None:
    record = RECORDS[name]
    seen = record.opened(engine)
    with _writing_together(engine), ThreadPoolExecutor(2) as both:
        saved = [both.submit(record.save, engine, seen, who) for who in (1, 2)]
        refused = [one.exception() for one in saved]
    assert [isinstance(one, record.told) for one in refused if one] == [True], refused


def test_who_removes_what_somebody_changed_is_told(engine: Engine) -> None:
    seen = activities.add(engine, MEALS)
    changed = replace(seen, reached=110)
    activities.change(engine, changed, seen)
    with pytest.raises(activities.ChangedMeanwhile):
        activities.remove(engine, seen)
    assert activities.everything(engine) == (changed,)
    known = known_unit(engine)
    units.change(engine, replace(known, workers=70), known)
    with pytest.raises(units.ChangedMeanwhile):
        units.remove(engine, "A", seen=known)
    assert [one.workers for one in units.everyone(engine)] == [70]


def test_a_file_brings_no_unit_that_somebody_entered_meanwhile(engine: Engine) -> None:
    units.add(engine, unit("A"))
    with pytest.raises(units.ChangedMeanwhile):
        units.take_in(engine, [unit("A", workers=90), unit("B")], {})
    assert [(one.code, one.workers) for one in units.everyone(engine)] == [("A", 60)]


@contextlib.contextmanager
def _writing_together(engine: Engine) -> Any:
    """Both of two threads have read what they need before the first of them writes, unless the
    database makes one wait for the other."""
    barrier = threading.Barrier(2)

    def wait(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.split(maxsplit=1)[0] in ("INSERT", "UPDATE", "DELETE"):
            with contextlib.suppress(threading.BrokenBarrierError):
                barrier.wait(TOGETHER)

    event.listen(engine, "before_cursor_execute", wait)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", wait)
