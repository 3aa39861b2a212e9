"""One address: officers' pages by Streamlit, the workers' form and sign-in by our own routes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from db.migrate import migrate
from pages.door import Door
from pages.housekeeping import keep_house
from pages.settings import engine, settings
from surveys.texts import say


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    await run_in_threadpool(migrate, engine())
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
)

if __name__ == "__main__":
    print(say("door.start.ready", "vi", url=settings().base_url), flush=True)
    app.run(config={"server.port": settings().port})
