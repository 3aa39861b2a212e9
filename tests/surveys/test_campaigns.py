"""Campaigns: what may be published, where one stands, what officers may know meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from surveys import blocks, campaigns, catalogue
from surveys.campaigns import Campaign, Draft, Stage, Step, coordinates_for
from surveys.model import Survey

TODAY = date(2026, 11, 22)
WORKERS = (350, 40, 9)

DRAFT = Draft(
    title="Khảo sát nhu cầu, nguyện vọng năm 2026",
    opens_on=TODAY,
    closes_on=TODAY + timedelta(days=14),
    contact_name="Liên đoàn Lao động huyện Mẫu",
    contact_phone="0271 000 000",
)


def _campaign(**changes: Any) -> Campaign:
    return replace(campaigns.as_campaign(DRAFT), **changes)


def _wrong(today: date = TODAY, workers: tuple[int, ...] = WORKERS, **changes: Any) -> set[str]:
    return set(campaigns.problems(replace(DRAFT, **changes), workers, today))


def test_a_complete_draft_has_no_problem() -> None:
    assert _wrong() == set()


@pytest.mark.parametrize(
    ("field", "taken", "refused"),
    [
        ("title", ["K", "K" * 100], ["", "   ", "K" * 101]),
        ("opens_on", [TODAY, TODAY + timedelta(1)], [None, TODAY - timedelta(1)]),
        ("contact_name", ["Chị Lan"], ["", " ", "L" * 101]),
        ("contact_phone", ["0271 000 000", "+84 90 000 0000", "113 114"], ["", "1133", "gọi Lan"]),
        ("k", [5, 6, 10, 399], [None, 4, 0, -5]),
        ("keep_months", [1, 6, 12], [None, 0, 13]),
        ("languages", [("vi",), ("vi", "en")], [()]),
    ],
)
def test_a_field_is_taken_up_to_its_limits(
    field: str, taken: list[Any], refused: list[Any]
) -> None:
    for value in taken:
        assert field not in _wrong(**{field: value}), value
    for value in refused:
        assert _wrong(**{field: value}) == {field}, value


@pytest.mark.parametrize(
    ("days", "wrong"), [(-1, True), (0, False), (14, False), (366, False), (367, True)]
)
def test_the_last_day_is_not_before_the_first_nor_in_a_mistyped_year(
    days: int, wrong: bool
) -> None:
    opens_on = TODAY + timedelta(days=3)
    closes_on = opens_on + timedelta(days=days)
    assert ("closes_on" in _wrong(opens_on=opens_on, closes_on=closes_on)) is wrong


def test_a_campaign_does_not_open_in_a_mistyped_year() -> None:
    opens_on = date(2036, 11, 22)
    assert _wrong(opens_on=opens_on, closes_on=opens_on + timedelta(14)) == {"opens_on"}


def test_without_units_nothing_is_published() -> None:
    assert _wrong(workers=()) == {"units"}


@pytest.mark.parametrize(("workers", "wrong"), [((5, 4), {"units"}), ((5, 5), set())])
def test_the_chosen_units_have_people_enough_for_one_group(
    workers: tuple[int, ...], wrong: set[str]
) -> None:
    assert _wrong(workers=workers, k=10) == wrong


def test_the_smallest_group_is_the_floor_of_the_published_blocks() -> None:
    assert campaigns.SMALLEST_K == blocks.FLOOR


@pytest.mark.parametrize(
    ("closes_on", "months", "deleted"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 6), 1, date(2027, 1, 6)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_forms_are_deleted_that_many_months_after_the_close(
    closes_on: date, months: int, deleted: date
) -> None:
    assert campaigns.delete_on(closes_on, months) == deleted
    published = campaigns.as_campaign(
        replace(DRAFT, opens_on=closes_on, closes_on=closes_on, keep_months=months)
    )
    assert published.delete_on == deleted


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"keep_months": 12}, date(2027, 12, 6)),
        ({"keep_months": 13}, None),
        ({"keep_months": None}, None),
        ({"closes_on": None}, None),
    ],
)
def test_a_draft_tells_the_day_of_deletion_as_soon_as_it_is_known(
    changes: dict[str, Any], told: date | None
) -> None:
    assert campaigns.planned_deletion(replace(DRAFT, **changes)) == told


def test_two_weeks_are_proposed() -> None:
    assert campaigns.usual_closing(TODAY) == date(2026, 12, 6)


def test_what_is_published_has_no_stray_spaces() -> None:
    assert campaigns.as_campaign(replace(DRAFT, title="  Khảo  sát \n 2026 ")).title == (
        "Khảo sát 2026"
    )


def test_an_incomplete_draft_is_no_campaign() -> None:
    with pytest.raises(ValueError, match="not complete"):
        campaigns.as_campaign(replace(DRAFT, k=None))


@pytest.mark.parametrize(
    ("day", "stage", "step"),
    [
        (DRAFT.opens_on - timedelta(1), Stage.WAITING, Step.HANG_POSTERS),
        (DRAFT.opens_on, Stage.OPEN, Step.WATCH),
        (DRAFT.closes_on, Stage.OPEN, Step.WATCH),
        (DRAFT.closes_on + timedelta(1), Stage.CLOSED, Step.CLOSE),
    ],
)
def test_the_days_decide_where_a_campaign_stands(day: date, stage: Stage, step: Step) -> None:
    assert campaigns.stage(_campaign(), day) is stage
    assert campaigns.next_step(_campaign(), day) is step


def test_a_closed_campaign_waits_for_its_release() -> None:
    closed = _campaign(closed_on=TODAY)
    assert campaigns.stage(closed, TODAY) is Stage.CLOSED
    assert campaigns.next_step(closed, TODAY) is Step.RELEASE
    released = replace(closed, released_on=TODAY)
    assert campaigns.stage(released, TODAY) is Stage.RELEASED
    assert campaigns.next_step(released, TODAY) is Step.READ


@pytest.mark.parametrize(("days", "left"), [(0, 15), (13, 2), (14, 1), (15, 0), (40, 0)])
def test_the_last_day_counts_as_a_day_left(days: int, left: int) -> None:
    assert campaigns.days_left(_campaign(), TODAY + timedelta(days=days)) == left


@pytest.mark.parametrize(
    ("closes_on", "refused"),
    [
        (None, "campaigns.problem.no_day"),
        (TODAY - timedelta(1), "campaigns.problem.past"),
        (TODAY, ""),
        (date(2027, 6, 5), ""),
        (date(2027, 6, 6), "campaigns.problem.after_deletion"),
    ],
)
def test_a_campaign_is_prolonged_from_today_until_its_forms_are_deleted(
    closes_on: date | None, refused: str
) -> None:
    campaign = _campaign(opens_on=TODAY - timedelta(days=3), delete_on=date(2027, 6, 6))
    problem = campaigns.closing_problem(campaign, closes_on, TODAY)
    assert (problem.key if problem else "") == refused


def test_a_closed_campaign_is_not_prolonged() -> None:
    problem = campaigns.closing_problem(_campaign(closed_on=TODAY), TODAY, TODAY)
    assert problem
    assert problem.key == "campaigns.problem.closed"


@pytest.mark.parametrize(
    ("answers", "k", "missing"),
    [(0, 10, 10), (5, 10, 5), (10, 10, 0), (15, 10, 0), (5, 12, 10), (10, 12, 5), (0, 5, 5)],
)
def test_missing_answers_are_told_in_fives_and_never_too_few(
    answers: int, k: int, missing: int
) -> None:
    assert campaigns.missing(answers, k) == missing
    assert answers + missing >= k


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_answers_are_told_in_fives(count: int, told: int) -> None:
    assert campaigns.in_steps(count) == told


def test_a_closed_campaign_is_never_counted_again() -> None:
    assert campaigns.recount_after(_campaign(), 24) == timedelta(hours=24)
    assert campaigns.recount_after(_campaign(closed_on=TODAY), 24) > timedelta(days=365_000)


@pytest.mark.parametrize(
    ("address", "nowhere"),
    [
        ("http://localhost:8501", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8501", True),
        ("http://0.0.0.0:8501", True),
        ("http://192.168.1.20:8501", False),
        ("https://khaosat.example.vn", False),
    ],
)
def test_an_address_that_only_the_server_knows_is_told_apart(address: str, nowhere: bool) -> None:
    assert campaigns.leads_nowhere(address) is nowhere


def test_a_code_survives_being_printed_and_typed() -> None:
    code = campaigns.new_code()
    assert campaigns.typed(campaigns.spaced(code).lower()) == code
    assert campaigns.link("https://khaosat.example.vn", code).endswith(f".vn/k/{code}")


def test_only_profile_questions_with_one_open_answer_split_blocks() -> None:
    bank = catalogue.bank()
    asked = (bank["P02"], bank["P09"], replace(bank["W01"], coordinate=True), bank["S01"])
    survey = Survey("own", {"vi": "x"}, asked, tuple((q.id,) for q in asked))
    assert coordinates_for(survey) == ("unit_type", "unit", "P02")
    seniority = replace(bank["P03"], coordinate=True)
    longer = replace(survey, questions=(*asked, seniority), slots=(*survey.slots, ("P03",)))
    assert coordinates_for(longer) == ("unit_type", "unit", "P02", "P03")
