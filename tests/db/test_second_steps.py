"""The code after the password: right, once, in its minute; and recovery codes beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import identities, officers, one_time_links, second_steps, sessions, sign_in_key
from db.engine import reading, writing
from db.schema_access import RecoveryCodeRow, SecondStepRow
from db.sealing import BadKey, Seal, new_key
from db.second_steps import HALFWAY, RECOVERY_CODES, KeyLost
from surveys.access import Officer
from tests.db.cast import ALICE, BOB, NOW, sign_up

STEP = timedelta(seconds=30)
SEAL = Seal([new_key()])


def _code(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


def _on(engine: Engine, officer: Officer) -> tuple[str, tuple[str, ...]]:
    """The secret and the recovery codes of an account that asks for a code since yesterday."""
    secret, then = second_steps.propose(engine, SEAL, officer.id, NOW), NOW - timedelta(days=1)
    codes = second_steps.confirm(engine, SEAL, officer.id, _code(secret, then), then)
    assert codes is not None
    return secret, codes


def _finish(engine: Engine, officer: Officer, code: str, at: datetime = NOW) -> str | None:
    return second_steps.finish(engine, SEAL, second_steps.begin(engine, officer.id, at), code, at)


def test_a_secret_counts_only_once_its_first_code_was_right(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    secret = second_steps.propose(engine, SEAL, bob.id, NOW)
    assert not second_steps.is_on(engine, bob.id)
    assert second_steps.confirm(engine, SEAL, bob.id, "000000", NOW) is None
    assert not second_steps.is_on(engine, bob.id)
    codes = second_steps.confirm(engine, SEAL, bob.id, _code(secret, NOW), NOW)
    assert codes is not None
    assert len(set(codes)) == RECOVERY_CODES
    assert second_steps.is_on(engine, bob.id)


def test_a_secret_is_never_shown_again(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    _on(engine, bob)
    with pytest.raises(ValueError, match="on"):
        second_steps.propose(engine, SEAL, bob.id, NOW)


@pytest.mark.parametrize(
    ("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_is_taken_a_minute_and_a_half_around_now(
    engine: Engine, steps: int, taken: bool
) -> None:
    bob = sign_up(engine, BOB)
    secret, _ = _on(engine, bob)
    found = _finish(engine, bob, _code(secret, NOW + steps * STEP))
    assert found == ("code" if taken else None)


def test_no_code_is_taken_twice_and_none_older_than_the_last(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    secret, _ = _on(engine, bob)
    now, before = _code(secret, NOW), _code(secret, NOW - STEP)
    assert _finish(engine, bob, f"{now[:3]} {now[3:]}") == "code"
    assert _finish(engine, bob, now) is None
    assert _finish(engine, bob, before) is None
    assert _finish(engine, bob, _code(secret, NOW + STEP)) == "code"


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "０１２３４５", "\x00" * 6]
)
def test_what_is_no_code_is_no_fault(engine: Engine, code: str) -> None:
    bob = sign_up(engine, BOB)
    _on(engine, bob)
    assert _finish(engine, bob, code) is None


def test_a_recovery_code_lets_in_once_however_it_is_typed(engine: Engine) -> None:
    alice, bob = sign_up(engine, ALICE), sign_up(engine, BOB)
    _, codes = _on(engine, bob)
    _, others = _on(engine, alice)
    assert _finish(engine, bob, others[0]) is None
    assert _finish(engine, bob, codes[0].upper().replace("-", " ")) == "recovery"
    assert _finish(engine, bob, codes[0]) is None
    assert second_steps.codes_left(engine, bob.id) == RECOVERY_CODES - 1
    with reading(engine) as session:
        kept = session.scalars(sa.select(RecoveryCodeRow.digest)).all()
    assert all(len(digest) == 32 for digest in kept)


def test_whoever_gave_the_password_has_minutes_for_the_code_and_no_session(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    secret, _ = _on(engine, bob)
    token = second_steps.begin(engine, bob.id, NOW)
    assert sessions.officer_of(engine, token, NOW) is None
    late = NOW + HALFWAY
    assert second_steps.halfway(engine, token, late - STEP) == bob
    assert second_steps.halfway(engine, token, late) is None
    assert second_steps.finish(engine, SEAL, token, _code(secret, late), late) is None
    assert second_steps.finish(engine, SEAL, "forged", _code(secret, NOW), NOW) is None
    assert second_steps.finish(engine, SEAL, token, _code(secret, NOW), NOW) == "code"
    assert second_steps.finish(engine, SEAL, token, _code(secret, NOW + STEP), NOW + STEP) is None


def test_turned_off_nothing_of_it_is_left(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    _, codes = _on(engine, bob)
    second_steps.turn_off(engine, bob.id)
    assert not second_steps.is_on(engine, bob.id)
    assert _finish(engine, bob, codes[0]) is None


def test_an_identity_is_one_accounts_and_an_account_has_one(engine: Engine) -> None:
    alice, bob = sign_up(engine, ALICE), sign_up(engine, BOB)
    identities.tie(engine, bob.id, "https://a", "7")
    assert identities.officer_of(engine, "https://a", "7") == bob
    assert identities.officer_of(engine, "https://b", "7") is None
    with pytest.raises(identities.IdentityTaken):
        identities.tie(engine, alice.id, "https://a", "7")
    identities.tie(engine, bob.id, "https://a", "8")
    assert identities.officer_of(engine, "https://a", "7") is None
    identities.untie(engine, bob.id)
    assert identities.those_tied(engine) == frozenset()


def test_who_is_shut_out_does_not_come_back_by_a_tied_identity(engine: Engine) -> None:
    """Nor after a link set the new password; one's own change of password keeps the tie."""
    alice, bob = sign_up(engine, ALICE), sign_up(engine, BOB)
    identities.tie(engine, alice.id, "https://a", "6")
    identities.tie(engine, bob.id, "https://a", "7")
    officers.change_password(engine, bob.id, "một câu khác dài hơn")
    assert identities.officer_of(engine, "https://a", "7") == bob
    officers.shut_out(engine, bob.id)
    assert identities.officer_of(engine, "https://a", "7") is None
    identities.tie(engine, bob.id, "https://a", "7")
    link = one_time_links.make(engine, bob.id, one_time_links.Purpose.RESET, NOW)
    one_time_links.use(engine, link, "một câu mới tinh", NOW)
    assert identities.those_tied(engine) == {alice.id}


def _as_stored(engine: Engine) -> str:
    """Everything the database keeps of second steps, and on SQLite every byte of its files."""
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM second_step")).all()
    files = Path(engine.url.database or "").parent.glob("test.sqlite*")
    sqlite = engine.dialect.name == "sqlite"
    told = [file.read_bytes().decode("latin-1") for file in files] if sqlite else []
    return "".join([*map(repr, rows), *told])


def test_whoever_reads_the_database_or_its_files_makes_no_code(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    secret, codes = _on(engine, bob)
    stored = _as_stored(engine)
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_what_an_older_version_left_open_is_sealed_and_overwritten(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    secret, _ = _on(engine, bob)
    with writing(engine) as session:
        row = session.get_one(SecondStepRow, bob.id)
        row.plain, row.sealed = secret, None
    assert secret in _as_stored(engine)
    assert _finish_fails(engine, bob, SEAL, secret)  # nothing is taken from what lies open
    assert second_steps.seal_old(engine, SEAL, NOW) == 1
    assert secret not in _as_stored(engine)
    assert _finish(engine, bob, _code(secret, NOW)) == "code"
    assert second_steps.seal_old(engine, SEAL, NOW) == 0


def test_without_the_key_the_officer_is_told_and_recovery_codes_still_let_in(
    engine: Engine,
) -> None:
    alice, bob = sign_up(engine, ALICE), sign_up(engine, BOB)
    secret, codes = _on(engine, bob)
    other = Seal([new_key()])
    assert second_steps.those_lost(engine, SEAL) == frozenset()
    assert second_steps.those_lost(engine, other) == {bob.id}
    assert _finish_fails(engine, bob, other, secret)
    token = second_steps.begin(engine, bob.id, NOW)
    assert second_steps.finish(engine, other, token, codes[0], NOW) == "recovery"
    second_steps.turn_off(engine, bob.id)
    fresh = second_steps.propose(engine, other, bob.id, NOW)
    assert second_steps.confirm(engine, other, bob.id, _code(fresh, NOW), NOW)
    assert second_steps.those_lost(engine, other) == frozenset()
    assert alice.id not in second_steps.those_on(engine)


def _finish_fails(engine: Engine, officer: Officer, seal: Seal, secret: str) -> bool:
    token = second_steps.begin(engine, officer.id, NOW)
    with pytest.raises(KeyLost):
        second_steps.finish(engine, seal, token, _code(secret, NOW), NOW)
    return True


def test_the_key_is_a_file_of_its_owner_made_once_also_by_many_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        seals = list(starts.map(sign_in_key.load, [tmp_path] * 40))
    sealed = seals[0].close("bí mật", NOW.date())
    assert {seal.open(sealed) for seal in seals} == {"bí mật"}
    assert [file.name for file in tmp_path.iterdir()] == [sign_in_key.FILE]
    assert (tmp_path / sign_in_key.FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / sign_in_key.FILE).write_text("no key")
    with pytest.raises(BadKey):
        sign_in_key.load(tmp_path)
