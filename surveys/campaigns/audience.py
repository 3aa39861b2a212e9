"""Who answers a campaign: figures of different people never stand on one board."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Workers; employers, on behalf of a unit; union officers, by cluster; people who took part
    in an activity."""

    WORKER = "worker"
    EMPLOYER = "employer"
    OFFICER = "officer"
    ACTIVITY = "activity"


SMALLEST_CLUSTER = 20  # officers: of fewer only the total is told (DR-05, handbook 2.3)
_OF_TEMPLATES = {"d": Audience.ACTIVITY, "f": Audience.OFFICER, "g": Audience.EMPLOYER}


def audience_of(template: str) -> Audience:
    """Who answers a ready questionnaire, or one of the office's own."""
    return _OF_TEMPLATES.get(template, Audience.WORKER)
