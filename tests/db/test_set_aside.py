"""Forms set aside by rule: between the close and the release, for all units alike, on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db import campaigns, events, releases, set_aside
from db.retention import purge
from db.set_aside import Change, Decision, NotNow
from db.submissions import Incoming, key_of, write
from surveys.answers import Answers
from surveys.blocks.intake import FEW, Aside, Rule
from surveys.campaigns import Campaign
from tests.db.cast import NOW, TODAY, campaign_of, forms, sign_up

SAME = {f"X{number}": "a" for number in range(8)}
IDENTICAL = Decision(Aside(Rule.IDENTICAL, 5), "Phiếu chép trong một chuyền")
KEPT = Change(Rule.IDENTICAL, None, IDENTICAL)
DROPPED = Change(Rule.IDENTICAL, None, None)


def padded(engine: Engine, campaign: Campaign, code: str, honest: int, same: int) -> None:
    """Different forms of a unit, and as many identical ones as somebody made up."""
    [first] = forms(engine, campaign, code, 1)

    def form(name: str, **values: str) -> Incoming:
        answers = Answers({**first.answers.values, **values})
        return replace(first, key=key_of(b"the tests", f"{code} {name}"), answers=answers)

    sent = [form(f"h{n}", **SAME, Z01=str(n)) for n in range(honest)]
    write(engine, [*sent, *(form(f"s{n}", **SAME) for n in range(same))])


def closed(engine: Engine) -> Campaign:
    campaign = campaign_of(engine, "A", "B")
    padded(engine, campaign, "A", 20, 12)
    padded(engine, campaign, "B", 15, 0)
    return campaigns.close(engine, campaign.id, TODAY)


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine, id: set_aside.check(engine, id),
        lambda engine, id: set_aside.preview(engine, id, IDENTICAL.aside),
        lambda engine, id: set_aside.change(engine, id, KEPT, None, NOW),
        lambda engine, id: set_aside.change(engine, id, DROPPED, None, NOW),
    ],
)
def test_dr_07_nothing_is_told_or_changed_before_the_close_or_after_the_release(
    engine: Engine, ask: Callable[[Engine, int], object]
) -> None:
    campaign = campaign_of(engine, "A")
    padded(engine, campaign, "A", 20, 12)
    with pytest.raises(NotNow):
        ask(engine, campaign.id)
    campaigns.close(engine, campaign.id, TODAY)
    ask(engine, campaign.id)
    releases.make(engine, campaign.id, TODAY)
    with pytest.raises(NotNow):
        ask(engine, campaign.id)


def test_the_check_tells_of_groups_only(engine: Engine) -> None:
    campaign = closed(engine)
    [unit] = set_aside.check(engine, campaign.id)
    assert (unit.unit, unit.answers, unit.identical, unit.busiest) == ("A", 30, 10, 30)
    assert set_aside.preview(engine, campaign.id, IDENTICAL.aside) == 10
    assert set_aside.preview(engine, campaign.id, Aside(Rule.IDENTICAL, 13)) == 0
    assert set_aside.preview(engine, campaign.id, Aside(Rule.STRAIGHT, 4)) in (0, FEW)


def test_a_rule_is_applied_at_the_release_which_says_so(engine: Engine) -> None:
    campaign, alice = closed(engine), sign_up(engine)
    set_aside.change(engine, campaign.id, KEPT, alice.id, NOW)
    [line] = [e for e in events.latest(engine) if e.what == set_aside.EVENT]
    assert line.officer == alice.name
    assert IDENTICAL.reason in line.detail
    release = releases.make(engine, campaign.id, TODAY)
    assert [(a.rule, a.threshold, a.count) for a in release.set_aside] == [("identical", 5, 11)]
    assert release.answered == 20 + 1 + 15
    assert releases.load(engine, campaign.id) == release
    assert releases.make(engine, campaign.id, TODAY) == release  # asked again: the same


def test_a_rule_can_be_changed_and_dropped_until_then(engine: Engine) -> None:
    campaign = closed(engine)
    set_aside.change(engine, campaign.id, KEPT, None, NOW)
    other = Decision(Aside(Rule.IDENTICAL, 20), "Nhiều ca ăn giống nhau")
    set_aside.change(engine, campaign.id, Change(Rule.IDENTICAL, IDENTICAL, other), None, NOW)
    assert set_aside.decisions(engine, campaign.id) == (other,)
    set_aside.change(engine, campaign.id, Change(Rule.IDENTICAL, other, None), None, NOW)
    assert set_aside.decisions(engine, campaign.id) == ()
    assert releases.make(engine, campaign.id, TODAY).set_aside == ()


def test_a_release_by_schedule_applies_the_rules_too(engine: Engine) -> None:
    campaign = closed(engine)
    set_aside.change(engine, campaign.id, KEPT, None, NOW)
    purge(engine, campaign.delete_on + timedelta(days=1), NOW)
    release = releases.load(engine, campaign.id)
    assert release is not None
    assert [each.count for each in release.set_aside] == [11]
