"""Links that are used once: what they open, and that nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import events, officers, one_time_links, sessions
from db.engine import reading
from db.one_time_links import LASTS, Expired, Purpose, Unknown, Used
from db.schema_access import OneTimeLinkRow
from tests.db.cast import BOB, NOW, PASSWORD, sign_up

WORD = "một câu tự đặt lấy"
SECOND = timedelta(seconds=1)


def test_a_link_sets_the_password_once_and_ends_every_session(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    session = sessions.begin(engine, bob.id, NOW)
    token = one_time_links.make(engine, bob.id, Purpose.INVITE, NOW)
    for _ in range(3):  # a chat program looks at links before people do
        assert one_time_links.officer_of(engine, token, NOW) == bob
    assert one_time_links.use(engine, token, WORD, NOW) == bob
    assert officers.recognise(engine, "bob", WORD) == bob
    assert officers.recognise(engine, "bob", PASSWORD) is None
    assert sessions.officer_of(engine, session, NOW) is None
    with pytest.raises(Used):
        one_time_links.use(engine, token, PASSWORD, NOW)
    with pytest.raises(Used):
        one_time_links.officer_of(engine, token, NOW)
    assert officers.recognise(engine, "bob", WORD) == bob
    assert [event.what for event in events.latest(engine)] == ["link_used"]


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_ends_with_its_last_second(engine: Engine, purpose: Purpose) -> None:
    bob = sign_up(engine, BOB)
    token = one_time_links.make(engine, bob.id, purpose, NOW)
    last = NOW + LASTS[purpose]
    assert one_time_links.officer_of(engine, token, last - SECOND) == bob
    for late in (last, last + SECOND):
        with pytest.raises(Expired):
            one_time_links.use(engine, token, WORD, late)
    assert officers.recognise(engine, "bob", PASSWORD) == bob


@pytest.mark.parametrize("forged", ["", "x", "a" * 43, "../../etc", "%00", "ă" * 43])
def test_a_forged_link_opens_nothing(engine: Engine, forged: str) -> None:
    one_time_links.make(engine, sign_up(engine, BOB).id, Purpose.RESET, NOW)
    with pytest.raises(Unknown):
        one_time_links.use(engine, forged, WORD, NOW)


def test_a_newer_link_takes_the_place_of_the_older(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    old = one_time_links.make(engine, bob.id, Purpose.RESET, NOW)
    new = one_time_links.make(engine, bob.id, Purpose.RESET, NOW)
    with pytest.raises(Unknown):
        one_time_links.use(engine, old, WORD, NOW)
    assert one_time_links.waiting(engine, NOW) == {bob.id: NOW + LASTS[Purpose.RESET]}
    one_time_links.use(engine, new, WORD, NOW)
    assert one_time_links.waiting(engine, NOW) == {}


def test_a_link_to_an_account_that_is_shut_opens_nothing(engine: Engine) -> None:
    sign_up(engine)
    bob = sign_up(engine, BOB)
    token = one_time_links.make(engine, bob.id, Purpose.INVITE, NOW)
    officers.change(engine, replace(bob, active=False))
    with pytest.raises(Unknown):
        one_time_links.use(engine, token, WORD, NOW)


def test_only_the_digest_of_a_link_is_kept(engine: Engine) -> None:
    token = one_time_links.make(engine, sign_up(engine, BOB).id, Purpose.INVITE, NOW)
    with reading(engine) as session:
        [kept] = session.scalars(sa.select(OneTimeLinkRow.digest))
    assert len(kept) == 32
    assert token.encode() not in kept
    assert len(token) >= 40


def test_nobody_signs_in_to_an_account_that_waits_for_its_link(engine: Engine) -> None:
    officers.add(engine, BOB, officers.unknown_password())
    for guess in ("", "bob", PASSWORD):
        assert officers.recognise(engine, "bob", guess) is None


def test_of_two_administrators_the_second_is_told(engine: Engine) -> None:
    sign_up(engine)
    bob = sign_up(engine, BOB)
    officers.change(engine, replace(bob, name="Bob Trần"), bob)
    with pytest.raises(officers.ChangedMeanwhile):
        officers.change(engine, replace(bob, name="Bob Lê"), bob)
    officers.speak(engine, bob.id, "en")  # the language is the officer's own and no conflict
    seen = replace(bob, name="Bob Trần")
    officers.change(engine, replace(seen, places=("A",)), seen)
    assert [o.places for o in officers.everyone(engine)] == [(), ("A",)]
