"""The board of participation of a whole province: counted in the background, shown at once."""

from __future__ import annotations

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from altair.utils.schemapi import debug_mode
from sqlalchemy import Engine, insert, select

from db import campaigns, participation, units
from db.engine import connect, writing
from db.migrate import migrate
from db.schema import SubmissionRow, UnitRow
from pages.campaign_progress_units import in_order, rows
from pages.settings import now, today
from surveys import collecting
from surveys.campaigns import Campaign, recount_after
from surveys.charts import turnout_bars
from tests.bench.figures import Figure
from tests.pages.world import ANNUAL, CAMPAIGN, UNIT

UNITS, ANSWERS, CLUSTERS = 5_000, 500_000, 95
ROUNDS = 7
_BATCH = 50_000
_HOURS = 24


def figures() -> Iterator[Figure]:
    """SQLite in a file; forms as short as they may be, for their length is not read."""
    with tempfile.TemporaryDirectory(prefix="lang-nghe-") as folder:
        engine = connect(f"sqlite:///{folder}/langnghe.sqlite")
        migrate(engine)
        campaign = _province(engine)
        size = f"{UNITS:,} units, {ANSWERS:,} answers"
        counted = _seconds(lambda: participation.refresh(engine, today(), now(), _AT_ONCE), 3)
        how = "in the background, SQLite; median of 3"
        yield Figure(f"Participation, {size}, counted", round(counted, 2), "s", "<= 10", how)
        shown = 1000 * _seconds(lambda: _board(engine, campaign), ROUNDS)
        how = f"load, groups, levels, chart, table of all units; median of {ROUNDS}"
        yield Figure(f"Participation, {size}, board", round(shown), "ms", "<= 300", how)
        engine.dispose()


_AT_ONCE = recount_after(CAMPAIGN, 0)


def _province(engine: Engine) -> Campaign:
    names = [f"DV{number:04}" for number in range(UNITS)]
    known = [
        replace(UNIT, code=name, name=f"Công ty Mẫu {name}", cluster=f"Cụm {at % CLUSTERS}")
        for at, name in enumerate(names)
    ]
    units.take_in(engine, known)
    campaign = campaigns.publish(engine, CAMPAIGN, ANNUAL, names, now())
    with writing(engine) as session:
        ids = list(session.scalars(select(UnitRow.id).order_by(UnitRow.code)))
    for first in range(0, ANSWERS, _BATCH):
        _send(engine, campaign, [ids[n % UNITS] for n in range(first, first + _BATCH)])
    return campaign


def _send(engine: Engine, campaign: Campaign, unit_ids: list[int]) -> None:
    form = {"campaign_id": campaign.id, "day": today(), "lang": "vi", "answers": "{}"}
    sent = [{**form, "key": secrets.token_bytes(16), "unit_id": unit_id} for unit_id in unit_ids]
    with writing(engine) as session:
        session.execute(insert(SubmissionRow), sent)


def _board(engine: Engine, campaign: Campaign) -> None:
    counted = participation.as_of(engine, campaign.id, now(), recount_after(campaign, _HOURS))
    groups = collecting.by_cluster(counted.units)
    with debug_mode(False):  # as the page draws it
        turnout_bars(groups, "vi").spec.to_dict(validate=False)
    collecting.far_below(groups)
    collecting.standings(counted.units, campaign)
    rows(campaign, in_order(counted.units, "missing", campaign.k), "vi")


def _seconds(act: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)
