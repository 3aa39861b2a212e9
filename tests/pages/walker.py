"""Robots that answer any survey through the real page: what they wish, and how they give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import Engine

from db import campaigns, installation, surveys, units
from pages.settings import now, today
from surveys.answers import Answers, Value, read, rows_of, walked
from surveys.model import Kind, Question, Survey
from tests.db.cast import pending
from tests.pages.world import CAMPAIGN, LETTERHEAD, UNIT

SENT = "body:not(:has(form)) h1"  # a page that only says something
LONGEST = 400  # steps; a form that takes more does not end
SCRIPT = (Path(__file__).parent / "walker.js").read_text(encoding="utf-8")
_TRIES = 60
_PLACES = 5  # that a ranking without script offers
_TEXTS = (
    "mong công đoàn cho vay vốn", "An", "0912345678", "ten@vidu.vn", "12", "A1", "abc", "x y z",
)  # fmt: skip
_NUMBERS = ("1", "2", "3", "0", "18", "40", "12,5", "100", "7", "2000", "-1", "0.5", "60", "250")
_DAYS = ("22/11/2025", "01/01/1990", "2030-12-31", "15-6-2026", "2019-02-28", "1.9.2003")
_TIMES = ("7:30", "22h15", "13:05", "9")

Wish = dict[str, list[str]]


@dataclass(frozen=True)
class Published:
    """A survey that is open at a code, as it is asked: its turns laid out."""

    survey: Survey
    campaign_id: int
    code: str


@dataclass
class Walk:
    """What a robot saw: each question's wording as it stood when it was answered."""

    said: dict[str, str] = field(default_factory=dict)
    steps: int = 0


def published(engine: Engine, survey: Survey, **changes: Any) -> Published:
    """Open the survey for one unit, as the product keeps it."""
    if installation.load(engine) is None:
        installation.set_up(engine, LETTERHEAD, now())
    units.take_in(engine, [UNIT])
    draft = replace(CAMPAIGN, **{"languages": survey.languages, **changes})
    campaign = campaigns.publish(engine, draft, survey, [UNIT.code], now())
    code = campaigns.links(engine, campaign.id)[0].code
    return Published(surveys.load(engine, campaign.survey_version), campaign.id, code)


def wishes(survey: Survey, chance: Random) -> Wish:
    """What one robot would like to answer to everything; every answer can be taken."""
    wish: Wish = {}
    due: Wish = {}  # without the rows that nobody chose
    for question in survey.questions:
        if question.kind.unseen or question.kind is Kind.NOTE:
            continue
        for attempt in range(_TRIES):
            drawn = _drawn(question, chance, attempt)
            chosen = _cells(question, list(rows_of(question, walked(survey, due, today()).values)))
            tried = {n: v for n, v in drawn.items() if not question.rows_from or n in chosen}
            reading = walked(survey, {**due, **tried}, today())
            if question.id not in {problem.question for problem in reading.problems}:
                wish |= drawn
                due |= tried
                break
        else:
            raise AssertionError(f"no robot can answer {question.id}")
    return wish


def expected(survey: Survey, wish: Wish, stored: Mapping[str, Value]) -> dict[str, Value]:
    """What must be stored of the wishes. Of rows that are drawn at random, those that the page
    drew are taken for granted, as many as the survey says."""
    asked = dict(wish)
    for question in survey.questions:
        if question.rows_from:
            given = stored.get(question.id, {})
            others = [row.code for row in question.rows if row.code not in given]
            asked = {n: v for n, v in asked.items() if n not in _cells(question, others)}
    answers = read(survey, asked, today())
    assert isinstance(answers, Answers), answers
    for question in survey.questions:
        if question.rows_from and question.id in answers.values:
            chosen = set(rows_of(question, answers.values))
            rated = set(stored[question.id])
            extra = min(question.extra_rows, len(question.rows) - len(chosen))
            assert chosen <= rated
            assert len(rated) == len(chosen) + extra
    return sorted_out(survey, answers.values)


def sorted_out(survey: Survey, values: Mapping[str, Value]) -> dict[str, Value]:
    """Answers without the order in which boxes stood on the page."""
    several = {q.id for q in survey.questions if q.kind is Kind.MULTIPLE}
    return {id: sorted(value) if id in several else value for id, value in values.items()}


def stored(engine: Engine, campaign_id: int) -> list[dict[str, Value]]:
    """The answers that arrived."""
    return [submission.answers.values for submission in pending(engine, campaign_id)]


def answer(page: Page, address: str, survey: Survey, wish: Wish) -> Walk:
    """Open the form and answer it as a thumb does, screen after screen, until it was saved."""
    page.goto(address)
    ranked = [q.id for q in survey.questions if q.kind is Kind.RANKING][::2]
    walk = Walk()
    while walk.steps < LONGEST:
        seen = page.evaluate(SCRIPT, {"do": "fill", "wish": wish, "keys": ranked})
        walk.said |= seen["said"]
        walk.steps += 1
        if "moved" in seen:  # the consent goes on by itself
            continue
        for id in seen["rank"]:
            _rank_by_keys(page, id, wish.get(id, []))
        left = page.evaluate(SCRIPT, {"do": "next"})
        assert not left["wrong"], f"{seen['said']}: {left['wrong']}"
        if left["sent"]:
            page.locator(SENT).wait_for(timeout=10_000)
            return walk
    raise AssertionError("the form does not end")


def answer_without_script(page: Page, address: str, survey: Survey, wish: Wish) -> Walk:
    """The same with script off: one long page, then the questions that follow."""
    page.goto(address)
    walk = Walk()
    while walk.steps < LONGEST:
        seen = page.evaluate(SCRIPT, {"do": "plain", "wish": wish, "keys": []})
        walk.said |= seen["said"]
        walk.steps += 1
        with page.expect_navigation():
            page.locator("button.g").click()
        if page.locator(SENT).count():
            return walk
        wrong = page.locator(".e").all_inner_texts()
        assert not wrong, f"{survey.id}: {wrong}"
    raise AssertionError("the form without script does not end")


def _rank_by_keys(page: Page, id: str, wish: list[str]) -> None:
    for code in wish:
        page.locator(f'input[name="{id}"][value="{code}"]').focus()
        page.keyboard.press("Space")


def _cells(question: Question, rows: list[str]) -> set[str]:
    return {f"{question.id}.{row}" for row in rows}


def _drawn(question: Question, chance: Random, attempt: int) -> Wish:
    if question.kind is Kind.CONSENT:
        return {question.id: ["yes"]}
    if not question.required and attempt == 0 and chance.random() < 0.1:
        return {}
    if attempt == _TRIES - 1 and not question.required:
        return {}
    found: Wish = dict(_given(question, chance))
    for choice in question.choices:
        if choice.writes and choice.code in found.get(question.id, ()):
            found[f"{question.id}.{choice.code}"] = [chance.choice(("thợ hàn", "<b> & 'x'"))]
    return found


def _given(question: Question, chance: Random) -> Iterator[tuple[str, list[str]]]:
    codes = [choice.code for choice in question.choices]
    match question.kind:
        case Kind.MATRIX:
            for row in question.rows:
                yield f"{question.id}.{row.code}", [chance.choice(codes)]
        case Kind.MULTIPLE:
            yield question.id, _several(question, codes, chance)
        case Kind.RANKING:
            most = min(question.most or len(codes), _PLACES)
            yield question.id, chance.sample(codes, chance.randint(question.least or 1, most))
        case Kind.TEXT:
            yield question.id, [chance.choice(_TEXTS)]
        case Kind.NUMBER:
            yield question.id, [chance.choice((*_NUMBERS, str(chance.randint(0, 3000))))]
        case Kind.DATE:
            yield question.id, [chance.choice((*_DAYS, today().isoformat(), _some_day(chance)))]
        case Kind.TIME:
            yield question.id, [chance.choice(_TIMES)]
        case _:
            yield question.id, [chance.choice(codes)]


def _several(question: Question, codes: list[str], chance: Random) -> list[str]:
    free = [code for code in codes if code not in question.exclusive]
    if not free or (question.exclusive and chance.random() < 0.15):
        return [chance.choice(sorted(question.exclusive) or codes)]
    most = min(question.most or len(free), len(free))
    return chance.sample(free, chance.randint(min(question.least or 1, most), most))


def _some_day(chance: Random) -> str:
    return date.fromordinal(today().toordinal() + chance.randint(-9_000, 900)).isoformat()
