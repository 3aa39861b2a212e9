"""A campaign that is being prepared: what an officer typed, and what is still wrong with it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from surveys.campaigns.campaign import COORDINATES, Campaign

OFFERED = ("a", "b", "c", "d", "e")  # the ready questionnaires for workers (handbook 2.3)

USUAL_K = 10  # DR-05: a figure of a unit
SMALLEST_K = 5  # DR-05: surveys.blocks.FLOOR, which refuses less
USUAL_DAYS = 14  # the annual survey stays open 14 to 21 days (handbook 2.3)
MOST_DAYS = 366  # between opening and closing: more is a mistyped year
USUAL_MONTHS = 6
MOST_MONTHS = 12  # DR-22: forms are deleted at most a year after the close
LONGEST_TITLE = 100  # letters that fit on a poster
LONGEST_NAME = 100
_PHONE = re.compile(r"\+?[0-9][0-9 .]{5,20}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer typed for a new campaign; None where a field was emptied.
    `keep_months` is how long forms are kept after the close; with `deletion_codes` workers may
    take back their form until then (DR-09). `coordinates` split the blocks, coarse to fine (None:
    the usual ones). With `gather` small units share a code; with `outside` there is a code for
    people of no unit; with `cards` everybody needs a one-time card."""

    title: str
    opens_on: date | None
    closes_on: date | None
    contact_name: str
    contact_phone: str
    k: int | None = USUAL_K
    keep_months: int | None = USUAL_MONTHS
    languages: tuple[str, ...] = ("vi", "en")
    deletion_codes: bool = False
    coordinates: tuple[str, ...] | None = None
    gather: bool = True
    outside: bool = False
    cards: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a field cannot be taken: the key of a sentence and what fills it."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def usual_closing(opens_on: date) -> date:
    """The last day that is proposed for a campaign that opens on this day."""
    return opens_on + timedelta(days=USUAL_DAYS)


def problems(draft: Draft, workers: Sequence[int], today: date) -> dict[str, Problem]:
    """What is wrong, by field of the draft and "units"; empty when it may be published.
    `workers` are the headcounts of the chosen units."""
    found = {
        "title": _text(draft.title, "title", LONGEST_TITLE),
        "opens_on": _opening(draft.opens_on, today),
        "closes_on": _closing(draft.closes_on, draft.opens_on, today),
        "contact_name": _text(draft.contact_name, "contact_name", LONGEST_NAME),
        "contact_phone": _phone(draft.contact_phone),
        "k": _number(draft.k, SMALLEST_K, None, "k"),
        "keep_months": _number(draft.keep_months, 1, MOST_MONTHS, "keep_months"),
        "languages": None if draft.languages else Problem("campaigns.problem.languages"),
        "units": None if draft.outside and not workers else _units(workers, draft.k),
    }
    return {name: problem for name, problem in found.items() if problem}


def closing_problem(campaign: Campaign, closes_on: date | None, today: date) -> Problem | None:
    """Why a campaign cannot get this last day; None when it can."""
    if campaign.closed_on is not None:
        return Problem("campaigns.problem.closed")
    wrong = _closing(closes_on, campaign.opens_on, today)
    if wrong is None and closes_on is not None and closes_on >= campaign.delete_on:
        return Problem("campaigns.problem.after_deletion", {"day": campaign.delete_on})
    return wrong


def delete_on(closes_on: date, months: int) -> date:
    """The day on which forms are deleted: the same day of the month, or the month's last."""
    year, month = divmod(closes_on.year * 12 + closes_on.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(closes_on.day, last))


def planned_deletion(draft: Draft) -> date | None:
    """The day on which the draft's forms would be deleted; None while it cannot be told."""
    if draft.closes_on is None or _number(draft.keep_months, 1, MOST_MONTHS, "keep_months"):
        return None
    return delete_on(draft.closes_on, draft.keep_months or 0)


def as_campaign(draft: Draft) -> Campaign:
    """The campaign of a draft without problems; ValueError when days or numbers are missing."""
    if draft.opens_on is None or draft.closes_on is None or not draft.k or not draft.keep_months:
        raise ValueError("the draft is not complete")
    return Campaign(
        id=0,
        title=_clean(draft.title),
        survey_version=0,
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
        delete_on=delete_on(draft.closes_on, draft.keep_months),
        contact_name=_clean(draft.contact_name),
        contact_phone=_clean(draft.contact_phone),
        k=draft.k,
        coordinates=COORDINATES if draft.coordinates is None else draft.coordinates,
        languages=draft.languages,
        deletion_codes=draft.deletion_codes,
        cards=draft.cards,
    )


def _clean(text: str) -> str:
    return " ".join(text.split())


def _text(text: str, name: str, longest: int) -> Problem | None:
    length = len(_clean(text))
    if not length:
        return Problem(f"campaigns.problem.{name}")
    if length > longest:
        return Problem("campaigns.problem.long", {"length": length, "longest": longest})
    return None


def _opening(opens_on: date | None, today: date) -> Problem | None:
    if opens_on is None:
        return Problem("campaigns.problem.no_day")
    if opens_on < today:
        return Problem("campaigns.problem.past", {"day": today})
    if (opens_on - today).days > MOST_DAYS:
        return Problem("campaigns.problem.far", {"day": today + timedelta(days=MOST_DAYS)})
    return None


def _closing(closes_on: date | None, opens_on: date | None, today: date) -> Problem | None:
    if closes_on is None:
        return Problem("campaigns.problem.no_day")
    if closes_on < today:
        return Problem("campaigns.problem.past", {"day": today})
    if opens_on and closes_on < opens_on:
        return Problem("campaigns.problem.before_opening", {"day": opens_on})
    if opens_on and (closes_on - opens_on).days > MOST_DAYS:
        return Problem("campaigns.problem.far", {"day": opens_on + timedelta(days=MOST_DAYS)})
    return None


def _phone(text: str) -> Problem | None:
    return None if _PHONE.fullmatch(_clean(text)) else Problem("campaigns.problem.contact_phone")


def _number(value: int | None, least: int, most: int | None, name: str) -> Problem | None:
    if value is not None and least <= value <= (value if most is None else most):
        return None
    return Problem(f"campaigns.problem.{name}", {"least": least, "most": most})


def _units(workers: Sequence[int], k: int | None) -> Problem | None:
    if not workers:
        return Problem("campaigns.problem.units")
    if k is not None and sum(workers) < k:
        return Problem("campaigns.problem.too_few", {"workers": sum(workers), "k": k})
    return None
