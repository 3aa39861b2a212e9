"""The demo: loaded whole, marked everywhere, replaced when loaded again."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import activities, campaigns, demo, installation, officers, releases, surveys, units
from db.demo import Demo
from db.engine import connect, reading
from db.migrate import migrate
from db.participation import as_of
from db.schema import SubmissionRow, UnitRow
from surveys.access import Role
from surveys.campaigns import Stage, stage
from surveys.needs import rank_needs
from surveys.plan import Road, State
from tests.db.cast import BOB, LETTERHEAD, NOW, TODAY, counts, pending, sign_up, stored, unit

SMALL = 300  # answers: enough for every table, quickly loaded
MARK = "(mẫu)"
DAY = timedelta(days=1)


@pytest.fixture
def loaded(engine: Engine) -> Demo:
    """A small demo of today."""
    return demo.load(engine, TODAY, NOW, answers=SMALL)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo in its usual size, to look at."""
    folder: Path = tmp_path_factory.mktemp("demo")
    engine = connect(f"sqlite:///{folder / 'demo.sqlite'}")
    migrate(engine)
    began = time.monotonic()
    demo.load(engine, TODAY, NOW)
    assert time.monotonic() - began < 10, "loading the demo takes too long"
    yield engine
    engine.dispose()


def _days(engine: Engine, campaign_id: int) -> list[date]:
    days = sa.select(SubmissionRow.day).where(SubmissionRow.campaign_id == campaign_id)
    with reading(engine) as session:
        return list(session.scalars(days))


def _answers(engine: Engine, campaign_id: int) -> list[str]:
    return sorted(
        json.dumps([form.unit, form.answers.values], sort_keys=True)
        for form in pending(engine, campaign_id)
    )


def test_the_usual_demo_has_the_answers_one_may_expect(usual: Engine) -> None:
    opened, closed, earlier = campaigns.everything(usual)
    assert stored(usual, closed.id) == 2067
    assert stored(usual, opened.id) == round(2067 * 0.55)
    assert stored(usual, earlier.id) == round(2067 * 0.6)
    release = releases.load(usual, closed.id)
    assert release is not None
    assert release.answered == 2067
    assert sum(place.workers for place in release.frame) == 6000


def test_the_first_need_of_the_closed_wave_is_a_living_wage(usual: Engine) -> None:
    [_, closed, _] = campaigns.everything(usual)
    release = releases.load(usual, closed.id)
    assert release is not None
    ranking = rank_needs(release, surveys.load(usual, closed.survey_version))
    assert ranking.rows[0].code == "n01"
    assert ranking.rows[0].unmet.value == pytest.approx(0.347, abs=0.03)


def test_promises_name_the_figure_they_answer(usual: Engine) -> None:
    [_, closed, _] = campaigns.everything(usual)
    release = releases.load(usual, closed.id)
    assert release is not None
    ranking = rank_needs(release, surveys.load(usual, closed.survey_version))
    wage = next(a for a in activities.everything(usual) if a.need == "NC-01")
    share = f"{ranking.rows[0].unmet.value:.1%}".replace(".", ",")
    count = f"{ranking.rows[0].unmet.n:,}".replace(",", ".")
    assert wage.figure == f"U = {share}, n = {count}, đợt 11/2025"


def test_the_register_is_the_one_of_the_handbook(usual: Engine) -> None:
    found = units.everyone(usual)
    assert len(found) == 60
    assert sum(u.workers for u in found) == 6_000
    assert sum(u.members for u in found) == 3_100
    assert sum(u.agreement for u in found) == 18
    assert all(u.ended_on is None for u in found)
    assert all(u.women is not None and u.women_members is not None for u in found)
    assert {u.cluster for u in found} == {"Cụm 1", "Cụm 2", "Cụm 3", "Cụm 4"}
    assert found[0].place == "Bù Nho"


def test_one_unit_has_too_few_answers_and_one_has_none(usual: Engine) -> None:
    for campaign in campaigns.everything(usual):
        shown = {p.unit.code: p for p in as_of(usual, campaign.id, NOW, DAY).units}
        assert (shown["MAU59"].answers, shown["MAU59"].few) == (0, True)
        assert (shown["MAU60"].answers, shown["MAU60"].few) == (0, False)


def test_two_waves_are_published_and_one_is_open(engine: Engine, loaded: Demo) -> None:
    closed = campaigns.load(engine, loaded.closed_campaign_id)
    opened = campaigns.load(engine, loaded.open_campaign_id)
    assert stage(closed, TODAY) is Stage.RELEASED
    assert stage(opened, TODAY) is Stage.OPEN
    assert timedelta(340) < TODAY - closed.opens_on < timedelta(400)
    assert opened.opens_on < TODAY - 5 * DAY
    assert opened.closes_on == TODAY + 10 * DAY
    assert releases.load(engine, opened.id) is None
    [earlier] = [c for c in campaigns.everything(engine) if c.opens_on < closed.opens_on]
    assert stage(earlier, TODAY) is Stage.RELEASED
    assert releases.load(engine, earlier.id) is not None


def test_the_code_opens_a_form_that_takes_answers(engine: Engine, loaded: Demo) -> None:
    door = campaigns.door(engine, loaded.code)
    assert door is not None
    assert door.campaign.id == loaded.open_campaign_id
    assert door.secret is not None


def test_forms_come_in_on_the_days_of_their_wave(engine: Engine, loaded: Demo) -> None:
    for campaign in campaigns.everything(engine):
        days = Counter(_days(engine, campaign.id))
        assert min(days) >= campaign.opens_on
        assert max(days) <= min(campaign.closes_on, TODAY)
        assert len(days) >= 8
    assert max(_days(engine, loaded.open_campaign_id)) == TODAY


def test_dr_21_everything_says_that_it_is_a_sample(engine: Engine, loaded: Demo) -> None:
    organisation = installation.load(engine)
    assert organisation is not None
    names = [
        organisation.letterhead.name,
        *(u.name for u in units.everyone(engine)),
        *(c.title for c in campaigns.everything(engine)),
        *(c.contact_name for c in campaigns.everything(engine)),
        *(a.title for a in activities.everything(engine)),
        *(o.name for o in officers.everyone(engine)),
    ]
    assert len(names) > 70
    assert [name for name in names if not name.endswith(MARK)] == []
    assert all(c.sample for c in campaigns.everything(engine))
    assert all(a.sample for a in activities.everything(engine))
    assert all(o.sample for o in officers.everyone(engine))
    assert _own_units(engine) == 0


def _own_units(engine: Engine) -> int:
    own = sa.select(sa.func.count()).where(UnitRow.sample.is_(False))
    with reading(engine) as session:
        return session.scalar(own) or 0


def test_promises_take_every_road_and_reach_every_state(engine: Engine, loaded: Demo) -> None:
    promised = activities.everything(engine)
    assert {(a.road, a.state) for a in promised} == {(r, s) for r in Road for s in State}
    assert {a.campaign_id for a in promised} == {loaded.closed_campaign_id}
    for activity in promised:
        assert activity.figure.startswith("U = ")
        assert activity.starts_on <= activity.ends_on
        assert (activity.state is State.IMPOSSIBLE) == bool(activity.reason)
        assert (activity.ends_on < TODAY) == (activity.state in (State.DONE, State.IMPOSSIBLE))


def test_an_administrator_and_an_officer_can_sign_in(engine: Engine, loaded: Demo) -> None:
    roles = {}
    for login, password in loaded.logins:
        officer = officers.recognise(engine, login, password)
        assert officer is not None
        roles[login] = officer.role
    assert roles == {"quantri.mau": Role.ADMIN, "canbo.mau": Role.OFFICER}


def test_loading_again_replaces_the_demo(engine: Engine, loaded: Demo) -> None:
    before = counts(engine)
    again = demo.load(engine, TODAY, NOW, answers=SMALL)
    assert counts(engine) == before
    for (login, old), (_, new) in zip(loaded.logins, again.logins, strict=True):
        assert officers.recognise(engine, login, old) is None
        assert officers.recognise(engine, login, new) is not None
    assert campaigns.door(engine, loaded.code) is None
    assert campaigns.door(engine, again.code) is not None


def test_a_later_load_moves_the_waves_along(engine: Engine, loaded: Demo) -> None:
    later = demo.load(engine, TODAY + 100 * DAY, NOW + 100 * DAY, answers=SMALL)
    opened = campaigns.load(engine, later.open_campaign_id)
    assert opened.opens_on == TODAY + 92 * DAY
    assert len(campaigns.everything(engine)) == 3


def test_a_seed_fixes_the_draw(engine: Engine) -> None:
    draws = []
    for seed in (1, 1, 2):
        made = demo.load(engine, TODAY, NOW, answers=100, seed=seed)
        draws.append(_answers(engine, made.open_campaign_id))
    assert draws[0] == draws[1]
    assert draws[0] != draws[2]


@pytest.mark.parametrize("answers", [10, 100])
def test_a_wish_for_answers_sets_the_size_of_the_waves(engine: Engine, answers: int) -> None:
    made = demo.load(engine, TODAY, NOW, answers=answers)
    assert stored(engine, made.closed_campaign_id) == answers
    assert stored(engine, made.open_campaign_id) == round(answers * 0.55)


def test_progress_is_told_from_the_first_batch_to_the_end(engine: Engine) -> None:
    told: list[float] = []
    demo.load(engine, TODAY, NOW, answers=2_500, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) >= 4


def test_an_organisation_that_is_set_up_keeps_its_name(engine: Engine) -> None:
    installation.set_up(engine, LETTERHEAD, NOW)
    demo.load(engine, TODAY, NOW, answers=SMALL)
    organisation = installation.load(engine)
    assert organisation is not None
    assert organisation.letterhead == LETTERHEAD


@pytest.mark.parametrize("own", ["unit", "officer"])
def test_ones_own_entries_are_never_overwritten(engine: Engine, own: str) -> None:
    if own == "unit":
        units.add(engine, unit("MAU07"))
    else:
        sign_up(engine, replace(BOB, login="canbo.mau"))
    before = counts(engine)
    with pytest.raises(demo.NamesTaken) as refusal:
        demo.load(engine, TODAY, NOW, answers=SMALL)
    assert refusal.value.args == (("MAU07",) if own == "unit" else ("canbo.mau",))
    assert counts(engine) == before
