"""A campaign: one survey, asked in some units between two days, under rules fixed before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.campaigns.audience import Audience
from surveys.model import Kind, Sensitivity, Survey

_OF_PLACES = ("unit_type", "unit")
COORDINATES = ("unit_type", "unit", "P02", "P01", "P06")  # coarse to fine (statistics.md 1.2)


class Stage(StrEnum):
    """Where a campaign stands on a given day."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"


class Step(StrEnum):
    """What an officer does next with a campaign."""

    HANG_POSTERS = "hang_posters"
    WATCH = "watch"
    CLOSE = "close"
    RELEASE = "release"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A survey campaign. `opens_on` and `closes_on` are both days on which it is open. With `cards`
    a form is only taken with a one-time card, otherwise with the code of the unit."""

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
    approved_on: date | None = None
    opened_on: date | None = None
    answered_on: date | None = None
    answered_where: str = ""
    deleted_on: date | None = None
    deletion_codes: bool = False
    cards: bool = False
    audience: str = Audience.WORKER
    sample: bool = False


def coordinates_for(survey: Survey) -> tuple[str, ...]:
    """What may split the blocks of a survey, coarse to fine: type and unit always, and those of
    its profile questions with one answer that is not sensitive."""
    open_ones = {
        q.id
        for q in survey.questions
        if q.kind is Kind.SINGLE and q.sensitivity in (Sensitivity.NONE, Sensitivity.LOW)
    }
    marked = [q.id for q in survey.questions if q.coordinate and q.id in open_ones]
    usual = [c for c in COORDINATES if c in _OF_PLACES or c in open_ones]
    return tuple(dict.fromkeys((*usual, *marked)))


def in_order(chosen: Iterable[str]) -> tuple[str, ...]:
    """Coordinates as they were chosen, those that say where people work in front: a workplace is
    not given up for a finer trait (surveys.blocks)."""
    picked = tuple(chosen)
    return (*(c for c in _OF_PLACES if c in picked), *(c for c in picked if c not in _OF_PLACES))


def stage(campaign: Campaign, today: date) -> Stage:
    """Where the campaign stands today."""
    if campaign.released_on is not None:
        return Stage.RELEASED
    if campaign.closed_on is not None or today > campaign.closes_on:
        return Stage.CLOSED
    return Stage.OPEN if today >= campaign.opens_on else Stage.WAITING


def next_step(campaign: Campaign, today: date) -> Step:
    """What is to be done next. After its last day a campaign still waits for somebody to close
    it: only then is the secret erased and may figures be made."""
    if campaign.released_on is not None:
        return Step.READ
    if campaign.closed_on is not None:
        return Step.RELEASE
    if today > campaign.closes_on:
        return Step.CLOSE
    return Step.WATCH if today >= campaign.opens_on else Step.HANG_POSTERS


def last_day(campaign: Campaign) -> date:
    """The last day on which answers were or are taken: sooner than planned if closed early."""
    return min(campaign.closes_on, campaign.closed_on or campaign.closes_on)


def days_left(campaign: Campaign, today: date) -> int:
    """Days on which answers can still be sent, today included; 0 when over."""
    return max(0, (campaign.closes_on - today).days + 1)
