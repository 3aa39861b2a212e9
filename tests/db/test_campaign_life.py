"""A campaign by the clock: opened and closed on its days, once and in order, answered, emptied."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, inspect, update
from sqlalchemy.exc import IntegrityError

from db import activities, campaign_drafts, campaigns, events, officers, releases, units
from db.campaign_clock import answer, open_now, turn
from db.campaign_drafts import Approval, ChangedMeanwhile
from db.campaign_places import Places, asked_units, members
from db.engine import writing
from db.retention import purge
from db.schema import CampaignRow
from db.submissions import write
from surveys.campaigns import OUTSIDE, Campaign
from surveys.plan import State
from surveys.texts.numbers import day
from tests.db.cast import (
    ALICE,
    MEALS,
    NOW,
    PASSWORD,
    TODAY,
    annual,
    campaign_of,
    draft,
    forms,
    stored,
    unit,
)

DAY = timedelta(days=1)


def _waiting(engine: Engine, title: str, opens: int, closes: int) -> Campaign:
    days = {"opens_on": TODAY + opens * DAY, "closes_on": TODAY + closes * DAY}
    return campaign_of(engine, "A", title=title, **days)


def _said(engine: Engine) -> list[str]:
    return [f"{event.what} {event.detail}" for event in events.latest(engine)][::-1]


@pytest.mark.parametrize(
    ("days", "steps"), [(0, []), (1, ["open"]), (5, ["open"]), (6, ["open", "close"])]
)
def test_the_clock_opens_on_the_first_day_and_closes_after_the_last(
    engine: Engine, days: int, steps: list[str]
) -> None:
    _waiting(engine, "Một", 1, 5)
    assert [what for what, _ in turn(engine, TODAY + days * DAY, NOW)] == steps
    assert turn(engine, TODAY + days * DAY, NOW) == ()


def test_after_a_stop_of_weeks_the_clock_catches_up_in_the_order_of_the_days(
    engine: Engine,
) -> None:
    late, early = _waiting(engine, "Sau", 4, 8), _waiting(engine, "Trước", 1, 3)
    turn(engine, TODAY + 40 * DAY, NOW)
    assert _said(engine) == [
        f"open Trước: {day(TODAY + DAY)}",
        f"open Sau: {day(TODAY + 4 * DAY)}",
        f"close Trước: {day(TODAY + 4 * DAY)}",
        f"close Sau: {day(TODAY + 9 * DAY)}",
    ]
    assert campaigns.load(engine, early.id).closed_on == TODAY + 4 * DAY
    assert campaigns.load(engine, late.id).closed_on == TODAY + 9 * DAY


def test_dr_07_closing_by_the_clock_erases_the_secret_and_releases_nothing(engine: Engine) -> None:
    campaign = _waiting(engine, "Một", 0, 2)
    code = campaigns.links(engine, campaign.id)[0].code
    turn(engine, TODAY + 3 * DAY, NOW)
    door = campaigns.door(engine, code)
    assert door is not None
    assert (door.secret, door.campaign.released_on) == (None, None)
    assert releases.load(engine, campaign.id) is None


def test_an_officer_opens_sooner_and_closes_sooner_than_the_clock(engine: Engine) -> None:
    campaign = _waiting(engine, "Một", 3, 9)
    assert open_now(engine, campaign.id, TODAY).opens_on == TODAY
    assert turn(engine, TODAY, NOW) == ()
    with pytest.raises(ValueError, match="sooner"):
        open_now(engine, campaign.id, TODAY)
    campaigns.close(engine, campaign.id, TODAY + DAY)
    assert turn(engine, TODAY + 30 * DAY, NOW) == ()


def test_a_sample_of_the_past_is_left_to_whoever_fills_it(engine: Engine) -> None:
    past = {"opens_on": TODAY - 20 * DAY, "closes_on": TODAY - 6 * DAY, "opened_on": TODAY}
    made_up = campaign_of(engine, "A", **past, approved_on=TODAY, sample=True)
    assert turn(engine, TODAY, NOW) == ()
    own = campaign_of(engine, "A", **past, approved_on=TODAY - 30 * DAY)
    assert [campaign.id for _, campaign in turn(engine, TODAY, NOW)] == [own.id]
    assert campaigns.load(engine, made_up.id).closed_on is None


def test_dr_05_the_rule_of_a_campaign_cannot_be_changed_any_more(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", k=10)
    changes = ({"k": 20}, {"coordinates": ["unit"]}, {"languages": ["vi"]})
    for change in changes:
        with pytest.raises(IntegrityError), writing(engine) as session:
            session.execute(update(CampaignRow).values(**change))
    assert campaigns.load(engine, campaign.id) == campaign


def test_dr_25_an_answer_names_its_day_and_place_and_keeps_the_promise_of_one(
    engine: Engine,
) -> None:
    campaign = campaign_of(engine, "A")
    promised = replace(MEALS, campaign_id=campaign.id, type="AT-24")
    activities.add(engine, promised)
    with pytest.raises(ValueError, match="no result"):
        answer(engine, campaign.id, TODAY, "Bảng tin")
    campaigns.close(engine, campaign.id, TODAY)
    releases.make(engine, campaign.id, TODAY)
    told = answer(engine, campaign.id, TODAY + DAY, "Bảng tin, nhóm Zalo")
    assert (told.answered_on, told.answered_where) == (TODAY + DAY, "Bảng tin, nhóm Zalo")
    assert [activity.state for activity in activities.everything(engine)] == [State.DONE]


def test_dr_24_nothing_of_a_draft_can_be_answered_before_it_is_approved(engine: Engine) -> None:
    units.take_in(engine, [unit("A")])
    alice = officers.add(engine, ALICE, PASSWORD)
    kept = campaign_drafts.create(engine, {"title": "Nháp"}, alice.id, NOW)
    assert campaigns.everything(engine) == ()
    asked = campaign_drafts.hand_in(engine, kept, NOW)
    back = campaign_drafts.send_back(engine, asked, "Bỏ câu 7", NOW)
    assert (back.asked_at, back.note, back.author) == (None, "Bỏ câu 7", "Alice Mẫu")
    approval = Approval(draft(), annual(), Places(("A",), {}), back)
    made = campaign_drafts.approve(engine, approval, NOW)
    assert campaigns.everything(engine) == (made,)
    assert campaign_drafts.everything(engine) == ()


def test_a_draft_is_approved_once_and_only_as_it_was_seen(engine: Engine) -> None:
    units.take_in(engine, [unit("A")])
    alice = officers.add(engine, ALICE, PASSWORD)
    seen = campaign_drafts.create(engine, {"title": "Nháp"}, alice.id, NOW)
    newer = campaign_drafts.save(engine, seen, {"title": "Nháp khác"}, NOW)
    stale = Approval(draft(), annual(), Places(("A",), {}), seen)
    for old in (
        lambda: campaign_drafts.save(engine, seen, {"title": "Của Bob"}, NOW),
        lambda: campaign_drafts.approve(engine, stale, NOW),
        lambda: campaign_drafts.remove(engine, seen),
    ):
        with pytest.raises(ChangedMeanwhile):
            old()
    assert campaigns.everything(engine) == ()
    campaign_drafts.approve(engine, replace(stale, draft=newer), NOW)
    with pytest.raises(ChangedMeanwhile):
        campaign_drafts.approve(engine, replace(stale, draft=newer), NOW)
    assert len(campaigns.everything(engine)) == 1


def _with_places(engine: Engine) -> Campaign:
    small = [
        unit(code, workers=4, members=2, women=None, women_members=None) for code in ("B", "C", "D")
    ]
    units.take_in(engine, [unit("A"), *small])
    places = Places(("A",), {"Cụm 1": ("B", "C", "D")}, "Ngoài đơn vị")
    alice = officers.add(engine, ALICE, PASSWORD)
    kept = campaign_drafts.create(engine, {}, alice.id, NOW)
    return campaign_drafts.approve(engine, Approval(draft(), annual(), places, kept), NOW)


def test_dr_12_units_that_are_too_small_share_one_code_and_are_never_stored_by_unit(
    engine: Engine,
) -> None:
    campaign = _with_places(engine)
    links = {link.unit.name: link.unit for link in campaigns.links(engine, campaign.id)}
    assert set(links) == {"Công ty A", "Cụm 1", "Ngoài đơn vị"}
    assert (links["Cụm 1"].workers, links["Cụm 1"].women) == (12, None)
    assert members(engine, campaign.id) == {
        links["Cụm 1"].code: ("Công ty B", "Công ty C", "Công ty D")
    }
    assert asked_units(engine, campaign.id) == ("A", "B", "C", "D")
    assert [known.code for known in units.everyone(engine)] == ["A", "B", "C", "D"]
    with pytest.raises(units.UnitInUse):
        units.remove(engine, "B")


@pytest.mark.parametrize(("outside", "told"), [(9, False), (10, True), (30, True)])
def test_dr_05_people_outside_of_units_are_counted_apart_when_they_are_enough(
    engine: Engine, outside: int, *, told: bool
) -> None:
    campaign = _with_places(engine)
    [place] = [
        link.unit for link in campaigns.links(engine, campaign.id) if link.unit.type == OUTSIDE
    ]
    write(engine, forms(engine, campaign, "A", 20))
    write(engine, forms(engine, campaign, place.code, outside))
    campaigns.close(engine, campaign.id, TODAY)
    release = releases.make(engine, campaign.id, TODAY)
    apart = [block.n for block in release.blocks if block.where.get("unit") == place.code]
    assert (sum(apart) > 0) is told
    [known] = [place for place in release.frame if place.type == OUTSIDE]
    assert known.workers == max(10, outside)  # below k nobody learns how many they were


def test_dr_22_an_emptied_campaign_says_when_and_is_not_looked_at_again(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    write(engine, forms(engine, campaign, "A", 25))
    purge(engine, campaign.delete_on, NOW)
    assert campaigns.load(engine, campaign.id).deleted_on == campaign.delete_on
    assert purge(engine, campaign.delete_on + DAY, NOW) == ()
    assert stored(engine) == 0


def test_dr_08_no_table_lists_who_answered_or_not(engine: Engine) -> None:
    """Participation knows campaigns, units and days; nothing of a person or a phone."""
    with engine.connect() as connection:
        tables = {"participation", "scan", "submission", "link"}
        columns = {
            column["name"] for table in tables for column in inspect(connection).get_columns(table)
        }
    persons = {"name", "phone", "email", "login", "officer_id", "person", "worker", "device", "ip"}
    assert not columns & persons
