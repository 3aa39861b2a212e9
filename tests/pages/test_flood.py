"""A flood of made-up forms: the flooded code is slowed, nobody else is, and nobody is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import Engine, inspect, text
from starlette.types import Message

from db import campaigns, units
from pages.phone.flood import A_SECOND, AT_ONCE, LONGEST, Floods
from pages.phone.routes import Phone
from pages.settings import now
from tests.pages.asgi import Answer, ask_all
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT, open_campaign

TEN_MINUTES = 600
ONE, OTHER = (1, 1), (1, 2)


@dataclass
class Time:
    """A clock that only goes on when somebody waits, or when a test says so."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def phone(engine: Engine, time: Time) -> Iterator[Phone]:
    made = Phone(engine, Floods(time.now, time.sleep))
    yield made
    made.stop()


def _codes(engine: Engine) -> list[str]:
    """Two units of one campaign."""
    open_campaign(engine)
    other = replace(UNIT, code="DV02", name="Nông trường Mẫu 02")
    units.take_in(engine, [other])
    campaign = campaigns.publish(engine, CAMPAIGN, ANNUAL, [UNIT.code, other.code], now())
    return [link.code for link in campaigns.links(engine, campaign.id)]


def _send(phone: Phone, code: str, first: int, count: int) -> list[Answer]:
    """That many different forms, all from one address."""

    def form(number: int) -> list[tuple[str, str]]:
        return [("id", f"{number:032x}"), ("G01", "yes"), ("P06", "co"), ("U06", str(number % 11))]

    addressed = [("POST", f"/k/{code}", form(first + number)) for number in range(count)]
    return asyncio.run(ask_all(phone, addressed))


def _statuses(answers: list[Answer]) -> set[int]:
    return {answer.status for answer in answers}


def _stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM submission")).scalar_one()


def test_a_script_floods_one_code_and_the_other_code_is_not_slowed(
    engine: Engine, phone: Phone, time: Time
) -> None:
    flooded, quiet = _codes(engine)
    answers = _send(phone, flooded, 0, AT_ONCE + int(A_SECOND * LONGEST) + 300)
    refused = [answer for answer in answers if answer.status == 429]
    assert len(refused) >= 299
    assert "quay lại trang trước" in refused[0].text  # what was typed is not lost
    assert max(time.waits) == pytest.approx(LONGEST, abs=1)
    stored = _stored(engine)
    assert stored == len(answers) - len(refused)
    time.waits.clear()
    assert _statuses(_send(phone, quiet, 10_000, 40)) == {200}
    assert not time.waits
    assert _stored(engine) == stored + 40


def test_who_finds_the_queue_full_after_reading_is_told_in_words(
    engine: Engine, phone: Phone, time: Time
) -> None:
    """The queue was free when the form began to come in, and is full once it is there."""
    code = _codes(engine)[0]
    [place] = [form.place for form in [asyncio.run(phone._doors.at(code, "vi"))]]  # type: ignore[union-attr]
    body = b"id=" + b"f" * 32 + b"&G01=yes&P06=co"
    said: list[Message] = []

    async def receive() -> Message:
        while await phone._floods.turn(place):  # everybody else comes just now
            pass
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": f"/k/{code}", "query_string": b""}
    asyncio.run(phone({**scope, "headers": []}, receive, send))
    assert said[0]["status"] == 429
    assert "quay lại trang trước" in said[1]["body"].decode()
    assert _stored(engine) == 0


def test_a_canteen_of_a_thousand_behind_one_address_is_accepted_without_waiting(
    engine: Engine, phone: Phone, time: Time
) -> None:
    code = _codes(engine)[0]
    for tenth in range(10):
        time.seconds = tenth * TEN_MINUTES / 10
        assert _statuses(_send(phone, code, 100 * tenth, 100)) == {200}
    assert not time.waits
    assert _stored(engine) == 1000


def test_dr_03_nothing_about_senders_is_kept_or_given_to_them(engine: Engine, phone: Phone) -> None:
    code = _codes(engine)[0]
    before = _shape(engine)
    answers = _send(phone, code, 0, 3)
    assert all("set-cookie" not in answer.headers for answer in answers)
    assert _shape(engine) == before
    kept = vars(phone._floods)["_until"]
    assert all(isinstance(number, int) for known in kept for number in known)
    assert len(kept) == 1  # three senders, one code


def _shape(engine: Engine) -> dict[str, list[str]]:
    known = inspect(engine)
    return {t: [c["name"] for c in known.get_columns(t)] for t in known.get_table_names()}


def test_a_code_takes_so_many_at_once_then_so_many_a_second_then_says_later() -> None:
    time = Time()
    floods = Floods(time.now, time.sleep)

    async def come(count: int) -> list[bool]:
        return [await floods.turn(ONE) for _ in range(count)]

    assert all(asyncio.run(come(AT_ONCE)))
    assert not time.waits
    taken = asyncio.run(come(int(LONGEST * A_SECOND) + 10))
    assert sum(taken) == LONGEST * A_SECOND
    assert time.waits == pytest.approx([n / A_SECOND for n in range(1, 101)])
    assert floods.is_full(ONE)
    assert not floods.is_full(OTHER)
    time.seconds += 1
    assert sum(asyncio.run(come(10))) == A_SECOND  # so much for a second that passed
    time.seconds += 1 + AT_ONCE / A_SECOND + LONGEST
    time.waits.clear()
    assert all(asyncio.run(come(AT_ONCE)))  # forgotten as if nothing had been
    assert not time.waits
