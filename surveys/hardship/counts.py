"""What everybody may know of requests for help (CT-29): counts in steps of five, no names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import median

from surveys.campaigns import in_steps
from surveys.hardship.request import ENDED, Case, Urgency

LEAST = 5  # requests behind a median: of fewer, one person's waiting could be told


@dataclass(frozen=True, slots=True)
class Counts:
    """Requests, all of them in steps of five; -1 stands for "fewer than five, but some". `days`
    is the median from the request to the first contact; None when too few were contacted."""

    requests: int
    open: int
    urgency: Mapping[Urgency, int]
    days: float | None


def count(cases: Collection[Case]) -> Counts:
    """The counts of these requests."""
    waited = [(c.contacted_on - c.came_on).days for c in cases if c.contacted_on is not None]
    return Counts(
        requests=_told(len(cases)),
        open=_told(sum(case.state not in ENDED for case in cases)),
        urgency={u: _told(sum(case.urgency is u for case in cases)) for u in Urgency},
        days=median(waited) if len(waited) >= LEAST else None,
    )


def _told(number: int) -> int:
    return in_steps(number) or (-1 if number else 0)
