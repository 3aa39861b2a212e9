"""The organisation as it is kept: events and their undo, moves by file, two officers at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from db import campaigns, demo, organisation, units
from db.engine import writing
from db.schema_organisation import OrgLinkRow
from surveys.organisation import Changes, Unit, Wish, ancestors, planned, tree_on, under
from tests.db.cast import NOW, TODAY, annual, draft, unit

TURN = date(2025, 7, 1)
DAY = timedelta(days=1)


def body(code: str, level: str, **more: object) -> Unit:
    known = Unit(code, f"Tổ chức {code}", "", "khac", "", "", 0, 0, level=level)
    return replace(known, **more)  # type: ignore[arg-type]


@pytest.fixture
def district(engine: Engine) -> Engine:
    """A province, a district, three workplaces of it."""
    organisation.enter(engine, body("P", "tinh"))
    organisation.enter(engine, body("H", "huyen", parent="P", began_on=date(2015, 8, 1)))
    since = date(2018, 1, 1)
    units.take_in(engine, [unit(code, parent="H", parent_from=since) for code in "ABC"])
    return engine


def split(shares: str) -> Wish:
    newcomers = tuple(body(code, "xa", parent="P", began_on=TURN) for code in "XY")
    taken = dict(zip("ABC", shares, strict=True))
    return Wish("tach", TURN, ("H",), ("X", "Y"), "QĐ 1", newcomers=newcomers, shares=taken)


def happen(engine: Engine, wish: Wish) -> int:
    return organisation.happen(engine, wish, planned(organisation.load(engine), wish))


def line(engine: Engine, code: str, on: date) -> tuple[str, ...]:
    return ancestors(tree_on(organisation.load(engine), on), code)


def test_a_district_becomes_communes_and_back_again(district: Engine) -> None:
    before = organisation.load(district)
    event = happen(district, split("XXY"))
    assert line(district, "A", TURN - DAY) == ("H", "P")
    assert line(district, "A", TURN) == ("X", "P")
    assert [u.parent for u in units.everyone(district)] == ["X", "X", "Y"]
    assert [(e.kind, e.sources, e.targets) for e in organisation.load(district).events] == [
        ("tach", ("H",), ("X", "Y"))
    ]
    organisation.take_back(district, event)
    assert organisation.load(district) == before


def test_workplaces_are_everyone_and_bodies_are_not(district: Engine) -> None:
    assert [u.code for u in units.everyone(district)] == ["A", "B", "C"]
    assert [u.code for u in units.of_every_level(district)] == ["A", "B", "C", "H", "P"]
    assert organisation.has_bodies(district)


def test_what_somebody_else_did_meanwhile_is_not_overwritten(district: Engine) -> None:
    wish = split("XXY")
    seen = planned(organisation.load(district), wish)
    happen(district, Wish("doi_ten", TURN - 9 * DAY, ("H",), name="Huyện khác"))
    with pytest.raises(organisation.ChangedMeanwhile):
        organisation.happen(district, wish, seen)
    assert line(district, "A", TURN) == ("H", "P")
    assert len(organisation.load(district).events) == 1


def test_an_older_event_waits_until_the_newer_ones_are_taken_back(district: Engine) -> None:
    first = happen(district, split("XXY"))
    second = happen(district, Wish("chuyen", TODAY, ("A",), ("Y",)))
    with pytest.raises(organisation.ChangedMeanwhile):
        organisation.take_back(district, first)
    assert line(district, "A", TODAY) == ("Y", "P")
    organisation.take_back(district, second)
    organisation.take_back(district, first)
    assert line(district, "A", TODAY) == ("H", "P")
    with pytest.raises(organisation.ChangedMeanwhile):
        organisation.take_back(district, first)


def test_a_workplace_that_was_asked_meanwhile_is_not_taken_back(district: Engine) -> None:
    new = unit("N", began_on=TURN, parent="H")
    event = happen(district, Wish("tach", TURN, ("A",), ("A", "N"), newcomers=(new,)))
    campaigns.publish(district, draft(), annual(), ["N"], NOW)
    with pytest.raises(organisation.InUse):
        organisation.take_back(district, event)
    assert "N" in {u.code for u in units.everyone(district)}


def test_a_file_moves_units_from_its_day_on_and_the_move_is_an_event(district: Engine) -> None:
    organisation.enter(district, body("X", "xa", parent="P", began_on=TURN))
    known = {u.code: u for u in units.of_every_level(district)}
    moved = [replace(known[code], parent="X", parent_from=TURN) for code in "AB"]
    for counts in ((0, 2), (0, 0)):  # the second time nothing is left to do
        assert units.take_in(district, moved) == counts
    tree = tree_on(organisation.load(district), TURN)
    assert under(tree, "X") == {"X", "A", "B"}
    assert line(district, "A", TURN - DAY) == ("H", "P")
    (event,) = organisation.load(district).events
    assert (event.day, event.kind, event.sources, event.targets) == (
        TURN,
        "chuyen",
        ("A", "B"),
        ("X",),
    )
    assert organisation.that_can_be_taken_back(district) == frozenset()


def test_two_officers_and_one_unit_the_second_is_told(district: Engine) -> None:
    seen = units.everyone(district)[0]
    units.change(district, replace(seen, workers=70), seen=seen)
    with pytest.raises(units.ChangedMeanwhile) as told:
        units.change(district, replace(seen, name="Tên khác"), seen=seen)
    assert told.value.now.workers == 70
    kept = units.everyone(district)[0]
    assert (kept.workers, kept.name, kept.parent) == (70, seen.name, "H")


def test_a_body_with_units_below_it_or_events_does_not_vanish(district: Engine) -> None:
    for code in ("P", "H"):
        with pytest.raises(units.UnitInUse):
            units.remove(district, code)
    organisation.enter(district, body("X", "xa", parent="P", began_on=TURN))
    units.remove(district, "X")
    happen(district, Wish("ket_thuc", TODAY, ("A",)))
    with pytest.raises(units.UnitInUse):
        units.remove(district, "A")


def test_the_database_refuses_a_unit_above_itself_and_days_in_the_wrong_order(
    district: Engine,
) -> None:
    slips = (
        {"parent_id": 1, "valid_from": None, "valid_to": None},
        {"parent_id": 2, "valid_from": TURN, "valid_to": TURN - DAY},
    )
    for slip in slips:
        with pytest.raises(IntegrityError), writing(district) as session:
            session.add(OrgLinkRow(child_id=1, kind="cum", **slip))


def test_the_demo_holds_both_trees_and_takes_them_away(engine: Engine) -> None:
    demo.load(engine, TODAY, NOW, answers=100)
    turn = date(TODAY.year, 1, 1)
    known = organisation.load(engine)
    old, new = tree_on(known, turn - DAY), tree_on(known, turn)
    workplaces = {u.code for u in units.everyone(engine)}
    assert len(workplaces) == 60
    assert all(len(ancestors(tree, code)) >= 2 for tree in (old, new) for code in workplaces)
    above = [{ancestors(tree, code)[0] for code in workplaces} for tree in (old, new)]
    assert [len(found) for found in above] == [1, 2]
    assert not above[0] & above[1]
    assert all("(mẫu)" in unit.name for unit in known.units)
    demo.remove(engine)
    assert organisation.load(engine) == replace(known, units=(), links=(), events=())


def test_nothing_is_a_change_of_nothing(district: Engine) -> None:
    before = organisation.load(district)
    wish = Wish("chuyen", TURN, ("A",), ("P",))
    with pytest.raises(organisation.ChangedMeanwhile):
        organisation.happen(district, wish, Changes())
    assert organisation.load(district) == before
