"""Workers' forms: kept once, kept whole, and told the truth about."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from db import campaigns
from db.engine import reading
from db.schema import SubmissionRow
from db.submissions import Incoming, Writer, write
from tests.db.cast import TODAY, campaign_of, form, forms, pending, stored
from tests.db.outage import gone

WAIT = 30  # seconds until a promise counts as forgotten


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    """The writer of the phone's side."""
    writer = Writer(engine)
    yield writer
    writer.stop()


def _all_at_once(sends: list[Callable[[], Future[bool]]]) -> list[bool]:
    """What each sender is told when all of them press the button at the same moment."""
    start = threading.Barrier(len(sends))

    def send(one: Callable[[], Future[bool]]) -> bool:
        start.wait(WAIT)
        return one().result(WAIT)

    with ThreadPoolExecutor(len(sends)) as phones:
        return list(phones.map(send, sends))


def test_a_form_sent_twice_is_stored_once(engine: Engine, writer: Writer) -> None:
    campaign = campaign_of(engine, "A")
    sent = form(engine, campaign, "A", "one form")
    assert writer.keep(sent).result(WAIT)
    assert writer.keep(sent).result(WAIT)
    assert stored(engine) == 1


def test_the_first_of_two_sendings_stands(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    write(engine, [form(engine, campaign, "A", "one form", P01="u25")])
    write(engine, [form(engine, campaign, "A", "one form", P01="55p")])
    [kept] = pending(engine, campaign.id)
    assert kept.answers.values["P01"] == "u25"


def test_a_form_twice_in_one_batch_is_stored_once(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    sent = form(engine, campaign, "A", "one form")
    assert write(engine, [sent, sent, sent]) == [True, True, True]
    assert stored(engine) == 1


def test_hundreds_of_phones_at_once_lose_nothing_and_double_nothing(
    engine: Engine, writer: Writer
) -> None:
    campaign = campaign_of(engine, "A", "B")
    different = forms(engine, campaign, "A", 150) + forms(engine, campaign, "B", 100)
    impatient = different[:50]
    sends = [lambda sent=sent: writer.keep(sent) for sent in different + impatient]
    assert _all_at_once(sends) == [True] * 300
    assert stored(engine) == 250
    units = [submission.unit for submission in pending(engine, campaign.id)]
    assert (units.count("A"), units.count("B")) == (150, 100)


def test_every_letter_of_an_answer_comes_back(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    text = "mong \"giá\" tăng\n\\ đường 'lô' 50% – 😀 {n} \u2028"
    needs = ["n01", "n12"]
    sent = form(engine, campaign, "A", "one", Z01=text, I01=needs, I02={"n01": "1"})
    write(engine, [sent])
    [kept] = pending(engine, campaign.id)
    assert kept.unit == "A"
    assert kept.answers == sent.answers


@pytest.mark.parametrize("how", ["alone", "beside a form of an open campaign"])
def test_a_form_for_a_closed_campaign_is_refused_and_not_stored(engine: Engine, how: str) -> None:
    closed, still_open = campaign_of(engine, "A"), campaign_of(engine, "B")
    late = form(engine, closed, "A", "late")
    campaigns.close(engine, closed.id, TODAY)
    if how == "alone":
        assert write(engine, [late]) == [False]
    else:
        assert write(engine, [late, form(engine, still_open, "B", "in time")]) == [False, True]
    assert stored(engine, closed.id) == 0


def test_closing_while_forms_come_in_tells_everybody_the_truth(
    engine: Engine, writer: Writer
) -> None:
    campaign = campaign_of(engine, "A")
    batches = [forms(engine, campaign, "A", 400)[start : start + 4] for start in range(0, 400, 4)]
    promises: list[Future[bool]] = []
    for number, batch in enumerate(batches):
        promises += [writer.keep(sent) for sent in batch]
        if number == 50:
            campaigns.close(engine, campaign.id, TODAY)
    told = [promise.result(WAIT) for promise in promises]
    assert told.count(True) == stored(engine)
    assert not told[-1]


def _of_nowhere(sent: Incoming) -> Incoming:
    return replace(sent, key=b"nowhere.........", unit_id=999_999)


def test_a_row_the_database_refuses_spoils_only_itself(engine: Engine, writer: Writer) -> None:
    campaign = campaign_of(engine, "A")
    good = forms(engine, campaign, "A", 20)
    batch = [*good[:10], _of_nowhere(good[0]), *good[10:]]
    promises = [writer.keep(sent) for sent in batch]
    with pytest.raises(IntegrityError):
        promises[10].result(WAIT)
    assert all(promise.result(WAIT) for place, promise in enumerate(promises) if place != 10)
    assert stored(engine) == 20


def test_a_batch_with_a_bad_row_is_written_whole_or_not_at_all(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    good = forms(engine, campaign, "A", 5)
    with pytest.raises(IntegrityError):
        write(engine, [*good, _of_nowhere(good[0])])
    assert stored(engine) == 0


def test_a_phone_that_hangs_up_does_not_stop_the_writer(engine: Engine, writer: Writer) -> None:
    campaign = campaign_of(engine, "A")
    promises = [writer.keep(sent) for sent in forms(engine, campaign, "A", 50)]
    for promise in promises[::2]:
        promise.cancel()
    assert all(promise.result(WAIT) for promise in promises[1::2])
    assert writer.keep(form(engine, campaign, "A", "the next")).result(WAIT)


def test_nobody_is_thanked_while_the_database_is_away_and_afterwards_all_is_well(
    engine: Engine, writer: Writer
) -> None:
    campaign = campaign_of(engine, "A")
    before, during, after = forms(engine, campaign, "A", 3)
    assert writer.keep(before).result(WAIT)
    with gone(engine):
        assert isinstance(writer.keep(during).exception(WAIT), Exception)
    assert writer.keep(after).result(WAIT)
    assert writer.keep(during).result(WAIT)
    assert stored(engine) == 3


def test_stopping_commits_what_waits(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    writer = Writer(engine)
    promises = [writer.keep(sent) for sent in forms(engine, campaign, "A", 100)]
    writer.stop()
    assert all(promise.result(0) for promise in promises)
    assert stored(engine) == 100


def test_answers_are_stored_as_plain_json(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    write(engine, [form(engine, campaign, "A", "one", Z01="lương")])
    with reading(engine) as session:
        document = session.scalars(select(SubmissionRow.answers)).one()
    assert json.loads(document)["Z01"] == "lương"
    assert "lương" in document
