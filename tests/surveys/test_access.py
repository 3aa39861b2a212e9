"""Who may do what, and whose figures somebody sees."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from surveys.access import EVERYTHING, NOTHING, Act, Officer, Role, may, scope_of
from surveys.blocks import Release
from surveys.blocks.narrowing import CLUSTER, narrowed, narrowed_or_cluster
from surveys.statistics import Selection, figure
from surveys.statistics.scopes import units_of_their_own
from surveys.statistics.strata import answered, workers
from tests.surveys import crowd

LOOKS = {Act.LOOK, Act.SEE_SURVEYS, Act.EXPORT}
BELOW = LOOKS | {Act.ENTER_PAPER, Act.PROPOSE, Act.KEEP_REGISTERS}
TABLE = {  # the whole of it: an act that is added must be thought of here
    Role.ADMIN: set(Act) - {Act.CARE},
    Role.OFFICER: set(Act) - {Act.CARE, Act.READ_RECORD, Act.SETTINGS, Act.ASK_SENSITIVE},
    Role.CLUSTER: BELOW | {Act.READ_WORDS},
    Role.UNIT: BELOW,
    Role.CARE: {Act.LOOK, Act.CARE},
    Role.VIEWER: LOOKS,
}
CHANGES = {Act.ENTER_PAPER, Act.PROPOSE, Act.KEEP_REGISTERS, Act.PLAN, Act.EDIT_UNITS,
           Act.RUN_CAMPAIGNS, Act.APPROVE_CAMPAIGNS, Act.OPEN_RESULTS, Act.CARE, Act.SETTINGS,
           Act.ASK_SENSITIVE, Act.SCREEN_WORDS}  # fmt: skip
REGISTER = {"Cụm 1": ("A1", "A2", "A4"), "Cụm 10": ("B1", "B2"), "A1": ("A1",), "B3": ("B3",)}


def _officer(role: Role, *places: str, active: bool = True) -> Officer:
    return Officer(1, "bob", "Bob", role, "vi", active=active, places=places)


def _under(place: str) -> Iterable[str]:
    return REGISTER.get(place, ())


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_stands_in_the_table(role: Role, act: Act) -> None:
    assert may(_officer(role), act) is (act in TABLE[role])
    assert not may(_officer(role, active=False), act)


def test_whoever_only_looks_changes_nothing() -> None:
    assert not TABLE[Role.VIEWER] & CHANGES


def test_dr_10_words_of_workers_are_not_for_their_unit() -> None:
    assert not may(_officer(Role.UNIT, "A1"), Act.READ_WORDS)
    assert not may(_officer(Role.VIEWER), Act.READ_WORDS)
    may_screen = {role for role in Role if may(_officer(role, "A1"), Act.SCREEN_WORDS)}
    assert may_screen == {Role.ADMIN, Role.OFFICER}


@pytest.mark.parametrize(
    ("role", "places", "units", "waits"),
    [
        (Role.ADMIN, (), None, False),
        (Role.ADMIN, ("A1",), None, False),
        (Role.OFFICER, (), None, False),
        (Role.CLUSTER, ("Cụm 1",), {"A1", "A2", "A4"}, False),
        (Role.CLUSTER, ("Cụm 1", "B3"), {"A1", "A2", "A4", "B3"}, False),
        (Role.CLUSTER, (), set(), False),
        (Role.UNIT, ("A1",), {"A1"}, True),
        (Role.UNIT, (), set(), True),
        (Role.UNIT, ("nowhere",), set(), True),
        (Role.VIEWER, (), None, False),
        (Role.VIEWER, ("A1",), {"A1"}, True),
        (Role.CARE, ("A1",), set(), True),
    ],
)
def test_dr_12_a_scope_is_what_the_role_and_the_places_give(
    role: Role, places: tuple[str, ...], units: set[str] | None, waits: bool
) -> None:
    found = scope_of(_officer(role, *places), _under)
    assert (found.units, found.waits) == (units, waits)
    assert found.sees("A1") is (units is None or "A1" in units)


def test_an_account_that_is_shut_sees_nothing() -> None:
    assert scope_of(_officer(Role.ADMIN, active=False), _under) == NOTHING
    assert scope_of(_officer(Role.ADMIN), _under) == EVERYTHING


RELEASE = crowd.release()
OWN = units_of_their_own(RELEASE)


def _told(release: Release) -> set[str]:
    return {place.code for place in release.frame} | {b.where["unit"] for b in release.blocks}


def test_dr_12_a_narrowed_release_holds_nothing_of_others() -> None:
    assert {"A1", "A2", "B1"} <= OWN
    mine = narrowed(RELEASE, {"A1"})
    assert _told(mine) == {"A1"}
    assert mine.pending == 0
    assert workers(mine) == 300
    assert answered(mine) == answered(RELEASE, Selection(units=frozenset({"A1"})))
    assert mine.checksum != RELEASE.checksum  # nothing kept of the whole is taken for this


def test_two_scopes_never_share_what_is_kept_of_a_release() -> None:
    seals = {narrowed(RELEASE, units).checksum for units in ({"A1"}, {"A2"}, {"A1", "A2"}, set())}
    assert len(seals) == 4


def test_dr_12_a_unit_too_small_for_itself_is_shown_the_cluster_as_one() -> None:
    clusters = {"Cụm 1": {"A1", "A2", "A4"}}
    found = narrowed_or_cluster(RELEASE, {"A4"}, clusters)
    assert _told(found) == {CLUSTER}
    assert [(p.name, p.workers) for p in found.frame] == [("Cụm 1", 390)]  # A4 is not in it
    both = Selection(units=frozenset({"A1", "A2"}))
    assert answered(found) == answered(RELEASE, both)
    whole = figure(found, crowd.yearly(), "P06")
    assert whole.n + whole.left_out >= RELEASE.rule.k


def test_a_cluster_of_one_published_unit_is_not_shown_for_a_cluster() -> None:
    """Its figures would be those of the one neighbour."""
    found = narrowed_or_cluster(RELEASE, {"A4"}, {"Cụm 1": {"A1", "A4"}})
    assert not found.blocks
    assert not found.frame or _told(found) == {"A4"}


def test_a_unit_of_its_own_is_shown_alone_whatever_its_cluster() -> None:
    found = narrowed_or_cluster(RELEASE, {"A1"}, {"Cụm 1": {"A1", "A2"}})
    assert _told(found) == {"A1"}
