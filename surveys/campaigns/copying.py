"""The next wave of a campaign: what of the one before stands in its draft."""

from __future__ import annotations

from datetime import date
from typing import Any

from surveys.campaigns.campaign import Campaign

_SAME = ("k", "contact_name", "contact_phone", "deletion_codes")
_MONTHS_A_YEAR = 12


def next_wave(campaign: Campaign, today: date) -> dict[str, Any]:
    """The draft's fields: everything but the days and the units. A year in the name becomes this
    one; the name of a sample stays behind."""
    same = {name: getattr(campaign, name) for name in _SAME}
    title = campaign.title.replace(str(campaign.opens_on.year), str(today.year))
    return {
        **same,
        "languages": list(campaign.languages),
        "coordinates": list(campaign.coordinates),
        "way": "card" if campaign.cards else "link",
        "keep_months": _months(campaign.closes_on, campaign.delete_on),
        **({} if campaign.sample else {"title": title}),
    }


def _months(first: date, last: date) -> int:
    """Whole months between the days, one at least."""
    return max(1, (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month)
