"""Ten thousand forms that no page would send: refused with the form intact, or stored exactly as
the rules say; the server never stumbles."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from db.engine import connect
from db.migrate import migrate
from db.schema import SubmissionRow
from pages.phone.routes import Phone
from pages.settings import today
from surveys.answers import Answers, Value, read
from surveys.model import Kind, Survey
from tests.db.cast import pending
from tests.pages import hostile, walker
from tests.pages.asgi import Answer, ask_all
from tests.pages.everything import EVERYTHING
from tests.pages.walker import Published

pytestmark = pytest.mark.slow

FORMS = 10_000
AT_ONCE = 25  # forms of one example, sent at the same time
IDS = [f"{number:032d}" for number in range(40)]  # few enough that many are sent again
THANKS = "Cảm ơn anh/chị!"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    place: Path = tmp_path_factory.mktemp("hostile")
    engine = connect(f"sqlite:///{place / 'lang-nghe.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def form(engine: Engine) -> Published:
    return walker.published(engine, EVERYTHING)


@pytest.fixture(scope="module")
def phone(engine: Engine) -> Iterator[Phone]:
    made = Phone(engine)
    yield made
    made.stop()


class Crowd(NamedTuple):
    """What is sent at the same time, and the ids of all forms that were thanked for; a hostile
    form may bear an id of its own. One loop for all of them, as in the product: each new one
    would start its threads anew."""

    bodies: st.SearchStrategy[list[bytes]]
    thanked: set[str]
    loop: asyncio.Runner


@pytest.fixture(scope="module")
def crowd(form: Published) -> Iterator[Crowd]:
    """Nobody was thanked so far."""
    one = hostile.bodies(form.survey, IDS)
    with asyncio.Runner() as loop:
        yield Crowd(st.lists(one, min_size=AT_ONCE, max_size=AT_ONCE), set(), loop)


@settings(
    max_examples=FORMS // AT_ONCE,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_ten_thousand_hostile_forms(
    engine: Engine,
    phone: Phone,
    form: Published,
    crowd: Crowd,
    data: st.DataObject,
) -> None:
    sent = data.draw(crowd.bodies)
    asked = ask_all(phone, [("POST", f"/k/{form.code}", body) for body in sent])
    answers = crowd.loop.run(asked)
    for body, answer in zip(sent, answers, strict=True):
        assert answer.status in (200, 413, 422), (answer.status, body)
        if THANKS in answer.text:
            crowd.thanked.add(_id(body))
        elif answer.status == 422:
            _form_is_intact(form.survey, body, answer)
    assert _count(engine) == len(crowd.thanked)  # sent again, a form counts once


def test_what_was_stored_of_them_is_what_the_rules_let_through(
    engine: Engine, form: Published
) -> None:
    stored = pending(engine, form.campaign_id)
    assert len(stored) > 1
    for one in stored:
        values = one.answers.values
        again = read(form.survey, _as_sent(form.survey, values), today())
        assert isinstance(again, Answers)
        assert again.values == values


def _count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(SubmissionRow)).scalar_one()


def _id(body: bytes) -> str:
    found = dict(parse_qsl(body.decode("utf-8", "replace")))
    assert found["id"]
    return found["id"]


def _form_is_intact(survey: Survey, body: bytes, answer: Answer) -> None:
    """Every tick of a question with one answer stands there again, seen or carried along."""
    sent: dict[str, list[str]] = {}
    for name, value in parse_qsl(body.decode("utf-8", "replace")):
        sent.setdefault(name, []).append(value)
    page = html.unescape(answer.text)
    for question in survey.questions:
        codes = {choice.code for choice in question.choices}
        given = sent.get(question.id, [])
        if question.kind in (Kind.SINGLE, Kind.RATING) and len(given) == 1 and given[0] in codes:
            tick = rf'name="?{question.id}"? value="{given[0]}"( checked|>)'
            assert re.search(tick, page), (question.id, given)


def _as_sent(survey: Survey, values: dict[str, Value]) -> dict[str, list[str]]:
    sent = {q.id: ["yes"] for q in survey.questions if q.kind is Kind.CONSENT}
    for name, value in values.items():
        if isinstance(value, dict):
            sent |= {f"{name}.{row}": [code] for row, code in value.items()}
        else:
            sent[name] = value if isinstance(value, list) else [value]
    return sent
