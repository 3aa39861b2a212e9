"""Feedback on one activity: its own QR code for 48 hours, and what came back (CT-23)."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from db import campaigns, events, occasions
from pages import address
from pages.campaign_words import tell
from pages.parts import installation, require
from pages.releases import published
from pages.settings import engine, now, today
from surveys.access import Act
from surveys.campaigns import Audience, last_day
from surveys.occasions import MEETS_NEED, YES, draft, feedback_days, survey_for
from surveys.plan import Activity, State
from surveys.statistics import figure
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import day, number, share_text


def result(activity: Activity, lang: str) -> str:
    """What participants said, or until when they are asked; "" without feedback."""
    if activity.feedback_id is None:
        return ""
    campaign = campaigns.load(engine(), activity.feedback_id)
    if campaign.released_on is None:
        return say("occasions.feedback.open", lang, day=day(last_day(campaign), lang))
    known = published(campaign)
    if known is None or known.release.is_empty:
        return say("occasions.feedback.few", lang, k=campaign.k)
    found = figure(known.release, known.survey, MEETS_NEED)
    if found.withheld:
        return say("occasions.feedback.few", lang, k=found.needed)
    share = next(bar.estimate.value for bar in found.bars if bar.code == YES)
    values = {"share": share_text(share, found.n, lang), "n": number(found.n, lang)}
    return say("occasions.feedback.figure", lang, **values)


def buttons(activity: Activity, lang: str) -> None:
    """Make the code, or go to it."""
    if activity.feedback_id is not None:
        label = say("occasions.feedback.codes", lang)
        if st.button(
            label, key=f"feedback-{activity.id}", type="tertiary", icon=":material/qr_code_2:"
        ):
            address.visit("dot-khao-sat", dot=str(activity.feedback_id), muc="ma")
        return
    if activity.state is State.IMPOSSIBLE:
        return
    first, last = feedback_days(activity, today())
    help = say("occasions.feedback.help", lang, first=day(first, lang), last=day(last, lang))
    st.button(
        say("occasions.feedback.make", lang),
        key=f"feedback-{activity.id}",
        type="tertiary",
        icon=":material/qr_code_2:",
        help=help,
        on_click=_make,
        args=(activity,),
    )


def _make(activity: Activity) -> None:
    officer = require(Act.PLAN)
    head, days = installation().letterhead, feedback_days(activity, today())
    title = say("occasions.feedback.title", LANGUAGES[0], title=activity.title)
    wanted = draft(Audience.ACTIVITY, title, days, (head.name, head.phone))
    campaign = replace(wanted, sample=activity.sample)
    survey = survey_for(Audience.ACTIVITY)
    try:
        made = occasions.publish_feedback(engine(), activity.id, campaign, survey, now())
    except occasions.Asked:
        return
    events.note(engine(), now(), officer.id, "publish", made.title)
    tell(say("occasions.feedback.made", officer.lang, first=day(days[0], officer.lang)))
