"""Slows whoever floods a code with made-up forms: a code takes so many at once, then so many a
second, and who comes sooner waits. Only codes are known here, never senders (docs/decisions)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

AT_ONCE = 1_500  # forms: a canteen of 1,000 that sends in one minute, and repeats on a bad line
A_SECOND = 5.0  # forms after that: 3,000 in ten minutes, the largest workplace in one shift
LONGEST = 20.0  # seconds; phones and proxies give up after thirty
_TICK = 0.001  # seconds; a shorter wait is an error of rounding
_MOST_CODES = 10_000  # remembered at once; those without any queue are forgotten first

Code: TypeAlias = tuple[int, int]  # campaign, unit: a new code of the same unit changes nothing


@dataclass
class Floods:
    """One queue a code, kept in memory: `_until` is when the queue so far will have passed."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _until: dict[Code, float] = field(default_factory=dict)

    def is_full(self, code: Code) -> bool:
        """Whether nobody else may queue for this code now. Asked before anything is read."""
        until = self._until.get(code)
        return until is not None and self._pause(until, self.clock()) > LONGEST

    async def turn(self, code: Code) -> bool:
        """Wait for one's turn; at once while the code is not flooded. False when too many wait:
        nothing was taken, the form is to be sent again later."""
        now = self.clock()
        until = max(self._until.get(code, now), now)
        pause = self._pause(until, now)
        if pause > LONGEST:
            return False
        self._remember(code, until + 1 / A_SECOND, now)
        if pause > _TICK:
            await self.sleep(pause)
        return True

    def _pause(self, until: float, now: float) -> float:
        return until - now - (AT_ONCE - 1) / A_SECOND

    def _remember(self, code: Code, until: float, now: float) -> None:
        if len(self._until) >= _MOST_CODES and code not in self._until:
            self._until = {known: end for known, end in self._until.items() if end > now}
        self._until[code] = until
