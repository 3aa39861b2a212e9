"""Last year's results read in this year's organisation, and what cannot be attributed to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from surveys.blocks import Block, Place, Release, Rule, tables_of
from surveys.organisation import Event, Link, Organisation, Wish, after, planned
from surveys.statistics import EVERYTHING, Selection
from surveys.statistics.bodies import Reach, bodies_of, reach
from surveys.statistics.scopes import response, scope, under_body
from surveys.statistics.strata import answered, strata
from tests.surveys.tree_cast import BEFORE, NOW, TURN, body

OPENED = TURN - timedelta(days=90)
COMMUNES = tuple(body(code, "commune", began_on=TURN, parent="P") for code in "XY")
SPLIT = Wish(
    "tach",
    TURN,
    ("H",),
    ("X", "Y"),
    newcomers=COMMUNES,
    shares={"A": "X", "B": "X", "C": "Y", "D": "Y"},
)
ORGANISATION = after(BEFORE, planned(BEFORE, SPLIT))


def release(*where: dict[str, str], types: str = "ffff") -> Release:
    """Four units of sixty workers, blocks of twenty answers each."""
    names = {"f": "dn_fdi", "n": "dn_nn"}
    frame = tuple(
        Place(code, f"Công ty {code}", names[kind], 60, None, 30)
        for code, kind in zip("ABCD", types, strict=True)
    )
    blocks = tuple(Block("main", place, 20, {"P06": {"co": 20}}) for place in where)
    return Release(1, OPENED, Rule(10, ("unit_type", "unit")), frame, tables_of(blocks), 0, "", "")


def own(code: str, kind: str = "dn_fdi") -> dict[str, str]:
    return {"unit_type": kind, "unit": code}


def read(found: Release, body: str, on: date = NOW, known: Organisation = ORGANISATION) -> Reach:
    reached = reach(found, known, OPENED, on, body)
    assert reached is not None
    return reached


def codes(places: tuple[Place, ...]) -> str:
    return "".join(place.code for place in places)


def test_last_year_is_read_in_this_years_tree_and_says_so() -> None:
    published = release(*(own(code) for code in "ABCD"))
    found = read(published, "X")
    assert codes(found.counted) == "AB"
    assert found.selection == Selection(units=frozenset("AB"), pools=frozenset())
    assert found.moved
    assert [unit.code for unit in found.former] == ["H"]
    assert found.selection is not None
    assert answered(published, found.selection) == 40
    assert response(published, found.selection) == (40, 40 / 120)


def test_a_campaign_keeps_its_tree() -> None:
    found = read(release(*(own(code) for code in "ABCD")), "H", OPENED)
    assert (found.moved, found.selection) == (False, EVERYTHING)
    assert reach(release(), ORGANISATION, OPENED, NOW, "H") is None
    assert "H" in bodies_of(ORGANISATION, OPENED)
    assert set(bodies_of(ORGANISATION, NOW)) == {"P", "X", "Y"}


def test_dr_12_a_pool_with_people_from_outside_is_left_out_and_named() -> None:
    published = release(own("A"), own("*"))
    found = read(published, "X")
    assert (codes(found.counted), codes(found.pooled)) == ("A", "B")
    assert found.selection is not None
    assert [s.unit for s in strata(published, "main", found.selection)] == ["A"]


def test_a_pool_counts_when_every_unit_of_its_type_lies_under_the_body() -> None:
    published = release(own("A"), own("*"), own("C", "dn_nn"), types="ffnn")
    found = read(published, "X")
    assert found.selection == Selection(unit_types=frozenset({"dn_fdi"}))
    assert (codes(found.counted), found.pooled) == ("AB", ())
    mixed = read(replace(published, frame=published.frame[:3]), "X")
    assert mixed.selection == Selection(unit_types=frozenset({"dn_fdi"}))


def test_dr_12_people_pooled_over_all_types_belong_to_no_body_but_the_one_of_all() -> None:
    published = release({"unit_type": "*", "unit": "*"})
    assert read(published, "X").selection is None
    assert read(published, "P").selection == EVERYTHING


def test_a_type_whose_rest_is_pooled_over_all_types_is_not_there_in_whole() -> None:
    published = release(own("A"), own("C", "dn_nn"), {"unit_type": "*", "unit": "*"}, types="ffnn")
    found = read(published, "X")
    assert found.selection == Selection(units=frozenset("A"))
    assert (codes(found.counted), codes(found.pooled)) == ("A", "B")


def test_merged_units_are_attributed_and_torn_ones_are_not() -> None:
    events = (
        *ORGANISATION.events,
        Event(TURN, "nhap", ("C",), ("A",), id=2),
        Event(TURN, "tach", ("B",), ("B", "D"), id=3),
        Event(TURN, "ket_thuc", ("D",), (), id=1),
    )
    known = replace(ORGANISATION, events=events)
    found = read(release(*(own(code) for code in "ABCD")), "X", known=known)
    assert codes(found.counted) == "AC"
    assert codes(found.torn) == "B"
    assert codes(found.gone) == "D"


def test_a_unit_that_only_changed_its_name_is_not_called_moved() -> None:
    published = release(*(own(code) for code in "ABCD"))
    known = after(BEFORE, planned(BEFORE, Wish("doi_ten", TURN, ("A",), name="Khác")))
    assert not read(published, "H", NOW, known).moved
    known = replace(BEFORE, links=(*BEFORE.links, Link("A", "P", "cum", TURN)))
    assert not read(published, "H", NOW, known).moved


def test_body_and_types_narrow_together() -> None:
    published = release(*(own(c, "dn_fdi" if c in "AC" else "dn_nn") for c in "ABCD"), types="fnfn")
    chosen = scope(published, ["dn_fdi"], "")
    found = under_body(chosen, read(published, "X"))
    assert found is not None
    assert answered(published, found.selection) == 20
    unit = scope(published, [], "A")
    assert under_body(unit, read(published, "Y")) == unit
    whole = release(own("A"), own("B"), own("C", "dn_nn"), own("D", "dn_nn"), types="ffnn")
    assert under_body(scope(whole, ["dn_nn"], ""), read(whole, "X")) is None
