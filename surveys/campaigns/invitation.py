"""What an invitation says about its campaign: until when forms are kept, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping

from surveys.campaigns.campaign import Campaign
from surveys.texts.numbers import day

_PLACE = re.compile(r"\{(\w+)\}")
_DAYS_A_MONTH = 30.44


def facts(campaign: Campaign, lang: str) -> dict[str, str]:
    """What may stand at the places of an invitation: {until}, {months}, {name}, {phone}."""
    kept = (campaign.delete_on - campaign.closes_on).days / _DAYS_A_MONTH
    return {
        "until": day(campaign.delete_on, lang),
        "months": str(max(1, round(kept))),
        "name": campaign.contact_name,
        "phone": campaign.contact_phone,
    }


def invitation(wording: str, known: Mapping[str, str]) -> str:
    """The wording with its places filled; other words in braces stay as they are."""
    return _PLACE.sub(lambda found: known.get(found[1], found[0]), wording)
