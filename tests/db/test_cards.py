"""One-time cards: each works once (DR-02)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from db import campaigns, cards
from db.cards import NoCards
from db.engine import reading
from db.schema import SubmissionRow
from db.schema_posters import CardRow
from db.submissions import Writer, write
from surveys.campaigns import CARD_LENGTH, CODE_LETTERS
from tests.db.cast import TODAY, campaign_of, stored
from tests.db.voting import form_with, left


def test_a_card_burns_on_use_and_another_is_needed_for_another_form(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    first, second = cards.make(engine, campaign.id, {"A": 2})["A"]
    assert write(engine, [form_with(engine, campaign, "one", first)]) == [True]
    assert cards.look(engine, first) is None
    assert write(engine, [form_with(engine, campaign, "two", first)]) == [False]
    assert write(engine, [form_with(engine, campaign, "two", second)]) == [True]
    assert (stored(engine), left(engine)) == (2, 0)


def test_the_same_form_sent_again_counts_once_and_is_thanked_for(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = form_with(engine, campaign, "one", code)
    assert write(engine, [sent, sent]) == [True, True]
    assert write(engine, [sent]) == [True]
    assert stored(engine) == 1


def test_of_two_forms_on_one_card_in_one_commit_one_is_stored(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = [form_with(engine, campaign, name, code) for name in ("one", "two", "three")]
    assert sorted(write(engine, sent)) == [False, False, True]
    assert stored(engine) == 1


def test_of_many_phones_with_one_card_one_is_stored(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = [form_with(engine, campaign, str(n), code) for n in range(24)]
    writers = [Writer(engine), Writer(engine)]  # as if two processes served the phones
    with ThreadPoolExecutor(24) as phones:
        told = list(phones.map(lambda n: writers[n % 2].keep(sent[n]).result(30), range(24)))
    for writer in writers:
        writer.stop()
    assert (sum(told), stored(engine)) == (1, 1)


def test_a_commit_that_fails_burns_no_card(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = replace(form_with(engine, campaign, "one", code), unit_id=10**6)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        write(engine, [sent])
    assert cards.look(engine, code) is not None
    assert write(engine, [form_with(engine, campaign, "one", code)]) == [True]


def test_revoked_cards_are_useless_and_new_ones_work(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", "B", cards=True)
    old = cards.make(engine, campaign.id, {"A": 5, "B": 1})
    cards.revoke(engine, campaign.id, "A")
    [new] = cards.make(engine, campaign.id, {"A": 1})["A"]
    assert [cards.look(engine, code) for code in old["A"]] == [None] * 5
    assert cards.look(engine, old["B"][0])
    assert cards.look(engine, new)
    assert cards.printed(engine, campaign.id) == {"A": 6, "B": 1}


def test_codes_of_cards_are_unguessable_and_told_once(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    made = cards.make(engine, campaign.id, {"A": 500, "nobody's": 3})
    assert set(made) == {"A"}
    assert len(set(made["A"])) == 500
    assert len(CODE_LETTERS) ** CARD_LENGTH >= 2**40
    with reading(engine) as session:
        kept = {bytes(digest) for digest in session.scalars(select(CardRow.digest))}
    assert not kept & {code.encode() for code in made["A"]}


def test_a_campaign_with_open_codes_or_closed_has_no_cards(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    with pytest.raises(NoCards):
        cards.make(engine, campaign.id, {"A": 1})
    other = campaign_of(engine, "B", cards=True)
    campaigns.close(engine, other.id, TODAY)
    with pytest.raises(NoCards):
        cards.make(engine, other.id, {"B": 1})


def test_the_answer_shares_no_column_with_the_card() -> None:
    """A used card has no row at all; one that is left shares campaign and unit, which the box is
    for, and nothing else."""
    card = {column.name for column in CardRow.__table__.columns}
    answer = {column.name for column in SubmissionRow.__table__.columns}
    assert card & answer == {"campaign_id", "unit_id"}
