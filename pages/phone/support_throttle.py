"""Slows floods of requests by their number alone: no address is looked at, none is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_AT_ONCE = 60  # a storm may bring a whole hamlet within minutes
ONE_MORE_AFTER = timedelta(seconds=20)


@dataclass
class Throttle:
    """A store of places that fills up again by itself, in memory only."""

    _places: float = MOST_AT_ONCE
    _filled: datetime | None = None

    def lets_in(self, now: datetime) -> bool:
        """Whether one more may come in now; takes its place."""
        if self._filled is not None:
            grown = (now - self._filled) / ONE_MORE_AFTER
            self._places = min(MOST_AT_ONCE, self._places + max(0.0, grown))
        self._filled = now
        if self._places < 1:
            return False
        self._places -= 1
        return True
