"""People for tests of blocks and figures: a small district that answers the yearly survey."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from surveys.answers import Answers, Submission, Value, rows_of, shown
from surveys.blocks import Place, Release, Rule, build
from surveys.campaigns import COORDINATES
from surveys.catalogue import survey_of, templates
from surveys.model import Choice, Kind, Question, Sensitivity, Survey
from surveys.statistics import Figure, Selection, figure

DAY = date(2026, 11, 1)
WORDS = {"vi": "câu hỏi", "en": "question"}
SIZES = {  # unit -> (type, workers, forms)
    "A1": ("dn_fdi", 300, 130),
    "A2": ("dn_fdi", 90, 45),
    "A3": ("dn_fdi", 40, 12),
    "A4": ("dn_fdi", 8, 7),
    "B1": ("dn_nn", 120, 64),
    "B2": ("dn_nn", 50, 9),
    "B3": ("dn_nn", 30, 6),
    "C1": ("co_quan", 35, 21),
    "C2": ("co_quan", 20, 3),
    "D1": ("hop_tac_xa", 25, 8),
}


def place(code: str, type: str = "dn_fdi", workers: int = 100, **changes: Any) -> Place:
    """A unit of the frame; half of the workers are members, women unknown."""
    fields: dict[str, Any] = {"women": None, "members": workers // 2}
    return Place(code=code, name=f"Đơn vị {code}", type=type, workers=workers, **fields | changes)


def frame() -> tuple[Place, ...]:
    """The ten units of the small district."""
    return tuple(place(code, type, workers) for code, (type, workers, _) in SIZES.items())


@cache
def yearly() -> Survey:
    """The yearly survey of the catalogue."""
    return survey_of(templates()["a"])


@cache
def forms(seed: int = 1) -> tuple[Submission, ...]:
    """What the small district sent, by a seeded draw."""
    draw = random.Random(seed)
    units = [unit for unit, (_, _, sent) in SIZES.items() for _ in range(sent)]
    return tuple(Submission(unit, Answers(robot(yearly(), draw))) for unit in units)


@cache
def release() -> Release:
    """The release of the small district at k = 10."""
    return build(yearly(), Rule(10, COORDINATES), frame(), forms(), made_on=DAY)


def robot(survey: Survey, draw: random.Random) -> dict[str, Value]:
    """One person's answers: what is shown is answered most of the time."""
    values: dict[str, Value] = {}
    for question in survey.questions:
        if question.kind in (Kind.CONSENT, Kind.NOTE) or not shown(question, values):
            continue
        if draw.random() < 0.95:
            values |= _answer(question, values, draw)
    return values


def _answer(question: Question, before: dict[str, Value], draw: random.Random) -> dict[str, Value]:
    codes = [choice.code for choice in question.choices]
    match question.kind:
        case Kind.MATRIX:
            return {question.id: _ratings(question, before, draw)}
        case Kind.MULTIPLE | Kind.RANKING:
            most = min(question.most or 3, len(codes))
            chosen = draw.sample(codes, draw.randint(1, most))
            alone = [code for code in chosen if code in question.exclusive]
            return {question.id: alone[:1] or chosen}
        case Kind.TEXT:
            return {question.id: f"lời riêng {draw.random()}"}
    return {question.id: draw.choice(codes)}


def _ratings(question: Question, before: dict[str, Value], draw: random.Random) -> dict[str, str]:
    codes = [choice.code for choice in question.choices]
    asked = list(rows_of(question, before))
    others = [row.code for row in question.rows if row.code not in asked]
    asked += draw.sample(others, min(question.extra_rows, len(others)))
    return {row: draw.choice(codes) for row in asked if draw.random() < 0.9}


def single(id: str, codes: Iterable[str], **changes: Any) -> Question:
    """A question with one answer."""
    choices = tuple(Choice(code, {"vi": code, "en": code}) for code in codes)
    return Question(id, Kind.SINGLE, WORDS, choices, **changes)


def survey(*questions: Question) -> Survey:
    """A survey of these questions."""
    return Survey("test", WORDS, questions, tuple((q.id,) for q in questions))


GENDER = single("P02", ("nam", "nu", "pns"))
COLOUR = single("X1", ("red", "blue", "pns"))
A1 = Selection(units=frozenset({"A1"}))
SECRET = single("X9", ("yes", "no"), sensitivity=Sensitivity.HIGH)


def sent(unit: str, count: int, **values: Value) -> list[Submission]:
    """The same form, sent so many times from one unit."""
    return [Submission(unit, Answers(dict(values))) for _ in range(count)]


def published(
    questions: Sequence[Question], places: Sequence[Place], forms: Sequence[Submission], k: int = 10
) -> Release:
    """A release by type and unit alone."""
    rule = Rule(k, ("unit_type", "unit"))
    return build(survey(*questions), rule, places, forms, made_on=DAY)


def seen(
    question: Question,
    forms: Sequence[Submission],
    places: Sequence[Place] = (),
    selection: Selection = A1,
) -> Figure:
    """The figure of one question, published by type and unit."""
    release = published([question], places or [place("A1")], forms)
    return figure(release, survey(question), question.id, selection)


def shares(found: Figure) -> dict[str, float]:
    return {bar.code: round(bar.estimate.value, 6) for bar in found.bars}
