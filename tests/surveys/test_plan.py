"""From need to activity: what is proposed, what is refused, what a promise must tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.campaigns import Campaign
from surveys.catalogue import activity_types, needs_behind
from surveys.plan import (
    SOURCES,
    Activity,
    Draft,
    NotANumber,
    Outcome,
    Road,
    State,
    answering,
    as_activity,
    draft_of,
    is_late,
    moved,
    needs_for,
    notice_draft,
    notice_due,
    of_campaign,
    outcome_problems,
    problems,
    proposals,
    sums_by_need,
    usual_draft,
    usual_road,
    whole,
    without_notice,
)
from surveys.texts import LANGUAGES, say

TODAY = date(2026, 11, 22)
DRAFT = usual_draft("n01", "AT-16", "Toàn bộ các đơn vị", TODAY)
ACTIVITY = replace(as_activity(DRAFT), id=1, campaign_id=7)
CAMPAIGN = Campaign(
    id=7,
    title="Khảo sát 2026",
    survey_version=1,
    opens_on=date(2026, 10, 1),
    closes_on=date(2026, 10, 15),
    delete_on=date(2027, 4, 15),
    contact_name="Lan",
    contact_phone="0271 000 000",
    k=10,
    closed_on=date(2026, 10, 16),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1250000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("1 250 000 đồng", 1_250_000),
        ("1,250,000 VND", 1_250_000),
        ("1,25 triệu", 1_250_000),
        ("1.5 million", 1_500_000),
        ("12tr", 12_000_000),
        ("2 tỷ đồng", 2_000_000_000),
        ("350 người", 350),
        ("0", 0),
        ("  ", None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, meant: int | None) -> None:
    assert whole(typed) == meant


@pytest.mark.parametrize(
    "typed", ["1.25", "12.50.000", "1.2500", "-5", "5 cái", "triệu", "1,234 5", "9999 tỷ", "²"]
)
def test_a_number_that_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        whole(typed)


def test_a_proposal_opens_complete_and_without_a_problem() -> None:
    for kind in activity_types():
        draft = usual_draft("n13", kind, "", TODAY)
        assert not problems(draft), kind
        assert draft.road is usual_road(kind)
    assert (DRAFT.starts_on, DRAFT.ends_on) == (date(2026, 12, 1), date(2026, 12, 31))
    assert usual_draft("n01", "AT-16", "", date(2026, 12, 31)).starts_on == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("kind", "road"), [("AT-12", Road.PLAN), ("AT-17", Road.DIALOGUE), ("AT-18", Road.PETITION)]
)
def test_who_can_act_decides_the_usual_road(kind: str, road: Road) -> None:
    assert usual_road(kind) is road


def test_every_need_of_the_sixteen_has_something_to_propose() -> None:
    for row in (f"n{place:02d}" for place in range(1, 17)):
        offered = proposals(needs_behind(row))
        assert offered, row
        for kind in offered:
            assert all(kind in need.activities for need in needs_for(row, kind))


def test_the_need_that_stands_for_the_row_itself_comes_first() -> None:
    assert [need.code for need in needs_for("n01", "AT-17")] == ["NC-01", "NC-03", "NC-20"]
    assert needs_for("n07", "AT-11")[0].code == "NC-09"
    unnamed = [need.code for need in needs_for("n07", "AT-24")]
    assert sorted(unnamed) == sorted(need.code for need in needs_behind("n07"))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " "}, {"title"}),
        ({"title": "a" * 200}, set()),
        ({"title": "a" * 201}, {"title"}),
        ({"responsible": ""}, {"responsible"}),
        ({"measure": ""}, {"measure"}),
        ({"place": "a" * 501}, {"place"}),
        ({"starts_on": None, "ends_on": None}, {"starts_on", "ends_on"}),
        ({"ends_on": date(2026, 12, 1)}, set()),
        ({"ends_on": date(2026, 11, 30)}, {"ends_on"}),
        ({"ends_on": date(2226, 12, 1)}, {"ends_on"}),
        ({"people": "nhiều"}, {"people"}),
        ({"money": "1.2.3"}, {"money"}),
        ({"money": "5 triệu"}, {"sources"}),
        ({"money": "0"}, set()),
        ({"money": "5 triệu", "sources": ("union",)}, set()),
        ({"money": "5 triệu", "other_source": "Quỹ Mái ấm"}, set()),
    ],
)
def test_a_draft_is_refused_field_by_field(changes: dict[str, object], fields: set[str]) -> None:
    wrong = problems(replace(DRAFT, **changes))  # type: ignore[arg-type]
    assert set(wrong) == fields
    for problem in wrong.values():
        for lang in LANGUAGES:
            assert "{" not in say(problem.key, lang, **problem.values)


def test_what_is_typed_is_what_is_kept() -> None:
    typed = replace(
        DRAFT, title="  Đối thoại   quý IV ", people="1.200", money="1,5 triệu",
        sources=("union", "society"), other_source="Quỹ Mái ấm",
    )  # fmt: skip
    kept = as_activity(typed)
    assert (kept.title, kept.people, kept.money) == ("Đối thoại quý IV", 1200, 1_500_000)
    assert kept.source == "Kinh phí công đoàn, xã hội hóa, Quỹ Mái ấm"
    assert kept.state is State.PROMISED


def test_a_known_activity_opens_as_it_was_typed_and_keeps_its_past() -> None:
    past = replace(
        ACTIVITY, state=State.DONE, reached=90, spent=10, figure="U = 36,0%", sample=True,
        source="Kinh phí công đoàn; Quỹ Mái ấm", people=None, money=1_000_000,
    )  # fmt: skip
    opened = draft_of(past)
    assert (opened.people, opened.money) == ("", "1.000.000")
    assert (opened.sources, opened.other_source) == (("union",), "Quỹ Mái ấm")
    again = as_activity(opened, past)
    assert again == replace(past, source="Kinh phí công đoàn, Quỹ Mái ấm")


def test_every_source_survives_being_written_as_a_line() -> None:
    line = as_activity(replace(DRAFT, sources=SOURCES)).source
    assert draft_of(replace(ACTIVITY, source=line)).sources == SOURCES


def test_a_kept_promise_tells_people_and_money() -> None:
    assert set(outcome_problems(Outcome(State.DONE))) == {"reached", "spent"}
    assert set(outcome_problems(Outcome(State.DONE, "90", "?"))) == {"spent"}
    assert not outcome_problems(Outcome(State.DONE, "0", "0"))
    done = moved(ACTIVITY, Outcome(State.DONE, "1.200", "5,5 triệu"))
    assert (done.state, done.reached, done.spent) == (State.DONE, 1200, 5_500_000)


def test_a_promise_that_cannot_be_kept_tells_why_and_may_come_back() -> None:
    assert set(outcome_problems(Outcome(State.IMPOSSIBLE, reason="  "))) == {"reason"}
    given_up = moved(ACTIVITY, Outcome(State.IMPOSSIBLE, reason=" Chưa có  kinh phí "))
    assert (given_up.state, given_up.reason) == (State.IMPOSSIBLE, "Chưa có kinh phí")
    assert not outcome_problems(Outcome(State.DOING))
    assert moved(given_up, Outcome(State.DOING)).reason == ""


@pytest.mark.parametrize(
    ("state", "days", "late"),
    [
        (State.PROMISED, 0, False),
        (State.PROMISED, 1, True),
        (State.DOING, 1, True),
        (State.DONE, 1, False),
        (State.IMPOSSIBLE, 1, False),
    ],
)
def test_a_promise_is_late_from_the_day_after_its_last(state: State, days: int, late: bool) -> None:
    activity = replace(ACTIVITY, state=state)
    assert is_late(activity, activity.ends_on + timedelta(days=days)) is late


def test_sums_count_what_is_planned_and_all_that_was_spent() -> None:
    def costs(need: str, state: State, money: int | None, spent: int | None) -> Activity:
        return replace(ACTIVITY, need=need, state=state, money=money, spent=spent, people=10)

    first, second = sums_by_need(
        [
            costs("NC-09", State.PROMISED, 4, None),
            costs("NC-01", State.DONE, 10, 12),
            costs("NC-01", State.DOING, None, 1),
            costs("NC-01", State.IMPOSSIBLE, 100, 3),
        ]
    )
    assert (first.need, second.need) == ("NC-01", "NC-09")
    assert (first.activities, first.done, first.planned, first.spent) == (2, 1, 10, 16)
    assert (first.people, second.planned, second.spent) == (20, 4, 0)


def test_promises_are_found_by_their_ranked_need_and_by_their_campaign() -> None:
    other = replace(ACTIVITY, id=2, campaign_id=8, need="NC-09")
    free = replace(ACTIVITY, id=3, campaign_id=None, state=State.IMPOSSIBLE)
    every = (ACTIVITY, other, free)
    assert answering("n01", every) == (ACTIVITY,)
    assert answering("n07", every) == (other,)
    assert of_campaign(every, 7) == (ACTIVITY, free)


def test_a_closed_campaign_owes_workers_a_notice_within_thirty_days() -> None:
    open_still = replace(CAMPAIGN, id=8, closed_on=None)
    assert notice_due(open_still) is None
    due = notice_due(CAMPAIGN)
    assert due == date(2026, 11, 15)
    notice = replace(as_activity(notice_draft(due, "", TODAY)), campaign_id=7)
    assert without_notice([CAMPAIGN, open_still], [ACTIVITY]) == (CAMPAIGN,)
    assert without_notice([CAMPAIGN], [notice]) == ()
    assert without_notice([CAMPAIGN], [replace(notice, campaign_id=9)]) == (CAMPAIGN,)
    given_up = replace(notice, state=State.IMPOSSIBLE)
    assert without_notice([CAMPAIGN], [given_up]) == (CAMPAIGN,)


def test_the_notice_is_proposed_until_it_is_due_and_never_before_today() -> None:
    due = date(2026, 12, 15)
    draft = notice_draft(due, "60 đơn vị", TODAY)
    assert (draft.need, draft.starts_on, draft.ends_on) == ("NC-28", TODAY, due)
    assert not problems(draft)
    assert notice_draft(date(2026, 11, 15), "", TODAY).ends_on == TODAY
    assert isinstance(draft, Draft)
