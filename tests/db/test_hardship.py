"""Requests for help: sealed, opened by few and seen to be, deleted on their day (DR-15)."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from db.engine import connect
from db.hardship import openings, requests, retention, wishes
from db.hardship.ledger import Ledger
from db.hardship.requests import By, Gone, NoKey, Stale
from db.hardship.schema import Apart, OpeningRow, RequestRow
from db.hardship.store import Store, back_up_beside, differences, opened
from db.schema import Table
from db.sealing import BadKey, BadSeal, Seal, new_key
from surveys.access import Officer, Role
from surveys.campaigns import new_form_id
from surveys.hardship import Change, State, WishKind

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 8, 15, 33, tzinfo=UTC)
HOA = By(Officer(7, "hoa", "Hoa Mẫu", Role.CARE, "vi"), NOW)
SAID: dict[str, Any] = {
    "X02": ["benhnang", "oth"],
    "X02.oth": "Nợ tiền thuốc",
    "X03": "Chồng tôi nằm viện",
    "X05": "ngay",
    "X06": "Chị Bông Mẫu",
    "X07": "0912345678",
    "X09": "Công ty Hạt điều Mẫu 01",
}
FINISHED = Change(State.DONE, TODAY, notes="Đã gặp chị Bông Mẫu ở nhà")


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    engine = opened(database_url)
    yield Store(engine, Ledger(tmp_path / "gone.txt"), Seal([new_key()]))
    engine.dispose()


def _sent(store: Store, **changes: Any) -> tuple[str, str]:
    """A request: its number and the person's code."""
    code = new_form_id()
    return requests.add(store, code, SAID | changes, TODAY), code


def _ended(store: Store, number: str, on: date = TODAY) -> None:
    case = next(c for c in requests.cases(store.engine) if c.number == number)
    requests.change(store, case, FINISHED, HOA, on)


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_tables_and_code_agree_and_opening_twice_changes_nothing(
    store: Store, database_url: str
) -> None:
    assert differences(store.engine) == []
    _sent(store)
    again = opened(database_url)
    assert len(requests.cases(again)) == 1
    again.dispose()


def test_dr_15_no_key_leads_from_a_request_to_an_answer() -> None:
    names = {column.name for table in Apart.metadata.tables.values() for column in table.columns}
    assert not names & {"campaign_id", "unit_id", "key", "code", "link", "lang", "secret"}
    assert not Apart.metadata.tables.keys() & Table.metadata.tables.keys()
    targets = {k.target_fullname for t in Apart.metadata.tables.values() for k in t.foreign_keys}
    assert targets == {"request.number"}


def test_dr_15_the_database_never_holds_a_word_in_clear(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    engine = opened(f"sqlite:///{tmp_path / 'own' / 'ho-tro.db'}")
    store = Store(engine, Ledger(tmp_path / "own" / "gone.txt"), Seal([new_key()]))
    number, code = _sent(store)
    _ended(store, number)
    raw = _bytes(tmp_path / "own")  # the write-ahead log, too
    written = [*(word for value in SAID.values() for word in _words(value)), FINISHED.notes, code]
    assert number.encode() in raw
    for word in written:
        if len(word) > len("thang"):
            assert word.encode() not in raw, word
            assert word.encode("utf-16-le") not in raw, word
    engine.dispose()
    assert (tmp_path / "own" / "ho-tro.db").stat().st_mode & 0o077 == 0


def _words(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def test_dr_03_a_seal_tells_the_day_and_no_time(store: Store) -> None:
    number, _ = _sent(store)
    with store.engine.connect() as connection:
        [sealed] = connection.scalars(sa.select(RequestRow.sealed))
        days = [c.name for c in RequestRow.__table__.columns if isinstance(c.type, sa.Date)]
        moments = [c for c in RequestRow.__table__.columns if isinstance(c.type, sa.DateTime)]
    stamp = int.from_bytes(base64.urlsafe_b64decode(sealed)[1:9])  # where Fernet puts the time
    assert datetime.fromtimestamp(stamp, UTC) == datetime(2026, 11, 20, tzinfo=UTC)
    assert days == ["came_on", "contacted_on", "closed_on"]
    assert moments == []
    _ended(store, number, TODAY + timedelta(days=3))
    with store.engine.connect() as connection:
        [sealed] = connection.scalars(sa.select(RequestRow.sealed))
    stamp = int.from_bytes(base64.urlsafe_b64decode(sealed)[1:9])
    assert stamp % 86_400 == 0


def test_a_form_that_is_sent_twice_is_one_request(store: Store) -> None:
    number, code = _sent(store)
    assert requests.add(store, code, SAID, TODAY) == number
    assert len(requests.cases(store.engine)) == 1


def test_dr_15_every_opening_is_written_down_and_nobody_can_change_the_log(store: Store) -> None:
    number, _ = _sent(store)
    requests.cases(store.engine)
    assert openings.everything(store.engine) == ()  # lists tell no name, so they are no opening
    request = requests.opened(store, number, HOA)
    assert request.said == SAID
    [line] = openings.everything(store.engine)
    assert (line.officer, line.number, line.what, line.at) == ("Hoa Mẫu", number, "opened", NOW)
    for change in (sa.update(OpeningRow).values(officer="Bob"), sa.delete(OpeningRow)):
        with pytest.raises(DBAPIError, match="final"), store.engine.begin() as connection:
            connection.execute(change)


def test_without_the_key_nothing_is_written_or_read(store: Store) -> None:
    number, _ = _sent(store)
    blind = Store(store.engine, store.ledger)
    stranger = Store(store.engine, store.ledger, Seal([new_key()]))
    with pytest.raises(NoKey):
        requests.opened(blind, number, HOA)
    with pytest.raises(NoKey):
        _sent(blind)
    with pytest.raises(BadSeal):
        requests.opened(stranger, number, HOA)
    with pytest.raises(BadSeal):
        retention.renew(stranger)
    with pytest.raises(BadKey):
        Seal(["abc"])
    with pytest.raises(BadKey):
        Seal([])


def test_a_new_key_takes_over_and_the_old_one_can_go(store: Store) -> None:
    old, new = new_key(), new_key()
    number, _ = _sent(Store(store.engine, store.ledger, Seal([old])))
    assert retention.renew(Store(store.engine, store.ledger, Seal([new, old]))) == 1
    assert retention.renew(Store(store.engine, store.ledger, Seal([new, old]))) == 0
    only_new = Store(store.engine, store.ledger, Seal([new]))
    assert requests.opened(only_new, number, HOA).said == SAID


def test_of_two_officers_who_save_the_same_request_the_second_is_told(store: Store) -> None:
    number, _ = _sent(store)
    [before] = requests.cases(store.engine)
    requests.change(store, before, Change(State.CONTACTED, TODAY, "gọi rồi"), HOA, TODAY)
    with pytest.raises(Stale):
        requests.change(store, before, FINISHED, HOA, TODAY)
    request = requests.opened(store, number, HOA)
    assert (request.case.state, request.notes) == (State.CONTACTED, "gọi rồi")
    assert request.said == SAID


@pytest.mark.parametrize(("days", "left"), [(-1, 1), (0, 0), (1, 0)])
def test_dr_15_a_request_goes_on_its_day(store: Store, days: int, left: int) -> None:
    number, _ = _sent(store)
    _ended(store, number)
    due = date(2028, 11, 20)  # twenty-four months later
    assert retention.purge(store, due + timedelta(days=days), 24) == 1 - left
    assert len(requests.cases(store.engine)) == left
    assert retention.purge(store, due + timedelta(days=days), 24) == 0


def test_a_request_that_has_not_ended_stays(store: Store) -> None:
    _sent(store)
    assert retention.purge(store, TODAY + timedelta(days=9999), 24) == 0


def test_the_person_takes_a_request_back_by_its_code_alone(store: Store) -> None:
    number, code = _sent(store)
    wishes.add(store.engine, number, WishKind.VIEW, TODAY)
    assert not retention.withdraw(store, new_form_id(), TODAY)
    assert not retention.withdraw(store, number, TODAY)  # the number is no secret
    assert retention.withdraw(store, code, TODAY)
    assert requests.cases(store.engine) == ()
    assert wishes.everything(store.engine) == ()
    with pytest.raises(Gone):
        requests.opened(store, number, HOA)
    with pytest.raises(Gone):
        wishes.add(store.engine, number, WishKind.VIEW, TODAY)


def test_dr_23_what_was_deleted_is_deleted_again_after_a_restore(tmp_path: Path) -> None:
    file, copy = tmp_path / "ho-tro.db", tmp_path / "copy.db"
    engine = opened(f"sqlite:///{file}")
    store = Store(engine, Ledger(tmp_path / "gone.txt"), Seal([new_key()]))
    kept, (_, code) = _sent(store)[0], _sent(store)
    engine.dispose()
    shutil.copy(file, copy)
    assert retention.withdraw(store, code, TODAY)
    engine.dispose()
    shutil.copy(copy, file)
    restored = connect(f"sqlite:///{file}")
    again = Store(restored, store.ledger, store.seal)
    assert len(requests.cases(restored)) == 2
    assert retention.purge(again, TODAY, 24) == 1
    assert [case.number for case in requests.cases(restored)] == [kept]
    restored.dispose()


def test_the_record_of_deletions_holds_number_and_day_only(store: Store, tmp_path: Path) -> None:
    number, code = _sent(store)
    retention.withdraw(store, code, TODAY)
    assert (tmp_path / "gone.txt").read_text() == f"{number} 2026-11-20\n"


def test_dr_22_of_a_deleted_request_no_byte_stays(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'ho-tro.db'}")
    store = Store(engine, Ledger(tmp_path / "gone.txt"), Seal([new_key()]))
    _, code = _sent(store)
    with engine.connect() as connection:
        [sealed] = connection.scalars(sa.select(RequestRow.sealed))
    retention.withdraw(store, code, TODAY)
    assert sealed[20:].encode() not in _bytes(tmp_path)
    engine.dispose()


def test_a_back_up_takes_the_sealed_requests_along(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ho-tro.db'}"
    assert back_up_beside(url, tmp_path / "copy") is None  # nobody ever asked for help
    engine = opened(url)
    store = Store(engine, Ledger(tmp_path / "gone.txt"), Seal([new_key()]))
    number, _ = _sent(store)
    copy = back_up_beside(url, tmp_path / "copy")
    assert copy is not None
    restored = opened(f"sqlite:///{copy}")
    assert [case.number for case in requests.cases(restored)] == [number]
    assert b"0912345678" not in copy.read_bytes()
    restored.dispose()
    engine.dispose()
