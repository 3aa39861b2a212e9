"""Answers a second, each acknowledged only after its commit; and power cuts."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Engine, select

from db import units
from db.engine import writing
from db.schema import CampaignRow, LinkRow, UnitRow
from surveys.campaigns import new_code
from tests.bench import load
from tests.bench.crash import kill_again_and_again
from tests.bench.figures import Figure
from tests.pages.world import UNIT
from tests.product import Product, running
from tests.servers import postgres_cluster

SECONDS = 6
ROUNDS = 3  # medians, for these machines are noisy
GOALS = {"SQLite": 2500, "PostgreSQL": 2000}
KILLS = 20
CODES = 150  # what a campaign of this size has; no code gets more than it takes at once


def figures() -> Iterator[Figure]:
    """Both databases, load first, then the power cuts."""
    with running() as product:
        yield from _of(product, "SQLite")
    with postgres_cluster() as url, running(f"{url}/postgres") as product:
        yield from _of(product, "PostgreSQL")


def _of(product: Product, database: str) -> Iterator[Figure]:
    codes = _codes(product.engine)
    load.forms(product.port, codes, 64, 2)  # warm
    bare = statistics.median(load.bare(product.port, 64, 3).rate for _ in range(ROUNDS))
    for connections in (64, 500):
        results = [load.forms(product.port, codes, connections, SECONDS) for _ in range(ROUNDS)]
        rate = statistics.median(result.rate for result in results)
        slow = statistics.median(result.percentile(0.99) for result in results) * 1000
        how = f"median of {ROUNDS} runs of {SECONDS} s, second process, loopback, running product"
        name = f"Answers, {database}, {connections} connections"
        yield Figure(name, round(rate), "answers/s", f">= {GOALS[database]}", how)
        if connections == 500:
            yield Figure(f"{name}, p99", round(slow), "ms", "<= 500", how)
        else:
            ratio = f"{bare:,.0f} bare 'ok' answers a second from the same process"
            yield Figure(f"{name}, share of bare route", round(rate / bare, 2), "", ">= 0", ratio)
        refused = sum(result.failures for result in results)
        yield Figure(f"{name}, not acknowledged", refused, "answers", "<= 0", how)
    acknowledged, missing, doubled = kill_again_and_again(product, codes, KILLS)
    how = f"{KILLS} kill -9 at random moments under load; {acknowledged:,} acknowledged"
    yield Figure(f"Acknowledged answers lost, {database}", missing, "answers", "<= 0", how)
    yield Figure(f"Answers stored twice, {database}", doubled, "answers", "<= 0", how)


def _codes(engine: Engine) -> list[str]:
    """Codes of that many units of the one campaign."""
    names = [f"{UNIT.code}-{number}" for number in range(CODES)]
    units.take_in(engine, [replace(UNIT, code=name, name=name) for name in names])
    codes = [new_code() for _ in names]
    with writing(engine) as session:
        campaign_id = session.scalars(select(CampaignRow.id)).one()
        ids = session.scalars(select(UnitRow.id).where(UnitRow.code.in_(names))).all()
        session.add_all(
            LinkRow(code=code, campaign_id=campaign_id, unit_id=id)
            for code, id in zip(codes, ids, strict=True)
        )
    return codes
