"""What the running product does by itself: opens and closes campaigns on their days, deletes
what is due (DR-22)."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from db.campaign_clock import turn
from db.retention import purge
from pages import hardship_store
from pages.settings import now, settings, today

EVERY_SECONDS = 60  # also after the machine slept: it looks at the calendar, not at what it waited
_log = logging.getLogger(__name__)


async def keep_house(engine: Engine) -> None:
    """Run until cancelled; a database that is away for a while is tried again."""
    cleaned = ""
    while True:
        try:
            cleaned = await run_in_threadpool(tidy, engine, cleaned)
        except (SQLAlchemyError, OSError):
            _log.exception("work by schedule failed and will be tried again")
        await asyncio.sleep(EVERY_SECONDS)


def tidy(engine: Engine, cleaned: str = "") -> str:
    """Do what is due now. Deletions are looked for once an hour and at the start of a day;
    `cleaned` is the hour of the last time, and so is the answer."""
    turn(engine, today(), now())
    hour = f"{today()} {now().hour}"
    if hour != cleaned:
        purge(engine, today(), now(), settings().data_dir)
        hardship_store.purge(engine, now())
    return hour
