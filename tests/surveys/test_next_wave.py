"""Which units a campaign asks, and what of one campaign stands in the draft of the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from surveys.campaigns import SIZES, Campaign, Filter, gathered, next_wave, offered, passing
from surveys.campaigns.places import size_of
from surveys.organisation import Event, Unit, carried

TODAY = date(2027, 11, 22)


def _unit(code: str, workers: int = 50, **more: object) -> Unit:
    known = Unit(code, f"Công ty {code}", "dn_fdi", "may", "Bù Nho", "Cụm 1", workers, 5)
    return replace(known, **more)  # type: ignore[arg-type]


UNITS = (
    _unit("A", 9, has_union=True),
    _unit("B", 10, type="dn_nn", sector="go"),
    _unit("C", 24, cluster="Cụm 2", has_union=True),
    _unit("D", 25, place="Long Hà"),
    _unit("E", 300, type="dn_nn", cluster="", has_union=True),
)
CAMPAIGN = Campaign(
    id=3,
    title="Khảo sát nhu cầu năm 2026",
    survey_version=7,
    opens_on=date(2026, 11, 22),
    closes_on=date(2026, 12, 6),
    delete_on=date(2027, 6, 6),
    contact_name="Chị Lan",
    contact_phone="0271 000 000",
    k=12,
    coordinates=("unit_type", "unit"),
    languages=("vi", "cjm"),
)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Filter(), "ABCDE"),
        (Filter(types=frozenset({"dn_nn"})), "BE"),
        (Filter(types=frozenset({"dn_nn", "dn_fdi"})), "ABCDE"),
        (Filter(types=frozenset({"dn_nn"}), sectors=frozenset({"may"})), "E"),
        (Filter(clusters=frozenset({"Cụm 2"})), "C"),
        (Filter(places=frozenset({"Long Hà"})), "D"),
        (Filter(sizes=frozenset({"0"})), "A"),
        (Filter(sizes=frozenset({"1", "2"})), "BCD"),
        (Filter(sizes=frozenset({"4"})), "E"),
        (Filter(union="co"), "ACE"),
        (Filter(union="khong"), "BD"),
        (Filter(types=frozenset({"dn_nn"}), union="co", sizes=frozenset({"4"})), "E"),
        (Filter(types=frozenset({"co_quan"})), ""),
    ],
)
def test_a_unit_passes_when_it_is_all_that_is_asked_for(wanted: Filter, codes: str) -> None:
    assert "".join(unit.code for unit in passing(UNITS, wanted)) == codes


@pytest.mark.parametrize(
    ("workers", "size"), [(0, 0), (9, 0), (10, 1), (24, 1), (25, 2), (99, 2), (100, 3), (300, 4)]
)
def test_sizes_meet_at_their_bounds(workers: int, size: int) -> None:
    assert size_of(workers) == size
    least, most = SIZES[size]
    assert least <= workers
    assert most is None or workers <= most


def test_only_values_that_units_have_are_offered_with_their_number() -> None:
    assert offered(UNITS, "types") == {"dn_fdi": 3, "dn_nn": 2}
    assert offered(UNITS, "clusters") == {"Cụm 1": 3, "Cụm 2": 1}  # E has none
    assert offered(UNITS, "sizes") == {"0": 1, "1": 2, "2": 1, "4": 1}


@pytest.mark.parametrize(("workers", "together"), [(9, True), (10, False), (11, False)])
def test_dr_05_units_below_k_share_a_code(workers: int, together: bool) -> None:
    own, groups = gathered([_unit("A", workers), _unit("B", 8), _unit("C", 4)], 10)
    assert ("A" in {unit.code for unit in own}) is not together
    assert [len(group.units) for group in groups] == [3 if together else 2]
    assert all(group.workers >= 10 for group in groups)


def test_the_next_wave_asks_the_same_under_the_same_rule_with_this_year_in_its_name() -> None:
    found = next_wave(replace(CAMPAIGN, cards=True, deletion_codes=True), TODAY)
    assert found == {
        "k": 12,
        "contact_name": "Chị Lan",
        "contact_phone": "0271 000 000",
        "deletion_codes": True,
        "languages": ["vi", "cjm"],
        "coordinates": ["unit_type", "unit"],
        "way": "card",
        "keep_months": 6,
        "title": "Khảo sát nhu cầu năm 2027",
    }
    assert next_wave(CAMPAIGN, TODAY)["way"] == "link"
    assert "title" not in next_wave(replace(CAMPAIGN, sample=True), TODAY)


def test_units_follow_what_became_of_them_and_the_rest_is_told() -> None:
    events = (
        Event(date(2027, 1, 1), "nhap", ("A", "B"), ("X",), id=1),
        Event(date(2027, 2, 1), "ket_thuc", ("C",), (), id=2),
        Event(date(2026, 1, 1), "ket_thuc", ("D",), (), id=3),  # before the campaign
    )
    days = (CAMPAIGN.opens_on, TODAY)
    assert carried(events, "ABCD", days, {"X", "D"}) == ({"X", "D"}, {"C"})
    assert carried(events, "ABCD", days, {"D"}) == ({"D"}, {"A", "B", "C"})
    assert carried((), (), days, {"D"}) == (frozenset(), frozenset())
