"""The code after the password: right, once, in its minute; and recovery codes beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import identities, second_steps, sessions
from db.engine import reading
from db.schema_access import RecoveryCodeRow
from db.second_steps import HALFWAY, RECOVERY_CODES
from surveys.access import Officer
from tests.db.cast import ALICE, BOB, NOW, sign_up

STEP = timedelta(seconds=30)


def _code(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


def _on(engine: Engine, officer: Officer) -> tuple[str, tuple[str, ...]]:
    """The secret and the recovery codes of an account that asks for a code since yesterday."""
    secret, then = second_steps.propose(engine, officer.id), NOW - timedelta(days=1)
    codes = second_steps.confirm(engine, officer.id, _code(secret, then), then)
    assert codes is not None
    return secret, codes


def _finish(engine: Engine, officer: Officer, code: str, at: datetime = NOW) -> str | None:
    return second_steps.finish(engine, second_steps.begin(engine, officer.id, at), code, at)


def test_a_secret_counts_only_once_its_first_code_was_right(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    secret = second_steps.propose(engine, bob.id)
    assert not second_steps.is_on(engine, bob.id)
    assert second_steps.confirm(engine, bob.id, "000000", NOW) is None
    assert not second_steps.is_on(engine, bob.id)
    codes = second_steps.confirm(engine, bob.id, _code(secret, NOW), NOW)
    assert codes is not None
    assert len(set(codes)) == RECOVERY_CODES
    assert second_steps.is_on(engine, bob.id)


def test_a_secret_is_never_shown_again(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    _on(engine, bob)
    with pytest.raises(ValueError, match="on"):
        second_steps.propose(engine, bob.id)


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
    assert second_steps.finish(engine, token, _code(secret, late), late) is None
    assert second_steps.finish(engine, "forged", _code(secret, NOW), NOW) is None
    assert second_steps.finish(engine, token, _code(secret, NOW), NOW) == "code"
    assert second_steps.finish(engine, token, _code(secret, NOW + STEP), NOW + STEP) is None


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
