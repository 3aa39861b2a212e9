"""A vote by one-time cards, in which only the test knows who used which card."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine, func, select

from db import campaigns, cards
from db.cards import digest_of
from db.engine import connect, reading
from db.migrate import migrate
from db.schema import CampaignRow, SubmissionRow
from db.schema_posters import CardRow
from db.submissions import Incoming, Writer, key_of, write
from tests.db.cast import campaign_of, form

VOTERS = 150


def form_with(engine: Engine, campaign: campaigns.Campaign, form_id: str, code: str) -> Incoming:
    card = cards.look(engine, code)
    digest = card.digest if card else digest_of(b"another secret", code)
    return replace(form(engine, campaign, "A", form_id, Z01=f"<<{form_id}>>"), card=digest)


def left(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(CardRow)) or 0


class Vote:
    """A vote by cards in one unit: who used which card for which answer, known to the test only."""

    def __init__(self, folder: Path, *, settled: bool = False) -> None:
        folder.mkdir(exist_ok=True)
        self.file = folder / "test.sqlite"
        self.engine = connect(f"sqlite:///{self.file}")
        migrate(self.engine)
        self.campaign = campaign_of(self.engine, "A", cards=True)
        self.codes = cards.make(self.engine, self.campaign.id, {"A": VOTERS + 40})["A"]
        with reading(self.engine) as session:
            self.secret = session.get_one(CampaignRow, self.campaign.id).secret or b""
        drawn = random.sample(self.codes, VOTERS)
        self.used = {code: f"voter {n:03}" for n, code in enumerate(drawn)}
        writer = Writer(self.engine)
        for code, name in self.used.items():
            sent = form_with(self.engine, self.campaign, name, code)
            if settled:  # as the phone's page does
                assert writer.keep(sent).result(30)
            else:
                assert write(self.engine, [sent]) == [True]
        writer.stop()

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
