"""Slows guessing of passwords: after some wrong tries a name has to wait, in memory only."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN = timedelta(hours=1)
_MOST_NAMES = 10_000


@dataclass
class Throttle:
    """Wrong tries by key (a sign-in name, an address)."""

    _wrong: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def wait(self, key: str, now: datetime) -> int:
        """Seconds before this key may try again; 0 when it may."""
        tries, last = self._wrong.get(key, (0, now))
        if tries < FREE_TRIES or now - last > _FORGOTTEN:
            return 0
        pause = min(timedelta(seconds=2 ** min(tries - FREE_TRIES + 2, 20)), LONGEST_WAIT)
        return max(0, math.ceil((last + pause - now).total_seconds()))

    def failed(self, key: str, now: datetime) -> None:
        """Count a wrong try."""
        if len(self._wrong) >= _MOST_NAMES:
            self._wrong = {k: v for k, v in self._wrong.items() if now - v[1] <= _FORGOTTEN}
        tries, last = self._wrong.get(key, (0, now))
        self._wrong[key] = (1 if now - last > _FORGOTTEN else tries + 1, now)

    def succeeded(self, key: str) -> None:
        """Forget the wrong tries."""
        self._wrong.pop(key, None)
