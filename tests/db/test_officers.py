"""Accounts: who is recognised, who is not, and that somebody can always administer."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import Engine

from db import officers, sessions
from db.engine import reading
from db.schema import OfficerRow
from surveys.access import Role
from tests.db.cast import ALICE, BOB, NOW, PASSWORD, sign_up


def test_an_officer_is_recognised_by_name_and_password(engine: Engine) -> None:
    alice = sign_up(engine)
    assert officers.recognise(engine, "alice", PASSWORD) == alice
    assert officers.recognise(engine, " Alice ", PASSWORD) == alice


@pytest.mark.parametrize(
    ("login", "password"),
    [("alice", PASSWORD + " "), ("alice", PASSWORD.upper()), ("alice", ""), ("carol", PASSWORD)],
)
def test_nobody_is_recognised_by_a_wrong_word(engine: Engine, login: str, password: str) -> None:
    sign_up(engine)
    assert officers.recognise(engine, login, password) is None


def test_accents_may_be_typed_in_either_way(engine: Engine) -> None:
    sign_up(engine)
    other = unicodedata.normalize("NFD", PASSWORD)
    assert other != PASSWORD
    assert officers.recognise(engine, "alice", other) is not None


def test_an_account_that_is_shut_is_not_recognised(engine: Engine) -> None:
    sign_up(engine)
    bob = sign_up(engine, BOB)
    officers.change(engine, replace(bob, active=False))
    assert officers.recognise(engine, "bob", PASSWORD) is None
    officers.change(engine, bob)
    assert officers.recognise(engine, "bob", PASSWORD) == bob


@pytest.mark.parametrize("login", ["alice", "ALICE", " Alice"])
def test_a_sign_in_name_is_given_once(engine: Engine, login: str) -> None:
    sign_up(engine)
    with pytest.raises(officers.LoginTaken):
        sign_up(engine, replace(BOB, login=login))
    assert [officer.name for officer in officers.everyone(engine)] == [ALICE.name]


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.OFFICER}])
def test_the_last_administrator_stays(engine: Engine, change: dict[str, object]) -> None:
    alice, bob = sign_up(engine), sign_up(engine, BOB)
    with pytest.raises(officers.LastAdmin):
        officers.change(engine, replace(alice, **change))  # type: ignore[arg-type]
    assert officers.everyone(engine) == (alice, bob)
    officers.change(engine, replace(bob, role=Role.ADMIN))
    officers.change(engine, replace(alice, **change))  # type: ignore[arg-type]


def test_an_administrator_who_is_shut_out_does_not_count(engine: Engine) -> None:
    alice, bob = sign_up(engine), sign_up(engine, replace(BOB, role=Role.ADMIN))
    officers.change(engine, replace(bob, active=False))
    with pytest.raises(officers.LastAdmin):
        officers.change(engine, replace(alice, active=False))


def test_a_new_password_ends_every_session_of_the_account_only(engine: Engine) -> None:
    alice, bob = sign_up(engine), sign_up(engine, BOB)
    first, second = (sessions.begin(engine, alice.id, NOW) for _ in range(2))
    other = sessions.begin(engine, bob.id, NOW)
    officers.change_password(engine, alice.id, "một câu khác dài hơn")
    assert sessions.officer_of(engine, first, NOW) is None
    assert sessions.officer_of(engine, second, NOW) is None
    assert sessions.officer_of(engine, other, NOW) == bob
    assert officers.recognise(engine, "alice", PASSWORD) is None
    assert officers.recognise(engine, "alice", "một câu khác dài hơn") == alice


def test_shutting_an_account_ends_its_sessions_for_good(engine: Engine) -> None:
    sign_up(engine)
    bob = sign_up(engine, BOB)
    token = sessions.begin(engine, bob.id, NOW)
    officers.change(engine, replace(bob, active=False))
    officers.change(engine, bob)
    assert sessions.officer_of(engine, token, NOW) is None


@pytest.mark.usefixtures("usual_passwords")
def test_a_password_is_kept_as_a_slow_hash_only(engine: Engine) -> None:
    sign_up(engine)
    sign_up(engine, BOB)
    with reading(engine) as session:
        kept = session.scalars(sa.select(OfficerRow.password)).all()
    assert len(set(kept)) == 2  # the same password, another salt
    for hash in kept:
        how = extract_parameters(hash)
        assert hash.startswith("$argon2id$")
        assert how.memory_cost * how.time_cost >= 2 * 19 * 1024  # kibibytes: OWASP's least
    assert officers.recognise(engine, "bob", PASSWORD) is not None


def test_an_unknown_name_takes_as_long_as_a_wrong_password(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up(engine)
    bob = sign_up(engine, BOB)
    officers.change(engine, replace(bob, active=False))
    compared: list[str] = []
    verify = PasswordHasher.verify

    def counted(hasher: PasswordHasher, hash: str, password: str) -> bool:
        compared.append(hash)
        return verify(hasher, hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for login in ("alice", "nobody", "bob"):
        assert officers.recognise(engine, login, "wrong") is None
    assert len(compared) == 3


def test_an_officer_keeps_the_language(engine: Engine) -> None:
    alice = sign_up(engine)
    officers.speak(engine, alice.id, "en")
    assert officers.everyone(engine) == (replace(alice, lang="en"),)


def test_fresh_passwords_are_long_enough_and_never_the_same() -> None:
    made = {officers.fresh_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(word) >= officers.SHORTEST_PASSWORD for word in made)
    assert not {"l", "1", "o", "0", "i"} & set("".join(made))


def test_sessions_last_from_the_first_minute(engine: Engine) -> None:
    alice = sign_up(engine)
    token = sessions.begin(engine, alice.id, NOW)
    assert sessions.officer_of(engine, token, NOW) == alice
    assert sessions.officer_of(engine, token + "x", NOW) is None
    sessions.end(engine, token)
    assert sessions.officer_of(engine, token, NOW + timedelta(seconds=1)) is None


def test_a_password_of_many_accents_is_refused_at_once(engine: Engine) -> None:
    """Sorting the accents of one letter takes time that grows with their square."""
    sign_up(engine)
    began = time.monotonic()
    typed = "a" + "\u0315" * 64_000 + "\u0323" * 64_000
    assert officers.recognise(engine, "alice", typed) is None
    assert time.monotonic() - began < 2
