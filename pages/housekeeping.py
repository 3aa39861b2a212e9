"""What the running product does by itself: opens and closes campaigns, publishes feedback, deletes
answers on their day (DR-22), counts how many have come in, so that no officer waits for it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from db import cards, installation, ledger_rows, occasions, participation
from db.campaign_clock import turn
from db.retention import purge
from pages import hardship_store
from pages.settings import now, settings, today

EVERY_SECONDS = 3600  # a day's deletions happen within its first hour
COUNT_SECONDS = 60
TURN_SECONDS = 60  # a machine that slept is a minute late, whatever it missed
_YOUNG = 20_000  # new objects before a look at them: a form makes a thousand, all gone with it
_AHEAD = timedelta(minutes=2)  # counted this much before a page would have to
_log = logging.getLogger(__name__)


async def keep_house(engine: Engine) -> None:
    """Run until cancelled; a database that is away for a while is tried again."""
    await asyncio.gather(
        _again_and_again(_turn, engine, TURN_SECONDS),
        _again_and_again(_delete, engine, EVERY_SECONDS),
        _again_and_again(_count, engine, COUNT_SECONDS),
        _again_and_again(_remember, engine, EVERY_SECONDS),
    )


def rest_the_collector() -> None:
    """What is loaded by now stays for good: looking through it again and again for garbage took a
    tenth of the time of every form, and doubled the longest waits."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 50, 100)


def _remember(engine: Engine) -> None:
    """Keep today's headcounts, so that the series of the targets has them."""
    ledger_rows.catch_up(engine, today())


async def _again_and_again(work: Callable[[Engine], None], engine: Engine, seconds: float) -> None:
    while True:
        try:
            await run_in_threadpool(work, engine)
        except Exception:  # whatever it was: nothing would be closed or deleted if this ended
            _log.exception("work by schedule failed and will be tried again")
        await asyncio.sleep(seconds)


def _turn(engine: Engine) -> None:
    turn(engine, today(), now())
    occasions.settle(engine, today(), now())
    cards.settle_open(engine)


def _delete(engine: Engine) -> None:
    purge(engine, today(), now(), settings().data_dir)
    hardship_store.purge(engine, now())


def _count(engine: Engine) -> None:
    if installed := installation.load(engine):
        every = timedelta(hours=installed.refresh_hours) - _AHEAD
        participation.refresh(engine, today(), now(), every)
