"""What the running product does by itself: deletes answers on their day (DR-22)."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from db.retention import purge
from pages import hardship_store
from pages.settings import now, today

EVERY_SECONDS = 3600  # a day's deletions happen within its first hour
_log = logging.getLogger(__name__)


async def keep_house(engine: Engine) -> None:
    """Run until cancelled; a database that is away for a while is tried again."""
    while True:
        try:
            await run_in_threadpool(purge, engine, today(), now())
            await run_in_threadpool(hardship_store.purge, engine, now())
        except SQLAlchemyError:
            _log.exception("deletion by schedule failed and will be tried again")
        await asyncio.sleep(EVERY_SECONDS)
