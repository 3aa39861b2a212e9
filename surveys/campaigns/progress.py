"""How participation is told while answers come in: in steps, never who (DR-07, DR-08)."""

from __future__ import annotations

from datetime import timedelta

from surveys.campaigns.campaign import Campaign

STEP = 5  # answers; officers see no smaller difference before the release


def in_steps(count: int) -> int:
    """Answers as officers see them before the release: rounded down to fives (DR-07)."""
    return count - count % STEP


def missing(answers: int, k: int) -> int:
    """About how many answers a unit still needs for figures of its own, rounded up to fives;
    0 when it has enough. `answers` is in steps already."""
    lacking = max(0, k - answers)
    return lacking + -lacking % STEP


def recount_after(campaign: Campaign, hours: int) -> timedelta:
    """How old a count may become. After the close nothing comes in any more, and the forms are
    deleted one day: the last count stays."""
    return timedelta.max if campaign.closed_on is not None else timedelta(hours=hours)
