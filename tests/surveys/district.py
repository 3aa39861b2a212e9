"""The made-up district of sixty units with a survey, answered by a seeded draw."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from surveys.answers import Answers, Submission, Value, rows_of, shown
from surveys.blocks import Place, Release, Rule, build
from surveys.campaigns import COORDINATES, Campaign
from surveys.catalogue import survey_of, templates
from surveys.model import Kind, Question, Survey
from surveys.needs import rank_needs
from surveys.organisation import Letterhead, Unit
from surveys.plan import Activity, Road
from surveys.reports import Material
from surveys.targets import progress

BEFORE_THE_CHANGE = date(2025, 6, 30)  # the last day of the picture of 2025
TODAY = date(2026, 11, 22)
OWN_WORDS = "Mong có thêm bữa ăn ca."  # what people write where they may
_DRAW_LESS = 0.82  # every next answer is drawn so much less often than the one before
_ENDED = "ket_thuc_06_2025"
_UNSURE = {"pns": 0.05, "dk": 0.4, "oth": 0.1, "none": 0.2}

LETTERHEAD = Letterhead(
    name="Liên đoàn Lao động huyện Phú Riềng",
    superior="LĐLĐ tỉnh Bình Phước",
    body="Liên đoàn Lao động\nhuyện Phú Riềng",
    symbol="LĐLĐ",
    place="Phú Riềng",
    authority="TM. Ban Thường vụ",
    role="Chủ tịch",
    signer="Nguyễn Văn Mẫu",
    addressee="Liên đoàn Lao động tỉnh Bình Phước",
    copies=("LĐLĐ tỉnh", "Các đ/c UV BCH LĐLĐ huyện", "Các công đoàn cơ sở", "Lưu: VT"),
    phone="0271 3000 000",
)


@cache
def units() -> tuple[Unit, ...]:
    """The sixty units."""
    file = Path(__file__).with_name("demo_units.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(_unit(row) for row in csv.DictReader(lines))


@cache
def rates() -> dict[str, float]:
    """The share of workers who answer, by unit."""
    file = Path(__file__).with_name("demo_units.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {row["code"]: float(row["expected_response_rate"]) for row in rows}


@cache
def survey(letter: str = "a") -> Survey:
    """One of the ready questionnaires."""
    return survey_of(templates()[letter])


@cache
def release(letter: str = "a", few: int = 60) -> Release:
    """The published answers of the first `few` units."""
    chosen = units()[:few]
    rule = Rule(k=10, coordinates=COORDINATES)
    return build(
        survey(letter),
        rule,
        tuple(_place(unit) for unit in chosen),
        tuple(submissions(survey(letter), chosen)),
        made_on=date(2026, 10, 20),
    )


def submissions(asked: Survey, chosen: Sequence[Unit], seed: int = 2026) -> Iterator[Submission]:
    """What the workers of these units sent; the same at every run."""
    draw = random.Random(seed)
    for unit in chosen:
        for _ in range(round(unit.workers * rates()[unit.code])):
            yield Submission(unit.code, _answers(asked, draw))


def campaign(**changes: object) -> Campaign:
    """The autumn campaign, with some fields changed."""
    fields: dict[str, object] = {
        "id": 1,
        "title": "Khảo sát nhu cầu năm 2026",
        "survey_version": 1,
        "opens_on": date(2026, 10, 1),
        "closes_on": date(2026, 10, 19),
        "delete_on": date(2027, 10, 19),
        "contact_name": "Văn phòng LĐLĐ huyện",
        "contact_phone": "0271 3000 000",
        "k": 10,
        "sample": True,
    }
    return Campaign(**{**fields, **changes})  # type: ignore[arg-type]


def material(letter: str = "a", few: int = 60, **changes: object) -> Material:
    """Everything a paper on that survey may use, with some fields changed."""
    published = release(letter, few)
    fields: dict[str, object] = {
        "letterhead": LETTERHEAD,
        "campaign": campaign(),
        "survey": survey(letter),
        "release": published,
        "ranking": rank_needs(published, survey(letter)),
        "activities": ACTIVITIES,
        "targets": progress(units(), TODAY),
        "today": TODAY,
        "opened_units": few,
    }
    return Material(**{**fields, **changes})  # type: ignore[arg-type]


def activity(**changes: object) -> Activity:
    """One activity, with some fields changed."""
    fields: dict[str, object] = {
        "id": 1,
        "campaign_id": 1,
        "need": "NC-08",
        "type": "AT-12",
        "road": Road.PLAN,
        "title": "Khám sức khỏe lưu động cho công nhân hạt điều",
        "scope": "Công nhân các công ty hạt điều",
        "place": "Trung tâm Y tế",
        "responsible": "Ban Nữ công LĐLĐ huyện",
        "partner": "Trung tâm Y tế",
        "starts_on": date(2027, 4, 5),
        "ends_on": date(2027, 4, 30),
        "people": 450,
        "money": 67_500_000,
        "source": "Kinh phí công đoàn",
        "measure": "450 người được khám",
        "figure": "đợt 10/2026",
    }
    return Activity(**{**fields, **changes})  # type: ignore[arg-type]


ACTIVITIES = (
    activity(),
    activity(
        id=2,
        need="NC-01",
        type="AT-16",
        road=Road.DIALOGUE,
        title="Đối thoại về đơn giá khoán và lương tối thiểu",
        responsible="Ban Chấp hành các CĐCS",
        partner="Người sử dụng lao động",
        people=None,
        money=None,
        measure="Đơn giá khoán được ghi vào thỏa ước ở 5 công ty",
    ),
    activity(
        id=3,
        need="NC-04",
        type="AT-18",
        road=Road.PETITION,
        title="Kiến nghị kiểm tra việc ký hợp đồng lao động",
        measure="Có văn bản trả lời",
        people=None,
        money=None,
    ),
    activity(
        id=4,
        need="NC-01",
        type="AT-21",
        title="Lớp quản lý chi tiêu gia đình",
        source="Xã hội hóa",
        money=12_500_000,
        people=120,
        starts_on=date(2027, 6, 12),
        ends_on=date(2027, 6, 12),
        measure="120 người dự đủ ba buổi",
    ),
)


def _unit(row: dict[str, str]) -> Unit:
    workers, women = int(row["workers"]), float(row["female_share"])
    until = row["cba_until"]
    return Unit(
        code=row["code"],
        name=row["name"],
        type=row["type"],
        sector=row["sector"],
        place=row["commune_2023"],
        cluster=row["cluster_2025"],
        workers=workers,
        members=int(row["members"]),
        women=round(workers * women),
        has_union=row["has_union"] == "1",
        agreement=row["cba"] == "1",
        agreement_until=date.fromisoformat(until) if until else None,
        ended_on=BEFORE_THE_CHANGE if row["after_2025_06"] == _ENDED else None,
    )


def _place(unit: Unit) -> Place:
    return Place(unit.code, unit.name, unit.type, unit.workers, unit.women, unit.members)


def _answers(asked: Survey, draw: random.Random) -> Answers:
    values: dict[str, Value] = {}
    for question in asked.questions:
        if question.kind not in (Kind.CONSENT, Kind.NOTE) and shown(question, values):
            values |= _answer(question, values, draw)
    return Answers(values)


def _answer(question: Question, before: dict[str, Value], draw: random.Random) -> dict[str, Value]:
    codes = [choice.code for choice in question.choices]
    weights = [_UNSURE.get(code, 1.0) * _DRAW_LESS**place for place, code in enumerate(codes)]
    if question.kind is Kind.MATRIX:
        rows = rows_of(question, before)
        return {question.id: {row: draw.choices(codes, weights)[0] for row in rows}} if rows else {}
    if question.kind in (Kind.MULTIPLE, Kind.RANKING):
        picked = set(draw.choices(codes, weights, k=question.most or 3)) - question.exclusive
        return {question.id: [code for code in codes if code in picked]} if picked else {}
    if question.kind in (Kind.TEXT, Kind.NUMBER):
        return {question.id: OWN_WORDS} if draw.random() < 0.2 else {}
    return {question.id: draw.choices(codes, weights)[0]}
