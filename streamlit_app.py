"""One address: officers' pages by Streamlit, the workers' form and sign-in by our own routes."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from db import second_steps
from db.migrate import migrate
from pages import fault, hardship_store
from pages.door import Door
from pages.housekeeping import keep_house, rest_the_collector
from pages.one_flight import OneFlight
from pages.settings import BadSetting, codes_seal, engine, now, settings
from surveys.texts import say


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    logging.getLogger("uvicorn.access").disabled = True  # nobody notes who opened a form (DR-03)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # it would name every socket
    await run_in_threadpool(migrate, engine())
    try:
        await run_in_threadpool(hardship_store.check, engine(), now())
        await run_in_threadpool(second_steps.seal_old, engine(), codes_seal(), now())
    except BadSetting as problem:
        print(problem, file=sys.stderr, flush=True)
        os._exit(1)  # an exception here would bury the sentence under the server's own words
    rest_the_collector()
    house = asyncio.create_task(keep_house(engine()))
    try:
        yield
    finally:
        house.cancel()


# Written out here, not made by a function: `streamlit run` finds the app by reading this line.
app = st.App(
    Path(__file__).parent / "pages" / "_router.py",
    middleware=[Middleware(Door, engine=engine())],
    lifespan=_lifespan,
    on_script_error=fault.show,
)

if __name__ == "__main__":
    print(say("door.start.ready", "vi", url=settings().base_url), flush=True)
    uvicorn.run(
        app,
        host="0.0.0.0",
        port=settings().port,
        http=OneFlight,
        ws="websockets-sansio",  # what Streamlit itself uses
        log_level="warning",
        access_log=False,
        server_header=False,
    )
