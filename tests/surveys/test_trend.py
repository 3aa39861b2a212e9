"""Waves side by side: only units in all of them, and no change that may be chance."""

from __future__ import annotations

import random
from datetime import date

import pytest

from surveys.answers import Answers, Submission
from surveys.blocks import Place, Release, Rule, build
from surveys.model import Question
from surveys.needs_compared import needs_over
from surveys.organisation import Event, Organisation
from surveys.statistics import EVERYTHING, Selection
from surveys.statistics.coverage import Coverage, Wave, is_same, shared, turned
from surveys.statistics.tables import Asked
from surveys.statistics.trend import trend
from tests.surveys import crowd, district
from tests.surveys.crowd import COLOUR, SECRET, place, sent, single

BEFORE, AFTER = date(2024, 11, 1), date(2025, 11, 1)
HERE = (place("A1"), place("A2"), place("B1", "dn_nn"))


def _published(reds: dict[str, int], places: tuple[Place, ...] = HERE) -> Release:
    """Each unit sends fifty forms, so many of them red."""
    forms = [
        form
        for code, red in reds.items()
        for form in (*sent(code, red, X1="red"), *sent(code, 50 - red, X1="blue"))
    ]
    return crowd.published([COLOUR], places, forms)


def _waves(*releases: Release, question: Question = COLOUR) -> list[Wave]:
    days = (BEFORE, AFTER)
    survey = crowd.survey(question)
    return [Wave(day, survey, release) for day, release in zip(days, releases, strict=True)]


def _organisation(*events: Event) -> Organisation:
    return Organisation((), (), (), (), events)


def test_the_same_units_are_taken_whole() -> None:
    waves = _waves(*(_published({"A1": 10, "A2": 10, "B1": 10}) for _ in range(2)))
    found = shared(waves, "main")
    assert found.coverage is Coverage.SAME
    assert found.selections == (EVERYTHING, EVERYTHING)
    assert (found.units, found.left) == (3, 0)


def test_only_units_of_both_waves_count() -> None:
    """What a unit of one wave alone said moves nothing."""
    before = _published({"A1": 25, "A2": 25}, HERE[:2])
    after = _published({"A1": 25, "A2": 25, "B1": 50})
    found = trend(_waves(before, after), "X1")
    assert found.shared.coverage is Coverage.COMMON
    assert (found.shared.units, found.shared.left) == (2, 1)
    assert [wave.n for wave in found.waves] == [100, 100]
    red = found.lines[0]
    assert [point.value for point in red.points if point] == [0.5, 0.5]
    assert red.change is not None
    assert not red.change.certain


def test_waves_without_a_unit_in_common_say_nothing_of_change() -> None:
    before = _published({"A1": 40}, HERE[:1])
    after = _published({"B1": 5}, HERE[2:])
    found = trend(_waves(before, after), "X1")
    assert found.shared.coverage is Coverage.CHANGED
    assert [wave.n for wave in found.waves] == [50, 50]
    assert all(line.change is None for line in found.lines)


def test_a_sure_change_is_told_with_its_interval() -> None:
    waves = _waves(
        _published({"A1": 40, "A2": 40, "B1": 40}), _published({"A1": 20, "A2": 20, "B1": 20})
    )
    change = trend(waves, "X1").lines[0].change
    assert change is not None
    assert change.value == pytest.approx(-0.4)
    assert change.low < -0.4 < change.high < 0
    assert change.certain


def test_a_small_change_is_not_called_sure() -> None:
    waves = _waves(
        _published({"A1": 25, "A2": 25, "B1": 25}), _published({"A1": 27, "A2": 26, "B1": 26})
    )
    change = trend(waves, "X1").lines[0].change
    assert change is not None
    assert not change.certain


def test_nearly_everybody_of_a_small_group_is_no_change_that_is_told() -> None:
    """Its number would tell on each of them (statistics.md 1.8)."""
    few = [*sent("A1", 20, X1="red")]
    many = [*sent("A1", 10, X1="red"), *sent("A1", 10, X1="blue")]
    waves = _waves(*(crowd.published([COLOUR], HERE[:1], forms) for forms in (few, many)))
    assert all(line.change is None for line in trend(waves, "X1").lines)


def test_a_unit_that_was_merged_between_the_waves_is_not_compared() -> None:
    waves = _waves(*(_published({"A1": 10, "A2": 10, "B1": 10}) for _ in range(2)))
    merged = Event(date(2025, 7, 1), "nhap", ("A2",), ("A1",), "")
    found = shared(waves, "main", organisation=_organisation(merged))
    assert found.coverage is Coverage.COMMON
    assert found.units == 1 + 1  # A1 goes on, with B1
    earlier = Event(date(2024, 7, 1), "nhap", ("A2",), ("A1",), "")
    assert shared(waves, "main", organisation=_organisation(earlier)).coverage is Coverage.SAME


def test_what_befell_the_organisation_between_the_waves_is_named() -> None:
    waves = _waves(*(_published({"A1": 10, "A2": 10, "B1": 10}) for _ in range(2)))
    inside = Event(date(2025, 7, 1), "chuyen", ("A2",), ("B1",), "")
    outside = Event(date(2026, 1, 1), "doi_ten", ("A2",), (), "")
    assert turned(_organisation(outside, inside), waves) == (inside,)
    assert turned(None, waves) == ()


def test_coarser_questions_take_whole_types_alone() -> None:
    def secret(*codes: str) -> Release:
        forms = [form for code in codes for form in sent(code, 25, X9="yes")]
        return crowd.published([SECRET], [p for p in HERE if p.code in codes], forms)

    waves = _waves(secret("A1", "B1"), secret("A1", "A2", "B1"), question=SECRET)
    found = shared(waves, Asked(waves[0].release, waves[0].survey, SECRET).partition)
    assert found.selections[0] == Selection(unit_types=frozenset({"dn_nn"}))
    assert (found.units, found.left) == (1, 2)


def test_another_wording_or_another_answer_is_another_question() -> None:
    assert is_same(COLOUR, COLOUR)
    assert not is_same(COLOUR, single("X1", ("red", "blue")))
    other = Question(COLOUR.id, COLOUR.kind, {"vi": "khác", "en": "other"}, COLOUR.choices)
    assert not is_same(COLOUR, other)


def test_needs_over_waves_are_the_ranked_ones() -> None:
    survey = district.survey()
    waves = [Wave(day, survey, district.release()) for day in (BEFORE, AFTER)]
    found = needs_over(waves)
    assert found is not None
    assert len(found.lines) == 16
    assert all(line.change and line.change.value == 0 for line in found.lines)
    assert needs_over(_waves(*(_published({"A1": 10}, HERE[:1]) for _ in range(2)))) is None


def test_a_unit_without_forms_in_one_wave_moves_nothing() -> None:
    """Nobody changed: the second unit, more often red, sent no form the first time."""
    frame = (place("A1"), place("A2", workers=300))
    first = _published({"A1": 20}, frame)
    second = _published({"A1": 20, "A2": 40}, frame)
    found = trend(_waves(first, second), "X1")
    assert found.shared.coverage is Coverage.COMMON
    assert (found.shared.units, found.shared.left) == (1, 1)
    assert [point.value for point in found.lines[0].points if point] == [0.4, 0.4]
    assert not any(line.change and line.change.certain for line in found.lines)


MIXED = (place("A1", workers=200), place("B1", "dn_nn", 200), place("C1", "co_quan", 60))


def _mixed(b: int, c: int, *more: Place) -> Release:
    """All of B red, of C blue; a type with few forms is pooled with others."""
    forms = [*sent("A1", 50, X1="red"), *sent("A1", 50, X1="blue")]
    forms += [*sent("B1", b, X1="red"), *sent("C1", c, X1="blue")]
    forms += [form for one in more for form in sent(one.code, 30, X1="blue")]
    return crowd.published([COLOUR], [*MIXED, *more], forms)


def test_types_pooled_in_one_wave_are_not_set_beside_themselves_in_the_other() -> None:
    first, second = _mixed(12, 6), _mixed(100, 20, place("D1", "hop_tac_xa"))
    found = trend(_waves(first, second), "X1")
    assert found.shared.coverage is Coverage.COMMON
    assert (found.shared.units, found.shared.left) == (1, 3)
    assert [wave.n for wave in found.waves] == [100, 100]


def test_types_pooled_together_count_where_everything_does() -> None:
    found = shared(_waves(_mixed(12, 6), _mixed(100, 20)), "main")
    assert found.coverage is Coverage.SAME
    assert found.selections == (EVERYTHING, EVERYTHING)
    one = Selection(unit_types=frozenset({"dn_nn"}))
    assert shared(_waves(_mixed(12, 6), _mixed(100, 20)), "main", one).coverage is Coverage.CHANGED


def test_a_type_whose_ratings_wait_in_one_wave_is_left_out() -> None:
    draw = random.Random(1)

    def wave(opened: date, of_b: int) -> Wave:
        forms = [
            Submission(code, Answers(crowd.robot(crowd.yearly(), draw)))
            for code, count in (("A1", 120), ("B1", of_b))
            for _ in range(count)
        ]
        rule = Rule(10, ("unit_type", "unit"))
        release = build(crowd.yearly(), rule, MIXED[:2], forms, made_on=crowd.DAY)
        return Wave(opened, crowd.yearly(), release)

    found = shared([wave(BEFORE, 15), wave(AFTER, 80)], "pairs")
    assert found.coverage is Coverage.COMMON
    assert found.selections[0] == Selection(unit_types=frozenset({"dn_fdi"}))
    assert (found.units, found.left) == (1, 1)
