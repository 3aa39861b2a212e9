"""Questionnaires being written are kept step by step, and nobody overwrites anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import NoResultFound

from db import bank, drafts, sounds
from db.drafts import MOST_STEPS, ONE_STEP, ChangedMeanwhile, Draft
from surveys.catalogue import bank as catalogue_bank
from surveys.model import Kind, Question
from surveys.questionnaires.editing import copy, remove
from surveys.questionnaires.sounds import sound
from surveys.questionnaires.starting import from_template
from tests.db.cast import NOW

PULSE = from_template("p1", "b", {"vi": "Nhịp nhanh", "en": "Pulse"})
LATER = NOW + timedelta(minutes=5)
MUCH_LATER = NOW + timedelta(hours=1)


def began(engine: Engine) -> Draft:
    return drafts.create(engine, PULSE, NOW)


def without(engine: Engine, draft: Draft, id: str) -> Draft:
    return drafts.save(engine, draft, remove(draft.survey, id), f"remove {id}", LATER)


def test_a_draft_survives_a_reload(engine: Engine) -> None:
    draft = began(engine)
    assert drafts.load(engine, draft.id) == draft
    assert draft.survey == PULSE
    assert not (draft.undoable)
    assert not (draft.redoable)
    assert drafts.everything(engine) == (draft,)
    with pytest.raises(NoResultFound):
        drafts.load(engine, draft.id + 1)


def test_steps_are_undone_and_done_again_after_a_reload(engine: Engine) -> None:
    draft = without(engine, without(engine, began(engine), "Q01"), "Q02")
    assert [q.id for q in draft.survey.questions] == ["G01", "Q03", "Q04", "Q05"]
    one = drafts.undo(engine, drafts.load(engine, draft.id), LATER)
    assert one.survey == remove(PULSE, "Q01")
    assert one.redoable
    none = drafts.undo(engine, one, LATER)
    assert none.survey == PULSE
    assert drafts.undo(engine, none, LATER).survey == PULSE  # there is nothing before
    again = drafts.redo(engine, drafts.redo(engine, drafts.load(engine, draft.id), LATER), LATER)
    assert again.survey == draft.survey


def test_a_change_after_an_undo_lets_go_of_what_was_undone(engine: Engine) -> None:
    draft = drafts.undo(engine, without(engine, began(engine), "Q01"), LATER)
    changed = without(engine, draft, "Q05")
    assert not changed.redoable
    assert changed.survey == remove(PULSE, "Q05")


def test_typing_in_one_field_is_one_step(engine: Engine) -> None:
    draft = began(engine)
    at = LATER
    for number in range(1, 4):
        titled = replace(draft.survey, title={"vi": f"Nhịp {number}"})
        at += ONE_STEP / 2
        draft = drafts.save(engine, draft, titled, "title", at)
    assert drafts.undo(engine, draft, LATER).survey == PULSE
    draft = drafts.load(engine, draft.id)
    draft = drafts.redo(engine, draft, at)
    later = replace(draft.survey, title={"vi": "Nhịp 4"})
    much = drafts.save(engine, draft, later, "title", at + ONE_STEP)
    assert drafts.undo(engine, much, MUCH_LATER).survey.title == {"vi": "Nhịp 3"}


def test_saving_what_is_there_makes_no_step(engine: Engine) -> None:
    draft = began(engine)
    assert drafts.save(engine, draft, PULSE, "nothing", LATER) == draft


def test_the_second_of_two_officers_overwrites_nothing(engine: Engine) -> None:
    alice = bob = began(engine)
    kept = without(engine, alice, "Q01")
    for act in (
        lambda: without(engine, bob, "Q02"),
        lambda: drafts.undo(engine, bob, LATER),
        lambda: drafts.publish(engine, bob, LATER),
        lambda: drafts.remove(engine, bob),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()
    assert drafts.load(engine, kept.id) == kept


def test_an_undo_in_between_is_noticed_though_the_step_is_the_same(engine: Engine) -> None:
    first = without(engine, began(engine), "Q01")
    back = drafts.undo(engine, first, MUCH_LATER)
    forth = drafts.redo(engine, back, MUCH_LATER + timedelta(seconds=1))
    assert forth.step == first.step
    with pytest.raises(ChangedMeanwhile):
        without(engine, first, "Q02")


def test_old_steps_go_and_the_latest_stay(engine: Engine) -> None:
    draft = began(engine)
    for number in range(MOST_STEPS + 5):
        titled = replace(draft.survey, title={"vi": str(number)})
        draft = drafts.save(engine, draft, titled, f"title {number}", LATER)
    back = draft
    while back.undoable:
        back = drafts.undo(engine, back, LATER)
    assert draft.step - back.step == MOST_STEPS - 1


def test_a_version_never_changes_and_the_next_change_makes_another(engine: Engine) -> None:
    draft = began(engine)
    first = drafts.publish(engine, draft, LATER)
    assert drafts.publish(engine, draft, MUCH_LATER) == first  # the same is the same version
    second = drafts.publish(engine, without(engine, draft, "Q05"), MUCH_LATER)
    assert (first.number, second.number) == (1, 2)
    assert [v.survey for v in drafts.versions(engine, "p1")] == [PULSE, remove(PULSE, "Q05")]
    assert [v.id for v in drafts.published(engine)] == [second.id]


def test_a_deleted_draft_leaves_its_published_version(engine: Engine) -> None:
    draft = began(engine)
    drafts.publish(engine, draft, LATER)
    drafts.remove(engine, draft)
    assert drafts.everything(engine) == ()
    assert drafts.published(engine) == ()  # not offered any more
    assert len(drafts.versions(engine, "p1")) == 1


def test_ids_that_were_ever_used_are_known(engine: Engine) -> None:
    draft = began(engine)
    drafts.publish(engine, draft, LATER)
    copied, made = copy(draft.survey, "Q01")
    draft = drafts.save(engine, draft, copied, "copy", LATER)
    draft = drafts.save(engine, draft, remove(draft.survey, made), "remove", LATER)
    assert {made, "Q01", "G01"} <= drafts.ids_used(engine, draft)


def test_new_questionnaires_have_ids_of_their_own() -> None:
    ids = {drafts.new_survey_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(id.startswith("p") and id.isalnum() for id in ids)


def test_a_sound_is_kept_under_its_name_and_goes_with_an_unpublished_draft(engine: Engine) -> None:
    draft = began(engine)
    spoken = sound(b"ID3\x04" + bytes(300), "Q01", "vi")
    sounds.keep(engine, "p1", spoken)
    sounds.keep(engine, "p1", spoken)
    assert sounds.load(engine, "p1", spoken.name) == spoken
    assert sounds.load(engine, "p2", spoken.name) is None
    sounds.take_along(engine, "p1", "p2")
    drafts.remove(engine, draft)
    assert sounds.load(engine, "p1", spoken.name) is None
    assert sounds.load(engine, "p2", spoken.name) == spoken


def test_the_offices_bank_keeps_questions_and_writes_over_none(engine: Engine) -> None:
    mine = Question("own1", Kind.TEXT, {"vi": "Điều gì?"}, plan_tasks=("3.4-b",))
    assert bank.add(engine, [mine, catalogue_bank()["I01"]], NOW) == 2
    assert {q.id for q in bank.everything(engine)} == {"own1", "I01"}
    better = replace(mine, label={"vi": "Điều gì tốt hơn?"})
    bank.add(engine, [better], LATER)
    assert bank.everything(engine)[0] == replace(better, id="own1_2")
    assert mine in bank.everything(engine)
    bank.add(engine, [better], LATER)  # the same once more: there already
    assert len(bank.everything(engine)) == 3
    bank.remove(engine, "own1")
    bank.remove(engine, "own1_2")
    assert bank.everything(engine) == (catalogue_bank()["I01"],)
