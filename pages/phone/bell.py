"""Wakes the event loop once for all forms of a commit, not once for each: under load the waking
costs more than the answering."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future


class Bell:
    """Rung by the writer's thread, heard by the event loop."""

    def __init__(self) -> None:
        self._done: deque[tuple[Future[bool], asyncio.Future[bool]]] = deque()
        self._rung = False

    async def rung_for(self, promise: Future[bool]) -> bool:
        """What the promise holds, once the bell has rung for it; raises what it holds instead."""
        loop = asyncio.get_running_loop()
        heard: asyncio.Future[bool] = loop.create_future()
        promise.add_done_callback(lambda done: self._ring(loop, done, heard))
        return await heard

    def _ring(
        self, loop: asyncio.AbstractEventLoop, done: Future[bool], heard: asyncio.Future[bool]
    ) -> None:
        self._done.append((done, heard))
        if not self._rung:
            self._rung = True
            loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        self._rung = False  # before looking: who comes now rings again, nobody is overheard
        while self._done:
            done, heard = self._done.popleft()
            if heard.cancelled():  # hung up meanwhile; the form is stored all the same
                continue
            error = done.exception()
            if error is not None:
                heard.set_exception(error)
            else:
                heard.set_result(done.result())
