"""When a collective agreement counts (handbook 1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=90)  # before its end an agreement is to be bargained anew (handbook 9.2)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The days of an agreement of a unit; `valid_to` None has no end, `extended_to` is until
    when both sides extended it in writing."""

    unit: str
    signed_on: date
    valid_from: date
    valid_to: date | None = None
    extended_to: date | None = None


class Phase(StrEnum):
    """Where an agreement stands on a day."""

    AHEAD = "ahead"
    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"


def is_valid(agreement: Agreement, on: date) -> bool:
    """Signed, begun, and not expired on that day, or expired but extended in writing."""
    begun = agreement.signed_on <= on and agreement.valid_from <= on
    last = ends_on(agreement)
    return begun and (last is None or on <= last)


def ends_on(agreement: Agreement) -> date | None:
    """Its last day, the extension included; None when it has none."""
    if agreement.valid_to is None:
        return None
    return max(agreement.valid_to, agreement.extended_to or agreement.valid_to)


def expires_soon(agreement: Agreement, on: date) -> bool:
    """Whether it is valid on that day and ends within the next 90."""
    last = ends_on(agreement)
    return is_valid(agreement, on) and last is not None and last <= on + SOON


def phase(agreement: Agreement, on: date) -> Phase:
    """Not yet begun, valid, about to end, or over."""
    if expires_soon(agreement, on):
        return Phase.SOON
    if is_valid(agreement, on):
        return Phase.VALID
    last = ends_on(agreement)
    return Phase.EXPIRED if last is not None and last < on else Phase.AHEAD
