"""Slows guessing: after some wrong tries a key has to wait, in memory only. A key is a name
together with the part of the net it is tried from: a stranger elsewhere makes nobody wait."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN = timedelta(hours=1)
_MOST_KEYS = 10_000
_PREFIX = {4: 24, 6: 48}  # bits that one subscriber, at least, has in common


@dataclass
class Throttle:
    """Wrong tries by key; `free` of them cost nothing."""

    free: int = FREE_TRIES
    _wrong: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def wait(self, key: str, now: datetime) -> int:
        """Seconds before this key may try again; 0 when it may."""
        tries, last = self._wrong.get(key, (0, now))
        if tries < self.free or now - last > _FORGOTTEN:
            return 0
        pause = min(timedelta(seconds=2 ** min(tries - self.free + 2, 20)), LONGEST_WAIT)
        return max(0, math.ceil((last + pause - now).total_seconds()))

    def failed(self, key: str, now: datetime) -> bool:
        """Count a wrong try; True when this is the one from which on the key waits."""
        if len(self._wrong) >= _MOST_KEYS:
            self._make_room(now)
        tries, last = self._wrong.get(key, (0, now))
        tries = 1 if now - last > _FORGOTTEN else tries + 1
        self._wrong[key] = (tries, now)
        return tries == self.free

    def succeeded(self, key: str) -> None:
        """Forget the wrong tries."""
        self._wrong.pop(key, None)

    def _make_room(self, now: datetime) -> None:
        """Drop what is over, and the older half when that is not enough: memory stays bounded."""
        young = {k: v for k, v in self._wrong.items() if now - v[1] <= _FORGOTTEN}
        if len(young) >= _MOST_KEYS:
            newest = sorted(young, key=lambda key: young[key][1])[_MOST_KEYS // 2 :]
            young = {key: young[key] for key in newest}
        self._wrong = young


def neighbourhood(address: str) -> str:
    """The part of the net an address lies in: IPv4 /24, IPv6 /48."""
    try:
        host = ip_address(address)
    except ValueError:
        return "?"
    mapped = getattr(host, "ipv4_mapped", None) or host
    return str(ip_network(f"{mapped}/{_PREFIX[mapped.version]}", strict=False))
