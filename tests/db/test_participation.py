"""How many answered, as far as officers may know it before the close (DR-07)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import campaigns, releases, scans
from db.engine import reading
from db.participation import Participation, as_of, refresh
from db.schema import CampaignRow, ParticipationRow, UnitRow
from db.submissions import write
from surveys.collecting import Scans, whole
from tests.db.cast import NOW, TODAY, campaign_of, forms

DAILY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


def _shown(participation: Participation) -> dict[str, tuple[int, bool]]:
    return {one.unit.code: (one.answers, one.few) for one in participation.units}


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (0, (0, False)),
        (1, (0, True)),
        (4, (0, True)),
        (5, (5, False)),
        (9, (5, False)),
        (10, (10, False)),
        (14, (10, False)),
    ],
)
def test_dr_07_answers_are_shown_in_steps_of_five(
    engine: Engine, sent: int, shown: tuple[int, bool]
) -> None:
    campaign = campaign_of(engine, "A", "B")
    write(engine, forms(engine, campaign, "A", sent))
    write(engine, forms(engine, campaign, "B", 7))
    found = as_of(engine, campaign.id, NOW, DAILY)
    assert _shown(found) == {"A": shown, "B": (5, False)}
    assert found.counted_at == NOW


def test_dr_07_no_exact_count_is_kept(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", "B", "C")
    for code, sent in (("A", 3), ("B", 13)):
        write(engine, forms(engine, campaign, code, sent))
    as_of(engine, campaign.id, NOW, DAILY)
    with reading(engine) as session:
        kept = session.scalars(sa.select(ParticipationRow.answers)).all()
    assert sorted(kept) == [-1, 0, 10]


def test_dr_07_it_is_counted_anew_once_a_day_and_no_sooner(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    as_of(engine, campaign.id, NOW, DAILY)
    write(engine, forms(engine, campaign, "A", 20))
    early = as_of(engine, campaign.id, NOW + DAILY - SECOND, DAILY)
    assert (early.counted_at, _shown(early)) == (NOW, {"A": (0, False)})
    late = as_of(engine, campaign.id, NOW + DAILY, DAILY)
    assert (late.counted_at, _shown(late)) == (NOW + DAILY, {"A": (20, False)})


def test_other_campaigns_of_the_unit_do_not_count(engine: Engine) -> None:
    campaign, other = campaign_of(engine, "A"), campaign_of(engine, "A", "B")
    write(engine, forms(engine, other, "A", 10))
    assert _shown(as_of(engine, campaign.id, NOW, DAILY)) == {"A": (0, False)}
    assert _shown(as_of(engine, other.id, NOW, DAILY)) == {"A": (10, False), "B": (0, False)}


def test_officers_may_look_at_the_same_moment(engine: Engine) -> None:
    campaign = campaign_of(engine, *"ABCDEFGH")
    write(engine, forms(engine, campaign, "A", 10))
    start = threading.Barrier(8)

    def look(seconds: int) -> Participation:
        start.wait(30)
        return as_of(engine, campaign.id, NOW + seconds * SECOND, DAILY)

    with ThreadPoolExecutor(8) as officers:
        seen = list(officers.map(look, range(8)))
    assert len({one.counted_at for one in seen}) == 1
    assert all(_shown(one)["A"] == (10, False) for one in seen)


def test_dr_07_watching_scans_tells_no_more_than_the_count_of_the_day(engine: Engine) -> None:
    """A curious officer opens the board before and after somebody goes to the poster."""
    campaign = campaign_of(engine, "A", "B")
    place = (campaign.id, _ids(engine)["A"], TODAY)
    scans.add(engine, {place: [20, 12, 10]})
    before = as_of(engine, campaign.id, NOW, DAILY)
    assert [each.scans for each in before.units] == [Scans(20, 10, 10), None]
    scans.add(engine, {place: [20, 20, 20]})
    write(engine, forms(engine, campaign, "A", 20))
    assert as_of(engine, campaign.id, NOW + DAILY - SECOND, DAILY) == before
    after = as_of(engine, campaign.id, NOW + DAILY, DAILY)
    assert after.units[0].scans == Scans(40, 30, 30)


@pytest.mark.parametrize("more", range(1, 6))
def test_dr_07_the_difference_of_two_refreshes_is_none_or_five(engine: Engine, more: int) -> None:
    campaign = campaign_of(engine, "A")
    sent = forms(engine, campaign, "A", 12 + more)
    write(engine, sent[:12])
    first = as_of(engine, campaign.id, NOW, DAILY).units
    write(engine, sent[12:])
    second = as_of(engine, campaign.id, NOW + DAILY, DAILY).units
    told = whole(second).answers - whole(first).answers
    assert told == (0 if more < 3 else 5)


def test_counting_ahead_spares_officers_the_wait(engine: Engine) -> None:
    open_now, closed, released = (campaign_of(engine, "A") for _ in range(3))
    campaigns.close(engine, closed.id, TODAY)
    campaigns.close(engine, released.id, TODAY)
    releases.make(engine, released.id, TODAY)
    later = campaign_of(engine, "A", opens_on=TODAY + timedelta(days=2))
    assert refresh(engine, TODAY, NOW, DAILY) == 2
    assert refresh(engine, TODAY, NOW + DAILY - SECOND, DAILY) == 0
    with reading(engine) as session:
        counted = {row.id: row.counted_at for row in session.scalars(sa.select(CampaignRow))}
    assert counted == {open_now.id: NOW, closed.id: NOW, released.id: None, later.id: None}
    assert refresh(engine, TODAY, NOW + DAILY, DAILY) == 2


def _ids(engine: Engine) -> dict[str, int]:
    with reading(engine) as session:
        return dict(session.execute(sa.select(UnitRow.code, UnitRow.id)).all())
