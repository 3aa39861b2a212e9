"""What comes next, and which workers still wait for an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.campaigns import Campaign
from surveys.organisation import Unit
from surveys.overview import (
    Milestone,
    Standing,
    advice,
    current,
    newest_released,
    next_milestone,
    reached,
    running,
    still_open,
    unanswered,
)
from surveys.plan import Activity, Road, State
from surveys.targets import progress

TODAY = date(2026, 11, 22)
CLOSED = TODAY - timedelta(days=31)
WAVE = Campaign(
    id=7,
    title="Đợt 2026",
    survey_version=1,
    opens_on=TODAY - timedelta(days=5),
    closes_on=TODAY + timedelta(days=5),
    delete_on=TODAY + timedelta(days=200),
    contact_name="Lan",
    contact_phone="0271 000 000",
    k=10,
)
ENDED = replace(WAVE, closes_on=CLOSED, opens_on=CLOSED - timedelta(days=14), closed_on=CLOSED)
RELEASED = replace(ENDED, released_on=CLOSED)
NOTICE = Activity(
    id=1,
    campaign_id=7,
    need="NC-28",
    type="AT-24",
    road=Road.PLAN,
    title="Thông báo kết quả",
    scope="Toàn bộ",
    place="",
    responsible="Ban Thường vụ",
    partner="",
    starts_on=TODAY,
    ends_on=TODAY,
    people=None,
    money=None,
    source="",
    measure="",
    figure="",
)
EMPTY = Standing(0, None, posters=False, activities=(), report=False)
UNIT = Unit("DV01", "Công ty Mẫu", "dn_fdi", "may", "", "", 100, 60, has_union=True)


@pytest.mark.parametrize(
    ("standing", "next_one", "said"),
    [
        (EMPTY, Milestone.UNITS, "units"),
        (replace(EMPTY, units=1), Milestone.CAMPAIGN, "campaign"),
        (replace(EMPTY, units=1, campaign=WAVE), Milestone.POSTERS, "posters"),
        (Standing(1, WAVE, True, (), False), Milestone.RELEASE, "watching"),
        (Standing(1, ENDED, True, (), False), Milestone.RELEASE, "release"),
        (Standing(1, RELEASED, True, (), False), Milestone.ACTIVITIES, "activities"),
        (Standing(1, RELEASED, True, (NOTICE,), False), Milestone.REPORT, "report"),
        (Standing(1, RELEASED, True, (NOTICE,), True), None, "done"),
    ],
)
def test_every_step_leads_to_the_next(
    standing: Standing, next_one: Milestone | None, said: str
) -> None:
    assert next_milestone(standing) is next_one
    assert advice(standing, TODAY) == said


@pytest.mark.parametrize(
    ("campaign", "said"),
    [
        (replace(WAVE, opens_on=TODAY + timedelta(days=1)), "waiting"),
        (replace(WAVE, opens_on=TODAY), "watching"),
        (replace(WAVE, closes_on=TODAY), "watching"),
        (replace(WAVE, closes_on=TODAY - timedelta(days=1)), "close"),
    ],
)
def test_what_leads_to_the_release_depends_on_the_day(campaign: Campaign, said: str) -> None:
    assert advice(Standing(1, campaign, True, (), False), TODAY) == said


def test_a_later_step_does_not_count_before_an_earlier() -> None:
    without_posters = Standing(1, RELEASED, posters=False, activities=(NOTICE,), report=True)
    assert [m for m, done in reached(without_posters).items() if done] == ["units", "campaign"]


def test_promises_after_another_campaign_are_no_step_of_this_one() -> None:
    elsewhere = replace(NOTICE, campaign_id=8)
    standing = Standing(1, RELEASED, posters=True, activities=(elsewhere,), report=False)
    assert next_milestone(standing) is Milestone.ACTIVITIES


def test_the_work_is_about_the_newest_campaign_of_ones_own() -> None:
    sample = replace(WAVE, id=9, opens_on=TODAY, sample=True)
    older = replace(WAVE, id=6, opens_on=TODAY - timedelta(days=90))
    assert current([]) is None
    assert current([sample]) == sample
    assert current([older, sample, WAVE]) == WAVE


def test_open_campaigns_stand_in_the_order_of_their_end() -> None:
    later = replace(WAVE, id=8, closes_on=TODAY + timedelta(days=9))
    last_day = replace(WAVE, id=9, closes_on=TODAY)
    assert [c.id for c in still_open([later, WAVE, last_day, ENDED], TODAY)] == [9, 7, 8]


def test_the_newest_finding_is_that_of_the_last_release() -> None:
    second = replace(RELEASED, id=8, released_on=CLOSED + timedelta(days=1))
    assert newest_released([WAVE, ENDED]) is None
    assert newest_released([second, RELEASED, WAVE]) == second


@pytest.mark.parametrize(
    ("days", "activities", "waits"),
    [
        (30, (), False),
        (31, (), True),
        (31, (NOTICE,), True),
        (31, (replace(NOTICE, state=State.DOING),), True),
        (31, (replace(NOTICE, state=State.DONE),), False),
        (31, (replace(NOTICE, state=State.DONE, campaign_id=8),), True),
        (31, (replace(NOTICE, state=State.DONE, type="AT-01"),), True),
    ],
)
def test_workers_wait_once_thirty_days_have_gone_without_a_notice(
    days: int, activities: tuple[Activity, ...], waits: bool
) -> None:
    campaign = replace(ENDED, closed_on=TODAY - timedelta(days=days))
    assert unanswered([campaign], activities, TODAY) == ((campaign,) if waits else ())


def test_an_open_campaign_owes_nobody_an_answer() -> None:
    assert unanswered([WAVE], (), TODAY) == ()


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2025, 12, 31), 2025), (date(2026, 1, 1), 2030), (date(2031, 1, 1), 2045)],
)
def test_the_targets_shown_are_those_due_next(day: date, year: int) -> None:
    rows = running(progress([UNIT], day), day)
    assert {row.year for row in rows} == {year}


def test_a_target_with_nothing_to_count_is_left_out() -> None:
    without_enterprises = [replace(UNIT, type="co_quan")]
    assert [r.id for r in running(progress(without_enterprises, TODAY), TODAY)] == ["MT-2030-DV"]
    assert len(running(progress([UNIT], TODAY), TODAY)) == 2
