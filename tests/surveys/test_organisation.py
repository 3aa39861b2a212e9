"""The organisation through time: what a day looked like, what events change, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.organisation import (
    Event,
    Link,
    Name,
    Organisation,
    Refusal,
    Sum,
    Wish,
    after,
    ancestors,
    became,
    circles,
    entered,
    in_order,
    planned,
    sums,
    tree_on,
    under,
)
from tests.surveys.tree_cast import BEFORE, FOUNDED, NOW, TURN, body, place

DAY = timedelta(days=1)
X = body("X", "commune", began_on=TURN, parent="P")
Y = body("Y", "commune", began_on=TURN, parent="P")
SPLIT = Wish(
    "tach",
    TURN,
    ("H",),
    ("X", "Y"),
    newcomers=(X, Y),
    shares={"A": "X", "B": "X", "C": "Y", "D": "Y"},
)


def done(organisation: Organisation, *wishes: Wish) -> Organisation:
    for wish in wishes:
        organisation = after(organisation, planned(organisation, wish))
    return organisation


def refusal(organisation: Organisation, wish: Wish) -> str:
    with pytest.raises(Refusal) as caught:
        planned(organisation, wish)
    return caught.value.reason


def test_the_district_stands_until_the_last_day_and_the_communes_from_the_next() -> None:
    split = done(BEFORE, SPLIT)
    last, first = tree_on(split, TURN - DAY), tree_on(split, TURN)
    assert list(in_order(last, "PHXYABCD")) == [
        (0, "P"),
        (1, "H"),
        *((2, code) for code in "ABCD"),
    ]
    assert "H" not in first.nodes
    assert under(first, "X") == {"X", "A", "B"}
    assert ancestors(first, "D") == ("Y", "P")
    assert sums(first, ["work"])["Y"] == Sum(2, 80 + 90, 40 + 45)
    assert sums(first, ["work"])["P"] == sums(last, ["work"])["P"] == Sum(4, 300, 150)


def test_nothing_is_known_of_a_unit_before_it_began() -> None:
    assert tree_on(BEFORE, FOUNDED - DAY).parents == {}
    assert "H" in tree_on(BEFORE, FOUNDED).nodes


@pytest.mark.parametrize("on", [TURN - DAY, TURN, TURN + DAY])
def test_a_unit_that_moves_is_on_no_day_in_two_places_or_none(on: date) -> None:
    moved = done(done(BEFORE, SPLIT), Wish("chuyen", TURN + DAY, ("A",), ("Y",)))
    tree = tree_on(moved, on)
    where = {TURN - DAY: "H", TURN: "X", TURN + DAY: "Y"}
    assert tree.parents["B"].parent == ("H" if on < TURN else "X")
    assert tree.parents["A"].parent == where[on]


def test_moving_where_one_already_is_is_refused() -> None:
    assert refusal(BEFORE, Wish("chuyen", NOW, ("A",), ("H",))) == "already"


def test_a_name_is_kept_for_its_days() -> None:
    renamed = done(
        BEFORE,
        Wish("doi_ten", TURN, ("A",), name="Tên hai"),
        Wish("doi_ten", NOW, ("A",), name="Tên ba", abbreviation="T3"),
    )
    names = [tree_on(renamed, on).nodes["A"].name for on in (TURN - DAY, TURN, NOW - DAY, NOW)]
    assert names == ["Công ty A", "Tên hai", "Tên hai", "Tên ba"]
    assert renamed.names[1] == Name("A", "Tên hai", "", TURN, NOW - DAY)
    assert refusal(renamed, Wish("doi_ten", NOW, ("A",), name="Bốn")) == "name_later"
    assert refusal(renamed, Wish("doi_ten", NOW + DAY, ("A",), name="")) == "no_name"
    same = Wish("doi_ten", NOW + DAY, ("A",), name="Tên ba", abbreviation="T3")
    assert refusal(renamed, same) == "same_name"


def test_merged_units_end_and_what_was_below_goes_on() -> None:
    merged = done(done(BEFORE, SPLIT), Wish("nhap", NOW, ("Y",), ("X",)))
    tree = tree_on(merged, NOW)
    assert under(tree, "X") == {"X", *"ABCD"}
    assert merged.unit("Y").ended_on == NOW - DAY  # type: ignore[union-attr]
    assert became(merged.events, "Y", TURN, NOW) == {"X"}
    assert became(merged.events, "Y", TURN, NOW - DAY) == {"Y"}


def test_lineage_runs_through_splits_merges_and_ends() -> None:
    events = (
        Event(date(2025, 1, 1), "tach", ("A",), ("A", "A2"), id=1),
        Event(date(2025, 2, 1), "nhap", ("A2", "B"), ("E",), id=2),
        Event(date(2025, 3, 1), "doi_ten", ("E",), (), id=3),
        Event(date(2025, 4, 1), "ket_thuc", ("A",), (), id=4),
        Event(date(2025, 4, 1), "chuyen", ("E",), ("X",), id=5),
    )
    start = date(2024, 12, 31)
    assert became(events, "A", start, date(2025, 1, 31)) == {"A", "A2"}
    assert became(events, "A", start, date(2025, 3, 31)) == {"A", "E"}
    assert became(events, "A", start, date(2025, 4, 1)) == {"E"}
    assert became(events, "A", date(2025, 1, 1), date(2025, 4, 1)) == frozenset()
    assert became(events, "B", start, date(2024, 1, 1)) == {"B"}


REFUSED = {
    "circular": Wish("chuyen", NOW, ("G1",), ("G2",)),
    "rank": Wish("chuyen", NOW, ("H",), ("A",)),
    "not_there": Wish("chuyen", FOUNDED - DAY, ("A",), ("H",)),
    "later": Wish("chuyen", date(2017, 1, 1), ("A",), ("P",)),
    "no_target": Wish("nhap", NOW, ("A",)),
    "few_targets": Wish("tach", NOW, ("H",), ("P", "P")),
    "into_itself": Wish("nhap", NOW, ("A", "B"), ("A",)),
    "another_sort": Wish("nhap", NOW, ("A",), ("H",)),
    "unshared": replace(SPLIT, shares={"A": "X"}),
    "children": Wish("ket_thuc", NOW, ("H",)),
    "level_gone": replace(SPLIT, newcomers=(replace(X, level="district"), Y)),
    "taken": replace(SPLIT, newcomers=(replace(X, code="a"), Y)),
    "no_source": Wish("ket_thuc", NOW, ()),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_is_refused(reason: str) -> None:
    levels = (*BEFORE.levels, replace(BEFORE.levels[3], key="group2", rank=55))
    units = (*BEFORE.units, body("G1", "group2"), body("G2", "group"))
    upside_down = Link("G2", "G1", "quan_ly", FOUNDED)  # levels keep such links out; files may not
    known = Organisation(levels, units, (*BEFORE.links, upside_down))
    assert refusal(known, REFUSED[reason]) == reason


def test_an_end_needs_an_heir_only_when_something_is_left() -> None:
    ended = done(BEFORE, Wish("ket_thuc", NOW, ("A", "B", "C", "D", "H")))
    assert set(tree_on(ended, NOW).nodes) == {"P"}
    assert refusal(ended, Wish("ket_thuc", NOW + DAY, ("A",))) == "not_there"


def test_a_unit_split_off_may_carry_on_beside_its_parts() -> None:
    new = place("A2", began_on=NOW, parent="H")
    split = done(BEFORE, Wish("tach", NOW, ("A",), ("A", "A2"), newcomers=(new,)))
    assert {"A", "A2"} <= set(tree_on(split, NOW).nodes)
    assert became(split.events, "A", TURN, NOW) == {"A", "A2"}


def test_a_new_unit_needs_a_free_code_and_a_parent_of_that_day() -> None:
    early = body("Z", "group", parent="H", began_on=FOUNDED - DAY)
    for unit, reason in ((replace(early, code="h"), "taken"), (early, "not_there")):
        with pytest.raises(Refusal, match=reason):
            entered(BEFORE, unit)
    known = after(BEFORE, entered(BEFORE, replace(early, began_on=NOW)))
    assert ancestors(tree_on(known, NOW), "Z") == ("H", "P")


def test_members_of_a_cluster_keep_their_line() -> None:
    group = body("G", "group", began_on=NOW, parent="H")
    known = after(BEFORE, entered(BEFORE, group))
    known = done(known, Wish("chuyen", NOW, ("A", "B"), ("G",), link="cum"))
    tree = tree_on(known, NOW)
    assert under(tree, "G") == {"G", "A", "B"}
    assert ancestors(tree, "A") == ("H", "P")
    assert sums(tree, ["work"])["H"].units == 4
    assert sums(tree, ["work"])["G"].units == 2


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([("a", "b"), ("b", "c")], ""),
        ([("a", "a")], "a"),
        ([("a", "b"), ("b", "a"), ("c", "a")], "ab"),
        ([("a", "b"), ("b", "c"), ("c", "b"), ("d", "e"), ("e", "d")], "bcde"),
    ],
)
def test_those_who_stand_above_themselves_are_found(
    pairs: list[tuple[str, str]], found: str
) -> None:
    assert circles(pairs) == set(found)
