"""Wakes the event loop once for all forms of a commit, not once for each: under load the waking
costs more than the answering."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial

from db.submissions import Incoming, Writer

_Outcome = bool | Exception


class Bell:
    """Rung by the writer's thread, heard by the event loop."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._done: deque[tuple[asyncio.Future[bool], _Outcome]] = deque()
        self._rung = False

    async def kept(self, incoming: Incoming) -> bool:
        """What became of a form, once the bell has rung for it (see Writer); raises what kept it
        from being stored."""
        loop = asyncio.get_running_loop()
        heard: asyncio.Future[bool] = loop.create_future()
        self._writer.take(incoming, partial(self._ring, loop, heard))
        return await heard

    def _ring(
        self, loop: asyncio.AbstractEventLoop, heard: asyncio.Future[bool], outcome: _Outcome
    ) -> None:
        self._done.append((heard, outcome))
        if not self._rung:
            self._rung = True
            try:
                loop.call_soon_threadsafe(self._tell)
            except RuntimeError:  # the loop has ended, and nobody waits any more
                self._rung = False

    def _tell(self) -> None:
        self._rung = False  # before looking: who comes now rings again, nobody is overheard
        while self._done:
            heard, outcome = self._done.popleft()
            if heard.cancelled():  # hung up meanwhile; the form is stored all the same
                continue
            if isinstance(outcome, Exception):
                heard.set_exception(outcome)
            else:
                heard.set_result(outcome)
