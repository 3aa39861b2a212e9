"""Units, activities, the organisation and the record of the office, as they are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, NoResultFound

from db import activities, campaigns, events, installation, units
from db.installation import Installation
from surveys.plan import State
from tests.db.cast import LETTERHEAD, MEALS, NOW, TODAY, campaign_of, sign_up, unit


def test_a_unit_comes_back_as_it_was_entered(engine: Engine) -> None:
    entered = unit("A", women=None, women_members=None, agreement=True, agreement_until=TODAY)
    units.add(engine, entered)
    assert units.everyone(engine) == (entered,)


def test_a_code_is_given_once(engine: Engine) -> None:
    units.add(engine, unit("A"))
    with pytest.raises(units.CodeTaken):
        units.add(engine, unit("A", name="Công ty khác"))
    assert units.everyone(engine) == (unit("A"),)


def test_taking_in_a_list_tells_what_is_new_and_what_changed(engine: Engine) -> None:
    assert units.take_in(engine, [unit("A"), unit("B")]) == (2, 0)
    assert units.take_in(engine, [unit("A"), unit("B", workers=70), unit("C")]) == (1, 1)
    assert [u.workers for u in units.everyone(engine)] == [60, 70, 60]


def test_a_list_with_one_impossible_unit_is_taken_in_not_at_all(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        units.take_in(engine, [unit("A"), unit("B", members=61)])
    assert units.everyone(engine) == ()


def test_a_unit_that_took_part_ends_but_does_not_vanish(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    units.add(engine, unit("B"))
    with pytest.raises(units.UnitInUse):
        units.remove(engine, "A")
    units.remove(engine, "B")
    units.change(engine, unit("A", ended_on=TODAY))
    assert units.everyone(engine) == (unit("A", ended_on=TODAY),)
    assert len(campaigns.links(engine, campaign.id)) == 1


def test_an_activity_is_added_changed_and_removed(engine: Engine) -> None:
    added = activities.add(engine, MEALS)
    later = activities.add(engine, replace(MEALS, starts_on=TODAY - timedelta(days=9)))
    assert activities.everything(engine) == (later, added)
    done = replace(added, state=State.DONE, reached=110, spent=3_000_000)
    activities.change(engine, done)
    activities.remove(engine, later)
    assert activities.everything(engine) == (done,)


def test_who_saves_second_overwrites_no_activity_and_no_name_silently(engine: Engine) -> None:
    seen = activities.add(engine, MEALS)
    first, second = replace(seen, reached=110), replace(seen, spent=3_000_000)
    activities.change(engine, first, seen)
    with pytest.raises(activities.ChangedMeanwhile):
        activities.change(engine, second, seen)
    assert activities.everything(engine) == (first,)
    installation.set_up(engine, LETTERHEAD, NOW)
    began = installation.load(engine)
    named = Installation(replace(LETTERHEAD, name="Công đoàn phường Mẫu"), 24)
    installation.change(engine, named, began)
    with pytest.raises(installation.ChangedMeanwhile):
        installation.change(engine, Installation(LETTERHEAD, 12), began)
    assert installation.load(engine) == named


def test_an_activity_that_is_gone_cannot_be_changed(engine: Engine) -> None:
    added = activities.add(engine, MEALS)
    activities.remove(engine, added)
    with pytest.raises(NoResultFound):
        activities.change(engine, added)


def test_set_up_is_over_once(engine: Engine) -> None:
    assert installation.load(engine) is None
    installation.set_up(engine, LETTERHEAD, NOW)
    with pytest.raises(installation.AlreadySetUp):
        installation.set_up(engine, replace(LETTERHEAD, name="Khác"), NOW)
    assert installation.load(engine) == Installation(LETTERHEAD, 24)


def test_the_organisation_can_be_renamed(engine: Engine) -> None:
    installation.set_up(engine, LETTERHEAD, NOW)
    renamed = Installation(replace(LETTERHEAD, name="Công đoàn phường Mẫu", copies=()), 12)
    installation.change(engine, renamed)
    assert installation.load(engine) == renamed


def test_dr_20_the_record_names_who_did_what_the_newest_first(engine: Engine) -> None:
    alice = sign_up(engine)
    events.note(engine, NOW, alice.id, "export", "BC_KhaoSat.docx")
    events.note(engine, NOW + timedelta(hours=1), None, "purge")
    first, second = events.latest(engine)
    assert (first.what, first.officer) == ("purge", "–")
    assert (second.at, second.officer, second.detail) == (NOW, alice.name, "BC_KhaoSat.docx")
    assert events.latest(engine, 1) == (first,)
