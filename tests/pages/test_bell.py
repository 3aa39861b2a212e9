"""The bell that tells phones what became of their forms."""

from __future__ import annotations

import asyncio

from sqlalchemy import Engine

from db.submissions import Writer
from pages.phone.bell import Bell
from tests.db.cast import campaign_of, forms, stored

SOME = 30  # seconds


def test_who_hangs_up_with_its_whole_loop_leaves_the_bell_to_others(engine: Engine) -> None:
    campaign = campaign_of(engine, "A")
    first, second = forms(engine, campaign, "A", 2)
    writer = Writer(engine)
    bell = Bell(writer)

    async def hang_up() -> None:
        asyncio.get_running_loop().create_task(bell.kept(first))
        await asyncio.sleep(0)  # it is on its way

    try:
        asyncio.run(hang_up())
        assert asyncio.run(asyncio.wait_for(bell.kept(second), SOME))
    finally:
        writer.stop()
    assert stored(engine) == 2
