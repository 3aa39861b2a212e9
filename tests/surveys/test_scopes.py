"""What a reader may narrow a board to, and what a narrowed board is honest about."""

from __future__ import annotations

import pytest

from surveys.blocks import Place
from surveys.organisation import UNIT_TYPES
from surveys.statistics import EVERYTHING, Selection, figure
from surveys.statistics.scopes import Scope, response, scope, unit_types, units_of_their_own
from surveys.statistics.strata import answered
from tests.surveys import crowd, district

RELEASE = district.release("a")
OWN = units_of_their_own(RELEASE)
POOLED = [place for place in RELEASE.frame if place.code not in OWN]


def test_the_district_has_units_of_both_kinds() -> None:
    assert OWN
    assert POOLED


def test_types_are_offered_in_the_usual_order() -> None:
    offered = unit_types(RELEASE)
    assert list(offered) == [t for t in UNIT_TYPES if t in {p.type for p in RELEASE.frame}]


def test_a_unit_stands_on_its_own_only_with_answers_of_its_own() -> None:
    for place in RELEASE.frame:
        found = figure(
            RELEASE, district.survey("a"), "P06", Selection(units=frozenset([place.code]))
        )
        if place.code not in OWN:
            assert found.withheld == "results.withheld.pooled"
        else:
            assert found.n + found.left_out >= RELEASE.rule.k or found.withheld


@pytest.mark.parametrize("place", POOLED, ids=lambda place: place.code)
def test_a_pooled_unit_is_answered_with_its_whole_type(place: Place) -> None:
    assert scope(RELEASE, [], place.code) == Scope(
        Selection(unit_types=frozenset([place.type])), place, pooled=True
    )


def test_a_unit_of_its_own_is_answered_alone() -> None:
    place = next(place for place in RELEASE.frame if place.code in OWN)
    assert scope(RELEASE, ["dn_fdi"], place.code) == Scope(
        Selection(units=frozenset([place.code])), place
    )


def test_no_type_and_every_type_are_everything() -> None:
    assert scope(RELEASE, [], "") == Scope(EVERYTHING)
    assert scope(RELEASE, unit_types(RELEASE), "") == Scope(EVERYTHING)


def test_what_the_campaign_does_not_know_narrows_nothing() -> None:
    assert scope(RELEASE, ["co_quan"], "nowhere") == Scope(EVERYTHING)
    assert scope(RELEASE, ["co_quan", "dn_fdi"], "").selection.unit_types == {"dn_fdi"}


def test_the_response_is_told_where_there_are_answers_to_count() -> None:
    found = response(RELEASE, EVERYTHING)
    assert found is not None
    people, rate = found
    assert people == answered(RELEASE)
    assert rate == pytest.approx(people / sum(place.workers for place in RELEASE.frame))


def test_the_response_of_a_pooled_unit_alone_is_not_told() -> None:
    for place in POOLED:
        assert response(RELEASE, Selection(units=frozenset([place.code]))) is None


def test_the_response_of_a_type_that_was_pooled_is_not_told() -> None:
    pooled = scope(crowd.release(), ["hop_tac_xa"], "")
    assert response(crowd.release(), pooled.selection) is None
