"""Taking the demo away leaves nothing of it and all of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from db import activities, campaigns, demo, drafts, events, installation, officers, sessions, units
from db.demo import Demo
from db.engine import reading
from db.ledger_rows import catch_up
from db.schema import SurveyVersionRow, UnitRow
from db.submissions import write
from surveys.access import Role
from surveys.campaigns import Campaign
from surveys.model import Survey
from tests.db.cast import (
    ALICE,
    BOB,
    LETTERHEAD,
    MEALS,
    NOW,
    TODAY,
    annual,
    counts,
    draft,
    forms,
    pending,
    sign_up,
    stored,
    unit,
)

SMALL = 300


@pytest.fixture
def loaded(engine: Engine) -> Demo:
    """A small demo of today in an installation that nobody set up."""
    return demo.load(engine, TODAY, NOW, answers=SMALL)


def _publish(engine: Engine, *codes: str, survey: Survey | None = None) -> Campaign:
    """A campaign of one's own with ten forms."""
    campaign = campaigns.publish(engine, draft(), survey or annual(), codes, NOW)
    write(engine, forms(engine, campaign, codes[0], 10))
    return campaign


def _samples(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.scalars(sa.select(UnitRow.code).where(UnitRow.sample.is_(True))))


def test_a_demo_alone_leaves_an_empty_database(engine: Engine, loaded: Demo) -> None:
    officer, _ = officers.everyone(engine)
    sessions.begin(engine, officer.id, NOW)
    events.note(engine, NOW, officer.id, "export", "BC.docx")
    removed = demo.remove(engine)
    left = {name for name, rows in counts(engine).items() if rows}
    assert left == {
        "event",
        "event_head",
        "org_level",
    }  # what was done, and what there was from the beginning
    assert installation.load(engine) is None
    assert (removed.campaigns, removed.units, removed.officers) == (3, 60, 2)
    assert removed.submissions == SMALL + round(SMALL * 0.55) + round(SMALL * 0.6)
    assert removed.activities >= 12
    assert (removed.kept_units, removed.installation) == (0, True)


def test_removing_what_is_not_there_changes_nothing(engine: Engine) -> None:
    removed = demo.remove(engine)
    assert (removed.campaigns, removed.units, removed.installation) == (0, 0, False)
    sign_up(engine)
    installation.set_up(engine, LETTERHEAD, NOW)
    before = counts(engine)
    demo.remove(engine)
    assert counts(engine) == before


def test_ones_own_entries_stay_untouched(engine: Engine) -> None:
    installation.set_up(engine, LETTERHEAD, NOW)
    alice, bob = sign_up(engine), sign_up(engine, BOB)
    token = sessions.begin(engine, alice.id, NOW)
    units.add(engine, unit("A"))
    reworded = replace(annual(), title={"vi": "Phiếu của tôi", "en": "My own"})
    own = _publish(engine, "A", survey=reworded)
    promised = activities.add(engine, replace(MEALS, campaign_id=own.id))
    events.note(engine, NOW, alice.id, "export", "BC.docx")
    catch_up(engine, TODAY)  # the day's headcounts, as the schedule keeps them
    before, answers = counts(engine), pending(engine, own.id)
    demo.load(engine, TODAY, NOW, answers=SMALL)
    removed = demo.remove(engine)
    assert counts(engine) == before
    assert not removed.installation
    assert officers.everyone(engine) == (alice, bob)
    assert sessions.officer_of(engine, token, NOW) == alice
    assert units.everyone(engine) == (unit("A"),)
    assert campaigns.everything(engine) == (own,)
    assert pending(engine, own.id) == answers
    assert activities.everything(engine) == (promised,)
    assert installation.load(engine) == installation.Installation(LETTERHEAD, 24)


def test_demo_units_that_ones_own_campaign_asks_are_kept(engine: Engine, loaded: Demo) -> None:
    sign_up(engine)
    own = _publish(engine, "MAU01", "MAU02")
    removed = demo.remove(engine)
    assert (removed.units, removed.kept_units) == (58, 2)
    assert _samples(engine) == ["MAU01", "MAU02"]
    assert campaigns.everything(engine) == (own,)
    assert stored(engine) == stored(engine, own.id) == 10
    assert [link.unit.code for link in campaigns.links(engine, own.id)] == ["MAU01", "MAU02"]


def test_after_that_the_demo_can_be_loaded_again(engine: Engine, loaded: Demo) -> None:
    sign_up(engine)
    own = _publish(engine, "MAU01")
    demo.remove(engine)
    demo.load(engine, TODAY, NOW, answers=SMALL)
    assert len(units.everyone(engine)) == 60
    assert len(campaigns.everything(engine)) == 4
    assert stored(engine, own.id) == 10


def test_nobody_is_locked_out(engine: Engine, loaded: Demo) -> None:
    units.add(engine, unit("A"))
    before = counts(engine)
    with pytest.raises(demo.NoAdminLeft):
        demo.remove(engine)
    assert counts(engine) == before
    sign_up(engine, replace(ALICE, role=Role.OFFICER))
    with pytest.raises(demo.NoAdminLeft):
        demo.remove(engine)
    own = sign_up(engine, replace(BOB, role=Role.ADMIN))
    demo.remove(engine)
    assert own in officers.everyone(engine)
    assert units.everyone(engine) == (unit("A"),)


def test_a_renamed_organisation_stays(engine: Engine, loaded: Demo) -> None:
    renamed = installation.Installation(LETTERHEAD, 12)
    installation.change(engine, renamed)
    with pytest.raises(demo.NoAdminLeft):
        demo.remove(engine)
    sign_up(engine)
    demo.remove(engine)
    assert installation.load(engine) == renamed


def test_the_record_of_a_demo_officer_stays(engine: Engine, loaded: Demo) -> None:
    sign_up(engine)
    officer = next(o for o in officers.everyone(engine) if o.sample)
    events.note(engine, NOW, officer.id, "export", "BC.docx")
    demo.remove(engine)
    [event] = events.latest(engine)
    assert (event.what, event.officer) == ("export", officer.name)


def test_wordings_that_no_campaign_uses_go_as_well(engine: Engine) -> None:
    sign_up(engine)
    units.add(engine, unit("A"))
    reworded = replace(annual(), title={"vi": "Phiếu của tôi", "en": "My own"})
    own = _publish(engine, "A", survey=reworded)
    demo.load(engine, TODAY, NOW, answers=SMALL)
    with reading(engine) as session:
        assert len(session.scalars(sa.select(SurveyVersionRow.id)).all()) == 2
    demo.remove(engine)
    with reading(engine) as session:
        assert session.scalars(sa.select(SurveyVersionRow.id)).all() == [own.survey_version]


def test_a_published_questionnaire_of_the_office_stays_though_nobody_asks_with_it(
    engine: Engine,
) -> None:
    sign_up(engine)
    draft = drafts.create(engine, replace(annual(), id="p1"), NOW)
    version = drafts.publish(engine, draft, NOW)
    demo.load(engine, TODAY, NOW, answers=SMALL)
    demo.remove(engine)
    assert drafts.published(engine) == (version,)
