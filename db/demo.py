"""A made-up district to look at: 60 units, two closed waves, an open one, promises (DR-21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db import campaigns, demo_ledgers, demo_tree, installation, officers, releases, surveys, units
from db.demo_activities import promise
from db.demo_register import LANG, Workplace, letterhead, usual_answers, workplaces
from db.demo_removal import NoAdminLeft, Removed, clear, remove
from db.demo_shares import read_json
from db.demo_waves import fill, publish, waves
from db.engine import writing
from db.schema import OfficerRow, UnitRow
from surveys.access import Officer, Role
from surveys.blocks import Release
from surveys.campaigns import Campaign
from surveys.needs import rank_needs

__all__ = ["Demo", "NamesTaken", "NoAdminLeft", "Options", "Removed", "load", "remove"]

SEED = 2026
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was loaded: the code of an open form, sign-in names with passwords, the campaigns."""

    code: str
    logins: tuple[tuple[str, str], ...]
    closed_campaign_id: int
    open_campaign_id: int


class Options(TypedDict, total=False):
    """`answers` of the closed wave (default: what the usual response rates give; the others have
    about half as many), the `seed` of the draw, and who is told how much is done (0..1)."""

    answers: int | None
    seed: int
    progress: Callable[[float], None] | None


class NamesTaken(Exception):
    """Units or accounts of one's own have the names that the demo needs; they are the args."""


def load(engine: Engine, today: date, now: datetime, **options: Unpack[Options]) -> Demo:
    """Load the demo as of today; an earlier one is replaced. NamesTaken, and nothing is changed,
    when somebody's own entries stand in the way."""
    places = workplaces()
    with writing(engine) as session:
        clear(session)
        _check_free(session, places)
    units.take_in(engine, [place.unit for place in places], sample=True)
    demo_tree.enter(engine, places, demo_tree.turn(waves(today, 0)[-1].opens_on))
    demo_ledgers.keep(engine, [place.unit for place in places], today)
    if installation.load(engine) is None:
        installation.set_up(engine, letterhead(), now)
    logins = tuple(_sign_up(engine, account) for account in _accounts())
    earlier, closed, opened = _run_waves(engine, places, today, now, options)
    _released(engine, earlier)
    release = _released(engine, closed)
    ranking = rank_needs(release, surveys.load(engine, closed.survey_version))
    promise(engine, closed, ranking, today)
    return Demo(campaigns.links(engine, opened.id)[0].code, logins, closed.id, opened.id)


def _check_free(session: Session, places: Sequence[Workplace]) -> None:
    wanted = {place.unit.code for place in places} | {a["login"] for a in _accounts()}
    wanted |= set(demo_tree.body_codes())
    there = [
        *session.scalars(select(UnitRow.code).where(UnitRow.sample.is_(False))),
        *session.scalars(select(OfficerRow.login)),
    ]
    if taken := sorted(wanted.intersection(there)):
        raise NamesTaken(*taken)


def _accounts() -> list[dict[str, str]]:
    accounts: list[dict[str, str]] = read_json("demo_organisation")["officers"]
    return accounts


def _sign_up(engine: Engine, account: Mapping[str, str]) -> tuple[str, str]:
    """Opens an account; its name and a fresh password."""
    role, password = Role(account["role"]), officers.fresh_password()
    officer = Officer(0, account["login"], account["name"], role, LANG, sample=True)
    officers.add(engine, officer, password)
    return officer.login, password


def _run_waves(
    engine: Engine, places: Sequence[Workplace], today: date, now: datetime, options: Options
) -> list[Campaign]:
    """Publish and fill the waves, the oldest first; all still take answers afterwards."""
    answers = options.get("answers")
    planned = waves(today, usual_answers(places) if answers is None else answers)
    done, whole = 0, sum(wave.answers for wave in planned)
    tell = options.get("progress")
    made = []
    for wave in planned:
        campaign = publish(engine, places, wave, now)
        for stored in fill(engine, places, wave, campaign, options.get("seed", SEED)):
            done += stored
            if tell:
                tell(min(1.0, done / whole))
        made.append(campaign)
    return made


def _released(engine: Engine, campaign: Campaign) -> Release:
    """End a wave the day after its last one, and publish it the day after."""
    ended = campaign.closes_on + _DAY
    campaigns.close(engine, campaign.id, ended)
    return releases.make(engine, campaign.id, ended + _DAY)
