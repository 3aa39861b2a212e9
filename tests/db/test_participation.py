"""How many answered, as far as officers may know it before the close (DR-07)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db.engine import reading
from db.participation import Participation, as_of
from db.schema import ParticipationRow
from db.submissions import write
from tests.db.cast import NOW, campaign_of, forms

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
