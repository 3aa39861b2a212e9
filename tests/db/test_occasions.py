"""The other forms of the plan: employers, officers by cluster, feedback; apart from workers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from db import activities, campaigns, occasions, releases, units
from db.submissions import Incoming, Writer, key_of
from surveys.answers import Answers
from surveys.campaigns import SMALLEST_CLUSTER, Audience, Campaign
from surveys.model import Kind, Sensitivity
from surveys.occasions import MEETS_NEED, YES, cluster, draft, feedback_days, problems, survey_for
from surveys.plan import draft_of
from surveys.plan.draft import as_activity
from surveys.statistics import figure
from tests.db.cast import MEALS, NOW, TODAY, campaign_of, unit

DAYS = (TODAY, TODAY + timedelta(days=14))
CONTACT = ("Văn phòng", "0100 000 003")
AFTER = TODAY + timedelta(days=30)


def _send(engine: Engine, campaign: Campaign, code: str, count: int, **answers: Any) -> None:
    door = campaigns.door(engine, code)
    assert door is not None
    writer = Writer(engine)
    try:
        for number in range(count):
            key = key_of(door.secret or b"", f"{code} {number} {answers}")
            form = Incoming(key, campaign.id, door.unit_id, TODAY, "vi", Answers(answers))
            assert writer.keep(form).result()
    finally:
        writer.stop()


def _officers(engine: Engine, *groups: Any) -> tuple[Campaign, dict[str, str]]:
    campaign = draft(Audience.OFFICER, "Cán bộ 2027", DAYS, CONTACT)
    made = occasions.publish_to(engine, campaign, survey_for(Audience.OFFICER), groups, NOW)
    return made, {link.unit.name: link.code for link in campaigns.links(engine, made.id)}


def _released(engine: Engine, campaign: Campaign) -> Any:
    campaigns.close(engine, campaign.id, AFTER)
    return releases.make(engine, campaign.id, AFTER)


@pytest.mark.parametrize(("few", "own"), [(19, False), (20, True), (21, True)])
def test_dr_05_of_a_cluster_of_fewer_than_twenty_officers_only_the_total_is_told(
    engine: Engine, few: int, own: bool
) -> None:
    campaign, codes = _officers(engine, cluster("Cụm 1", None), cluster("Cụm 2", None))
    _send(engine, campaign, codes["Cụm 1"], few, O01="ct")
    _send(engine, campaign, codes["Cụm 2"], 45, O01="to")
    release = _released(engine, campaign)
    told = {block.where["unit"] for block in release.blocks}
    assert (len(told) == 2) is own
    assert all(block.n >= SMALLEST_CLUSTER for block in release.blocks)
    assert release.answered == few + 45


def test_a_cluster_known_to_be_small_has_no_figure_however_many_forms_it_sends(
    engine: Engine,
) -> None:
    campaign, codes = _officers(engine, cluster("Cụm 1", 12), cluster("Cụm 2", 60))
    _send(engine, campaign, codes["Cụm 1"], 40, O01="ct")
    _send(engine, campaign, codes["Cụm 2"], 45, O01="to")
    names = {p.code: p.name for p in _released(engine, campaign).frame}
    told = {names.get(b.where["unit"]) for b in _released(engine, campaign).blocks}
    assert "Cụm 1" not in told


def test_a_cluster_is_no_unit_of_the_register(engine: Engine) -> None:
    _officers(engine, cluster("Cụm 1", None))
    assert units.everyone(engine) == ()


def test_an_employer_counts_once_however_many_forms_come(engine: Engine) -> None:
    names = [f"DV{number:02}" for number in range(12)]
    units.take_in(engine, [unit(name) for name in names])
    survey = survey_for(Audience.EMPLOYER)
    campaign = campaigns.publish(
        engine, draft(Audience.EMPLOYER, "Doanh nghiệp 2026", DAYS, CONTACT), survey, names, NOW
    )
    for link in campaigns.links(engine, campaign.id)[:9]:
        _send(engine, campaign, link.code, 3, R11="co")
    assert _released(engine, campaign).blocks == ()  # nine employers, not twenty-seven


def test_ten_employers_are_told_by_type_and_never_by_unit(engine: Engine) -> None:
    names = [f"DV{number:02}" for number in range(12)]
    units.take_in(engine, [unit(name) for name in names])
    survey = survey_for(Audience.EMPLOYER)
    campaign = campaigns.publish(
        engine, draft(Audience.EMPLOYER, "Doanh nghiệp 2026", DAYS, CONTACT), survey, names, NOW
    )
    for link in campaigns.links(engine, campaign.id)[:10]:
        _send(engine, campaign, link.code, 1, R11="co")
    release = _released(engine, campaign)
    assert [dict(block.where) for block in release.blocks] == [{"unit_type": "dn_fdi"}]
    assert {place.workers for place in release.frame} == {1}


def test_employers_answer_on_behalf_of_a_unit_and_are_promised_nothing_of_anybody() -> None:
    survey = survey_for(Audience.EMPLOYER)
    assert survey.questions[0].kind is Kind.NOTE
    assert set(survey.question("R11").help) == {"vi", "en"}
    assert survey.consent is None


@pytest.mark.parametrize(("sensitive", "asked"), [(False, False), (True, True)])
def test_dr_19_a_question_of_high_sensitivity_needs_the_top_role(
    sensitive: bool, asked: bool
) -> None:
    survey = survey_for(Audience.OFFICER, sensitive=sensitive)
    assert any(q.sensitivity is Sensitivity.HIGH for q in survey.questions) is asked
    assert survey.length == sum(q.kind.asked for q in survey.questions)


def _feedback(engine: Engine) -> tuple[int, Campaign, str]:
    promised = activities.add(engine, MEALS)
    title = f"Góp ý: {promised.title}"
    wanted = draft(Audience.ACTIVITY, title, feedback_days(promised, TODAY), CONTACT)
    survey = survey_for(Audience.ACTIVITY)
    made = occasions.publish_feedback(engine, promised.id, wanted, survey, NOW)
    with pytest.raises(occasions.Asked):
        occasions.publish_feedback(engine, promised.id, wanted, survey, NOW)
    [link] = campaigns.links(engine, made.id)
    return promised.id, made, link.code


@pytest.mark.parametrize(("forms", "told"), [(9, False), (10, True), (11, True)])
def test_feedback_comes_back_to_the_activity_with_ten_forms(
    engine: Engine, forms: int, told: bool
) -> None:
    _, campaign, code = _feedback(engine)
    assert campaign.closes_on - campaign.opens_on == timedelta(days=1)  # both days: 48 hours
    _send(engine, campaign, code, forms, F02=YES)
    assert occasions.settle(engine, campaign.closes_on, NOW) == 0
    assert occasions.settle(engine, campaign.closes_on + timedelta(days=1), NOW) == 1
    assert occasions.settle(engine, AFTER, NOW) == 0
    release = releases.load(engine, campaign.id)
    assert release is not None
    assert bool(release.blocks) is told
    if told:
        found = figure(release, survey_for(Audience.ACTIVITY), MEETS_NEED)
        assert (found.withheld, found.n) == ("", forms)


def test_changing_a_promise_keeps_its_feedback(engine: Engine) -> None:
    activity_id, campaign, _ = _feedback(engine)
    [known] = activities.everything(engine)
    activities.change(engine, as_activity(draft_of(known), known))
    [after] = activities.everything(engine)
    assert (after.id, after.feedback_id) == (activity_id, campaign.id)


def test_every_campaign_says_who_answers_it(engine: Engine) -> None:
    workers = campaign_of(engine, "A")
    officers, _ = _officers(engine, cluster("Cụm 1", 30))
    found = {c.id: c.audience for c in campaigns.everything(engine)}
    assert found == {workers.id: Audience.WORKER, officers.id: Audience.OFFICER}


def test_a_survey_of_nobody_or_of_yesterday_is_refused() -> None:
    wrong = problems(" ", TODAY - timedelta(days=1), TODAY, [], TODAY)
    assert set(wrong) == {"title", "opens_on", "units"}
    assert set(problems("a", TODAY, TODAY - timedelta(days=1), [1], TODAY)) == {"closes_on"}
    assert problems("a", TODAY, TODAY, [1], TODAY) == {}
