"""The page "Báo cáo" before anything was released: the step that comes next."""

from __future__ import annotations

from collections.abc import Sequence

from pages import results_empty
from pages.settings import today
from surveys.campaigns import Campaign, stage


def show(campaigns: Sequence[Campaign], lang: str) -> None:
    """Say what the newest campaign waits for, or that there is none."""
    if not campaigns:
        results_empty.no_campaign(lang)
    else:
        results_empty.not_released(campaigns[0], stage(campaigns[0], today()), lang)
