"""The life of a campaign as a line of stations: what lies behind, what comes next and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from surveys.campaigns.campaign import Campaign

ANSWER_WITHIN = timedelta(days=30)  # DR-25: after the close workers are told the results
_DAY = timedelta(days=1)


class Station(StrEnum):
    """The stations of a campaign in their order."""

    DRAFT = "draft"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"
    ANSWERED = "answered"
    DELETED = "deleted"


class Passed(StrEnum):
    """Whether a station lies behind, is next, or comes later."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Stop:
    """A station of one campaign; `on` is its day, as it was or as it is planned."""

    station: Station
    passed: Passed
    on: date | None = None


def life(campaign: Campaign | None, today: date) -> tuple[Stop, ...]:
    """Every station with its day; that of a draft when there is no campaign yet. The forms may go
    before workers were told: the answer then still is what comes next."""
    if campaign is None:
        return tuple(_in_order([(station, station is Station.DRAFT, None) for station in Station]))
    return tuple(_in_order(_stations(campaign, today)))


def answer_due(campaign: Campaign) -> date | None:
    """The last day for the notice of results; None while the campaign is not closed."""
    return campaign.closed_on + ANSWER_WITHIN if campaign.closed_on else None


def due_to_open(campaign: Campaign, today: date) -> bool:
    """Whether the clock has to open the campaign: its day came and nobody noted it."""
    return campaign.opened_on is None and campaign.closed_on is None and campaign.opens_on <= today


def due_to_close(campaign: Campaign, today: date) -> bool:
    """Whether the clock has to close the campaign: its last day is over. A sample that ended
    before it was made is still being filled and closed by whoever makes it."""
    made_up = campaign.sample and _approved(campaign) > campaign.closes_on
    return campaign.closed_on is None and today > campaign.closes_on and not made_up


def closing_day(campaign: Campaign) -> date:
    """The day on which the clock closes a campaign, however late it gets round to it."""
    return campaign.closes_on + _DAY


def _approved(campaign: Campaign) -> date:
    return campaign.approved_on or campaign.opens_on


def _stations(campaign: Campaign, today: date) -> list[tuple[Station, bool, date | None]]:
    over = campaign.closed_on is not None or today > campaign.closes_on
    approved = campaign.approved_on
    if approved and approved > campaign.opens_on:  # a sample from before its own making
        approved = None
    return [
        (Station.DRAFT, True, None),
        (Station.APPROVED, True, approved),
        (Station.OPEN, over or today >= campaign.opens_on, campaign.opened_on or campaign.opens_on),
        (Station.CLOSED, over, campaign.closed_on or closing_day(campaign)),
        (Station.RELEASED, campaign.released_on is not None, campaign.released_on),
        (Station.ANSWERED, campaign.answered_on is not None, _answer(campaign)),
        (Station.DELETED, campaign.deleted_on is not None, _deletion(campaign)),
    ]


def _answer(campaign: Campaign) -> date | None:
    return campaign.answered_on or answer_due(campaign)


def _deletion(campaign: Campaign) -> date:
    return campaign.deleted_on or campaign.delete_on


def _in_order(stations: list[tuple[Station, bool, date | None]]) -> Iterator[Stop]:
    ahead = next((station for station, is_done, _ in stations if not is_done), None)
    for station, is_done, on in stations:
        if is_done:
            yield Stop(station, Passed.DONE, on)
        else:
            yield Stop(station, Passed.NEXT if station is ahead else Passed.LATER, on)
