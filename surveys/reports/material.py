"""What a paper is made from: published figures, plans and the letterhead, nothing raw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from surveys.blocks import Release
from surveys.campaigns import Campaign
from surveys.model import Survey
from surveys.needs import Ranking
from surveys.organisation import Letterhead
from surveys.plan import Activity
from surveys.reports.former import Bodies
from surveys.targets import Progress
from surveys.texts import LANGUAGES


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a paper may use. `opened_units` counts the units whose links were opened; `bodies`
    are those above them, where others stand there now."""

    letterhead: Letterhead
    campaign: Campaign
    survey: Survey
    release: Release
    ranking: Ranking
    activities: tuple[Activity, ...]
    targets: tuple[Progress, ...]
    today: date
    opened_units: int
    lang: str = LANGUAGES[0]
    bodies: Bodies | None = None

    @property
    def workers(self) -> int:
        """Persons at work in the units of the release."""
        return sum(place.workers for place in self.release.frame)

    @property
    def members(self) -> int:
        """Union members in the units of the release."""
        return sum(place.members for place in self.release.frame)
