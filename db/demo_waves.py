"""The campaigns of the demo: published, filled with made-up forms, two of them closed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

import numpy as np
from sqlalchemy import Engine, select

from db import campaigns, submissions, surveys
from db.demo_answers import forms
from db.demo_register import LANG, Workplace, spread
from db.demo_shares import Numbers, read_json
from db.engine import reading
from db.schema import UnitRow
from db.submissions import KEY_BYTES, MOST_AT_ONCE, Incoming
from surveys.campaigns import Campaign
from surveys.catalogue import survey_of, templates
from surveys.texts import say

K = 10  # people in the smallest group, as campaigns usually have it
OPEN_FOR = timedelta(days=18)  # from the first day to the last
SO_FAR = timedelta(days=8)  # since the open wave began
_A_YEAR = timedelta(days=364)  # so that both waves begin on the same day of the week
_KEPT_FOR = timedelta(days=365)  # after the last day (DR-22)
_OPEN_SHARE = 0.55  # of the answers of a wave are in after SO_FAR
_EARLIER_SHARE = 0.6  # of the answers of a wave came two years ago: the first time few did
_TEMPLATE = "a"
_TIRED = 5.0  # days in which answers get fewer by two thirds
_LATER = 0.25  # what keeps coming in, as a share of the first day
_SUNDAY = 0.4  # of the answers of another day


@dataclass(frozen=True, slots=True)
class Wave:
    """A campaign before it exists: its name in the data, its first day, its number of answers."""

    name: str
    opens_on: date
    answers: int


def waves(today: date, answers: int) -> tuple[Wave, Wave, Wave]:
    """The one of two years ago, the one that closed about a year ago, the one open today."""
    opens_on = today - SO_FAR
    return (
        Wave("earlier", opens_on - 2 * _A_YEAR, round(answers * _EARLIER_SHARE)),
        Wave("closed", opens_on - _A_YEAR, answers),
        Wave("open", opens_on, round(answers * _OPEN_SHARE)),
    )


def publish(engine: Engine, places: Sequence[Workplace], wave: Wave, now: datetime) -> Campaign:
    """Make the campaign of a wave, with a link for each unit."""
    contact = read_json("demo_organisation")["contact"]
    closes_on = wave.opens_on + OPEN_FOR
    draft = Campaign(
        id=0,
        title=say("db.demo.title", LANG, wave=f"{wave.opens_on:%m/%Y}"),
        survey_version=0,
        opens_on=wave.opens_on,
        closes_on=closes_on,
        delete_on=closes_on + _KEPT_FOR,
        contact_name=contact["name"],
        contact_phone=contact["phone"],
        k=K,
        approved_on=now.date(),
        sample=True,
    )
    codes = [place.unit.code for place in places]
    return campaigns.publish(engine, draft, survey_of(templates()[_TEMPLATE]), codes, now)


def fill(
    engine: Engine, places: Sequence[Workplace], wave: Wave, campaign: Campaign, seed: int
) -> Iterator[int]:
    """Store the forms of a wave in batches; yields the size of each."""
    rng = np.random.default_rng([seed, wave.opens_on.toordinal()])
    waiting = _incoming(engine, places, wave, campaign, rng)
    while batch := list(islice(waiting, MOST_AT_ONCE)):
        assert all(submissions.write(engine, batch)), "the campaign is open"
        yield len(batch)


def _incoming(
    engine: Engine,
    places: Sequence[Workplace],
    wave: Wave,
    campaign: Campaign,
    rng: np.random.Generator,
) -> Iterator[Incoming]:
    counts = spread(places, wave.answers)
    units = [place.unit for place in places]
    people = [unit for unit in units for _ in range(counts[unit.code])]
    days = _days(rng, campaign, wave, len(people))
    with reading(engine) as session:
        ids = dict(session.execute(select(UnitRow.code, UnitRow.id)).all())
    survey = surveys.load(engine, campaign.survey_version)
    drawn = forms(survey, units, people, wave.name, rng)
    for unit, day, answers in zip(people, days, drawn, strict=True):
        key = secrets.token_bytes(KEY_BYTES)
        yield Incoming(key, campaign.id, ids[unit.code], day, LANG, answers)


def _days(rng: np.random.Generator, campaign: Campaign, wave: Wave, count: int) -> list[date]:
    """The days on which the forms come in: many at first, few on Sundays."""
    length = (SO_FAR if wave.name == "open" else OPEN_FOR).days + 1
    days = [campaign.opens_on + timedelta(days=day) for day in range(length)]
    chances: Numbers = np.exp(-np.arange(length) / _TIRED) + _LATER
    chances *= [_SUNDAY if day.weekday() == 6 else 1 for day in days]
    places = rng.choice(length, size=count, p=chances / chances.sum())
    return [days[place] for place in places.tolist()]
