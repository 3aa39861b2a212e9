"""What the demo's union promised after its closed wave: activities on every road."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine

from db import activities
from db.demo_register import LANG
from db.demo_shares import read_json
from surveys.campaigns import Campaign
from surveys.needs import Ranking
from surveys.plan import Activity, Road, State
from surveys.texts import say
from surveys.texts.numbers import number, percent


def promise(engine: Engine, campaign: Campaign, ranking: Ranking, today: date) -> int:
    """Enter the activities, each with the figure it answers; returns how many."""
    entries = read_json("demo_activities")
    for entry in entries:
        activities.add(engine, _activity(entry, campaign, ranking, today))
    return len(entries)


def _activity(entry: dict[str, Any], campaign: Campaign, ranking: Ranking, today: date) -> Activity:
    words = {name: value for name, value in entry.items() if name not in ("row", "starts", "ends")}
    return Activity(
        **{
            **words,
            "id": 0,
            "campaign_id": campaign.id,
            "road": Road(entry["road"]),
            "state": State(entry["state"]),
            "starts_on": today + timedelta(days=entry["starts"]),
            "ends_on": today + timedelta(days=entry["ends"]),
            "figure": _figure(entry["row"], campaign, ranking),
            "sample": True,
        }
    )


def _figure(row: str, campaign: Campaign, ranking: Ranking) -> str:
    """ "U = 34,7%, n = 2.067, đợt 10/2025"; nothing when the ranking is withheld."""
    unmet = next((need.unmet for need in ranking.rows if need.code == row), None)
    if unmet is None:
        return ""
    return say(
        "db.demo.figure",
        LANG,
        unmet=percent(unmet.value, LANG, unmet.n),
        n=number(unmet.n, LANG),
        wave=f"{campaign.opens_on:%m/%Y}",
    )
