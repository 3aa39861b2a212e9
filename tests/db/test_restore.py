"""A copy that is put back loses again what was deleted since it was taken (DR-23)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import campaign_drafts, campaigns, deletions, drafts, officers, surveys
from db.backup import BadCopy, back_up, restore
from db.engine import connect, writing
from db.migrate import migrate
from db.retention import DRAFTS_KEPT, purge
from db.submissions import write
from db.submissions_removal import remove
from surveys.campaigns import Campaign
from surveys.questionnaires.starting import from_template
from tests.db.cast import ALICE, NOW, PASSWORD, TODAY, campaign_of, form, forms, stored

DAY = timedelta(days=1)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite database in use, its ledger beside it."""
    engine = connect(f"sqlite:///{tmp_path / 'langnghe.sqlite'}")
    migrate(engine)
    yield engine
    engine.dispose()


def _answered(engine: Engine, title: str = "Đợt cũ", **changes: object) -> Campaign:
    campaign = campaign_of(engine, "A", title=title, **changes)
    write(engine, forms(engine, campaign, "A", 25))
    return campaign


def test_dr_23_answers_deleted_since_the_copy_are_deleted_in_it(
    running: Engine, tmp_path: Path
) -> None:
    """The copy does not even know the earlier day that an early close gave them."""
    gone = _answered(running, closes_on=TODAY + 60 * DAY, delete_on=TODAY + 420 * DAY)
    left = campaign_of(running, "A", delete_on=TODAY + 400 * DAY)
    write(running, [form(running, left, "A", "of the other one")])
    back_up(running, tmp_path / "copy.sqlite")
    deleted_on = campaigns.close(running, gone.id, TODAY).delete_on
    purge(running, deleted_on, NOW, tmp_path)
    assert (stored(running, gone.id), deleted_on < TODAY + 420 * DAY) == (0, True)
    restore(running, tmp_path / "copy.sqlite", tmp_path, TODAY + DAY, NOW + DAY)
    again = connect(f"sqlite:///{tmp_path / 'langnghe.sqlite'}")
    assert (stored(again, gone.id), stored(again, left.id)) == (0, 1)
    assert [(d.title, d.count, d.again) for d in deletions.everything(again)] == [
        ("Đợt cũ", 25, True)
    ]
    again.dispose()


def test_dr_23_the_ledger_serves_when_the_database_itself_is_lost(
    running: Engine, tmp_path: Path
) -> None:
    campaign = _answered(running)
    back_up(running, tmp_path / "copy.sqlite")
    purge(running, campaign.delete_on, NOW, tmp_path)
    running.dispose()
    (tmp_path / "langnghe.sqlite").unlink()
    empty = connect(f"sqlite:///{tmp_path / 'langnghe.sqlite'}")
    restore(empty, tmp_path / "copy.sqlite", tmp_path, TODAY, NOW)
    assert stored(empty, campaign.id) == 0
    empty.dispose()


def test_dr_09_a_form_that_was_taken_back_stays_away(running: Engine, tmp_path: Path) -> None:
    campaign = campaign_of(running, "A", deletion_codes=True)
    write(running, [form(running, campaign, "A", "of Alice"), form(running, campaign, "A", "2")])
    back_up(running, tmp_path / "copy.sqlite")
    assert remove(running, campaign.id, "of Alice")
    restore(running, tmp_path / "copy.sqlite", tmp_path, TODAY, NOW)
    again = connect(f"sqlite:///{tmp_path / 'langnghe.sqlite'}")
    assert stored(again, campaign.id) == 1
    assert not remove(again, campaign.id, "of Alice")
    again.dispose()


def test_the_ledger_of_another_database_deletes_nothing_here(
    running: Engine, tmp_path: Path
) -> None:
    campaign = _answered(running)
    (tmp_path / "other").mkdir()
    other = connect(f"sqlite:///{tmp_path / 'other.sqlite'}")
    migrate(other)
    due = _answered(other)
    assert (due.id, due.title) == (campaign.id, campaign.title)
    purge(other, due.delete_on, NOW, tmp_path)
    other.dispose()
    purge(running, TODAY, NOW, tmp_path)
    assert stored(running, campaign.id) == 25


def test_a_damaged_copy_leaves_the_database_as_it_was(running: Engine, tmp_path: Path) -> None:
    campaign = _answered(running)
    (tmp_path / "copy.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with pytest.raises(BadCopy):
        restore(running, tmp_path / "copy.sqlite", tmp_path, TODAY, NOW)
    assert stored(running, campaign.id) == 25
    assert not (tmp_path / "langnghe.sqlite.restored").exists()


def test_a_line_of_the_ledger_that_was_cut_off_is_passed_over(
    running: Engine, tmp_path: Path
) -> None:
    campaign = _answered(running)
    (tmp_path / deletions.LEDGER).write_text('{"kind": "answ', encoding="utf-8")
    purge(running, campaign.delete_on, NOW, tmp_path)
    assert [d.count for d in deletions.read_ledger(tmp_path)] == [25]
    purge(running, campaign.delete_on + DAY, NOW + DAY, tmp_path)
    assert len(deletions.read_ledger(tmp_path)) == 1


def test_dr_22_drafts_that_nobody_touched_for_a_year_go_and_published_ones_stay(
    engine: Engine,
) -> None:
    alice = officers.add(engine, ALICE, PASSWORD)
    for name in ("dropped", "published"):
        made = drafts.create(engine, from_template(name, "b", {"vi": name, "en": name}), NOW)
        if name == "published":
            with writing(engine) as session:
                surveys.publish(session, made.survey, NOW)
    campaign_drafts.create(engine, {"title": "Đợt nháp"}, alice.id, NOW)
    assert purge(engine, TODAY, NOW + DRAFTS_KEPT) == ()
    late = NOW + DRAFTS_KEPT + DAY
    assert purge(engine, TODAY, late) == (("dropped", 1), ("Đợt nháp", 1))
    assert [draft.survey.id for draft in drafts.everything(engine)] == ["published"]
    assert campaign_drafts.everything(engine) == ()
