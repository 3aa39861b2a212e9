"""The notice of results that workers wait for: said wherever it is still missing (DR-25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from db import activities as stored
from pages import seen
from pages.campaign_words import name, tell
from pages.parts import require, signed_in
from pages.settings import engine, today
from surveys.access import Act, may
from surveys.campaigns import Campaign
from surveys.plan import Activity, as_activity, notice_draft, notice_due, without_notice
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day


def remind(campaigns: Sequence[Campaign], activities: Sequence[Activity]) -> None:
    """Say after which campaigns workers were told nothing yet, and offer to plan it."""
    if not seen.scope().is_everything:  # whoever sees a part does not see every notice
        return
    officer = signed_in()
    for campaign in without_notice(campaigns, activities):
        due = notice_due(campaign)
        if due is None:
            continue
        key = "planning.notice.late" if due < today() else "planning.notice.due"
        values = {"campaign": name(campaign, officer.lang), "day": day(due, officer.lang)}
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/campaign: {say(key, officer.lang, **values)}", width="stretch")
            if may(officer, Act.PLAN):
                words = say("planning.notice.add", officer.lang)
                st.button(words, key=f"notice-{campaign.id}", on_click=_add, args=(campaign,))


def _add(campaign: Campaign) -> None:
    """Put the notice into the plan, once."""
    officer = require(Act.PLAN)
    due = notice_due(campaign)
    if due is None or not without_notice([campaign], stored.everything(engine())):
        return
    scope = say("planning.form.everything", LANGUAGES[0])
    planned = as_activity(notice_draft(due, scope, today()))
    stored.add(engine(), replace(planned, campaign_id=campaign.id))
    tell(say("planning.notice.added", officer.lang))
