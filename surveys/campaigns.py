"""A campaign: one survey, asked in some units between two days, under rules fixed before."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Without 0 O 1 I L, B 8, S 5, Z 2, U V: read aloud and typed by hand without doubt.
CODE_LETTERS = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 9  # 23 letters ** 9 is 40.7 bits: cannot be guessed
COORDINATES = ("unit_type", "unit", "P02", "P01", "P06")  # coarse to fine (statistics.md 1.2)


class Stage(StrEnum):
    """Where a campaign stands on a given day."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A survey campaign. `opens_on` and `closes_on` are both days on which it is open."""

    id: int
    title: str
    survey_version: int
    opens_on: date
    closes_on: date
    delete_on: date
    contact_name: str
    contact_phone: str
    k: int
    coordinates: tuple[str, ...] = COORDINATES
    languages: tuple[str, ...] = ("vi", "en")
    closed_on: date | None = None
    released_on: date | None = None
    sample: bool = False


def stage(campaign: Campaign, today: date) -> Stage:
    """Where the campaign stands today."""
    if campaign.released_on is not None:
        return Stage.RELEASED
    if campaign.closed_on is not None or today > campaign.closes_on:
        return Stage.CLOSED
    return Stage.OPEN if today >= campaign.opens_on else Stage.WAITING


def days_left(campaign: Campaign, today: date) -> int:
    """Days on which answers can still be sent, today included; 0 when over."""
    return max(0, (campaign.closes_on - today).days + 1)


def new_code() -> str:
    """A code for one unit's link: random, unguessable, without look-alike characters."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def spaced(code: str) -> str:
    """A code as printed for typing: ACD-7KM-3QX."""
    return "-".join(code[i : i + 3] for i in range(0, len(code), 3))


def typed(text: str) -> str:
    """A code as somebody typed it, brought back to the form that is kept."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def in_steps(count: int) -> int:
    """Answers as officers see them before the release: rounded down to fives (DR-07)."""
    return count - count % 5
