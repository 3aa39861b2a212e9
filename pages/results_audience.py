"""Whose answers a board shows: one kind of people at a time, never mixed."""

from __future__ import annotations

import streamlit as st

from pages import address, seen
from surveys.campaigns import Audience, Campaign
from surveys.texts import say

AUDIENCE = "ai"  # name in the address
OFFERED = (Audience.WORKER, Audience.EMPLOYER, Audience.OFFICER)  # activities have their cards


def campaigns(lang: str) -> tuple[Campaign, ...]:
    """The campaigns of the people chosen; the choice is offered once others were asked, too."""
    known = {one: seen.campaigns(one) for one in OFFERED}
    asked = [one for one, found in known.items() if found or one is Audience.WORKER]
    if len(asked) == 1:
        return known[Audience.WORKER]
    chosen = Audience(address.one(AUDIENCE, asked, Audience.WORKER))
    st.segmented_control(
        say("occasions.results.whose", lang),
        asked,
        format_func=lambda one: say(f"occasions.audience.{one}", lang),
        key=address.key(AUDIENCE),
        on_change=address.keep,
        args=(AUDIENCE,),
        required=True,
        label_visibility="collapsed",
    )
    return known[chosen]


def boards(campaign: Campaign, every: list[str], questions: str) -> list[str]:
    """The boards that fit: needs and profiles are those of workers."""
    return every if campaign.audience == Audience.WORKER else [questions]
