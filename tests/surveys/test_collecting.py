"""The board of participation: groups, gaps and what is needed, from steps of five alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys import collecting
from surveys.collecting import LEVELS, Level, Scans, UnitParticipation, needed, next_goal
from tests.db.cast import draft, unit

OWN, TRUST, GENDER, *_ = LEVELS


def part(code: str, answers: int, *, few: bool = False, **changes: object) -> UnitParticipation:
    return UnitParticipation(unit(code, **changes), answers, few)


@pytest.mark.parametrize(
    ("level", "k", "workers", "women", "wanted"),
    [
        (OWN, 5, 60, None, 10),  # DR-05: ten for a unit's figure, whatever k
        (OWN, 15, 60, None, 15),
        (OWN, 10, 10, None, 10),
        (OWN, 10, 9, None, None),
        (TRUST, 10, 60, None, 20),
        (GENDER, 10, 60, 30, 20),
        (GENDER, 10, 60, 45, 40),  # ten of fifteen men
        (GENDER, 10, 60, 55, None),  # five men never make a group of ten
        (GENDER, 10, 60, None, None),
    ],
)
def test_dr_05_what_a_unit_needs_follows_the_least_groups_and_the_register(
    level: Level, k: int, workers: int, women: int | None, wanted: int | None
) -> None:
    assert needed(level, k, workers, women) == wanted


@pytest.mark.parametrize(
    ("answers", "level", "lacking"),
    [(0, "own", 10), (5, "own", 5), (10, "trust", 10), (20, "gender", 20), (40, None, 0)],
)
def test_a_unit_is_told_its_next_goal_in_steps_of_five(
    answers: int, level: str | None, lacking: int
) -> None:
    goal = next_goal(part("A", answers), draft())
    assert (goal and (goal[0].name, goal[1])) == (level and (level, lacking))


def test_a_campaign_that_does_not_publish_the_genders_apart_has_no_goal_for_them() -> None:
    plain = draft(coordinates=("unit_type", "unit"))
    assert next_goal(part("A", 20), plain) is None
    assert {standing.level.name for standing in collecting.standings([], plain)} == {
        "own",
        "trust",
        "ranking",
    }


def test_dr_07_groups_are_sums_of_what_is_told_of_their_units() -> None:
    units = [part("A", 15), part("B", 0, few=True), part("C", 5, cluster="Cụm 2"), part("D", 0)]
    groups = {group.name: group for group in collecting.by_cluster(units)}
    assert groups["Cụm 1"].answers == 15  # the few of B are in no sum
    assert groups["Cụm 1"].silent == 1
    assert groups["Cụm 2"].answers == 5
    assert collecting.whole(units).answers == 20
    assert all(group.answers % 5 == 0 for group in groups.values())


def test_groups_far_below_the_others_are_named_and_the_lowest_comes_first() -> None:
    units = [part("A", 30), part("B", 20, cluster="Cụm 2"), part("C", 5, cluster="Cụm 3")]
    groups = collecting.by_cluster(units)
    assert [group.name for group in groups] == ["Cụm 3", "Cụm 2", "Cụm 1"]
    assert [group.name for group in collecting.far_below(groups)] == ["Cụm 3"]


def test_women_of_a_group_are_unknown_when_the_register_lacks_a_unit() -> None:
    known, unknown = part("A", 5), part("B", 5, women=None, women_members=None)
    assert collecting.whole([known]).women == 45
    assert collecting.whole([known, unknown]).women is None


def test_scans_are_summed_where_they_were_reported_only() -> None:
    reported = replace(part("A", 5), scans=Scans(25, 10, 5))
    assert collecting.scanned([part("B", 5)]) is None
    assert collecting.scanned([part("B", 5), reported, reported]) == Scans(50, 20, 10)


def test_standings_say_how_many_units_have_reached_a_level_and_what_the_others_lack() -> None:
    units = [part("A", 10), part("B", 5), part("C", 0), part("D", 0, workers=9, members=9, women=9)]
    own = collecting.standings(units, draft())[0]
    assert (own.possible, own.reached, own.lacking) == (3, 1, 15)
