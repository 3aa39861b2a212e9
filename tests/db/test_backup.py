"""Copies of an SQLite database."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from db import campaigns, units
from db.backup import BadCopy, NotSqlite, back_up
from db.engine import connect
from db.migrate import differences, migrate
from db.submissions import write
from tests.db.cast import campaign_of, form, forms, pending, stored, unit


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite database in use."""
    (tmp_path / "data").mkdir()
    engine = connect(f"sqlite:///{tmp_path / 'data' / 'test.sqlite'}")
    migrate(engine)
    yield engine
    engine.dispose()


def test_a_copy_holds_everything_and_can_be_used(running: Engine, tmp_path: Path) -> None:
    campaign = campaign_of(running, "A")
    write(running, [form(running, campaign, "A", "one", Z01="lương")])
    back_up(running, tmp_path / "copy.sqlite")
    copy = connect(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert campaigns.everything(copy) == (campaign,)
    assert pending(copy, campaign.id) == pending(running, campaign.id)
    assert differences(copy) == []
    assert write(copy, [form(copy, campaign, "A", "two")]) == [True]
    copy.dispose()


def test_a_copy_is_whole_while_forms_come_in(running: Engine, tmp_path: Path) -> None:
    campaign = campaign_of(running, "A")
    waiting = forms(running, campaign, "A", 300)

    def send() -> None:
        for start in range(0, 300, 10):
            write(running, waiting[start : start + 10])

    phones = threading.Thread(target=send)
    phones.start()
    back_up(running, tmp_path / "copy.sqlite")
    phones.join()
    copy = connect(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert stored(copy) % 10 == 0  # whole transactions only
    assert stored(running) == 300
    copy.dispose()


def test_what_was_deleted_is_not_in_the_copy(running: Engine, tmp_path: Path) -> None:
    units.take_in(running, [unit("A", name="Công ty đã xóa")])
    units.remove(running, "A")
    back_up(running, tmp_path / "copy.sqlite")
    assert "Công ty đã xóa".encode() not in (tmp_path / "copy.sqlite").read_bytes()


def test_only_the_owner_may_read_a_copy(running: Engine, tmp_path: Path) -> None:
    back_up(running, tmp_path / "copy.sqlite")
    assert stat.S_IMODE((tmp_path / "copy.sqlite").stat().st_mode) == 0o600


def test_no_file_is_overwritten(running: Engine, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite"
    file.write_text("mine")
    with pytest.raises(FileExistsError):
        back_up(running, file)
    assert file.read_text() == "mine"


def test_a_folder_that_is_not_there_is_told(running: Engine, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        back_up(running, tmp_path / "nowhere" / "copy.sqlite")


def test_nothing_is_left_of_a_copy_that_failed(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    engine = create_engine(f"sqlite:///{tmp_path / 'broken.sqlite'}")
    with pytest.raises(BadCopy):
        back_up(engine, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()
    engine.dispose()


@pytest.mark.slow
def test_postgresql_is_copied_by_its_own_tools(postgres_database: str, tmp_path: Path) -> None:
    engine = connect(postgres_database)
    with pytest.raises(NotSqlite):
        back_up(engine, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    engine.dispose()
