"""The page "Tổng quan": what is going on, what was found, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import (
    home_answers,
    home_finding,
    home_hardship,
    home_promises,
    home_steps,
    seen,
)
from pages.campaign_words import told
from pages.parts import signed_in
from pages.settings import today
from surveys import overview
from surveys.access import Act, may
from surveys.campaigns import Campaign, days_left
from surveys.organisation import Unit
from surveys.texts import say


def page() -> None:
    """Show the page."""
    officer = signed_in()
    lang, whole = officer.lang, seen.scope().is_everything
    told()
    units = seen.units()
    campaigns = seen.campaigns()
    activities = seen.activities()
    open_now = overview.still_open(campaigns, today())
    runs = may(officer, Act.RUN_CAMPAIGNS)
    if not campaigns and not runs:
        st.title(say("access.home.waits", lang), anchor=False)
        st.write(say("access.home.waits_text", lang))
    else:
        st.title(_finding(open_now, campaigns, units, lang), anchor=False)
    if runs:
        home_steps.show(units, campaigns, activities)
    if not campaigns and not units:
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        home_answers.show(open_now)
        home_finding.show(overview.newest_released(campaigns))
    with right:
        home_promises.show(campaigns if whole else (), activities)
        if whole:
            home_promises.targets(units)
        home_hardship.show()


def _finding(
    open_now: Sequence[Campaign], campaigns: Sequence[Campaign], units: Sequence[Unit], lang: str
) -> str:
    if not campaigns:
        return say("home.title.ready" if units else "home.title.begin", lang)
    if not open_now:
        return say("home.title.quiet", lang)
    left = days_left(open_now[0], today())
    key = "home.title.open" if left > 1 else "home.title.open_last"
    return say(key, lang, count=len(open_now), days=left)
