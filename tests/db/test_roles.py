"""On PostgreSQL the running product needs no right to read answers: a role of few rights collects,
counts, closes, publishes and deletes, and is refused every look (docs/decisions/0012)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from db import campaigns as stored_campaigns
from db import cards, paper_checks, participation, releases, retention, roles, submissions, words
from db.engine import connect, writing
from db.migrate import migrate
from db.submissions import write
from db.submissions_removal import remove
from tests.db.cast import NOW, TODAY, campaign_of, form, forms, pending, stored

ROLE, PASSWORD = "langnghe_pages", "chỉ để thử"
LOOKS = (
    "SELECT answers FROM submission",
    "SELECT * FROM submission",
    "SELECT day, lang FROM submission",
    "SELECT count(*) FROM submission WHERE answers ~ 'nu'",
    "DELETE FROM submission RETURNING answers",
    "UPDATE submission SET unit_id = unit_id",
    "COPY submission TO STDOUT",
    "CREATE TABLE taken AS SELECT * FROM submission",
    "DROP FUNCTION closed_answers(integer)",
)

pytestmark = pytest.mark.slow


@pytest.fixture
def owner(postgres_database: str) -> Iterator[Engine]:
    engine = connect(postgres_database)
    migrate(engine)
    with engine.begin() as connection:
        known = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": ROLE})
        if not known:
            connection.exec_driver_sql(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'")
    roles.grant(engine, ROLE)
    yield engine
    engine.dispose()


@pytest.fixture
def few(owner: Engine) -> Iterator[Engine]:
    """The product as it runs: with the role of few rights."""
    engine = connect(make_url(owner.url).set(username=ROLE, password=PASSWORD))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("look", LOOKS)
def test_dr_11_the_running_product_cannot_look_at_an_answer(few: Engine, look: str) -> None:
    campaign = campaign_of(few, "A")
    write(few, forms(few, campaign, "A", 12))
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        _say(few, look)
    assert stored(few) == 12


def test_it_cannot_give_itself_the_right(few: Engine) -> None:
    _say(few, f"GRANT SELECT ON submission TO {ROLE}")  # PostgreSQL only warns
    with pytest.raises(ProgrammingError, match="permission denied"):
        _say(few, LOOKS[0])


def test_the_owner_could_look_so_the_test_bites(owner: Engine) -> None:
    campaign = campaign_of(owner, "A")
    write(owner, forms(owner, campaign, "A", 12))
    with owner.connect() as connection:
        assert len(connection.exec_driver_sql(LOOKS[0]).all()) == 12


def test_dr_07_the_one_door_opens_between_close_and_release_only(few: Engine) -> None:
    campaign = campaign_of(few, "A")
    write(few, forms(few, campaign, "A", 12))
    assert not list(submissions.arrived(few, campaign.id))
    stored_campaigns.close(few, campaign.id, TODAY)
    assert len(list(submissions.arrived(few, campaign.id))) == 12
    releases.make(few, campaign.id, TODAY)
    assert not list(submissions.arrived(few, campaign.id))


@pytest.mark.parametrize("day", ["closed_on", "released_on"])
def test_what_is_over_is_not_opened_again(engine: Engine, day: str) -> None:
    campaign = campaign_of(engine, "A")
    stored_campaigns.close(engine, campaign.id, TODAY)
    releases.make(engine, campaign.id, TODAY)
    with pytest.raises(IntegrityError, match="over"), writing(engine) as session:
        session.execute(text(f"UPDATE campaign SET {day} = NULL"))


def test_collecting_counting_publishing_and_deleting_go_on(owner: Engine, few: Engine) -> None:
    migrate(few)  # at every start: nothing is left to do
    campaign = campaign_of(few, "A", "B", deletion_codes=True, cards=True)
    assert all(write(few, forms(few, campaign, "A", 30)))
    assert all(write(few, forms(few, campaign, "A", 30)))  # sent twice, stored once
    assert write(few, [form(few, campaign, "B", "a form")]) == [True]
    assert remove(few, campaign.id, "a form")
    [code] = cards.make(few, campaign.id, {"A": 1})["A"]
    assert cards.look(few, code)
    assert paper_checks.typed(few, campaign.id) == 0
    [first, _] = participation.as_of(few, campaign.id, NOW, timedelta(0)).units
    assert first.answers == 30
    stored_campaigns.close(few, campaign.id, TODAY)
    assert releases.make(few, campaign.id, TODAY).answered == 30
    retention.purge(few, campaign.delete_on, NOW)
    assert stored(few) == 0
    assert not pending(owner, campaign.id)


def test_dr_10_own_words_leave_the_forms_by_a_door_that_only_forgets(
    owner: Engine, few: Engine
) -> None:
    campaign = campaign_of(few, "A")
    texts = [form(few, campaign, "A", f"{n}", Z01=f"lời số {n}") for n in range(25)]
    write(few, texts)
    with writing(few) as session:
        submissions.forget_words(session, campaign.id, {"Z01"})  # it still collects
    stored_campaigns.close(few, campaign.id, TODAY)
    releases.make(few, campaign.id, TODAY)
    assert len(words.slips(few, campaign.id, "Z01")) == 25
    with owner.connect() as connection:
        answers = connection.scalars(text("SELECT answers FROM submission")).all()
    assert len(answers) == 25
    assert {json.loads(each)["Z01"] for each in answers} == {submissions.WROTE}
    assert {json.loads(each)["P02"] for each in answers} == {"nu"}


def test_dr_22_deleted_answers_leave_no_dead_row(owner: Engine, few: Engine) -> None:
    campaign = campaign_of(few, "A")
    write(few, forms(few, campaign, "A", 30))
    stored_campaigns.close(few, campaign.id, TODAY)
    retention.purge(few, campaign.delete_on, NOW)
    with owner.begin() as connection:
        connection.exec_driver_sql("CREATE EXTENSION pageinspect")
        assert connection.scalar(text("SELECT pg_relation_size('submission')")) == 0


def test_the_order_of_arrival_is_forgotten_by_a_role_of_few_rights(
    owner: Engine, few: Engine
) -> None:
    campaign = campaign_of(few, "A")
    for one in forms(few, campaign, "A", 20):
        write(few, [one])
    stored_campaigns.close(few, campaign.id, TODAY)
    with owner.connect() as connection:
        keys = connection.scalars(text("SELECT key FROM submission ORDER BY ctid")).all()
    assert keys == sorted(keys)


def test_a_role_that_had_more_is_left_with_this(owner: Engine, few: Engine) -> None:
    _say(owner, f"GRANT ALL ON submission TO {ROLE}")
    roles.grant(owner, ROLE)
    with pytest.raises(ProgrammingError, match="permission denied"):
        _say(few, LOOKS[0])


def test_files_have_no_roles_and_strangers_get_nothing(owner: Engine) -> None:
    with pytest.raises(roles.NoRoles):
        roles.grant(connect("sqlite://"), ROLE)
    with pytest.raises(roles.Unknown):
        roles.grant(owner, "nobody at all")


def _say(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
