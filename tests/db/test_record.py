"""The record of the office: whole, in order, and refusing every change (DR-20)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db import events, officers, sessions
from db.engine import connect, writing
from db.migrate import _config, migrate
from db.schema import EventRow, OfficerRow
from tests.db.cast import BOB, NOW, sign_up, unguarded


@pytest.mark.parametrize(
    "change",
    [
        sa.update(EventRow).values(detail="x"),
        sa.update(EventRow).values(who=""),
        sa.delete(EventRow),
    ],
    ids=["change", "rename", "delete"],
)
def test_dr_20_a_line_is_neither_changed_nor_taken_out(
    engine: Engine, change: sa.Executable
) -> None:
    events.note(engine, NOW, None, "export", "BC.docx")
    with pytest.raises(DBAPIError, match="is final"), writing(engine) as session:
        session.execute(change)
    assert len(events.latest(engine)) == 1


def test_a_line_keeps_the_name_after_the_account_is_gone(engine: Engine) -> None:
    bob = sign_up(engine, BOB)
    events.note(engine, NOW, bob.id, "export", "BC.docx")
    with writing(engine) as session:
        session.execute(sa.delete(OfficerRow).where(OfficerRow.id == bob.id))
    assert [event.officer for event in events.latest(engine)] == [bob.name]
    assert events.first_broken(engine) is None


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE event SET detail = 'other' WHERE id = 2",
        "UPDATE event SET who = 'Eve' WHERE id = 2",
        "DELETE FROM event WHERE id = 2",
        "UPDATE event SET digest = 'x' WHERE id = 2",
    ],
)
def test_whoever_gets_past_the_triggers_is_found_out(engine: Engine, harm: str) -> None:
    for number in range(4):
        events.note(engine, NOW + timedelta(seconds=number), None, "export", f"{number}")
    assert events.first_broken(engine) is None
    unguarded(engine, harm)
    broken = events.first_broken(engine)
    assert broken is not None
    assert NOW < broken <= NOW + timedelta(seconds=2)


@pytest.mark.parametrize("cut", [1, 3, 4])
def test_lines_cut_off_the_end_are_missed_also_after_new_ones(engine: Engine, cut: int) -> None:
    for number in range(4):
        events.note(engine, NOW, None, "export", f"{number}")
    whole = events.end(engine)
    assert (whole.lines, whole.kept, whole.whole) == (4, 4, True)
    unguarded(engine, f"DELETE FROM event WHERE id > {4 - cut}")
    assert events.first_broken(engine) is None  # the chain alone does not tell
    found = events.end(engine)
    assert (found.lines, found.kept, found.whole) == (4 - cut, 4, False)
    events.note(engine, NOW, None, "export", "later")
    assert (events.end(engine).lines, events.end(engine).whole) == (5 - cut, False)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM event_head",
        "UPDATE event_head SET lines = 3",
        "UPDATE event_head SET digest = ''",
    ],
)
def test_what_is_remembered_of_the_end_cannot_go_unseen_alone(engine: Engine, harm: str) -> None:
    assert events.end(engine).whole  # before the first line
    for number in range(4):
        events.note(engine, NOW, None, "export", f"{number}")
    with writing(engine) as session:
        session.execute(sa.text(harm))
    assert not events.end(engine).whole


def test_the_same_lines_have_the_same_seal_and_others_another(engine: Engine) -> None:
    events.note(engine, NOW, None, "export", "a")
    first = events.end(engine).short_seal
    assert len(first.split()) == 4
    assert events.end(engine).short_seal == first
    events.note(engine, NOW, None, "export", "a")
    assert events.end(engine).short_seal != first


def test_lines_written_at_once_stand_in_one_chain(engine: Engine) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: events.note(engine, NOW, None, "export", str(n)), range(30)))
    assert len(events.latest(engine, None)) == 30
    assert events.end(engine).whole
    assert events.first_broken(engine) is None


def test_an_older_record_is_sealed_and_officers_keep_their_role(database_url: str) -> None:
    engine = connect(database_url)
    with writing(engine) as session:
        command.upgrade(_config(session.connection()), "0006")
        for login, role in (("alice", "admin"), ("bob", "officer")):
            session.execute(
                sa.text(
                    "INSERT INTO officer (login, name, role, password, lang, active, sample)"
                    f" VALUES ('{login}', '{login.title()}', '{role}', 'x', 'vi', true, false)"
                )
            )
        bob = session.scalar(sa.text("SELECT id FROM officer WHERE login = 'bob'"))
        line = sa.text(
            "INSERT INTO event (at, officer_id, what, detail) VALUES (:at, :who, '', '')"
        )
        line = line.bindparams(sa.bindparam("at", NOW, sa.DateTime(timezone=True)))
        for who in (bob, None):
            session.execute(line, {"who": who})
    migrate(engine)
    events.note(engine, NOW, bob, "export", "c")
    assert [event.officer for event in events.latest(engine)] == ["Bob", "–", "Bob"]
    assert events.first_broken(engine) is None
    assert events.end(engine).lines == 3
    assert events.end(engine).whole
    assert {o.login: o.role.value for o in officers.everyone(engine)} == {
        "alice": "admin",
        "bob": "officer",
    }
    engine.dispose()


def test_sessions_are_listed_and_ended_by_whom_they_belong_to(engine: Engine) -> None:
    alice, bob = sign_up(engine), sign_up(engine, BOB)
    mine, also = (sessions.begin(engine, bob.id, NOW) for _ in range(2))
    hers = sessions.begin(engine, alice.id, NOW)
    ids = {one.id for one in sessions.everyone(engine, NOW, bob.id)}
    assert ids == {sessions.id_of(mine), sessions.id_of(also)}
    assert sessions.end_some(engine, [sessions.id_of(hers)], bob.id) == 0  # not his
    assert sessions.end_some(engine, [sessions.id_of(also)], bob.id) == 1
    assert sessions.officer_of(engine, also, NOW) is None
    assert sessions.officer_of(engine, mine, NOW) == bob
    assert sessions.end_some(engine, [sessions.id_of(hers)]) == 1  # by an administrator
    assert sessions.everyone(engine, NOW + sessions.IDLE + timedelta(seconds=1)) == ()
