"""One-time cards: each works once, and nothing tells which answer came by which card (DR-02)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from db import campaigns, cards
from db.cards import NoCards, digest_of
from db.engine import connect, reading, sweep
from db.migrate import migrate
from db.schema import CampaignRow, SubmissionRow
from db.schema_posters import CardRow
from db.submissions import Incoming, Writer, key_of, write
from surveys.campaigns import CARD_LENGTH, CODE_LETTERS
from tests.db.cast import TODAY, campaign_of, form, stored

VOTERS = 150
LUCK = 8  # matches that a blind guess has by chance: one on average, more than eight never


def _form(engine: Engine, campaign: campaigns.Campaign, form_id: str, code: str) -> Incoming:
    card = cards.look(engine, code)
    digest = card.digest if card else digest_of(b"another secret", code)
    return replace(form(engine, campaign, "A", form_id, Z01=f"<<{form_id}>>"), card=digest)


def _left(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(CardRow)) or 0


def test_a_card_burns_on_use_and_another_is_needed_for_another_form(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    first, second = cards.make(engine, campaign.id, {"A": 2})["A"]
    assert write(engine, [_form(engine, campaign, "one", first)]) == [True]
    assert cards.look(engine, first) is None
    assert write(engine, [_form(engine, campaign, "two", first)]) == [False]
    assert write(engine, [_form(engine, campaign, "two", second)]) == [True]
    assert (stored(engine), _left(engine)) == (2, 0)


def test_the_same_form_sent_again_counts_once_and_is_thanked_for(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = _form(engine, campaign, "one", code)
    assert write(engine, [sent, sent]) == [True, True]
    assert write(engine, [sent]) == [True]
    assert stored(engine) == 1


def test_of_two_forms_on_one_card_in_one_commit_one_is_stored(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = [_form(engine, campaign, name, code) for name in ("one", "two", "three")]
    assert sorted(write(engine, sent)) == [False, False, True]
    assert stored(engine) == 1


def test_of_many_phones_with_one_card_one_is_stored(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = [_form(engine, campaign, str(n), code) for n in range(24)]
    writers = [Writer(engine), Writer(engine)]  # as if two processes served the phones
    with ThreadPoolExecutor(24) as phones:
        told = list(phones.map(lambda n: writers[n % 2].keep(sent[n]).result(30), range(24)))
    for writer in writers:
        writer.stop()
    assert (sum(told), stored(engine)) == (1, 1)


def test_a_commit_that_fails_burns_no_card(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    [code] = cards.make(engine, campaign.id, {"A": 1})["A"]
    sent = replace(_form(engine, campaign, "one", code), unit_id=10**6)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        write(engine, [sent])
    assert cards.look(engine, code) is not None
    assert write(engine, [_form(engine, campaign, "one", code)]) == [True]


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


class Vote:
    """A vote by cards in one unit: who used which card for which answer, known to the test only."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "test.sqlite"
        self.engine = connect(f"sqlite:///{self.file}")
        migrate(self.engine)
        self.campaign = campaign_of(self.engine, "A", cards=True)
        self.codes = cards.make(self.engine, self.campaign.id, {"A": VOTERS + 40})["A"]
        with reading(self.engine) as session:
            self.secret = session.get_one(CampaignRow, self.campaign.id).secret or b""
        drawn = random.sample(self.codes, VOTERS)
        self.used = {code: f"voter {n:03}" for n, code in enumerate(drawn)}
        for code, name in self.used.items():
            assert write(self.engine, [_form(self.engine, self.campaign, name, code)]) == [True]

    def bytes(self) -> bytes:
        return self.file.read_bytes()

    def right(self, guess: Sequence[str], answers: Sequence[str]) -> int:
        """How many pairs of a guess are true."""
        return sum(self.used[code] == name for code, name in zip(guess, answers, strict=True))

    def as_they_lie(self) -> list[str]:
        """The answers in the order of the file's bytes: a page tells in which order they came."""
        data = self.bytes()
        places = {name: data.find(f"<<{name}>>".encode()) for name in self.used.values()}
        assert min(places.values()) > 0
        return sorted(places, key=lambda name: places[name])

    def by_key(self) -> list[str]:
        """The answers in the order of their table."""
        names = {key_of(self.secret, name): name for name in self.used.values()}
        with reading(self.engine) as session:
            return [names[bytes(key)] for key in session.scalars(select(SubmissionRow.key))]


@pytest.fixture
def vote(tmp_path: Path) -> Vote:
    made = Vote(tmp_path)
    yield made
    made.engine.dispose()


def _guesses(vote: Vote) -> list[int]:
    """Every order in which an attacker with file, secret and all codes can lay cards beside
    answers."""
    digests = {code: digest_of(vote.secret, code) for code in vote.used}
    printed = [code for code in vote.codes if code in vote.used]
    orders = [printed, sorted(vote.used), sorted(vote.used, key=lambda code: digests[code])]
    answers = [vote.as_they_lie(), vote.by_key()]
    pairs = [(o, a) for order in orders for o in (order, order[::-1]) for a in answers]
    return [vote.right(order, answer) for order, answer in pairs]


def test_while_open_the_database_file_and_all_codes_link_no_better_than_chance(
    vote: Vote,
) -> None:
    sweep(vote.engine)
    assert vote.right(list(vote.used), list(vote.used.values())) == VOTERS  # what is to be found
    assert max(_guesses(vote)) <= LUCK
    data = vote.bytes()
    assert not [code for code in vote.used if digest_of(vote.secret, code) in data]
    assert not [code for code in vote.codes if code.encode() in data]


def test_after_the_close_the_files_and_all_codes_link_no_better_than_chance(vote: Vote) -> None:
    campaigns.close(vote.engine, vote.campaign.id, TODAY)
    assert max(_guesses(vote)) <= LUCK
    files = [path.read_bytes() for path in vote.file.parent.iterdir()]
    for code in vote.codes:
        for trace in (code.encode(), digest_of(vote.secret, code)):
            assert not any(trace in data for data in files)
    assert not any(vote.secret in data for data in files)
    assert _left(vote.engine) == 0


def test_after_the_close_no_dead_row_or_transaction_tells_on_a_card(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    for n, code in enumerate(cards.make(engine, campaign.id, {"A": 12})["A"][:9]):
        write(engine, [_form(engine, campaign, str(n), code)])
    campaigns.close(engine, campaign.id, TODAY)
    if engine.dialect.name != "postgresql":
        assert _left(engine) == 0
        return
    with engine.connect() as connection:
        assert connection.execute(text("SELECT pg_relation_size('card')")).scalar() == 0
        once = text("SELECT count(DISTINCT xmin::text) FROM submission")
        assert connection.execute(once).scalar() == 1
