"""The draft of a campaign behind the fields: kept with every change, found again after a reload."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from db import campaign_drafts
from db.campaign_drafts import CampaignDraft, ChangedMeanwhile
from pages import address
from pages.campaign_address import CAMPAIGN, KEPT, NEW
from pages.parts import signed_in
from pages.settings import engine, now
from surveys.access import Act, Officer, may
from surveys.texts import say

_SLOTS, _COUNT = "draft-slots", "draft-count"


@dataclass(slots=True)
class Slot:
    """What this session knows of one draft. `origin` is what stood in it when it was opened,
    `written` what it holds now as far as we know; `row` is None until something is changed."""

    name: str
    origin: Mapping[str, Any]
    row: CampaignDraft | None = None
    written: Mapping[str, Any] | None = None
    clash: bool = False


def opened(wanted: str) -> Slot | None:
    """The slot of the draft in the address; None when there is none that one may see."""
    slots: dict[str, Slot] = st.session_state.setdefault(_SLOTS, {})
    if wanted == NEW:
        return slots.setdefault(NEW, _slot({}))
    if wanted not in slots:
        row = _load(wanted)
        if row is None:
            return None
        slots[wanted] = _slot(row.document, row)
    if slots.get(NEW) is slots[wanted]:
        del slots[NEW]  # the browser has heard of the address that the draft got
    return slots[wanted]


def keep(slot: Slot, document: Mapping[str, Any]) -> None:
    """Write what was typed, when it changed. What is in the fields at first is no change."""
    if slot.written is None:
        slot.written = document
    if document == slot.written or slot.clash:
        return
    try:
        if slot.row is None:
            slot.row = campaign_drafts.create(engine(), dict(document), signed_in().id, now())
            _move(slot, f"{KEPT}{slot.row.id}")
        else:
            slot.row = campaign_drafts.save(engine(), slot.row, dict(document), now())
    except ChangedMeanwhile:
        slot.clash = True
        st.rerun()  # it is said at the head of the page
    else:
        slot.written = document


def told_of_clash(slot: Slot) -> None:
    """Say that a colleague was faster; nothing typed here is written over what is there."""
    if not slot.clash:
        return
    lang = signed_in().lang
    st.error(say("campaign_life.draft.clash", lang))
    st.button(say("campaign_life.draft.see", lang), on_click=let_go, args=(slot,))


def let_go(slot: Slot) -> None:
    """Forget what this session holds of the draft; the next look loads it anew."""
    slots: dict[str, Slot] = st.session_state.setdefault(_SLOTS, {})
    for wanted in [wanted for wanted, known in slots.items() if known is slot]:
        del slots[wanted]


def thrown_away(slot: Slot) -> None:
    """Delete the draft; a colleague's newer state is left alone."""
    if slot.row is not None:
        with suppress(ChangedMeanwhile):  # what is there now is not what was looked at
            campaign_drafts.remove(engine(), slot.row)
    let_go(slot)


def visible(draft: CampaignDraft, officer: Officer) -> bool:
    """One's own, and for the level above those of everybody (DR-24)."""
    return may(officer, Act.APPROVE_CAMPAIGNS) or draft.author_id == officer.id


def _load(wanted: str) -> CampaignDraft | None:
    row = campaign_drafts.load(engine(), address.row(wanted.removeprefix(KEPT)))
    return row if row is not None and visible(row, signed_in()) else None


def _move(slot: Slot, address: str) -> None:
    """A draft that has just been kept is found under its own address, and for a while under the
    old one: of two quick changes the second is sent before the browser knows the new address."""
    st.session_state[_SLOTS][address] = slot
    st.query_params.from_dict({CAMPAIGN: address})


def _slot(origin: Mapping[str, Any], row: CampaignDraft | None = None) -> Slot:
    count = st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    return Slot(f"draft-{count}", origin, row)
