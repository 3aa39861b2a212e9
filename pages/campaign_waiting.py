"""Campaigns that are prepared: whose they are, and which wait to be approved."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.campaign_drafts import CampaignDraft
from pages.campaign_address import KEPT, go
from pages.campaign_words import moment, plain
from surveys.access import Act, Officer, may
from surveys.texts import say


def show(drafts: Sequence[CampaignDraft], officer: Officer) -> None:
    """Show the drafts, those handed in first; nothing when there is none."""
    if not drafts:
        return
    st.subheader(_say("title", officer.lang), anchor=False)
    for draft in drafts:
        _card(draft, officer)


def _card(draft: CampaignDraft, officer: Officer) -> None:
    lang = officer.lang
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        state = _state(draft)
        colour = "orange" if state == "is_asked" else "gray"
        title = plain(str(draft.document.get("title") or _say("nameless", lang)))
        told = _say("by", lang, who=plain(draft.author), moment=moment(draft.changed_at, lang))
        badge = f":{colour}-badge[{_say(state, lang)}]"
        st.markdown(f"**{title}** {badge}  \n:small[{told}]", width="stretch")
        reviews = state == "is_asked" and may(officer, Act.APPROVE_CAMPAIGNS)
        label = _say("review" if reviews else "go_on", lang)
        st.button(label, key=f"draft{draft.id}", on_click=go, args=(f"{KEPT}{draft.id}",))


def _state(draft: CampaignDraft) -> str:
    if draft.asked_at:
        return "is_asked"
    return "is_returned" if draft.note else "is_kept"


def _say(name: str, lang: str, **values: object) -> str:
    return say(f"campaign_life.draft.{name}", lang, **values)
