"""One campaign: where it stands, then its codes, its participation or its close."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages import (
    campaign_close,
    campaign_codes,
    campaign_copy,
    campaign_paper,
    campaign_progress,
    campaign_steps,
)
from pages.campaign_address import WHERE, Part, go, part
from pages.campaign_words import badge, clock, name, told, when
from pages.parts import signed_in
from pages.settings import today
from surveys.campaigns import Campaign, next_step
from surveys.texts import say

_SHOW: dict[Part, Callable[[Campaign], None]] = {
    Part.CODES: campaign_codes.show,
    Part.PROGRESS: campaign_progress.show,
    Part.PAPER: campaign_paper.show,
    Part.CLOSE: campaign_close.show,
}


def show(campaign: Campaign) -> None:
    """Show the campaign and the part of it that the address names."""
    officer = signed_in()
    lang = officer.lang
    told()
    with st.container(horizontal=True):
        st.button(say("campaigns.one.back", lang), on_click=go, icon=":material/arrow_back:")
        campaign_copy.offer(campaign, officer)
    st.title(name(campaign, lang), anchor=False)
    st.markdown(
        " · ".join(
            (badge(campaign, today(), lang), when(campaign, lang), clock(campaign, today(), lang))
        )
    )
    campaign_steps.show(campaign, lang)
    _SHOW[part(WHERE[next_step(campaign, today())], lang)](campaign)
