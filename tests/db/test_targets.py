"""Targets as rows: begun as the plan says, added, changed, taken out of use, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from db import targets
from surveys.targets import Target, blank, progress
from surveys.targets import targets as of_the_plan
from tests.db.cast import NOW, TODAY, unit

WHO = "Nguyễn Thị Lan"
NEW = replace(
    blank("cba_rate", TODAY),
    label={"vi": "Thỏa ước năm 2028", "en": "Agreements 2028"},
    deadline=date(2028, 12, 31),
    value=0.8,
    unit_types=frozenset({"dn_fdi"}),
    has_union=True,
    source="Kế hoạch số 12, mục II",
)


def _by_id(engine: Engine, id: str) -> Target:
    return next(t for t in targets.everything(engine) if t.id == id)


def test_targets_begin_as_the_plan_says(engine: Engine) -> None:
    found = targets.everything(engine)
    assert [replace(target, version=0) for target in found] == list(of_the_plan())
    assert targets.everything(engine) == found
    assert targets.retired(engine) == ()


def test_one_of_two_with_a_metric_and_year_binds_and_the_other_keeps_its_versions(
    engine: Engine,
) -> None:
    found = targets.everything(engine)
    eighty, seventy_five = (t for t in found if t.id.startswith("MT-2025-TU"))
    kept = targets.save(engine, replace(eighty, binding=True, note="Bộ Chính trị"), NOW, WHO)
    assert (kept.binding, kept.version) == (True, 2)
    targets.save(engine, replace(seventy_five, binding=True), NOW, WHO)
    assert [t.id for t in targets.everything(engine) if t.binding] == ["MT-2025-TU75"]
    assert [v.target.binding for v in targets.versions(engine, eighty.id)] == [True, False]
    with pytest.raises(targets.ChangedMeanwhile) as told:
        targets.save(engine, replace(kept, value=0.7), NOW, WHO)
    assert (told.value.now.value, told.value.now.version) == (0.8, 3)


def test_an_added_target_stands_behind_the_others_and_is_counted(engine: Engine) -> None:
    before = targets.everything(engine)
    kept = targets.add(engine, NEW, NOW, WHO)
    again = targets.add(engine, NEW, NOW, WHO)
    assert [t.id for t in targets.everything(engine)[len(before) :]] == [kept.id, again.id]
    assert (kept.id, again.id) == ("CT-2028-TU", "CT-2028-TU-2")
    here = [replace(unit(code), type="dn_fdi", has_union=True) for code in "ABC"]
    signed = replace(here[0], agreement=True, agreement_until=date(2029, 1, 1))
    [row] = progress([signed, *here[1:]], TODAY, [kept])
    assert (row.numerator, row.denominator, row.met) == (1, 3, False)


def test_earlier_versions_are_kept_whole_and_can_be_used_again(engine: Engine) -> None:
    first = targets.add(engine, NEW, NOW, WHO)
    second = targets.save(engine, replace(first, value=0.9, note="Đại hội nâng lên"), NOW, WHO)
    [before] = targets.versions(engine, first.id)
    assert (before.target, before.who, before.replaced_at) == (first, WHO, NOW)
    targets.save(engine, replace(before.target, version=second.version), NOW, WHO)
    assert _by_id(engine, first.id) == replace(first, version=3)
    assert [v.target.value for v in targets.versions(engine, first.id)] == [0.9, 0.8]


def test_a_target_out_of_use_is_off_the_board_and_comes_back(engine: Engine) -> None:
    known = targets.add(engine, NEW, NOW, WHO)
    out = targets.save(engine, replace(known, retired_on=TODAY), NOW, WHO)
    assert known.id not in {t.id for t in targets.everything(engine)}
    assert targets.retired(engine) == (out,)
    targets.save(engine, replace(out, retired_on=None), NOW, WHO)
    assert _by_id(engine, known.id).value == 0.8
