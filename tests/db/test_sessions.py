"""Signed-in browsers: how long, and what of them is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import sessions
from db.engine import reading
from db.schema import SessionRow
from db.sessions import IDLE, LONGEST, NOTED_EVERY
from tests.db.cast import BOB, NOW, sign_up

SECOND = timedelta(seconds=1)


def _kept(engine: Engine) -> list[tuple[bytes, datetime]]:
    with reading(engine) as session:
        kept = sa.select(SessionRow.digest, SessionRow.seen_at).order_by(SessionRow.began_at)
        return [tuple(row) for row in session.execute(kept)]


@pytest.mark.parametrize(
    ("after", "known"), [(IDLE - SECOND, True), (IDLE, True), (IDLE + SECOND, False)]
)
def test_who_does_nothing_for_two_hours_signs_in_again(
    engine: Engine, after: timedelta, known: bool
) -> None:
    token = sessions.begin(engine, sign_up(engine).id, NOW)
    found = sessions.officer_of(engine, token, NOW + after)
    assert (found is not None) is known


@pytest.mark.parametrize(
    ("after", "known"), [(LONGEST - SECOND, True), (LONGEST, True), (LONGEST + SECOND, False)]
)
def test_after_twelve_hours_of_work_one_signs_in_again(
    engine: Engine, after: timedelta, known: bool
) -> None:
    token = sessions.begin(engine, sign_up(engine).id, NOW)
    for hour in range(1, 12):
        assert sessions.officer_of(engine, token, NOW + timedelta(hours=hour)) is not None
    found = sessions.officer_of(engine, token, NOW + after)
    assert (found is not None) is known


def test_working_on_keeps_a_session_alive(engine: Engine) -> None:
    token = sessions.begin(engine, sign_up(engine).id, NOW)
    assert sessions.officer_of(engine, token, NOW + IDLE) is not None
    assert sessions.officer_of(engine, token, NOW + 2 * IDLE) is not None


def test_a_visit_is_noted_every_few_minutes_only(engine: Engine) -> None:
    token = sessions.begin(engine, sign_up(engine).id, NOW)
    sessions.officer_of(engine, token, NOW + NOTED_EVERY)
    assert [seen for _, seen in _kept(engine)] == [NOW]
    sessions.officer_of(engine, token, NOW + NOTED_EVERY + SECOND)
    assert [seen for _, seen in _kept(engine)] == [NOW + NOTED_EVERY + SECOND]


def test_the_cookie_itself_is_not_kept(engine: Engine) -> None:
    token = sessions.begin(engine, sign_up(engine).id, NOW)
    [(digest, _)] = _kept(engine)
    assert token.encode() not in digest
    assert len(digest) == 32
    assert len(token) >= 40


def test_old_sessions_are_swept_out_at_the_next_sign_in(engine: Engine) -> None:
    alice, bob = sign_up(engine), sign_up(engine, BOB)
    sessions.begin(engine, alice.id, NOW - LONGEST - SECOND)
    young = sessions.begin(engine, bob.id, NOW - LONGEST)
    fresh = sessions.begin(engine, alice.id, NOW)
    assert len(_kept(engine)) == 2
    assert len({young, fresh}) == 2


def test_signing_out_ends_this_browser_only(engine: Engine) -> None:
    alice = sign_up(engine)
    here, there = (sessions.begin(engine, alice.id, NOW) for _ in range(2))
    sessions.end(engine, here)
    assert sessions.officer_of(engine, here, NOW) is None
    assert sessions.officer_of(engine, there, NOW) == alice
