"""The page "Báo cáo": papers for meetings, made from what a campaign published."""

from __future__ import annotations

import streamlit as st

from pages import releases, reports_empty, reports_papers, results_empty, results_filter, seen
from pages.notice import remind
from pages.parts import signed_in
from pages.reports_material import Subject
from surveys.texts import say


def page() -> None:
    """Show the page."""
    officer = signed_in()
    st.title(say("papers.page.title", officer.lang), anchor=False)
    every = seen.campaigns()
    released = [campaign for campaign in every if campaign.released_on is not None]
    if not released:
        reports_empty.show(every, officer.lang)
        return
    st.write(say("papers.page.lead", officer.lang))
    campaign = results_filter.campaign(released, officer.lang)
    try:
        published = releases.published(campaign)
    except ValueError:
        results_empty.altered(campaign, officer.lang)
        return
    if published is None:
        results_empty.not_opened(campaign, officer.lang)
        return
    if published.release.is_empty:
        results_empty.too_few(campaign, officer.lang)
        return
    known = seen.activities()
    remind([campaign], known)
    reports_papers.show(Subject(published, known), officer)
